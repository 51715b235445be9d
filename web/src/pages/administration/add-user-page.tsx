import { SegmentedControl } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { type Dispatch, type SetStateAction, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamedLicenses } from '../../features/licenses/use-named-licenses.ts';
import { AddPeopleForm, type PeopleAdded } from '../../features/permissions/add-people-form.tsx';
import { AddUserForm, type UserAdded } from '../../features/permissions/add-user-form.tsx';
import type { NewPerson } from '../../features/permissions/new-people.ts';
import type { NewUser } from '../../features/permissions/new-user.ts';
import { PeopleAddedNotice } from '../../features/permissions/people-added.tsx';
import { UserAddedNotice } from '../../features/permissions/user-added.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useAddUserPageQuery } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { Notice } from '../../ui/notice.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { namedLicenses, namedPerson, namedRoles } from './add-user-search.ts';
import { AdministersNothing } from './administers-nothing.tsx';

const route = getRouteApi('/administration/users/new');

export function AddUserPage() {
  const { t } = useTranslation(['users', 'shell']);
  const search = route.useSearch();
  const { data, error, refetch } = useAddUserPageQuery();
  const licenses = useNamedLicenses(namedLicenses(search));
  const viewer = data?.viewer;
  if (error && !viewer) return <PageFailure error={error} retry={() => void refetch()} />;
  if (!viewer || !licenses) return <PageSkeleton lines={12} />;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('shell:menu.addUser')}
        breadcrumbs={[{ label: t('shell:menu.manageUsers'), to: paths.manageUsers }]}
        description={<p>{t('add.description')}</p>}
      />
      {viewer.isAdministrator ? (
        <AddUser
          key={JSON.stringify(search)}
          initial={{
            ...blank,
            ...namedPerson(search),
            locale: viewer.locale,
            licenses,
            grant: { roles: namedRoles(search), endsOn: '' },
          }}
        />
      ) : (
        <AdministersNothing />
      )}
    </div>
  );
}

const blank = { isPerLicense: false, grants: {}, message: '' };

/** One person or several: what is given is the same, and stays when the choice changes. */
function AddUser({ initial }: { initial: NewUser }) {
  const { t } = useTranslation('batches');
  const [user, setUser] = useState(initial);
  const [isSeveral, setSeveral] = useState(false);
  return (
    <>
      <div>
        <SegmentedControl
          aria-label={t('add.who')}
          value={isSeveral ? 'several' : 'one'}
          onChange={chosen => setSeveral(chosen === 'several')}
          data={[
            { value: 'one', label: t('add.one') },
            { value: 'several', label: t('add.several') },
          ]}
        />
      </div>
      {isSeveral ? <AddPeople common={user} setCommon={setUser} /> : <AddOne user={user} setUser={setUser} />}
    </>
  );
}

type SetUser = Dispatch<SetStateAction<NewUser>>;

/** The form, and above it what came of it; only that when nobody is left to add. */
function AddPeople({ common, setCommon }: { common: NewUser; setCommon: SetUser }) {
  const [people, setPeople] = useState<readonly NewPerson[]>([]);
  const [outcome, setOutcome] = useState<{ number: number; added: PeopleAdded; people: readonly NewPerson[] } | null>(null);
  const isDone = outcome !== null && people.length === 0;
  return (
    <>
      {outcome && (
        <PeopleAddedNotice
          key={outcome.number}
          added={outcome.added}
          people={outcome.people}
          onAnother={isDone ? () => setOutcome(null) : undefined}
        />
      )}
      {!isDone && (
        <AddPeopleForm
          common={common}
          people={people}
          onCommon={change => setCommon(previous => ({ ...previous, ...change }))}
          onPeople={setPeople}
          onAdded={(added, asked) => setOutcome(previous => ({ number: (previous?.number ?? 0) + 1, added, people: asked }))}
        />
      )}
    </>
  );
}

/** The form, and in its place what came of it. Adding another person starts from the same licenses and roles. */
function AddOne({ user, setUser }: { user: NewUser; setUser: SetUser }) {
  const { t } = useTranslation('users');
  const [added, setAdded] = useState<UserAdded | null>(null);
  const [isUndone, setUndone] = useState(false);
  const [isAnother, setAnother] = useState(false);
  if (added) {
    return (
      <UserAddedNotice
        added={added}
        address={user.email}
        onUndone={() => {
          setAdded(null);
          setAnother(false);
          setUndone(true);
        }}
        onAnother={() => {
          setUser({ ...user, email: '', familyName: '', givenName: '', message: '' });
          setAnother(true);
          setAdded(null);
        }}
      />
    );
  }
  return (
    <>
      {isUndone && (
        <div ref={focusOnShow} tabIndex={-1}>
          <Notice tone="success" live="polite" title={t('done.undone')}>
            <p>{t('added.undoneText')}</p>
          </Notice>
        </div>
      )}
      <AddUserForm
        user={user}
        takesFocus={isAnother}
        onChange={change => setUser(previous => ({ ...previous, ...change }))}
        onAdded={outcome => {
          setUndone(false);
          setAdded(outcome);
        }}
      />
    </>
  );
}
