import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangePermissionsOfUsersMutation, LicenseChoiceFragment } from '../../gql/operations.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { BatchOutcome } from './batch-outcome.tsx';
import type { BatchRow } from './batch-rows.tsx';
import { ChangePeopleForm } from './change-people-form.tsx';

export type PersonToChange = { id: string; name: string; userId: string };
export type PeopleChanged = ChangePermissionsOfUsersMutation['changePermissionsOfUsers'];
type Props = {
  people: readonly PersonToChange[];
  /** Those that are chosen to begin with. */
  licenses: readonly LicenseChoiceFragment[];
  isOpen: boolean;
  onClose: () => void;
  onChanged: () => void;
};

/** Changes what several people hold; in its place then what came of it. */
export function ChangePeopleDialog({ people, licenses, isOpen, onClose, onChanged }: Props) {
  const { t } = useTranslation('batches');
  const [done, setDone] = useState<PeopleChanged | null>(null);
  const close = () => {
    setDone(null);
    onClose();
  };
  const rows = done ? rowsOf(done, people, t) : [];
  const count = rows.filter(({ state }) => state === 'done').length;
  return (
    <Dialog isOpen={isOpen} onClose={close} title={t('change.title', { count: people.length })} size="xl">
      {done ? (
        <BatchOutcome
          title={count > 0 ? t('outcome.changed', { count }) : t('outcome.nobodyChanged')}
          isRolledBack={done.isRolledBack}
          rows={rows}
          onUndone={onChanged}
        />
      ) : (
        <ChangePeopleForm
          people={people}
          licenses={licenses}
          onClose={close}
          onDone={made => {
            setDone(made);
            onChanged();
          }}
        />
      )}
    </Dialog>
  );
}

const rowsOf = (
  { rows }: PeopleChanged,
  people: readonly PersonToChange[],
  t: ReturnType<typeof useTranslation<'batches'>>['t'],
): BatchRow[] =>
  rows.map(({ index, result }) => {
    const { id, name } = people[index] as PersonToChange;
    const base = { key: id, name };
    if (result.__typename === 'PermissionsChanged') {
      const { changeId, undoUntil, licenseCount } = result;
      const undo = changeId && undoUntil ? { changeId, undoUntil } : undefined;
      return { ...base, state: 'done', text: undo ? t('outcome.changedOn', { count: licenseCount }) : t('outcome.unchanged'), undo };
    }
    const { message, nextSteps } = result;
    const fields = result.__typename === 'RowRefused' ? result.fields.map(field => field.message) : [];
    const text = fields.length > 0 ? [...new Set(fields)].join(' ') : message;
    return { ...base, state: result.__typename === 'NotApplied' ? 'waiting' : 'failed', text, nextSteps };
  });
