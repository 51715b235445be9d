import { Button, TextInput } from '@mantine/core';
import { longestViewName } from '@vlsc/shared/limits.ts';
import { type FormEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveViewMutation } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import { Dialog } from '../../ui/dialog.tsx';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';

type Props = {
  isOpen: boolean;
  suggested: string;
  isPending: boolean;
  onSave: (name: string, replace: boolean) => Promise<SaveViewMutation['saveView'] | null>;
  onSaved: (name: string) => void;
  onClose: () => void;
};

/** Asks for the name of a view; where there is one of that name, whether to write over it. */
export function SaveViewDialog({ isOpen, onClose, ...rest }: Props) {
  const { t } = useTranslation('views');
  return (
    <Dialog isOpen={isOpen} title={t('saveTitle')} onClose={onClose}>
      <NameForm {...rest} onClose={onClose} />
    </Dialog>
  );
}

function NameForm({ suggested, isPending, onSave, onSaved, onClose }: Omit<Props, 'isOpen'>) {
  const { t } = useTranslation(['views', 'ui']);
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(suggested);
  const [problem, setProblem] = useState<{ message: string; isReplaceable: boolean } | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setFailure(null);
    if (name.trim() === '') {
      setError(t('nameEmpty'));
      field.current?.focus();
      return;
    }
    try {
      const result = await onSave(name, problem?.isReplaceable === true);
      if (result?.__typename === 'SavedView') onSaved(result.name);
      else if (result) setProblem({ message: result.message, isReplaceable: result.__typename === 'ViewExists' });
    } catch (cause) {
      const { name: fault } = readServerError(cause).fields;
      if (fault) setError(fault);
      else setFailure(cause);
    }
  };
  return (
    <form className={form.form} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && <ActFailure error={failure} />}
      <TextInput
        ref={field}
        data-autofocus
        label={t('name')}
        description={t('nameHint')}
        maxLength={longestViewName}
        required
        autoComplete="off"
        value={name}
        error={error}
        onChange={event => {
          setName(event.currentTarget.value);
          setError(null);
          setProblem(null);
        }}
      />
      {problem && <Notice tone="warning" live="assertive" title={problem.message} />}
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{t(problem?.isReplaceable ? 'replace' : 'saveNow')}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
