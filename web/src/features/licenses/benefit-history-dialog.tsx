import { useTranslation } from 'react-i18next';
import { useBenefitHistoryQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import { useBenefitName } from './benefit-name.ts';
import type { ListedBenefit } from './benefits.tsx';
import classes from './content.module.css';

type Props = { benefit: ListedBenefit | null; onClose: () => void };

/** What was activated of a benefit, newest first. */
export function BenefitHistoryDialog({ benefit, onClose }: Props) {
  const { t } = useTranslation('content');
  const nameOf = useBenefitName();
  return (
    <Dialog isOpen={benefit !== null} onClose={onClose} title={benefit ? t('benefits.historyOf', { name: nameOf(benefit.benefit) }) : ''}>
      {benefit && <BenefitHistory id={benefit.id} />}
    </Dialog>
  );
}

function BenefitHistory({ id }: { id: string }) {
  const { t } = useTranslation('content');
  const { data, error, isLoading, refetch, onMore } = growing(
    useBenefitHistoryQuery({ variables: { id }, fetchPolicy: 'cache-and-network' }),
  );
  const activations = data?.node?.__typename === 'SoftwareAssuranceBenefit' ? data.node.activations : null;
  if (!activations) return error ? <QueryFailed error={error} retry={refetch} headingLevel={3} /> : <PageSkeleton lines={4} />;
  if (activations.edges.length === 0) return <p>{t('benefits.noHistory')}</p>;
  return (
    <>
      <ol className={classes.history}>
        {activations.edges.map(({ node: { at, quantity, comment, isOwn, user } }) => (
          <li key={`${at} ${quantity}`}>
            <strong>{t('benefits.activatedOnce', { count: quantity })}</strong> ·{' '}
            {isOwn ? t('benefits.you') : (user?.displayName ?? t('benefits.somebody'))}
            <span className={classes.sub}>
              <TimeText value={at} relative />
            </span>
            {comment && <p className={classes.comment}>{comment}</p>}
          </li>
        ))}
      </ol>
      <LoadMore list={activations} isLoading={isLoading} onMore={onMore} />
    </>
  );
}
