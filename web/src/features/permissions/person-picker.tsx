import { Radio } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ManagedUserFieldsFragment, usePeopleToChooseQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import form from '../../ui/form.module.css';
import { LoadMore } from '../../ui/load-more.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import classes from './permissions.module.css';

type Person = ManagedUserFieldsFragment;
type Props = { legend: string; except: string; chosen: Person | null; error?: ReactNode; onChoose: (person: Person) => void };

/** Chooses one of the registered people whom the viewer manages; never the viewer, nor the one named by `except`. */
export function PersonPicker({ legend, except, chosen, error, onChoose }: Props) {
  const { t } = useTranslation(['users', 'lists']);
  const id = useId();
  const [search, setSearch] = useState('');
  const result = growing(usePeopleToChooseQuery({ variables: { search, first: 10 }, fetchPolicy: 'cache-and-network' }));
  const { data, previousData, error: failure, isLoading, refetch, onMore } = result;
  const found = (data ?? previousData)?.viewer?.managedUsers;
  const people = found?.edges.map(({ node }) => node).filter(each => !each.isViewer && each.user && each.id !== except) ?? [];
  const shown = chosen && !people.some(each => each.id === chosen.id) ? [chosen, ...people] : people;
  return (
    <fieldset className={form.choices} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className={form.legend}>{legend}</legend>
      {error && (
        <p id={`${id}-error`} className={form.error} tabIndex={-1} data-fault>
          {error}
        </p>
      )}
      <SearchInput
        label={t('people.search')}
        hint={t('people.searchHint')}
        clearLabel={t('lists:clearSearch')}
        value={search}
        onSearch={setSearch}
      />
      {!found ? (
        failure ? (
          <QueryFailed error={failure} retry={refetch} headingLevel={3} />
        ) : (
          <TableSkeleton rows={4} columns={2} />
        )
      ) : (
        <div aria-busy={isLoading}>
          {shown.length === 0 && <p role="status">{t(search ? 'people.noMatch' : 'people.none')}</p>}
          <div className={classes.choices}>
            {shown.map(person => (
              <Radio
                key={person.id}
                name={id}
                label={person.name}
                description={person.addresses.join(' ')}
                checked={chosen?.id === person.id}
                onChange={() => onChoose(person)}
              />
            ))}
          </div>
          {found.pageInfo.hasNextPage && <LoadMore list={found} isLoading={isLoading} onMore={onMore} />}
        </div>
      )}
    </fieldset>
  );
}
