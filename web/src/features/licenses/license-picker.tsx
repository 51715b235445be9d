import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LicenseChoiceFragment, type Role, useLicensesToChooseQuery } from '../../gql/operations.ts';
import { growing } from '../../lib/polling.ts';
import { type Column, DataTable } from '../../ui/data-table.tsx';
import form from '../../ui/form.module.css';
import { LoadMore } from '../../ui/load-more.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { TableSkeleton } from '../../ui/skeleton.tsx';
import { EndDate } from '../agreements/term-cells.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { QueryFailed } from '../problems/query-failed.tsx';
import { ChosenLicenses } from './chosen-licenses.tsx';
import classes from './license-picker.module.css';
import { mostLicenses, useEveryLicense } from './use-every-license.ts';

type Props = {
  legend: string;
  hint?: string;
  chosen: readonly LicenseChoiceFragment[];
  /** Those that the person administers, unless told otherwise. */
  among?: 'administered' | 'held';
  /** One that cannot be chosen. */
  exceptId?: string;
  error?: ReactNode;
  onChange: (chosen: LicenseChoiceFragment[]) => void;
};

/** Chooses among the licenses of the person: found by words, ticked in a table, listed with a way to take each back. */
export function LicensePicker({ legend, hint, among = 'administered', chosen, exceptId, error, onChange }: Props) {
  const { t } = useTranslation(['users', 'licenses', 'terms', 'lists']);
  const id = useId();
  const [search, setSearch] = useState('');
  const isHeld = among === 'held';
  const wanted = { search, roles: isHeld ? null : (['ADMINISTRATOR'] satisfies Role[]) };
  const result = growing(useLicensesToChooseQuery({ variables: { ...wanted, first: 10 }, fetchPolicy: 'cache-and-network' }));
  const { data, previousData, error: failure, isLoading, refetch, onMore } = result;
  const found = (data ?? previousData)?.viewer?.licenses;
  const every = useEveryLicense(wanted);
  const isChosen = (license: LicenseChoiceFragment) => chosen.some(each => each.id === license.id);
  const choose = (licenses: readonly LicenseChoiceFragment[]) =>
    onChange([...chosen, ...licenses.filter(each => !isChosen(each) && each.id !== exceptId)]);
  const remove = (license: LicenseChoiceFragment) => onChange(chosen.filter(each => each.id !== license.id));

  const columns: Column<LicenseChoiceFragment>[] = [
    {
      key: 'licensingId',
      header: t('licenses:licensingId'),
      isRowHeader: true,
      cell: license => (
        <Checkbox
          label={license.licensingId}
          checked={isChosen(license)}
          disabled={license.id === exceptId}
          onChange={({ currentTarget: { checked } }) => (checked ? choose([license]) : remove(license))}
        />
      ),
    },
    { key: 'organization', header: t('licenses:organization'), cell: ({ organization }) => organization.name },
    { key: 'program', header: t('licenses:program'), cell: ({ program }) => t(`terms:program.${program}`) },
    { key: 'endDate', header: t('licenses:endDate'), cell: ({ endDate }) => <EndDate date={endDate} /> },
  ];
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;

  return (
    <fieldset className={form.choices} aria-describedby={described}>
      <legend className={form.legend}>{legend}</legend>
      {hint && (
        <p id={`${id}-hint`} className={form.hint}>
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className={form.error} tabIndex={-1} data-fault>
          {error}
        </p>
      )}
      <SearchInput
        label={t('picker.search')}
        hint={t('picker.searchHint')}
        clearLabel={t('lists:clearSearch')}
        value={search}
        onSearch={setSearch}
      />
      {every.failure !== null && <ActFailure error={every.failure} />}
      {!found ? (
        failure ? (
          <QueryFailed error={failure} retry={refetch} headingLevel={3} />
        ) : (
          <TableSkeleton rows={5} columns={4} />
        )
      ) : found.edges.length === 0 ? (
        <p role="status">{t(search ? 'picker.noMatch' : isHeld ? 'picker.noneHeld' : 'picker.none')}</p>
      ) : (
        <div className={classes.found} aria-busy={isLoading}>
          <DataTable
            caption={t(isHeld ? 'picker.captionHeld' : 'picker.caption')}
            columns={columns}
            rows={found.edges.map(({ node }) => node)}
            rowKey={each => each.id}
          />
          <LoadMore list={found} isLoading={isLoading} onMore={onMore} />
          {found.totalCount > 1 && found.totalCount <= mostLicenses && (
            <Button variant="default" aria-disabled={every.isLoading} onClick={() => void every.read(choose)}>
              {t(search ? 'picker.chooseFound' : 'picker.chooseEvery', { count: found.totalCount })}
            </Button>
          )}
        </div>
      )}
      <ChosenLicenses chosen={chosen} onRemove={remove} onClear={() => onChange([])} />
    </fieldset>
  );
}
