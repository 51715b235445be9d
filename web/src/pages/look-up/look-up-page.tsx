import { useLocation, useNavigate } from '@tanstack/react-router';
import { mostLookedUp } from '@vlsc/shared/limits.ts';
import { useTranslation } from 'react-i18next';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { entriesInHash, hashOf } from '../../features/search/typed-numbers.ts';
import { useLookUpQuery } from '../../gql/operations.ts';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { LookUpForm } from './look-up-form.tsx';
import { LookUpCounts, LookUpResults } from './look-up-results.tsx';

/** What each of many Licensing IDs is to the person. They stand behind the # of the address, which no server gets to see. */
export function LookUpPage() {
  const { t } = useTranslation('search');
  const hash = useLocation({ select: ({ hash }) => hash });
  const navigate = useNavigate();
  const entries = entriesInHash(hash);
  const isFew = entries.length > 0 && entries.length <= mostLookedUp;
  const { data, error, refetch } = useLookUpQuery({ variables: { licensingIds: entries }, skip: !isFew, fetchPolicy: 'cache-and-network' });
  const lookUps = data?.viewer?.lookUpLicensingIds;
  return (
    <div className={layout.page}>
      <PageHeader title={t('lookUp.title')} description={<p>{t('lookUp.description')}</p>} />
      <LookUpForm
        entries={entries}
        onSubmit={wanted => void navigate({ to: '.', hash: hashOf(wanted), resetScroll: false, hashScrollIntoView: false })}
      />
      <LookUpCounts lookUps={(isFew && lookUps) || []} />
      {!isFew ? null : error && !lookUps ? (
        <QueryFailed error={error} retry={refetch} />
      ) : !lookUps ? (
        <TableSkeleton rows={Math.min(entries.length, 10)} columns={6} />
      ) : (
        <LookUpResults lookUps={lookUps} />
      )}
    </div>
  );
}
