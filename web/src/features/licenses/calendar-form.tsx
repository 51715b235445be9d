import { endingKinds } from '@vlsc/shared/ending.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndingKind } from '../../gql/operations.ts';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { KindChoices } from './kind-choices.tsx';

/** What a new calendar shows. */
export function CalendarForm({ isPending, onSubmit }: { isPending: boolean; onSubmit: (kinds: readonly EndingKind[]) => Promise<void> }) {
  const { t } = useTranslation('endings');
  const [kinds, setKinds] = useState<readonly EndingKind[]>(endingKinds);
  const [isRefused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setRefused(kinds.length === 0);
    if (kinds.length > 0) void onSubmit(kinds);
  };
  return (
    <form className={form.form} noValidate onSubmit={submit}>
      <KindChoices legend={t('calendar.kinds')} chosen={kinds} onChange={setKinds} />
      {isRefused && kinds.length === 0 && <Notice tone="danger" live="assertive" title={t('calendar.kindsNone')} />}
      <p className={form.hint}>{t('calendar.warning')}</p>
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t('calendar.create')}</SubmitButton>
      </div>
    </form>
  );
}
