import { Checkbox } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CustomerChoiceFragment, useCustomersToChooseQuery } from '../../gql/operations.ts';
import { DataTable } from '../../ui/data-table.tsx';
import form from '../../ui/form.module.css';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { Location } from '../agreements/term-cells.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';

type Props = { chosen: readonly CustomerChoiceFragment[]; error?: string; onChange: (chosen: CustomerChoiceFragment[]) => void };

/** Chooses among organizations whose licenses the person sees: customers and their own. What is chosen stays in sight. */
export function CustomerPicker({ chosen, error, onChange }: Props) {
  const { t } = useTranslation(['tokens', 'lists']);
  const id = useId();
  const [search, setSearch] = useState('');
  const { data, previousData, error: failure, loading, refetch } = useCustomersToChooseQuery({ variables: { search } });
  const viewer = (data ?? previousData)?.viewer;
  const isChosen = (customer: CustomerChoiceFragment) => chosen.some(each => each.id === customer.id);
  const named = ({ name }: CustomerChoiceFragment) => name.normalize('NFKC').toLowerCase().includes(search.normalize('NFKC').toLowerCase());
  const found = [
    ...(viewer?.managedCustomers.nodes.map(({ organization }) => organization).filter(named) ?? []),
    ...(viewer?.licenses.nodes.map(({ organization }) => organization) ?? []),
  ];
  const rows = [...new Map([...chosen, ...found].map(customer => [customer.id, customer])).values()];
  const described = `${id}-hint${error ? ` ${id}-error` : ''}`;
  return (
    <fieldset className={form.choices} aria-describedby={described}>
      <legend className={form.legend}>{t('form.customers')}</legend>
      <p id={`${id}-hint`} className={form.hint}>
        {t('form.customersHint')}
      </p>
      {error && (
        <p id={`${id}-error`} className={form.error} tabIndex={-1} data-fault>
          {error}
        </p>
      )}
      <SearchInput
        label={t('form.customersSearch')}
        hint={t('form.customersSearchHint')}
        clearLabel={t('lists:clearSearch')}
        value={search}
        onSearch={setSearch}
      />
      {viewer ? (
        <div aria-busy={loading}>
          {found.length === 0 && <p role="status">{t(search ? 'form.customersNoMatch' : 'form.customersNone')}</p>}
          {rows.length > 0 && (
            <DataTable
              caption={t('form.customersCaption')}
              rows={rows}
              rowKey={customer => customer.id}
              columns={[
                {
                  key: 'name',
                  header: t('form.customers'),
                  isRowHeader: true,
                  cell: customer => (
                    <Checkbox
                      label={customer.name}
                      checked={isChosen(customer)}
                      onChange={({ currentTarget: { checked } }) =>
                        onChange(checked ? [...chosen, customer] : chosen.filter(each => each.id !== customer.id))
                      }
                    />
                  ),
                },
                { key: 'number', header: t('form.number'), cell: ({ number }) => number },
                { key: 'location', header: t('form.location'), cell: customer => <Location organization={customer} /> },
              ]}
            />
          )}
          {viewer.licenses.pageInfo.hasNextPage && <p className={form.hint}>{t('form.customersMore')}</p>}
        </div>
      ) : failure ? (
        <QueryFailed error={failure} retry={refetch} headingLevel={3} />
      ) : (
        <TableSkeleton rows={3} columns={3} />
      )}
      <p role="status" className={form.hint}>
        {t('form.customersChosen', { count: chosen.length })}
      </p>
    </fieldset>
  );
}
