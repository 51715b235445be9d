import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { ListedLicenseFragment } from '../../gql/operations.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { LicenseNames } from '../licenses/license-names.tsx';
import { ActFailure } from '../problems/failure.tsx';
import classes from './takeover.module.css';

type Props = {
  obstacle: { message: string; licenseCount: number; licenses: readonly ListedLicenseFragment[] } | null;
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
};

/** Names the licenses that would have nobody to administer them; the better way out comes first. */
export function WithoutAdministratorDialog({ obstacle, isPending, error, onConfirm, onClose }: Props) {
  const { t } = useTranslation('takeover');
  return (
    <ConfirmDialog
      isOpen={obstacle !== null}
      title={t('left.title', { count: obstacle?.licenseCount ?? 0 })}
      confirmLabel={t('left.confirm')}
      tone="danger"
      isPending={isPending}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {obstacle && (
        <div className={classes.left}>
          <p>{obstacle.message}</p>
          <LicenseNames licenses={obstacle.licenses} total={obstacle.licenseCount} />
          <p>
            <ButtonLink
              to={paths.addUser as string}
              search={{ licenses: obstacle.licenses.map(({ licensingId }) => licensingId).join(','), roles: 'ADMINISTRATOR' }}
              variant="light"
            >
              {t('left.addFirst')}
            </ButtonLink>
          </p>
          {error !== undefined && <ActFailure error={error} />}
        </div>
      )}
    </ConfirmDialog>
  );
}
