import { Trans, useTranslation } from 'react-i18next';
import type { TakeoverOptionFieldsFragment } from '../../gql/operations.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './takeover.module.css';

/** What holds now. */
export function TakeoverStanding({ option: { choice, chosenAt } }: { option: TakeoverOptionFieldsFragment }) {
  const { t } = useTranslation('takeover');
  if (choice === null || chosenAt === null) {
    return (
      <p>
        <StatusBadge tone="pending">{t('standing.open')}</StatusBadge> <span className={classes.small}>{t('standing.openText')}</span>
      </p>
    );
  }
  return (
    <p>
      <StatusBadge tone={choice === 'TAKE_OVER' ? 'success' : 'neutral'}>{t(`standing.${choice}`)}</StatusBadge>{' '}
      <span className={classes.small}>
        <Trans t={t} i18nKey="standing.since" components={{ when: <TimeText value={chosenAt} /> }} />
      </span>
    </p>
  );
}
