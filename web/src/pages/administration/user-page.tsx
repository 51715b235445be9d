import { IconUserOff } from '@tabler/icons-react';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UserStatus } from '../../features/permissions/managed-user-status.tsx';
import { PermissionObstacle } from '../../features/permissions/permission-obstacle.tsx';
import { PermissionToast } from '../../features/permissions/permission-toast.tsx';
import type { Obstacle, PermissionsChanged } from '../../features/permissions/use-permission-act.ts';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { useManagedUserQuery } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import classes from './administration.module.css';
import { useWayToPerson } from './use-way-to-person.ts';
import { InvitationsPanel, PermissionsPanel, type Person } from './user-panels.tsx';

const route = getRouteApi('/administration/users/$id');

type Done = { number: number; title: string; result?: PermissionsChanged };

export function UserPage() {
  const { id } = route.useParams();
  return <User key={id} id={id} />;
}

function User({ id }: { id: string }) {
  const { t } = useTranslation('users');
  const { data, error, loading, refetch, fetchMore } = useManagedUserQuery({ variables: { id }, fetchPolicy: 'cache-and-network' });
  const person = data?.node?.__typename === 'ManagedUser' ? data.node : null;
  // Who holds nothing any more is no longer there to be read; the page still says of whom it was.
  const [known, setKnown] = useState(person);
  if (person && person !== known) setKnown(person);
  const toldBefore = useLocation({ select: ({ state }) => state.doneToPerson });
  const [done, setDone] = useState<Done | null>(toldBefore ? { number: 0, title: toldBefore } : null);
  const wayTo = useWayToPerson();
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);

  const tell = async (title: string, result?: PermissionsChanged) => {
    setObstacle(null);
    // What was done is done, whether or not it can be read again now.
    const again = await refetch().catch(() => null);
    const invited = again?.data?.node === null && !known?.user && known?.addresses[0];
    if (invited && (await wayTo(invited, title).catch(() => false))) return;
    setDone(previous => ({ number: (previous?.number ?? 0) + 1, title, result }));
  };
  const stop = (found: Obstacle) => {
    setDone(null);
    setObstacle(found);
    void refetch().catch(() => null);
  };
  const shown = person ?? known;
  if (!shown) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  return (
    <>
      <div className={layout.page}>
        <Header person={shown} isHolding={person !== null} />
        {obstacle && <PermissionObstacle obstacle={obstacle} />}
        {!person ? (
          <HoldsNothing person={shown} />
        ) : person.user ? (
          <PermissionsPanel person={person} userId={person.user.id} isLoading={loading} onMore={fetchMore} onDone={tell} />
        ) : (
          <InvitationsPanel person={person} isLoading={loading} onMore={fetchMore} onDone={tell} />
        )}
      </div>
      {done && (
        <PermissionToast
          key={done.number}
          title={done.title}
          result={done.result}
          pageOf={id}
          onUndone={() => tell(t('done.undone'))}
          onObstacle={stop}
          onClose={() => setDone(null)}
        />
      )}
    </>
  );
}

function Header({ person: { name, addresses, status, isViewer }, isHolding }: { person: Person; isHolding: boolean }) {
  const { t } = useTranslation(['users', 'shell']);
  const [email] = addresses;
  return (
    <PageHeader
      title={name}
      breadcrumbs={[{ label: t('shell:menu.manageUsers'), to: paths.manageUsers }]}
      description={
        <div className={classes.person}>
          {isHolding && <UserStatus status={status} />}
          {addresses.map(address => (
            <span key={address}>{address}</span>
          ))}
        </div>
      }
      actions={
        isHolding &&
        !isViewer &&
        email && (
          <ButtonLink to={paths.addUser} search={{ email, name }} variant="default">
            {t('person.addLicenses')}
          </ButtonLink>
        )
      }
    >
      {isViewer && (
        <Notice
          title={t('person.own.title')}
          actions={[
            <ButtonLink key="own" to={paths.permissionDetails} variant="default">
              {t('shell:menu.permissionDetails')}
            </ButtonLink>,
          ]}
        >
          <p>{t('person.own.text')}</p>
        </Notice>
      )}
      {status === 'LAPSED' && (
        <Notice title={t('person.lapsed.title')}>
          <p>{t('person.lapsed.text')}</p>
        </Notice>
      )}
    </PageHeader>
  );
}

function HoldsNothing({ person: { name, user, addresses } }: { person: Person }) {
  const { t } = useTranslation('users');
  const [email] = addresses;
  return (
    <EmptyState
      icon={IconUserOff}
      title={t(user ? 'person.nothing.title' : 'person.nothing.titleInvited', { name })}
      action={
        <>
          <ButtonLink to={paths.manageUsers}>{t('person.nothing.back')}</ButtonLink>
          <ButtonLink to={paths.addUser} search={{ email, name }} variant="default">
            {t('person.nothing.add')}
          </ButtonLink>
        </>
      }
    >
      <p>{t('person.nothing.text')}</p>
    </EmptyState>
  );
}
