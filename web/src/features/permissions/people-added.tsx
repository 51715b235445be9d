import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PeopleAdded } from './add-people-form.tsx';
import { BatchOutcome } from './batch-outcome.tsx';
import type { BatchRow } from './batch-rows.tsx';
import type { NewPerson } from './new-people.ts';

type Props = { added: PeopleAdded /** Those that were asked for, in their order. */; people: readonly NewPerson[]; onAnother?: () => void };

/** What came of adding several people, one by one. */
export function PeopleAddedNotice({ added: { rows, isRolledBack }, people, onAnother }: Props) {
  const { t } = useTranslation('batches');
  const shown = rows.map(({ index, result }): BatchRow => {
    const { email, familyName, givenName } = people[index] as NewPerson;
    const base = { key: String(index), name: `${familyName} ${givenName} (${email})` };
    if (result.__typename === 'UserAdded') {
      const { changeId, undoUntil, isInvited } = result;
      const text = t(isInvited ? 'outcome.invited' : changeId ? 'outcome.given' : 'outcome.already');
      return { ...base, state: 'done', text, undo: changeId && undoUntil ? { changeId, undoUntil } : undefined };
    }
    const fields = result.__typename === 'RowRefused' ? result.fields.map(({ message }) => message) : [];
    const text = fields.length > 0 ? [...new Set(fields)].join(' ') : result.message;
    return { ...base, state: result.__typename === 'NotApplied' ? 'waiting' : 'failed', text, nextSteps: result.nextSteps };
  });
  const count = shown.filter(({ state }) => state === 'done').length;
  return (
    <BatchOutcome
      title={count > 0 ? t('outcome.added', { count }) : t('outcome.nobodyAdded')}
      isRolledBack={isRolledBack}
      rows={shown}
      onUndone={() => undefined}
      actions={
        onAnother && (
          <Button key="another" variant="default" onClick={onAnother}>
            {t('add.again')}
          </Button>
        )
      }
    />
  );
}
