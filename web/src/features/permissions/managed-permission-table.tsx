import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { LicenseLink } from '../licenses/license-columns.tsx';
import type { HeldLicense } from './held-license.ts';
import { HeldRoles } from './held-roles.tsx';
import classes from './permissions.module.css';

type Props = {
  caption: string;
  held: readonly HeldLicense[];
  /** Absent where nothing can be changed: nobody changes their own roles. */
  editing?: {
    chosenIds: ReadonlySet<string>;
    onChoose: (licenseId: string, isChosen: boolean) => void;
    onChange: (held: HeldLicense) => void;
  };
};

/** License by license what a person holds there, since when, until when and by whom. What cannot be changed says why. */
export function ManagedPermissionTable({ caption, held, editing }: Props) {
  const { t } = useTranslation(['users', 'licenses', 'terms']);
  const columns: Column<HeldLicense>[] = [
    {
      key: 'license',
      header: t('licenses:licensingId'),
      isRowHeader: true,
      cell: ({ license: { id, licensingId, organization, program } }) => (
        <div className={classes.choice}>
          {editing && (
            <Checkbox
              aria-label={t('person.choose', { licensingId })}
              checked={editing.chosenIds.has(id)}
              onChange={({ currentTarget: { checked } }) => editing.onChoose(id, checked)}
            />
          )}
          <div>
            <LicenseLink licensingId={licensingId} />
            <span className={classes.sub}>{organization.name}</span>
            <span className={classes.sub}>{t(`terms:program.${program}`)}</span>
          </div>
        </div>
      ),
    },
    {
      key: 'roles',
      header: t('licenses:people.roles'),
      cell: ({ permissions }) => <HeldRoles permissions={permissions} saysWhatIsLocked />,
    },
  ];
  const change: Column<HeldLicense> = {
    key: 'change',
    header: t('person.actions'),
    cell: each => (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('person.changeOn', { licensingId: each.license.licensingId })}
        onClick={() => editing?.onChange(each)}
      >
        {t('person.change')}
      </Button>
    ),
  };
  return (
    <DataTable caption={caption} columns={editing ? [...columns, change] : columns} rows={held} rowKey={({ license }) => license.id} />
  );
}
