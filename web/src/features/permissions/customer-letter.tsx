import { NativeSelect, SegmentedControl } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import type { Locale } from '@vlsc/shared/locale.ts';
import { paths } from '@vlsc/shared/paths.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerLetterQuery } from '../../gql/operations.ts';
import { useLocale } from '../../lib/i18n.ts';
import { ButtonLink, OutsideButtonLink } from '../../ui/button-link.tsx';
import { CopyTextButton } from '../../ui/copy-button.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import classes from './customer-letter.module.css';
import { customerLetter } from './customer-letter-text.ts';

/** A text with which a partner asks a customer for access, ready to be copied or sent. `about` is the address to begin with. */
export function CustomerLetter({ about }: { about?: string }) {
  const { t } = useTranslation('customers');
  const { data, error, refetch } = useCustomerLetterQuery();
  const viewer = data?.viewer;
  if (error && !viewer) return <QueryFailed error={error} retry={refetch} headingLevel={3} />;
  if (!viewer) return null;
  const addresses = viewer.businessEmails.filter(({ state }) => state === 'VERIFIED').map(({ address }) => address);
  const [first] = addresses;
  if (!first) {
    return (
      <>
        <p>{t('letter.noAddress')}</p>
        <div>
          <ButtonLink to={paths.register} variant="default">
            {t('letter.register')}
          </ButtonLink>
        </div>
      </>
    );
  }
  const initial = about && addresses.includes(about) ? about : first;
  return <Letter key={initial} name={viewer.displayName} addresses={addresses} initial={initial} />;
}

const languages = [
  { value: 'ja', label: '日本語' },
  { value: 'en', label: 'English' },
] as const satisfies readonly { value: Locale; label: string }[];

function Letter({ name, addresses, initial }: { name: string; addresses: readonly string[]; initial: string }) {
  const { t } = useTranslation('customers');
  const [language, setLanguage] = useState<Locale>(useLocale());
  const [address, setAddress] = useState(initial);
  const link = `${window.location.origin}${paths.addUser}?email=${encodeURIComponent(address)}`;
  const { subject, body } = customerLetter[language]({ name, address, link });

  return (
    <div className={classes.letter}>
      <p>{t('letter.text')}</p>
      <div className={classes.choices}>
        <SegmentedControl
          aria-label={t('letter.language')}
          value={language}
          onChange={chosen => setLanguage(chosen)}
          data={[...languages]}
        />
        {addresses.length > 1 && (
          <NativeSelect
            label={t('letter.address')}
            value={address}
            onChange={event => setAddress(event.currentTarget.value)}
            data={[...addresses]}
          />
        )}
      </div>
      <dl className={classes.parts}>
        <dt>{t('letter.subject')}</dt>
        <dd lang={language}>{subject}</dd>
        <dt>{t('letter.body')}</dt>
        <dd lang={language} className={classes.body}>
          {body}
        </dd>
      </dl>
      <div className={classes.actions}>
        <CopyTextButton value={`${subject}\n\n${body}`}>{t('letter.copy')}</CopyTextButton>
        <OutsideButtonLink href={mailTo(subject, body)} variant="default" leftSection={<IconMail size="1.1rem" aria-hidden />}>
          {t('letter.mail')}
        </OutsideButtonLink>
      </div>
    </div>
  );
}

/** Lines end as RFC 6068 has it. */
const mailTo = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
