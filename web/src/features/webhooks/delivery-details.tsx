import { useTranslation } from 'react-i18next';
import type { WebhookDeliveryFieldsFragment } from '../../gql/operations.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { DataList } from '../../ui/data-list.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './webhooks.module.css';

type Attempt = WebhookDeliveryFieldsFragment['attempts'][number];

/** What came of an attempt: a status, or why there is none. */
export function useOutcome(): (attempt: Attempt) => string {
  const { t } = useTranslation('webhooks');
  return ({ status, failure }) => (failure ? t(`failure.${failure}`) : t('details.status', { status }));
}

/** What a delivery said, and each attempt with what was answered. Answers are whatever a receiver wrote: text, and nothing else. */
export function DeliveryDetails({ delivery: { id, payload, attempts } }: { delivery: WebhookDeliveryFieldsFragment }) {
  const { t } = useTranslation('webhooks');
  const outcomeOf = useOutcome();
  return (
    <div className={classes.stack}>
      <DataList
        items={[
          {
            label: t('details.id'),
            value: (
              <span className={classes.anywhere}>
                <code>{id}</code> <CopyButton value={id} label={t('details.id')} />
              </span>
            ),
          },
        ]}
      />
      <h3 className={classes.heading}>{t('details.attempts')}</h3>
      {attempts.length === 0 && <p className={classes.muted}>{t('details.noAttempts')}</p>}
      <ol className={classes.stack}>
        {attempts.map(attempt => (
          <li key={attempt.at}>
            <TimeText value={attempt.at} />: {outcomeOf(attempt)} ({t('details.milliseconds', { count: attempt.milliseconds })})
            {attempt.answer && <pre className={`${classes.code} ${classes.wrapped}`}>{attempt.answer}</pre>}
          </li>
        ))}
      </ol>
      <h3 className={classes.heading}>{t('details.payload')}</h3>
      {payload ? (
        <pre className={`${classes.code} ${classes.wrapped}`}>{JSON.stringify(JSON.parse(payload), null, 2)}</pre>
      ) : (
        <p className={classes.muted}>{t('details.noPayload')}</p>
      )}
    </div>
  );
}
