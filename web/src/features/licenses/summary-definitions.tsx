import { useTranslation } from 'react-i18next';
import { DataList } from '../../ui/data-list.tsx';
import { HelpDetails } from '../../ui/help-details.tsx';
import { summaryQuantities } from './summary-opening.ts';

const terms = [...summaryQuantities, 'licenses'] as const;

/** How the numbers of the summary are counted. */
export function SummaryDefinitions() {
  const { t } = useTranslation('licenses');
  return (
    <HelpDetails title={t('summary.definitions.title')}>
      <DataList
        items={terms.map(term => ({
          label: t(term === 'licenses' ? 'summary.licenses' : `summary.quantity.${term}`),
          value: t(`summary.definitions.${term}`),
        }))}
      />
    </HelpDetails>
  );
}
