import { NativeSelect, TextInput } from '@mantine/core';
import { longestLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { licensingPrograms } from '@vlsc/shared/program.ts';
import { useTranslation } from 'react-i18next';
import type { LicenseNumbers } from './license-numbers.ts';

type Props = {
  form: { values: LicenseNumbers; getInputProps: (field: keyof LicenseNumbers) => object };
  isOptional?: boolean;
};

/** The program of a license and its numbers, called as they are on the documents of that program. */
export function LicenseNumberFields({ form, isOptional = false }: Props) {
  const { t } = useTranslation('terms');
  const isOpenLicense = form.values.program === 'OPEN_LICENSE';
  const labelOf = (field: 'licensingId' | 'licenseNumber' | 'authorizationNumber') =>
    t(isOptional ? `licenseFields.${field}Optional` : `licenseFields.${field}`);
  const typing = { required: !isOptional, autoComplete: 'off', spellCheck: false, maxLength: longestLicensingNumber * 2 };
  return (
    <>
      <NativeSelect
        name="program"
        label={t('licenseFields.program')}
        required={!isOptional}
        data={[
          isOptional ? { value: '', label: t('licenseFields.noProgram') } : { value: '', label: t('licenseFields.choose'), disabled: true },
          ...licensingPrograms.map(value => ({ value, label: t(`program.${value}`) })),
        ]}
        {...form.getInputProps('program')}
      />
      <TextInput
        name="licensingId"
        label={labelOf(isOpenLicense ? 'licenseNumber' : 'licensingId')}
        description={t(isOpenLicense ? 'licenseFields.licenseNumberHint' : 'licenseFields.licensingIdHint')}
        {...typing}
        {...form.getInputProps('licensingId')}
      />
      {isOpenLicense && (
        <TextInput
          name="authorizationNumber"
          label={labelOf('authorizationNumber')}
          description={t('licenseFields.authorizationNumberHint')}
          {...typing}
          {...form.getInputProps('authorizationNumber')}
        />
      )}
    </>
  );
}
