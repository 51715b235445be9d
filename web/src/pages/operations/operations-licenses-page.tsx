import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../features/agreements/term-cells.tsx';
import { useLicenseColumns } from '../../features/licenses/license-columns.tsx';
import { LicenseFilters } from '../../features/licenses/license-filters.tsx';
import { type LicenseSearch, licenseFilter } from '../../features/licenses/license-search.ts';
import { type OperationsLicensesQuery, useOperationsLicensesQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import { NumberText } from '../../ui/number-text.tsx';
import { OperationsList } from './operations-list.tsx';

const route = getRouteApi('/operations/licenses');

type Row = OperationsLicensesQuery['licenses']['edges'][number]['node'];

export function OperationsLicensesPage() {
  const { t } = useTranslation('operations');
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const filter = licenseFilter(search);
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsLicensesQuery({
      variables: { filter },
      fetchPolicy: 'cache-and-network',
    }),
  );
  const change = (changed: Partial<LicenseSearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const columns: Column<Row>[] = [
    ...useLicenseColumns().filter(({ key }) => key !== 'roles'),
    {
      key: 'administrators',
      header: t('licenses.administrators'),
      align: 'end',
      cell: ({ administratorCount }) => (administratorCount === null ? <Nothing /> : <NumberText value={administratorCount} />),
    },
  ];
  return (
    <>
      <LicenseFilters search={search} onFilter={change} />
      <OperationsList
        list={(data ?? previousData)?.licenses}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        columns={columns.length}
        exported={{ list: 'STAFF_LICENSES', licenseFilter: filter }}
        emptyTitle={t('licenses.none')}
        onClear={filter && (() => void navigate({ search: {}, replace: true }))}
      >
        {rows => <DataTable caption={t('licenses.caption')} columns={columns} rows={rows} rowKey={({ id }) => id} />}
      </OperationsList>
    </>
  );
}
