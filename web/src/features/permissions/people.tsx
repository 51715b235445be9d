import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { LicensePeopleQuery } from '../../gql/operations.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { HeldRoles } from './held-roles.tsx';
import { PersonName } from './person-name.tsx';

type Person = NonNullable<NonNullable<LicensePeopleQuery['license']>['people']>['edges'][number]['node'];

type Props = { caption: string; people: readonly Person[] };

/** Everybody on a license, with all that each holds and why. For its administrators. */
export function People({ caption, people }: Props) {
  const { t } = useTranslation('licenses');
  const columns: Column<Person>[] = [
    {
      key: 'name',
      header: t('people.person'),
      isRowHeader: true,
      cell: ({ user, managedUserId }) => (
        <PersonName user={user} name={<TextLink to={paths.managedUser(managedUserId)}>{user.displayName}</TextLink>} />
      ),
    },
    {
      key: 'roles',
      header: t('people.roles'),
      cell: ({ permissions }) => <HeldRoles permissions={permissions} />,
    },
  ];
  return <DataTable caption={caption} columns={columns} rows={people} rowKey={({ user }) => user.id} />;
}
