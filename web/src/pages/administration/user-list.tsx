import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNamedLicenses } from '../../features/licenses/use-named-licenses.ts';
import { mostRows } from '../../features/permissions/batch-mode.tsx';
import { ChangePeopleDialog, type PersonToChange } from '../../features/permissions/change-people-dialog.tsx';
import { UserStatus } from '../../features/permissions/managed-user-status.tsx';
import type { ManagedUserFieldsFragment } from '../../gql/operations.ts';
import { type Selection, useSelection } from '../../lib/selection.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import selected from '../../ui/selection.module.css';
import { SelectionBar } from '../../ui/selection-bar.tsx';
import { SelectionBox } from '../../ui/selection-box.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './administration.module.css';

type Props = {
  users: readonly ManagedUserFieldsFragment[];
  total: number;
  /** The conditions of the list; the license that they name is the one that is meant first. */
  filter: { search?: string; status?: string; licensingId?: string };
  onChanged: () => void;
  /** What stands below the list. */
  children: ReactNode;
};

/** Nobody changes their own roles, and whoever is only invited has none yet. */
const personOf = ({ id, name, user, isViewer }: ManagedUserFieldsFragment): PersonToChange[] =>
  user && !isViewer ? [{ id, name, userId: user.id }] : [];

/** The people, with what can be done to those that are ticked. */
export function UserList({ users, total, filter, onChanged, children }: Props) {
  const { t } = useTranslation('batches');
  const people = useMemo(() => users.flatMap(personOf), [users]);
  const selection = useSelection(people, filter);
  const licenses = useNamedLicenses(filter.licensingId ? [filter.licensingId] : []);
  // Kept while its dialog closes.
  const [chosen, setChosen] = useState<readonly PersonToChange[]>([]);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {people.length > 0 && (
        <SelectionBox selection={selection} rows={people} label={t('selection.shown', { count: people.length })} isLabelShown />
      )}
      <UserTable users={users} selection={selection} />
      {children}
      <SelectionBar
        selection={selection}
        total={total}
        texts={{ label: t('selection.label'), count: count => t('selection.count', { count }), clear: t('selection.clear') }}
      >
        {() =>
          selection.size > mostRows ? (
            <p className={selected.notes}>{t('selection.tooMany', { most: mostRows })}</p>
          ) : (
            <div className={selected.line}>
              <Button
                leftSection={<IconPencil size="1.1rem" aria-hidden />}
                onClick={() => {
                  setChosen(selection.rows);
                  setOpen(true);
                }}
              >
                {t('selection.change')}
              </Button>
            </div>
          )
        }
      </SelectionBar>
      <ChangePeopleDialog people={chosen} licenses={licenses ?? []} isOpen={isOpen} onClose={() => setOpen(false)} onChanged={onChanged} />
    </>
  );
}

function UserTable({ users, selection }: { users: readonly ManagedUserFieldsFragment[]; selection: Selection<PersonToChange> }) {
  const { t } = useTranslation(['users', 'batches']);
  const columns = useMemo(
    (): Column<ManagedUserFieldsFragment>[] => [
      {
        key: 'name',
        header: t('column.name'),
        isRowHeader: true,
        cell: user => {
          const { id, name, addresses, isViewer } = user;
          const people = personOf(user);
          return (
            <div className={selected.cell}>
              {people.length > 0 ? (
                <SelectionBox selection={selection} rows={people} label={t('batches:selection.one', { name })} />
              ) : (
                <span className={classes.noBox} />
              )}
              <div>
                <TextLink to={paths.managedUser(id)}>{name}</TextLink> {isViewer && t('list.you')}
                {addresses.map(address => (
                  <span key={address} className={classes.detail}>
                    {address}
                  </span>
                ))}
              </div>
            </div>
          );
        },
      },
      { key: 'status', header: t('column.status'), cell: ({ status }) => <UserStatus status={status} /> },
      { key: 'licenses', header: t('column.licenses'), align: 'end', cell: ({ licenseCount }) => <NumberText value={licenseCount} /> },
    ],
    [t, selection],
  );
  return <DataTable caption={t('list.caption')} columns={columns} rows={users} rowKey={({ id }) => id} />;
}
