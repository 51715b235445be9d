import { Button, Checkbox } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Disclosure } from '../../ui/disclosure.tsx';
import classes from './column-chooser.module.css';
import { type RelationshipColumn, relationshipColumns, usualColumns } from './column-names.ts';

type Props = { shown: readonly RelationshipColumn[]; onChange: (shown: readonly RelationshipColumn[]) => void };

/** Which columns are shown beside the Licensing ID. */
export function ColumnChooser({ shown, onChange }: Props) {
  const { t } = useTranslation('licenses');
  const names: Record<RelationshipColumn, string> = {
    program: t('program'),
    organization: t('organization'),
    location: t('location'),
    agreement: t('agreement'),
    startDate: t('startDate'),
    endDate: t('endDate'),
    status: t('status'),
    roles: t('myRoles'),
  };
  return (
    <Disclosure
      label={t('tree.columns')}
      button={
        <span className={classes.opener}>
          <IconColumns3 size="1.1rem" stroke={1.6} aria-hidden />
          {t('tree.columns')}
        </span>
      }
    >
      {() => (
        <fieldset className={classes.columns} aria-label={t('tree.columns')}>
          {relationshipColumns.map(column => (
            <Checkbox
              key={column}
              label={names[column]}
              checked={shown.includes(column)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(relationshipColumns.filter(each => (each === column ? checked : shown.includes(each))))
              }
            />
          ))}
          <Button variant="subtle" size="compact-sm" onClick={() => onChange(usualColumns)}>
            {t('tree.defaultColumns')}
          </Button>
        </fieldset>
      )}
    </Disclosure>
  );
}
