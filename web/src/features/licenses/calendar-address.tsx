import { useTranslation } from 'react-i18next';
import { CopyTextButton } from '../../ui/copy-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './calendar-panel.module.css';

/** The address of a calendar that has just been made, and what to do with it. */
export function CalendarAddress({ url }: { url: string }) {
  const { t } = useTranslation('endings');
  return (
    <Notice tone="success" live="polite" title={t('calendar.made')}>
      <p>{t('calendar.once')}</p>
      <p className={classes.address}>
        <code>{url}</code>
      </p>
      <CopyTextButton value={url}>{t('calendar.copy')}</CopyTextButton>
      <p className={classes.warning}>{t('calendar.warning')}</p>
      <h3 className={classes.heading}>{t('calendar.how.title')}</h3>
      <ul>
        <li>{t('calendar.how.outlook')}</li>
        <li>{t('calendar.how.google')}</li>
        <li>{t('calendar.how.apple')}</li>
      </ul>
      <p>{t('calendar.how.delay')}</p>
    </Notice>
  );
}
