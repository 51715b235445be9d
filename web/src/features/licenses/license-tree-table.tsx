import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../ui/data-table.tsx';
import { OutlineTable } from '../../ui/outline-table.tsx';
import { AgreementStatus } from '../agreements/agreement-status.tsx';
import { EndDate, Location } from '../agreements/term-cells.tsx';
import { useLicenseColumns } from './license-columns.tsx';
import { agreementIds, type Branch, type LicenseInTree, treeRows } from './license-tree.ts';
import classes from './license-tree-table.module.css';

/** MBSA, agreements and licenses in one table, each below what it belongs to; every level can be closed. */
export function LicenseTreeTable({ licenses }: { licenses: readonly LicenseInTree[] }) {
  const { t } = useTranslation(['licenses', 'terms', 'lists']);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const ofLicense = useLicenseColumns();
  const toggle = (id: string) => setClosed(closed.has(id) ? new Set([...closed].filter(each => each !== id)) : new Set([...closed, id]));

  const columns = ofLicense.map(
    (column): Column<Branch> => ({
      ...column,
      header: column.key === 'licensingId' ? t('tree.number') : column.header,
      cell: row => (row.kind === 'license' ? column.cell(row.license) : agreementCell(column.key, row)),
    }),
  );
  const agreementCell = (column: string, { agreement, licenseCount }: Extract<Branch, { kind: 'agreement' }>) => {
    switch (column) {
      case 'licensingId':
        return <span className={classes.agreement}>{agreement.number}</span>;
      case 'program':
        return t(`terms:program.${agreement.program}`);
      case 'organization':
        return agreement.organization.name;
      case 'location':
        return <Location organization={agreement.organization} />;
      case 'endDate':
        return <EndDate date={agreement.endDate} />;
      case 'status':
        return <AgreementStatus status={agreement.status} />;
      default:
        return <span className={classes.count}>{t('tree.licenses', { count: licenseCount })}</span>;
    }
  };

  return (
    <>
      <div className={classes.levels}>
        <Button variant="subtle" size="compact-sm" onClick={() => setClosed(new Set())}>
          {t('tree.openAll')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => setClosed(new Set(agreementIds(licenses)))}>
          {t('tree.closeAll')}
        </Button>
      </div>
      <OutlineTable
        caption={t('tree.caption')}
        columns={columns}
        levelLabel={level => t('tree.level', { level })}
        rows={treeRows(licenses, closed).map(row => ({
          key: row.kind === 'license' ? row.license.id : row.agreement.id,
          row,
          level: row.level,
          isGroup: row.kind === 'agreement',
          toggle:
            row.kind === 'agreement'
              ? {
                  isOpen: !closed.has(row.agreement.id),
                  label: t('tree.below', { number: row.agreement.number }),
                  onToggle: () => toggle(row.agreement.id),
                }
              : undefined,
        }))}
      />
    </>
  );
}
