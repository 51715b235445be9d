import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { focusAfterDialog } from '../../lib/focus.ts';
import { Notice } from '../../ui/notice.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import classes from './takeover.module.css';
import type { TakeoverChosen } from './takeover-form.tsx';

/** What the choice gave and ended, and where to see or change it. */
export function TakeoverOutcome({ chosen: { option, givenLicenseCount, endedLicenseCount } }: { chosen: TakeoverChosen }) {
  const { t } = useTranslation('takeover');
  const isTakenOver = option.choice === 'TAKE_OVER';
  // What was kept from MVLS ends with a takeover only because more takes its place.
  const ended = isTakenOver ? 0 : endedLicenseCount;
  return (
    <div ref={focusAfterDialog} tabIndex={-1} className={classes.outcome}>
      <Notice
        tone="success"
        live="polite"
        title={t(isTakenOver ? 'chosen.TAKE_OVER' : 'chosen.DECLINE', { number: option.agreementNumber })}
        actions={[
          <TextLink key="licenses" to={paths.licenses}>
            {t('chosen.licenses')}
          </TextLink>,
          <TextLink key="permissions" to={paths.permissionDetails}>
            {t('chosen.permissions')}
          </TextLink>,
          <TextLink key="preferences" to={paths.preferences}>
            {t('chosen.preferences')}
          </TextLink>,
        ]}
      >
        {givenLicenseCount > 0 && <p>{t(isTakenOver ? 'chosen.given' : 'chosen.kept', { count: givenLicenseCount })}</p>}
        {ended > 0 && <p>{t('chosen.ended', { count: ended })}</p>}
        {givenLicenseCount + ended === 0 && <p>{t('chosen.same')}</p>}
      </Notice>
    </div>
  );
}
