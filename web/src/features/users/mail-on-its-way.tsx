import { IconMail } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { BusinessEmailFieldsFragment } from '../../gql/operations.ts';
import { focusOnShow } from '../../lib/focus.ts';
import { DataList } from '../../ui/data-list.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './registration.module.css';
import { ResendButton } from './resend-button.tsx';

type Props = {
  businessEmail: BusinessEmailFieldsFragment;
  /** Whether it answers what the person has just done, and so takes the focus. */
  isAnswer?: boolean;
};

/** What to do between the registration of an address and its verification. */
export function MailOnItsWay({ businessEmail, isAnswer = false }: Props) {
  const { t } = useTranslation('registration');
  const { id, address, sentAt, linkExpiresAt } = businessEmail;
  return (
    <section className={classes.sent} aria-labelledby={`sent-${id}`}>
      <h2 id={`sent-${id}`} tabIndex={-1} ref={isAnswer ? focusOnShow : undefined}>
        {t('sent.title')}
      </h2>
      <p>
        <IconMail size="1.25rem" stroke={1.6} aria-hidden style={{ verticalAlign: '-0.2em' }} />{' '}
        <span className={classes.to}>{address}</span>
      </p>
      <p>{t('sent.text')}</p>
      <DataList
        items={[
          { label: t('sentAt'), value: <TimeText value={sentAt} relative /> },
          { label: t('sent.linkExpiresAt'), value: <TimeText value={linkExpiresAt} relative /> },
        ]}
      />
      <div>
        <h3>{t('sent.missing')}</h3>
        <ul>
          <li>{t('sent.junk')}</li>
          <li>{t('sent.wait')}</li>
          <li>
            {t('sent.typo')}{' '}
            <TextLink to={paths.register} search={{ another: true }}>
              {t('sent.correct')}
            </TextLink>
          </li>
        </ul>
      </div>
      <ResendButton businessEmail={businessEmail} />
    </section>
  );
}
