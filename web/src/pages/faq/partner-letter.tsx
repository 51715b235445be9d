import { useTranslation } from 'react-i18next';
import { CustomerLetter } from '../../features/permissions/customer-letter.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import classes from './faq-scenario-page.module.css';

/** What a partner sends to a customer; it needs to know who is asking. */
export function PartnerLetter() {
  const { t } = useTranslation('customers');
  const { viewer } = useViewer();
  if (!viewer) return null;
  return (
    <section className={classes.section}>
      <h2>{t('letter.title')}</h2>
      <CustomerLetter />
    </section>
  );
}
