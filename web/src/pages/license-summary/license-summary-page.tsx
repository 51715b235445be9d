import { TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { AgreementFilter } from '../../features/agreements/agreement-filter.tsx';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { AssuranceExpiry } from '../../features/licenses/assurance-expiry.tsx';
import { LicenseFilters } from '../../features/licenses/license-filters.tsx';
import { licenseFilter } from '../../features/licenses/license-search.ts';
import { NoLicenses } from '../../features/licenses/no-licenses.tsx';
import { SummaryDefinitions } from '../../features/licenses/summary-definitions.tsx';
import { SummaryTable } from '../../features/licenses/summary-table.tsx';
import { SummaryTotals } from '../../features/licenses/summary-totals.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useLicenseSummaryQuery } from '../../gql/operations.ts';
import { today } from '../../lib/now.ts';
import { FilterSelect } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel, Panels } from '../../ui/panel.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import classes from './license-summary-page.module.css';
import type { LicenseSummarySearch } from './license-summary-search.ts';

const route = getRouteApi('/licenses/summary');

/** What the person's licenses entitle to, by product, with the orders behind each number. */
export function LicenseSummaryPage() {
  const { t } = useTranslation(['licenses', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const scope = { filter: licenseFilter(search), asOf: search.asOf };
  const { data, previousData, error, loading, refetch } = useLicenseSummaryQuery({ variables: scope, fetchPolicy: 'cache-and-network' });
  const change = (changed: Partial<LicenseSummarySearch>) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = () => void navigate({ search: {}, replace: true, resetScroll: false });

  const shown = data ?? previousData;
  const all = shown?.licenseSummary;
  const families = [...new Set([...(all?.map(({ productFamily }) => productFamily) ?? []), ...(search.product ? [search.product] : [])])];
  const rows = search.product ? all?.filter(({ productFamily }) => productFamily === search.product) : all;
  const hasLicenses = (shown?.agreements.nodes.length ?? 0) > 0;
  return (
    <>
      <PageHeader
        title={t('shell:menu.licenseSummary')}
        description={<p>{t('summary.description')}</p>}
        actions={
          rows &&
          rows.length > 0 && (
            <ExportButton list="LICENSE_SUMMARY" licenseFilter={scope.filter} asOf={scope.asOf} productFamily={search.product} />
          )
        }
      />
      <SummaryDefinitions />
      <LicenseFilters search={search} onFilter={change}>
        <AgreementFilter
          agreements={shown?.agreements.nodes ?? []}
          value={search.agreement}
          onChoose={agreement => change({ agreement })}
        />
        <FilterSelect
          label={t('summary.family')}
          value={search.product}
          choices={families.map(value => ({ value, label: value }))}
          onChoose={product => change({ product })}
        />
        <TextInput
          type="date"
          label={t('summary.asOf')}
          min="1990-01-01"
          max="2199-12-31"
          value={search.asOf ?? today()}
          onChange={({ currentTarget: { value } }) => change({ asOf: value && value !== today() ? value : undefined })}
        />
      </LicenseFilters>
      {error && !data ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !rows ? (
        <TableSkeleton rows={10} columns={5} />
      ) : rows.length === 0 ? (
        <NoLicenses
          title={t('summary.none.title')}
          text={hasLicenses ? t('summary.none.orders') : t('summary.none.text')}
          onClear={scope.filter || scope.asOf || search.product ? clear : undefined}
          hasLicenses={hasLicenses}
        />
      ) : (
        <div className={classes.parts} aria-busy={loading}>
          <Panels>
            <Panel title={t('summary.totals')}>
              <SummaryTotals rows={rows} />
            </Panel>
            <AssuranceExpiry scope={scope} />
          </Panels>
          <section aria-labelledby="by-product">
            <div className={classes.heading}>
              <h2 id="by-product">{t('summary.byProduct')}</h2>
              <p role="status">{t('summary.count', { count: rows.length })}</p>
            </div>
            <SummaryTable rows={rows} scope={scope} opening={search} onOpen={change} />
          </section>
        </div>
      )}
    </>
  );
}
