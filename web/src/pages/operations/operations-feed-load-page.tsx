import { getRouteApi } from '@tanstack/react-router';
import { paths } from '@vlsc/shared/paths.ts';
import { Trans, useTranslation } from 'react-i18next';
import { FeedLoadBadge } from '../../features/operations/feed-load-badge.tsx';
import classes from '../../features/operations/operations.module.css';
import { PageFailure, PageMissing } from '../../features/problems/failure.tsx';
import { useViewer } from '../../features/viewer/use-viewer.ts';
import { type OperationsFeedLoadQuery, useOperationsFeedLoadQuery } from '../../gql/operations.ts';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { growing, polling } from '../../lib/polling.ts';
import { DataList } from '../../ui/data-list.tsx';
import layout from '../../ui/page.module.css';
import { PageHeader } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { PageSkeleton } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time-text.tsx';
import { FilesPanel, RejectsPanel } from './feed-load-panels.tsx';

const route = getRouteApi('/operations/feed-loads/$id');

export function OperationsFeedLoadPage() {
  const { id } = route.useParams();
  const { viewer } = useViewer();
  return viewer?.isStaff ? <Load key={id} id={id} /> : <PageMissing />;
}

export type LoadOnFile = Extract<NonNullable<OperationsFeedLoadQuery['node']>, { __typename: 'FeedLoad' }>;

function Load({ id }: { id: string }) {
  const { t } = useTranslation(['feed', 'operations', 'shell']);
  const locale = useLocale();
  const { file, code } = route.useSearch();
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsFeedLoadQuery({
      variables: { id, filter: file || code ? { file, code } : undefined },
      fetchPolicy: 'cache-and-network',
      ...polling,
    }),
  );
  const node = (data ?? previousData)?.node;
  const load = node?.__typename === 'FeedLoad' ? node : null;
  if (!load) {
    if (error) return <PageFailure error={error} retry={() => void refetch()} />;
    return data ? <PageMissing /> : <PageSkeleton lines={8} />;
  }
  const { startedAt, finishedAt, failure } = load;
  return (
    <div className={layout.page}>
      <PageHeader
        title={t('load.title', { time: formatTime(startedAt, locale, 'dateTime') })}
        breadcrumbs={[
          { label: t('shell:menu.operations'), to: paths.operations },
          { label: t('operations:tabs.feedLoads'), to: paths.operationsFeedLoads },
        ]}
        description={
          <p>
            <FeedLoadBadge load={load} />
          </p>
        }
      />
      <DataList
        items={[
          { label: t('list.startedAt'), value: <TimeText value={startedAt} relative /> },
          { label: t('load.finishedAt'), value: finishedAt ? <TimeText value={finishedAt} relative /> : t('load.notFinished') },
          ...(failure ? [{ label: t('load.failure'), value: failure }] : []),
        ]}
      />
      <NextSteps load={load} />
      <FilesPanel load={load} />
      <RejectsPanel load={load} isLoading={isLoading} onMore={onMore} />
    </div>
  );
}

/** How to mend what did not come through, and load it again. */
function NextSteps({ load: { files, state } }: { load: LoadOnFile }) {
  const { t } = useTranslation('feed');
  const rejects = files.flatMap(({ rejectsFile }) => rejectsFile ?? []);
  const folder = rejects[0]?.replace(/[^/\\]+$/, '') ?? null;
  const isRefused = files.some(each => each.state === 'REFUSED');
  const isCutOff = state === 'INTERRUPTED' || state === 'FAILED';
  if (!folder && !isRefused && !isCutOff) return null;
  return (
    <Panel title={t('load.next.title')} tone="sunken">
      <ol className={classes.steps}>
        {isCutOff && <li>{t('load.next.interrupted')}</li>}
        {isRefused && <li>{t('load.next.refused')}</li>}
        {folder && (
          <>
            <li>
              {t('load.next.mend')}
              {rejects.map(path => (
                <code key={path} className={classes.command}>
                  {path}
                </code>
              ))}
            </li>
            <li>
              {t('load.next.again')} <Trans t={t} i18nKey="load.next.check" components={{ option: <code className={classes.option} /> }} />
              <code className={classes.command}>pnpm vlsc feed load {folder}</code>
            </li>
          </>
        )}
      </ol>
    </Panel>
  );
}
