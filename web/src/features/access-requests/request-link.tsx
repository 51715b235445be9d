import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../ui/button-link.tsx';

/** To the request form, with what is already known about the license filled in. */
export function RequestLink({ program, licensingId }: { program?: string; licensingId: string }) {
  const { t } = useTranslation('licenses');
  return (
    <ButtonLink to={paths.requestPermissions as string} search={{ ...(program && { program }), licensingId }}>
      {t('toRequest')}
    </ButtonLink>
  );
}
