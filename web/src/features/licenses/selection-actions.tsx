import { IconListNumbers, IconUserPlus } from '@tabler/icons-react';
import { paths } from '@vlsc/shared/paths.ts';
import { useTranslation } from 'react-i18next';
import type { LicenseFilter, Role } from '../../gql/operations.ts';
import type { Selection } from '../../lib/selection.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import classes from '../../ui/selection.module.css';
import { ExportButton } from '../exports/export-button.tsx';
import { AddUserToFound } from './add-user-to-found.tsx';
import { type LicenseSearch, mostNamed, mostPreselected } from './license-search.ts';

/** A license as far as what can be done with a selection depends on it. */
type SelectableLicense = { id: string; licensingId: string; viewerRoles: readonly Role[] };

type Props = {
  selection: Selection<SelectableLicense>;
  /** The conditions of the list, and how many they find: what is meant when everything is selected. */
  search: LicenseSearch;
  filter: LicenseFilter | undefined;
  total: number;
  isAdministrator: boolean;
};

/** Where a selection of licenses can be taken. What cannot be done with it is said, with the reason. */
export function SelectionActions({ selection, search, filter, total, isAdministrator }: Props) {
  const { t } = useTranslation('licenses');
  const { isEverything, rows: licenses } = selection;
  const administered = licenses.filter(({ viewerRoles }) => viewerRoles.includes('ADMINISTRATOR'));
  const isTooMany = (isEverything ? total : administered.length) > mostPreselected;
  const isSummaryTooMany = !isEverything && licenses.length > mostNamed;
  const notes = [
    ...(!isAdministrator
      ? []
      : isTooMany
        ? [t('selection.addUserTooMany', { most: mostPreselected })]
        : isEverything
          ? []
          : administered.length === 0
            ? [t('selection.addUserNone')]
            : administered.length < licenses.length
              ? [t('selection.addUserSome', { count: administered.length })]
              : []),
    ...(isSummaryTooMany ? [t('selection.summaryTooMany', { most: mostNamed })] : []),
  ];
  return (
    <>
      <div className={classes.line}>
        {isAdministrator &&
          !isTooMany &&
          (isEverything ? (
            <AddUserToFound filter={filter} />
          ) : (
            administered.length > 0 && (
              <ButtonLink
                to={paths.addUser}
                search={{ licenses: administered.map(({ licensingId }) => licensingId).join(',') }}
                leftSection={<IconUserPlus size="1.1rem" stroke={1.6} aria-hidden />}
              >
                {t('selection.addUser')}
              </ButtonLink>
            )
          ))}
        {!isSummaryTooMany && (
          <ButtonLink
            to={paths.licenseSummary}
            search={isEverything ? search : { ids: licenses.map(({ licensingId }) => licensingId).join(',') }}
            variant="default"
            leftSection={<IconListNumbers size="1.1rem" stroke={1.6} aria-hidden />}
          >
            {t('selection.summary')}
          </ButtonLink>
        )}
        <ExportButton
          list="LICENSES"
          licenseFilter={isEverything ? filter : { licensingIds: licenses.map(({ licensingId }) => licensingId) }}
        />
      </div>
      {notes.length > 0 && <p className={classes.notes}>{notes.join(' ')}</p>}
    </>
  );
}
