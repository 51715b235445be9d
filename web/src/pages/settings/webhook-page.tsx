import { Button } from '@mantine/core';
import { IconFilterOff, IconSend } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { DeliveryTable } from '../../features/webhooks/delivery-table.tsx';
import { WebhookActs } from '../../features/webhooks/webhook-acts.tsx';
import { HowToVerify } from '../../features/webhooks/webhook-secret.tsx';
import { WebhookState } from '../../features/webhooks/webhook-state.tsx';
import { useWebhookPageQuery, type WebhookDeliveryState, type WebhookFieldsFragment } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { listed } from '../../lib/names.ts';
import { growing, polling } from '../../lib/polling.ts';
import { DataList } from '../../ui/data-list.tsx';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './settings.module.css';
import { deliveryStates } from './webhook-search.ts';

const route = getRouteApi('/settings/webhooks/$id');

/** One webhook: what it sends, what can be done to it, and its log. */
export function WebhookPage() {
  const { t } = useTranslation(['webhooks', 'lists']);
  const { id } = route.useParams();
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const leave = useNavigate();
  const { data, previousData, error, isLoading, refetch, onMore, startPolling } = growing(
    useWebhookPageQuery({ variables: { id, states: state && [state] }, fetchPolicy: 'cache-and-network', ...polling }),
  );
  const node = data ? data.node : previousData?.node;
  const webhook = node?.__typename === 'Webhook' ? node : null;
  const rows = webhook?.deliveries.edges.map(({ node: delivery }) => delivery) ?? [];
  const isUnderWay = rows.some(delivery => delivery.state === 'WAITING');
  useEffect(() => startPolling(isUnderWay ? 2_000 : polling.pollInterval), [isUnderWay, startPolling]);

  if (!webhook) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  const choose = (chosen: WebhookDeliveryState | undefined) =>
    void navigate({ search: chosen ? { state: chosen } : {}, replace: true, resetScroll: false });
  return (
    <div className={classes.page}>
      <PageHeader
        title={webhook.name}
        breadcrumbs={[{ label: t('title'), to: paths.webhooks }]}
        description={<WebhookState webhook={webhook} />}
      />
      {webhook.pause && webhook.pause !== 'OWNER' && (
        <Notice tone="warning" title={t(`paused.${webhook.pause}`)}>
          <p>{t('paused.text')}</p>
        </Notice>
      )}
      <WebhookActs webhook={webhook} onSent={() => void refetch()} onDeleted={() => void leave({ to: paths.webhooks })} />
      <Panel title={t('facts.title')}>
        <Facts webhook={webhook} />
        <HowToVerify />
      </Panel>
      <Panel title={t('log.title')}>
        <p className={classes.small}>{t('log.text')}</p>
        <FilterBar>
          <FilterSelect
            label={t('log.state')}
            value={state}
            choices={deliveryStates.map(value => ({ value, label: t(`delivery.${value}`) }))}
            onChoose={choose}
          />
        </FilterBar>
        {rows.length === 0 ? (
          <EmptyState
            icon={state ? IconFilterOff : IconSend}
            title={state ? t('lists:noMatch.title') : t('log.none')}
            action={state && <Button onClick={() => choose(undefined)}>{t('lists:clear')}</Button>}
          >
            <p>{state ? t('lists:noMatch.text') : t('log.noneText')}</p>
          </EmptyState>
        ) : (
          <div aria-busy={isLoading}>
            <DeliveryTable rows={rows} onSent={() => void refetch()} />
            <LoadMore list={webhook.deliveries} isLoading={isLoading} onMore={onMore} />
          </div>
        )}
      </Panel>
    </div>
  );
}

function Facts({ webhook }: { webhook: WebhookFieldsFragment }) {
  const { t } = useTranslation('webhooks');
  const locale = useLocale();
  const { url, kinds, licensingIds, createdAt, lastSuccessAt, failingSince, formerSecretUntil } = webhook;
  const time = (value: string | null) => value && <TimeText value={value} />;
  return (
    <DataList
      items={[
        { label: t('column.url'), value: <span className={classes.anywhere}>{url}</span> },
        {
          label: t('form.kinds'),
          value: kinds
            ? listed(
                kinds.map(kind => t(`kind.${kind}`)),
                locale,
              )
            : t('facts.all'),
        },
        { label: t('facts.licenses'), value: licensingIds ? listed(licensingIds, locale) : t('facts.all') },
        { label: t('column.lastSuccessAt'), value: time(lastSuccessAt) ?? t('facts.never') },
        ...(failingSince ? [{ label: t('facts.failingSince'), value: time(failingSince) }] : []),
        ...(formerSecretUntil ? [{ label: t('facts.formerSecretUntil'), value: time(formerSecretUntil) }] : []),
        { label: t('facts.createdAt'), value: time(createdAt) },
      ]}
    />
  );
}
