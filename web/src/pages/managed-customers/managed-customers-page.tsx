import { IconBuildingStore } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../features/exports/export-button.tsx';
import { CustomerLetter } from '../../features/permissions/customer-letter.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useManagedCustomersQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { CustomerPanel } from './customer-panel.tsx';

/** For partners: the customers that let them manage licenses, and how to become able to for another one. */
export function ManagedCustomersPage() {
  const { t } = useTranslation('customers');
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useManagedCustomersQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const viewer = (data ?? previousData)?.viewer;
  if (!viewer) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={10} />;
  const { edges, totalCount } = viewer.managedCustomers;

  return (
    <div className={layout.page}>
      <PageHeader
        title={t('title')}
        description={<p>{t('description')}</p>}
        actions={edges.length > 0 && <ExportButton list="MANAGED_CUSTOMERS" />}
      />
      {edges.length === 0 ? (
        <>
          <EmptyState
            icon={IconBuildingStore}
            title={t('none.title')}
            action={
              <ButtonLink to={paths.faqScenario(7)} variant="default">
                {t('none.faq')}
              </ButtonLink>
            }
          >
            <p>{t('none.text')}</p>
          </EmptyState>
          <Panel title={t('letter.title')} tone="sunken">
            <CustomerLetter />
          </Panel>
        </>
      ) : (
        <>
          <p role="status" className={layout.count}>
            {t('count', { count: totalCount })}
          </p>
          {edges.map(({ node }) => (
            <CustomerPanel key={node.organization.id} customer={node} />
          ))}
          <LoadMore list={viewer.managedCustomers} isLoading={isLoading} onMore={onMore} />
          <HelpDetails title={t('letter.another')}>
            <CustomerLetter />
          </HelpDetails>
        </>
      )}
    </div>
  );
}
