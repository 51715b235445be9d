import { TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { History } from '../../features/permissions/history.tsx';
import { useOperationsAuditPeopleQuery, useOperationsAuditQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { FilterBar, FilterSelect } from '../../ui/filter-bar.tsx';
import layout from '../../ui/page.module.css';
import { SearchInput } from '../../ui/search-input.tsx';
import { OperationsList } from './operations-list.tsx';
import { type AuditSearch, historyActions } from './operations-search.ts';

const route = getRouteApi('/operations/audit');

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The day begins where the person is. */
const beginning = (day: string | undefined, plus = 0): string | undefined => {
  if (!day) return undefined;
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plus).toISOString();
};

const nothing: AuditSearch = { q: undefined, action: undefined, from: undefined, to: undefined, person: undefined, actor: undefined };

function filterOf({ q, action, from, to, person, actor }: AuditSearch) {
  const isRequest = q !== undefined && uuid.test(q);
  return {
    actions: action && [action],
    personId: person,
    actorId: actor,
    from: beginning(from),
    to: beginning(to, 1),
    requestId: isRequest ? q?.toLowerCase() : undefined,
    search: isRequest ? undefined : q,
  };
}

export function OperationsAuditPage() {
  const { t } = useTranslation(['operations', 'licenses', 'lists']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isFiltered = Object.values(search).some(value => value !== undefined);
  const filter = isFiltered ? filterOf(search) : undefined;
  const { data, previousData, error, isLoading, refetch, onMore } = growing(
    useOperationsAuditQuery({ variables: { filter }, fetchPolicy: 'cache-and-network' }),
  );
  const change = (changed: AuditSearch) =>
    void navigate({ search: previous => ({ ...previous, ...changed }), replace: true, resetScroll: false });
  const clear = isFiltered ? () => change(nothing) : undefined;
  return (
    <>
      <FilterBar onClear={clear}>
        <SearchInput
          label={t('search')}
          hint={t('audit.hint')}
          clearLabel={t('lists:clearSearch')}
          value={search.q ?? ''}
          onSearch={typed => change({ q: typed || undefined })}
        />
        <FilterSelect
          label={t('audit.action')}
          value={search.action}
          choices={historyActions.map(value => ({ value, label: t(`licenses:history.someone.${value}`) }))}
          onChoose={chosen => change({ action: chosen })}
        />
        <TextInput
          type="date"
          label={t('audit.from')}
          value={search.from ?? ''}
          max={search.to}
          onChange={event => change({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={t('audit.to')}
          value={search.to ?? ''}
          min={search.from}
          onChange={event => change({ to: event.currentTarget.value || undefined })}
        />
      </FilterBar>
      <AboutPeople person={search.person} actor={search.actor} />
      <OperationsList
        list={(data ?? previousData)?.auditEvents}
        error={error}
        isLoading={isLoading}
        retry={refetch}
        onMore={onMore}
        exported={{ list: 'STAFF_AUDIT', auditFilter: filter }}
        emptyTitle={t('audit.none')}
        onClear={clear}
      >
        {events => <History label={t('audit.label')} events={events} isForStaff />}
      </OperationsList>
    </>
  );
}

/** Of whom the list is, where a link led here from somebody's page. */
function AboutPeople({ person, actor }: Pick<AuditSearch, 'person' | 'actor'>) {
  const { t } = useTranslation('operations');
  const { data } = useOperationsAuditPeopleQuery({ variables: { person: person ?? '', actor: actor ?? '' }, skip: !person && !actor });
  const name = (node: NonNullable<typeof data>['person'] | undefined) => (node?.__typename === 'User' ? node.displayName : '…');
  return (
    <>
      {person && <p className={layout.count}>{t('audit.aboutPerson', { name: name(data?.person) })}</p>}
      {actor && <p className={layout.count}>{t('audit.byActor', { name: name(data?.actor) })}</p>}
    </>
  );
}
