import { useTranslation } from 'react-i18next';
import { DataList } from '../../ui/data-list.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';

const terms = ['effective', 'activeSa', 'unresolved', 'licenses'] as const;

/** How the numbers of the summary are counted. */
export function SummaryDefinitions() {
  const { t } = useTranslation('licenses');
  return (
    <HelpDetails title={t('summary.definitions.title')}>
      <DataList items={terms.map(term => ({ label: t(`summary.${term}`), value: t(`summary.definitions.${term}`) }))} />
    </HelpDetails>
  );
}
