import { paths } from '@vlsc/shared/paths.ts';
import { Trans, useTranslation } from 'react-i18next';
import { OwnAddresses } from '../../features/permissions/own-addresses.tsx';
import type { BusinessEmailFieldsFragment } from '../../gql/operations.ts';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './registration.module.css';

type Props = { lapsedAt: string | null; businessEmails: readonly BusinessEmailFieldsFragment[] };

/** What happened to somebody who has been away for long, and how everything comes back. */
export function LapsedRegistration({ lapsedAt, businessEmails }: Props) {
  const { t } = useTranslation('registration');
  const steps: readonly string[] = t('lapsed.steps', { returnObjects: true });
  return (
    <>
      <Notice tone="warning" title={t('lapsed.title')}>
        {lapsedAt && (
          <p>
            <Trans t={t} i18nKey="lapsed.since" components={{ when: <TimeText value={lapsedAt} style="date" /> }} />
          </p>
        )}
        <p>{t('lapsed.kept')}</p>
      </Notice>
      <Panel
        title={t('lapsed.addresses')}
        action={
          <TextLink to={paths.register} search={{ another: true }}>
            {t('form.another')}
          </TextLink>
        }
      >
        <ol className={classes.steps}>
          {steps.map(step => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <OwnAddresses businessEmails={businessEmails} />
        <p className={classes.help}>{t('lapsed.gone')}</p>
        <p className={classes.help}>{t('sent.junk')}</p>
      </Panel>
    </>
  );
}
