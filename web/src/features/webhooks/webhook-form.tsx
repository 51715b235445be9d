import { Button, Checkbox, Textarea, TextInput } from '@mantine/core';
import { longestWebhookName } from '@vlsc/shared/limits.ts';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChangeKind, WebhookFieldsFragment } from '../../gql/operations.ts';
import { readServerError } from '../../lib/server-error.ts';
import form from '../../ui/form.module.css';
import { Notice } from '../../ui/notice.tsx';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import classes from './webhooks.module.css';

export const changeKinds = [
  'PERMISSION_GIVEN',
  'PERMISSION_CHANGED',
  'PERMISSION_ENDED',
  'LICENSE_CHANGED',
  'ORDERS_CHANGED',
  'PRODUCT_KEYS_CHANGED',
  'BENEFITS_CHANGED',
  'ACCESS_REQUEST_SUBMITTED',
  'ACCESS_REQUEST_DECIDED',
  'ACCESS_REQUEST_WITHDRAWN',
  'ACCESS_REQUEST_EXPIRED',
] as const satisfies readonly ChangeKind[];

export interface WebhookWish {
  readonly name: string;
  readonly url: string;
  readonly kinds: ChangeKind[] | null;
  readonly licensingIds: string[] | null;
}

type Props = {
  webhook?: WebhookFieldsFragment;
  submitLabel: string;
  isPending: boolean;
  /** Answers what is the matter, or nothing when it is done. */
  onSubmit: (wish: WebhookWish) => Promise<string | undefined>;
  onClose: () => void;
};

/** Name, address, and what is sent. */
export function WebhookForm({ webhook, submitLabel, isPending, onSubmit, onClose }: Props) {
  const { t } = useTranslation(['webhooks', 'ui']);
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [kinds, setKinds] = useState<readonly ChangeKind[]>(webhook?.kinds ?? changeKinds);
  const [numbers, setNumbers] = useState(webhook?.licensingIds?.join('\n') ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const { fields } = readServerError(failure);
  const isKnown = ['name', 'url', 'kinds', 'licensingIds'].some(field => fields[field]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setProblem(null);
    setFailure(null);
    const licensingIds = numbers.split(/[\s,、]+/).filter(Boolean);
    try {
      const wish = {
        name,
        url,
        kinds: kinds.length === changeKinds.length ? null : [...kinds],
        licensingIds: licensingIds.length > 0 ? licensingIds : null,
      };
      setProblem((await onSubmit(wish)) ?? null);
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <form className={form.form} noValidate onSubmit={event => void submit(event)}>
      {failure !== null && !isKnown && <ActFailure error={failure} />}
      {problem && <Notice tone="warning" live="assertive" title={problem} />}
      <TextInput
        data-autofocus
        label={t('form.name')}
        description={t('form.nameHint')}
        maxLength={longestWebhookName}
        required
        autoComplete="off"
        value={name}
        error={fields['name']}
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      <TextInput
        type="url"
        label={t('form.url')}
        description={t('form.urlHint')}
        required
        autoComplete="off"
        value={url}
        error={fields['url']}
        onChange={({ currentTarget: { value } }) => setUrl(value)}
      />
      <fieldset className={form.choices}>
        <legend className={`${form.legend} ${classes.legend}`}>{t('form.kinds')}</legend>
        {changeKinds.map(kind => (
          <Checkbox
            key={kind}
            label={t(`kind.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={({ currentTarget: { checked } }) =>
              setKinds(changeKinds.filter(each => (each === kind ? checked : kinds.includes(each))))
            }
          />
        ))}
        {fields['kinds'] && (
          <p className={form.error} role="alert">
            {fields['kinds']}
          </p>
        )}
      </fieldset>
      <Textarea
        label={t('form.licenses')}
        description={t('form.licensesHint')}
        autosize
        minRows={2}
        maxRows={6}
        value={numbers}
        error={fields['licensingIds']}
        onChange={({ currentTarget: { value } }) => setNumbers(value)}
      />
      <div className={form.actions}>
        <SubmitButton isPending={isPending}>{submitLabel}</SubmitButton>
        <Button variant="default" onClick={onClose}>
          {t('ui:cancel')}
        </Button>
      </div>
    </form>
  );
}
