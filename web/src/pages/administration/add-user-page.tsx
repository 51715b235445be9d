import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamedLicenses } from '../../features/licenses/use-named-licenses.ts';
import { AddUserForm, type UserAdded } from '../../features/permissions/add-user-form.tsx';
import type { NewUser } from '../../features/permissions/new-user.ts';
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

/** The form, and in its place what came of it. Adding another person starts from the same licenses and roles. */
function AddUser({ initial }: { initial: NewUser }) {
  const { t } = useTranslation('users');
  const [user, setUser] = useState(initial);
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
