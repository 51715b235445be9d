import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { ActivateBenefitForm } from './activate-benefit-form.tsx';
import { useBenefitName } from './benefit-name.ts';
import type { ListedBenefit } from './benefits.tsx';

type Props = { benefit: ListedBenefit | null; onClose: () => void };

/** Activates a benefit, or a part of it. */
export function ActivateBenefitDialog({ benefit, onClose }: Props) {
  const { t } = useTranslation('content');
  const nameOf = useBenefitName();
  return (
    <Dialog isOpen={benefit !== null} onClose={onClose} title={benefit ? t('activate.title', { name: nameOf(benefit.benefit) }) : ''}>
      {benefit && <ActivateBenefitForm initial={benefit} onClose={onClose} />}
    </Dialog>
  );
}
