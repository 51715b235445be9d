import { useTranslation } from 'react-i18next';
import { TokenDays } from '../../features/api-tokens/token-days.tsx';
import { TokenUses } from '../../features/api-tokens/token-uses.tsx';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useApiTokenUsesQuery } from '../../gql/operations.ts';
import { growing, polling } from '../../lib/polling.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import classes from './settings.module.css';

/** What a token did, by a query of its own, so that its facts need not wait. */
export function ApiTokenUses({ tokenId, headingId }: { tokenId: string; headingId: string }) {
  const { t } = useTranslation('tokens');
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useApiTokenUsesQuery({ variables: { id: tokenId }, fetchPolicy: 'cache-and-network', ...polling }),
  );
  const node = (data ?? previousData)?.node;
  const token = node?.__typename === 'ApiToken' ? node : null;
  return (
    <section className={classes.section} aria-labelledby={headingId}>
      <div>
        <h2 id={headingId} tabIndex={-1}>
          {t('token.uses')}
        </h2>
        <p className={classes.small}>{t('token.usesText')}</p>
      </div>
      {token ? (
        token.uses.edges.length === 0 ? (
          <p className={classes.muted}>{t('token.usesNone')}</p>
        ) : (
          <div>
            <TokenDays days={token.dailyUses} />
            <TokenUses uses={token.uses.edges} />
            <LoadMore list={token.uses} isLoading={isLoading} onMore={onMore} />
          </div>
        )
      ) : error ? (
        <QueryFailed error={error} retry={refetch} />
      ) : (
        <TableSkeleton rows={4} columns={5} />
      )}
    </section>
  );
}
