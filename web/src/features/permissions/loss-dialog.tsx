import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { LicenseNames } from '../licenses/license-names.tsx';
import type { Loss } from './use-address-removal.ts';

type Props = { loss: Loss | null; isPending: boolean; onConfirm: () => void; onClose: () => void };

/** Lists what ends with an address before it is removed. */
export function LossDialog({ loss, isPending, onConfirm, onClose }: Props) {
  const { t } = useTranslation('registration');
  const withoutAdministrator = loss?.told.withoutAdministratorCount ?? 0;
  return (
    <ConfirmDialog
      isOpen={loss !== null}
      title={t('remove.title', { address: loss?.of.address ?? '' })}
      confirmLabel={t('remove.confirm')}
      tone="danger"
      isPending={isPending}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {loss && (
        <>
          <p>{loss.told.message}</p>
          {withoutAdministrator > 0 && (
            <p>
              <strong>{t('remove.withoutAdministrator', { count: withoutAdministrator })}</strong>
            </p>
          )}
          <LicenseNames licenses={loss.told.licenses} total={loss.told.licenseCount} />
        </>
      )}
    </ConfirmDialog>
  );
}
