import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useFound } from '../../features/search/found.tsx';
import { useSearchEverythingQuery } from '../../gql/operations.ts';
import entries from '../../ui/entry-list.module.css';
import { FilterBar } from '../../ui/filter-bar.tsx';
import layout from '../../ui/page.module.css';
import { Panel } from '../../ui/panel.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/state.tsx';
import { TextLink } from '../../ui/text-link.tsx';
import hidden from '../../ui/visually-hidden.module.css';

const route = getRouteApi('/operations/');

const mostOfAKind = 20;

/** One field for everything that there is; what was found, kind by kind, leads on. */
export function OperationsSearchPage() {
  const { t } = useTranslation(['operations', 'search', 'lists']);
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const search = (typed: string) => void navigate({ search: typed ? { q: typed } : {}, replace: true, resetScroll: false });
  return (
    <>
      <FilterBar>
        <SearchInput
          label={t('everything.label')}
          hint={t('everything.hint')}
          clearLabel={t('lists:clearSearch')}
          value={q}
          onSearch={search}
        />
      </FilterBar>
      {q ? (
        <Results text={q} />
      ) : (
        <EmptyState icon={IconSearch} title={t('everything.start')}>
          <p>{t('everything.startText')}</p>
        </EmptyState>
      )}
    </>
  );
}

function Results({ text }: { text: string }) {
  const { t } = useTranslation('search');
  const { data, previousData, error, loading, refetch } = useSearchEverythingQuery({
    variables: { text, first: mostOfAKind },
    fetchPolicy: 'no-cache',
  });
  const foundIn = useFound(true);
  const results = (data ?? previousData)?.viewer?.search;
  if (!results) return error ? <QueryFailed error={error} retry={refetch} /> : <TableSkeleton rows={6} columns={2} />;
  const groups = foundIn(results, text);
  const count = groups.reduce((sum, { found }) => sum + found.length, 0);
  return (
    <div aria-busy={loading} className={layout.page}>
      <p role="status" className={count === 0 ? hidden.hidden : layout.count}>
        {loading ? t('searching') : count === 0 ? t('nothing') : t('count', { count })}
      </p>
      {count === 0 && !loading && (
        <EmptyState icon={IconSearch} title={t('nothing')}>
          <p>{t('nothingText')}</p>
        </EmptyState>
      )}
      <div className={layout.columns}>
        {groups.map(({ key, label, found }) => (
          <Panel key={key} title={label}>
            <ul className={entries.list}>
              {found.map(({ id, label: name, hint, to, search }) => (
                <li key={id}>
                  <TextLink to={to} search={search as never}>
                    {name}
                  </TextLink>
                  {hint && <span className={entries.muted}>{hint}</span>}
                </li>
              ))}
            </ul>
          </Panel>
        ))}
      </div>
    </div>
  );
}
