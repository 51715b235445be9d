import { IconShieldCheck } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Benefits } from '../../features/licenses/benefits.tsx';
import { useLicenseBenefitsQuery } from '../../gql/operations.ts';
import { EmptyState } from '../../ui/state.tsx';
import { TabState } from './tab-state.tsx';

const route = getRouteApi('/licenses/$licensingId/benefits');

export function LicenseBenefitsPage() {
  const { t } = useTranslation('content');
  const { licensingId } = route.useParams();
  const { data, error, refetch } = useLicenseBenefitsQuery({ variables: { licensingId }, fetchPolicy: 'cache-and-network' });
  return (
    <TabState
      tab="benefits"
      licensingId={licensingId}
      part={data?.license?.softwareAssuranceBenefits}
      error={error}
      retry={refetch}
      opens="SOFTWARE_ASSURANCE_MANAGER"
      columns={4}
    >
      {benefits =>
        benefits.length === 0 ? (
          <EmptyState icon={IconShieldCheck} title={t('benefits.none.title')} headingLevel={3}>
            <p>{t('benefits.none.text')}</p>
          </EmptyState>
        ) : (
          <Benefits caption={t('benefits.caption', { licensingId })} benefits={benefits} />
        )
      }
    </TabState>
  );
}
