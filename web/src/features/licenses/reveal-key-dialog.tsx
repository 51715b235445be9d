import { useTranslation } from 'react-i18next';
import { useProductKeyToRevealQuery } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import { RevealKeyForm } from './reveal-key-form.tsx';

type Props = {
  /** Which key the address names, if any: so it opens again after a new sign-in. */
  id: string | undefined;
  onClose: () => void;
};

/** Shows one product key in the clear, for a reason that is put on record. */
export function RevealKeyDialog({ id, onClose }: Props) {
  const { t } = useTranslation('content');
  return (
    <Dialog isOpen={id !== undefined} onClose={onClose} title={t('reveal.title')} size="lg">
      {id !== undefined && <KeyToReveal key={id} id={id} onClose={onClose} />}
    </Dialog>
  );
}

function KeyToReveal({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('content');
  const { data, error, refetch } = useProductKeyToRevealQuery({ variables: { id } });
  const key = data?.node?.__typename === 'ProductKey' ? data.node : null;
  if (key?.viewerCanReveal) return <RevealKeyForm productKey={key} onClose={onClose} />;
  if (data || readServerError(error).code === 'NOT_FOUND') return <p>{t('reveal.gone')}</p>;
  return error ? <QueryFailed error={error} retry={refetch} headingLevel={3} /> : <PageSkeleton lines={4} />;
}
