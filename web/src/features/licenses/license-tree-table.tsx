import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../lib/selection.ts';
import type { Column } from '../../ui/data-table.tsx';
import type { Sort } from '../../ui/data-table-sort.tsx';
import { OutlineTable } from '../../ui/outline-table.tsx';
import selected from '../../ui/selection.module.css';
import { SelectionBox } from '../../ui/selection-box.tsx';
import { AgreementStatus } from '../agreements/agreement-status.tsx';
import { EndDate, Location, WholeDate } from '../agreements/term-cells.tsx';
import { agreementIds, type Branch, type LicenseInTree, treeRows } from './license-tree.ts';
import classes from './license-tree-table.module.css';

type AgreementBranch = Extract<Branch, { kind: 'agreement' }>;
type Props = {
  licenses: readonly LicenseInTree[];
  columns: readonly Column<LicenseInTree>[];
  selection: Selection<LicenseInTree>;
  onSort: (sort: Sort) => void;
  /** Stands before the buttons that open and close all levels. */
  lead: ReactNode;
};

/** MBSA, agreements and licenses in one table, each below what it belongs to; every level can be closed. */
export function LicenseTreeTable({ licenses, columns: ofLicense, selection, onSort, lead }: Props) {
  const { t } = useTranslation(['licenses', 'terms', 'lists']);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => {
    const agreementCell = (column: string, { agreement, licenses }: AgreementBranch) => {
      switch (column) {
        case 'licensingId':
          return (
            <div className={selected.cell}>
              <SelectionBox selection={selection} rows={licenses} label={t('selection.below', { number: agreement.number })} />
              <span className={classes.agreement}>{agreement.number}</span>
            </div>
          );
        case 'program':
          return t(`terms:program.${agreement.program}`);
        case 'organization':
          return agreement.organization.name;
        case 'location':
          return <Location organization={agreement.organization} />;
        case 'startDate':
          return <WholeDate date={agreement.startDate} />;
        case 'endDate':
          return <EndDate date={agreement.endDate} />;
        case 'status':
          return <AgreementStatus status={agreement.status} />;
        case 'roles':
          return <span className={classes.count}>{t('tree.licenses', { count: licenses.length })}</span>;
        default:
          return null;
      }
    };
    return ofLicense.map(
      (column): Column<Branch> => ({
        ...column,
        header: column.key === 'licensingId' ? t('tree.number') : column.header,
        cell: row => (row.kind === 'license' ? column.cell(row.license) : agreementCell(column.key, row)),
      }),
    );
  }, [ofLicense, selection, t]);
  const rows = useMemo(() => {
    const toggle = (id: string) =>
      setClosed(before => (before.has(id) ? new Set([...before].filter(each => each !== id)) : new Set([...before, id])));
    return treeRows(licenses, closed).map(row =>
      row.kind === 'license'
        ? { key: row.license.id, row, level: row.level }
        : {
            key: row.agreement.id,
            row,
            level: row.level,
            isGroup: true,
            toggle: {
              isOpen: !closed.has(row.agreement.id),
              label: t('tree.below', { number: row.agreement.number }),
              onToggle: () => toggle(row.agreement.id),
            },
          },
    );
  }, [licenses, closed, t]);

  return (
    <>
      <div className={classes.levels}>
        {lead}
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
        rows={rows}
        onSort={onSort}
      />
    </>
  );
}
