import { useTranslation } from 'react-i18next';

/** A benefit by its name; a code that has none yet is shown as it came. */
export function useBenefitName(): (code: string) => string {
  const { t, i18n } = useTranslation('terms');
  return code => (i18n.exists(`terms:benefit.${code}`) ? t(`benefit.${code}` as 'benefit.E_LEARNING') : code);
}

export const knownBenefits = [
  'TRAINING_VOUCHERS',
  'HOME_USE_PROGRAM',
  'PLANNING_SERVICES',
  'PROBLEM_RESOLUTION_SUPPORT',
  'E_LEARNING',
] as const;
