import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LicensePicker } from '../licenses/license-picker.tsx';
import classes from './api-tokens.module.css';
import { CustomerPicker } from './customer-picker.tsx';
import { type NewToken, type TokenFaults, type TokenReachKind, tokenReaches } from './new-token.ts';

type Props = { token: NewToken; faults: TokenFaults; onChange: (change: Partial<NewToken>) => void };

/** What a token can be used on: everything, certain licenses, or certain customers. */
export function ReachFields({ token: { reach, licenses, customers }, faults, onChange }: Props) {
  const { t } = useTranslation('tokens');
  return (
    <>
      <Radio.Group label={t('form.reachLegend')} value={reach} onChange={chosen => onChange({ reach: chosen as TokenReachKind })}>
        <div className={classes.radios}>
          {tokenReaches.map(each => (
            <Radio key={each} value={each} label={t(`form.reaches.${each}`)} description={t(`form.reachHints.${each}`)} />
          ))}
        </div>
      </Radio.Group>
      {reach === 'licenses' && (
        <LicensePicker
          legend={t('form.licenses')}
          hint={t('form.licensesHint')}
          among="held"
          chosen={licenses}
          error={faults.licenses}
          onChange={chosen => onChange({ licenses: chosen })}
        />
      )}
      {reach === 'customers' && (
        <CustomerPicker chosen={customers} error={faults.customers} onChange={chosen => onChange({ customers: chosen })} />
      )}
    </>
  );
}
