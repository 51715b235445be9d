import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LeakedHelp } from '../../features/api-tokens/leaked-help.tsx';
import { RevokeToken } from '../../features/api-tokens/revoke-token.tsx';
import { TokenFacts } from '../../features/api-tokens/token-facts.tsx';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { useApiTokenQuery } from '../../gql/operations.ts';
import { polling } from '../../lib/polling.ts';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { Toast } from '../../ui/toast.tsx';
import { ApiTokenUses } from './api-token-uses.tsx';

const route = getRouteApi('/settings/api-tokens/$id');

/** One token: what it may do, what it did, and how to end it. */
export function ApiTokenPage() {
  const { t } = useTranslation('tokens');
  const { id } = route.useParams();
  const usesId = useId();
  const [isRevoked, setRevoked] = useState(false);
  const { data, previousData, error, refetch } = useApiTokenQuery({ variables: { id }, fetchPolicy: 'cache-and-network', ...polling });
  const node = data ? data.node : previousData?.node;
  const token = node?.__typename === 'ApiToken' ? node : null;
  if (!token) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={10} />;
  }
  return (
    <div className={layout.page}>
      <PageHeader
        title={token.name}
        documentTitle={`${token.name} - ${t('title')}`}
        breadcrumbs={[{ label: t('title'), to: paths.apiTokens }]}
        actions={<RevokeToken token={token} onRevoked={() => setRevoked(true)} />}
      />
      <div className={layout.columns}>
        <Panel title={t('token.facts')}>
          <TokenFacts token={token} />
        </Panel>
        <LeakedHelp token={token} usesId={usesId} />
      </div>
      <ApiTokenUses tokenId={token.id} headingId={usesId} />
      {isRevoked && (
        <Toast tone="success" title={t('revoke.done', { name: token.name })} onClose={() => setRevoked(false)}>
          <p>{t('revoke.doneText')}</p>
        </Toast>
      )}
    </div>
  );
}
