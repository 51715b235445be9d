import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRedeliverMutation, type WebhookDeliveryFieldsFragment, type WebhookDeliveryState } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { StatusBadge, type StatusTone } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { Nothing } from '../agreements/term-cells.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { DeliveryDetails, useOutcome } from './delivery-details.tsx';
import classes from './webhooks.module.css';

const tones: Record<WebhookDeliveryState, StatusTone> = {
  WAITING: 'pending',
  DELIVERED: 'success',
  GIVEN_UP: 'danger',
  WITHHELD: 'neutral',
};

type Row = WebhookDeliveryFieldsFragment;

/** What was sent and what waits; each opens with its attempts, and can be sent again. */
export function DeliveryTable({ rows, onSent }: { rows: readonly Row[]; onSent: () => void }) {
  const { t } = useTranslation('webhooks');
  const locale = useLocale();
  const outcomeOf = useOutcome();
  const [openId, setOpen] = useState<string | null>(null);
  const [redeliver, { loading }] = useRedeliverMutation();
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const open = rows.find(({ id }) => id === openId);

  const again = async (deliveryId: string) => {
    setProblem(null);
    setFailure(null);
    try {
      const sent = (await redeliver({ variables: { input: { deliveryId } } })).data?.redeliver;
      if (sent?.__typename === 'TooManyTests') setProblem(sent.message);
      else onSent();
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <>
      <DataTable
        caption={t('log.caption')}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'what',
            header: t('log.what'),
            isRowHeader: true,
            cell: ({ kind, changeCount }) => (kind === 'CHANGES' ? t('log.changes', { count: changeCount }) : t(`log.kind.${kind}`)),
          },
          {
            key: 'state',
            header: t('log.state'),
            cell: ({ state }) => <StatusBadge tone={tones[state]}>{t(`delivery.${state}`)}</StatusBadge>,
          },
          { key: 'createdAt', header: t('log.createdAt'), cell: ({ createdAt }) => <TimeText value={createdAt} /> },
          {
            key: 'last',
            header: t('log.last'),
            cell: ({ attempts }) => {
              const last = attempts.at(-1);
              return last ? outcomeOf(last) : <Nothing />;
            },
          },
          { key: 'dueAt', header: t('log.dueAt'), cell: ({ dueAt }) => (dueAt ? <TimeText value={dueAt} /> : <Nothing />) },
          {
            key: 'open',
            header: t('log.action'),
            cell: ({ id, createdAt }) => (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t('log.openOf', { at: formatTime(createdAt, locale, 'dateTime') })}
                onClick={() => {
                  setProblem(null);
                  setFailure(null);
                  setOpen(id);
                }}
              >
                {t('log.open')}
              </Button>
            ),
          },
        ]}
      />
      <Dialog isOpen={open !== undefined} title={t('details.title')} size="xl" onClose={() => setOpen(null)}>
        {open && (
          <div className={classes.stack}>
            <DeliveryDetails delivery={open} />
            {problem && <Notice tone="warning" live="assertive" title={problem} />}
            {failure !== null && <ActFailure error={failure} />}
            <div>
              {open.state === 'WAITING' ? (
                <p className={classes.muted} role="status">
                  {t('details.waits')}
                </p>
              ) : (
                <Button aria-disabled={loading} onClick={() => void (loading || again(open.id))}>
                  {t('details.again')}
                </Button>
              )}
            </div>
          </div>
        )}
      </Dialog>
    </>
  );
}
