import { useTranslation } from 'react-i18next';
import type { LicenseSummaryQuery } from '../../gql/operations.ts';
import { FilterSelect } from '../../ui/filter-bar.tsx';

type Agreement = LicenseSummaryQuery['agreements']['nodes'][number];
type Props = { agreements: readonly Agreement[]; value: string | undefined; onChoose: (number: string | undefined) => void };

/** Everything below one agreement. One that the address names is offered too, listed or not. */
export function AgreementFilter({ agreements, value, onChoose }: Props) {
  const { t } = useTranslation(['licenses', 'terms']);
  const choices = agreements.map(({ number, program, organization }) => ({
    value: number,
    label: `${number} (${t(`terms:program.${program}`)}, ${organization.name})`,
  }));
  const isListed = value === undefined || choices.some(choice => choice.value === value);
  return (
    <FilterSelect
      label={t('agreement')}
      value={value}
      choices={isListed ? choices : [{ value, label: value }, ...choices]}
      onChoose={onChoose}
    />
  );
}
