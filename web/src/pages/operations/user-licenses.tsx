import { TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LicenseLink } from '../../features/licenses/license-columns.tsx';
import { LicenseExplained } from '../../features/operations/access-causes.tsx';
import classes from '../../features/operations/operations.module.css';
import { QueryFailed } from '../../features/problems/query-failed.tsx';
import { useExplainedLicenseQuery, useExplainedLicensesQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { LoadMore } from '../../ui/load-more.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import type { UserSearch } from './operations-search.ts';

const route = getRouteApi('/operations/users/$id');

const useSearchChange = () => {
  const navigate = route.useNavigate();
  return (changed: UserSearch) => void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
};

/** Asks about one license, whether the person sees it or not; the number stands in the address. */
export function ExplainLicense({ id }: { id: string }) {
  const { t } = useTranslation('people');
  const { license } = route.useSearch();
  const change = useSearchChange();
  const [typed, setTyped] = useState(license ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ license: typed.trim() || undefined });
  };
  return (
    <Panel title={t('explain.title')}>
      <p>{t('explain.text')}</p>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('explain.licensingId')}
          value={typed}
          maxLength={200}
          autoComplete="off"
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <SubmitButton isPending={false}>{t('explain.submit')}</SubmitButton>
      </form>
      {license && <Explanation key={license} id={id} licensingId={license} />}
    </Panel>
  );
}

function Explanation({ id, licensingId }: { id: string; licensingId: string }) {
  const { t } = useTranslation('people');
  const { data, error, refetch } = useExplainedLicenseQuery({ variables: { userId: id, licensingId }, fetchPolicy: 'no-cache' });
  const explanation = data?.explainAccess.license;
  if (!explanation) return error ? <QueryFailed error={error} retry={refetch} /> : <TableSkeleton rows={3} columns={1} />;
  const { isVisible, licensingId: number } = explanation;
  return (
    <Notice
      tone={isVisible ? 'success' : 'info'}
      live="polite"
      title={t(isVisible ? 'explain.visible' : 'explain.hidden', { licensingId: number })}
      actions={explanation.license ? [<LicenseLink key="license" licensingId={number} />] : []}
    >
      <LicenseExplained explanation={explanation} />
    </Notice>
  );
}

/** Everything that the person holds something on; each license opens its explanation. */
export function ExplainedLicenses({ id }: { id: string }) {
  const { t } = useTranslation(['people', 'lists', 'terms']);
  const { q } = route.useSearch();
  const change = useSearchChange();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useExplainedLicensesQuery({ variables: { userId: id, search: q }, fetchPolicy: 'cache-and-network' }),
  );
  const access = (data ?? previousData)?.explainAccess;
  if (!access) return error ? <QueryFailed error={error} retry={refetch} /> : <TableSkeleton rows={5} columns={2} />;
  const { licenses, diagnosis } = access;
  return (
    <Panel title={t('licenses.title', { count: licenses.totalCount })}>
      {diagnosis.causes.length > 0 && (
        <Notice title={t('licenses.diagnosis')}>
          {diagnosis.causes.map(({ kind, message }) => (
            <p key={`${kind} ${message}`}>{message}</p>
          ))}
        </Notice>
      )}
      {(licenses.totalCount > 0 || q) && (
        <SearchInput
          label={t('licenses.search')}
          hint={t('licenses.hint')}
          clearLabel={t('lists:clearSearch')}
          value={q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
      )}
      {licenses.edges.length === 0 ? (
        <p>{t(q ? 'lists:noMatch.title' : 'licenses.none')}</p>
      ) : (
        <div aria-busy={isLoading}>
          {licenses.edges.map(({ node }) => (
            <details key={node.licensingId} className={classes.license}>
              <summary>
                <strong>{node.licensingId}</strong>
                <StatusBadge tone={node.isVisible ? 'success' : 'warning'}>
                  {t(node.isVisible ? 'licenses.seen' : 'licenses.notSeen')}
                </StatusBadge>
                <span className={classes.muted}>{node.license?.organization.name}</span>
              </summary>
              <div>
                <LicenseExplained explanation={node} />
                <LicenseLink licensingId={node.licensingId} />
              </div>
            </details>
          ))}
          <LoadMore list={licenses} isLoading={isLoading} onMore={onMore} />
        </div>
      )}
    </Panel>
  );
}
