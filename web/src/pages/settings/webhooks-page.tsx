import { Button } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../../features/agreements/term-cells.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { WebhookForm } from '../../features/webhooks/webhook-form.tsx';
import { HowToVerify, WebhookSecret } from '../../features/webhooks/webhook-secret.tsx';
import { WebhookState } from '../../features/webhooks/webhook-state.tsx';
import { useCreateWebhookMutation, useWebhooksQuery } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { polling } from '../../lib/polling.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './settings.module.css';

/** The person's webhooks; the secret of a new one is shown here, once. */
export function WebhooksPage() {
  const { t } = useTranslation('webhooks');
  const { data, previousData, error, refetch } = useWebhooksQuery({ fetchPolicy: 'cache-and-network', ...polling });
  const [create, { loading }] = useCreateWebhookMutation({ refetchQueries: ['Webhooks'], awaitRefetchQueries: true });
  const [isCreating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const rows = (data ?? previousData)?.viewer?.webhooks;
  if (!rows) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={8} />;

  const begin = (
    <Button
      onClick={() => {
        setSecret(null);
        setCreating(true);
      }}
    >
      {t('create.action')}
    </Button>
  );
  return (
    <div className={classes.page}>
      <PageHeader title={t('title')} description={<p>{t('description')}</p>} actions={rows.length > 0 && begin} />
      {secret && (
        <div ref={focusOnShow} tabIndex={-1}>
          <WebhookSecret secret={secret} />
        </div>
      )}
      {rows.length === 0 ? (
        <EmptyState icon={IconWebhook} title={t('none.title')} action={begin}>
          <p>{t('none.text')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('caption')}
          rows={rows}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              header: t('column.name'),
              isRowHeader: true,
              cell: ({ id, name }) => <TextLink to={paths.webhook(id)}>{name}</TextLink>,
            },
            { key: 'url', header: t('column.url'), cell: ({ url }) => <span className={classes.anywhere}>{url}</span> },
            { key: 'state', header: t('column.state'), cell: row => <WebhookState webhook={row} /> },
            {
              key: 'last',
              header: t('column.lastSuccessAt'),
              cell: ({ lastSuccessAt }) => (lastSuccessAt ? <TimeText value={lastSuccessAt} relative /> : <Nothing />),
            },
          ]}
        />
      )}
      <HowToVerify />
      <Dialog isOpen={isCreating} title={t('create.title')} onClose={() => setCreating(false)}>
        <WebhookForm
          submitLabel={t('create.submit')}
          isPending={loading}
          onSubmit={async wish => {
            const made = (await create({ variables: { input: wish } })).data?.createWebhook;
            if (made?.__typename !== 'WebhookSecretTold') return made?.message;
            setCreating(false);
            setSecret(made.secret);
          }}
          onClose={() => setCreating(false)}
        />
      </Dialog>
    </div>
  );
}
