import { useTranslation } from 'react-i18next';
import type { ProductKeyRowFragment } from '../../gql/operations.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { MoreActivationsForm } from './more-activations-form.tsx';

type Props = {
  /** The key that needs more; null while none does. */
  productKey: ProductKeyRowFragment | null;
  onClose: () => void;
};

/** Asks support for more activations of a product key. */
export function MoreActivationsDialog({ productKey, onClose }: Props) {
  const { t } = useTranslation('content');
  return (
    <Dialog isOpen={productKey !== null} onClose={onClose} title={t('more.title')} size="lg">
      {productKey && <MoreActivationsForm productKey={productKey} onClose={onClose} />}
    </Dialog>
  );
}
