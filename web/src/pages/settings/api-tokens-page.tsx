import { IconApi } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import { TokenTable } from '../../features/api-tokens/token-table.tsx';
import { PageFailure } from '../../features/problems/failure.tsx';
import { useApiTokensQuery } from '../../gql/operations.ts';
import { docsAddress } from '../../lib/docs.ts';
import { useLocale } from '../../lib/i18n.ts';
import { growing, polling } from '../../lib/polling.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { LinkTabs } from '../../ui/link-tabs.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { OutsideLink } from '../../ui/text-link.tsx';
import classes from './settings.module.css';

const route = getRouteApi('/settings/api-tokens');

/** The person's tokens: those that can be used, and those that are over. */
export function ApiTokensPage() {
  const { t } = useTranslation('tokens');
  const { state } = route.useSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useApiTokensQuery({ fetchPolicy: 'cache-and-network', ...polling }),
  );
  const list = (data ?? previousData)?.viewer?.apiTokens;
  if (!list) return error ? <PageFailure error={error} retry={() => void refetch()} /> : <PageSkeleton lines={8} />;
  const which = state === 'over' ? 'over' : 'active';
  const shown = list.edges.map(({ node }) => node).filter(token => (token.state === 'ACTIVE') === (which === 'active'));

  return (
    <div className={layout.page}>
      <PageHeader
        title={t('title')}
        description={<p>{t('description')}</p>}
        actions={list.totalCount > 0 && <ButtonLink to={paths.newApiToken}>{t('create')}</ButtonLink>}
      >
        {list.totalCount > 0 && <WhereToLearn />}
      </PageHeader>
      {list.totalCount === 0 ? (
        <EmptyState icon={IconApi} title={t('none.title')} action={<ButtonLink to={paths.newApiToken}>{t('create')}</ButtonLink>}>
          <p>{t('none.text')}</p>
          <WhereToLearn />
        </EmptyState>
      ) : (
        <>
          <LinkTabs
            label={t('tabs.label')}
            tabs={[
              { label: t('tabs.active'), to: paths.apiTokens, search: {} },
              { label: t('tabs.over'), to: paths.apiTokens, search: { state: 'over' } },
            ]}
          />
          {shown.length > 0 ? (
            <TokenTable caption={t(`caption.${which}`)} tokens={shown} />
          ) : (
            <p className={classes.muted}>{t(which === 'over' ? 'noneOver' : 'noneActive')}</p>
          )}
          {list.pageInfo.hasNextPage && <LoadMore list={list} isLoading={isLoading} onMore={onMore} />}
        </>
      )}
    </div>
  );
}

function WhereToLearn() {
  const { t } = useTranslation('tokens');
  return (
    <p>
      <OutsideLink href={docsAddress(useLocale())}>{t('docs')}</OutsideLink> · <OutsideLink href="/graphiql">{t('graphiql')}</OutsideLink>
    </p>
  );
}
