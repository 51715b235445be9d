import { useTranslation } from 'react-i18next';
import { byLicense } from '../../features/permissions/held-license.ts';
import { ManagedInvitations } from '../../features/permissions/managed-invitations.tsx';
import { ManagedPermissionTable } from '../../features/permissions/managed-permission-table.tsx';
import { ManagedPermissions } from '../../features/permissions/managed-permissions.tsx';
import type { PermissionsChanged } from '../../features/permissions/use-permission-act.ts';
import type { ManagedUserQuery } from '../../gql/operations.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { Panel } from '../../ui/panel.tsx';

export type Person = Extract<NonNullable<ManagedUserQuery['node']>, { __typename: 'ManagedUser' }>;

type Props = {
  person: Person;
  isLoading: boolean;
  onMore: (page: { variables: { after?: string | null; afterInvitation?: string | null } }) => unknown;
  onDone: (title: string, result?: PermissionsChanged) => Promise<void>;
};

export function PermissionsPanel({ person, userId, isLoading, onMore, onDone }: Props & { userId: string }) {
  const { t } = useTranslation('users');
  const { id, name, permissions, isViewer } = person;
  const { hasNextPage } = permissions.pageInfo;
  const held = byLicense(
    permissions.edges.map(({ node }) => node),
    hasNextPage,
  );
  return (
    <Panel title={t('person.permissions', { count: person.licenseCount })}>
      <div>
        {isViewer ? (
          <ManagedPermissionTable caption={t('person.caption', { name })} held={held} />
        ) : (
          <ManagedPermissions
            person={{ id, name, userId }}
            held={held}
            hasMore={hasNextPage}
            onDone={(act, result, receiver) =>
              onDone(
                result.changeId ? t(`done.${act}`, { name: receiver, count: result.licenseCount }) : t('done.nothing', { name: receiver }),
                act === 'removed' ? result : { ...result, remaining: [] },
              )
            }
          />
        )}
        {hasNextPage && (
          <LoadMore
            list={permissions}
            shown={held.reduce((sum, each) => sum + each.permissions.length, 0)}
            isLoading={isLoading}
            onMore={after => onMore({ variables: { after } })}
          />
        )}
      </div>
    </Panel>
  );
}

export function InvitationsPanel({ person, isLoading, onMore, onDone }: Props) {
  const { t } = useTranslation('users');
  const { addresses, invitations } = person;
  const { edges, pageInfo, totalCount } = invitations;
  const address = addresses[0] ?? '';
  return (
    <Panel title={t('invitation.title', { count: totalCount })}>
      <p>{t('invitation.text')}</p>
      <div>
        <ManagedInvitations
          address={address}
          invitations={edges.map(({ node }) => node)}
          onDone={(act, count) => onDone(t(`invitation.done.${act}`, { address, count }))}
        />
        {pageInfo.hasNextPage && (
          <LoadMore list={invitations} isLoading={isLoading} onMore={afterInvitation => onMore({ variables: { afterInvitation } })} />
        )}
      </div>
    </Panel>
  );
}
