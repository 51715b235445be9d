import { Radio } from '@mantine/core';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ChooseTakeoverMutation,
  type TakeoverChoice,
  type TakeoverOptionFieldsFragment,
  useChooseTakeoverMutation,
} from '../../gql/operations.ts';
import form from '../../ui/form.module.css';
import { SubmitButton } from '../../ui/submit-button.tsx';
import { ActFailure } from '../problems/failure.tsx';
import { forgetWhatWasSeen } from './access-changed.ts';
import classes from './takeover.module.css';
import { TakeoverOutcome } from './takeover-outcome.tsx';
import { DeclinePreview, TakeOverPreview } from './takeover-preview.tsx';
import { WithoutAdministratorDialog } from './without-administrator-dialog.tsx';

type Outcome = ChooseTakeoverMutation['chooseTakeover'];
export type TakeoverChosen = Extract<Outcome, { __typename: 'TakeoverChosen' }>;
type Obstacle = Exclude<Outcome, TakeoverChosen>;

const choices: readonly TakeoverChoice[] = ['TAKE_OVER', 'DECLINE'];
const previews = { TAKE_OVER: TakeOverPreview, DECLINE: DeclinePreview };

/** The choice for one MBSA, each way with what it would give. It can be made again at any time. */
export function TakeoverForm({ option }: { option: TakeoverOptionFieldsFragment }) {
  const { t } = useTranslation('takeover');
  const id = useId();
  const first = useRef<HTMLInputElement>(null);
  const [choice, setChoice] = useState(option.choice);
  const [isMissing, setMissing] = useState(false);
  const [obstacle, setObstacle] = useState<Obstacle | null>(null);
  const [chosen, setChosen] = useState<TakeoverChosen | null>(null);
  const [choose, { loading, error, reset }] = useChooseTakeoverMutation({
    update: (cache, { data }) => {
      const outcome = data?.chooseTakeover;
      if (outcome?.__typename === 'TakeoverChosen') forgetWhatWasSeen(cache, outcome.viewer, ['accessDiagnosis']);
    },
  });

  const save = async (wanted: TakeoverChoice, confirmsWithoutAdministrator: boolean) => {
    if (loading) return;
    setChosen(null);
    const { data } = await choose({ variables: { input: { optionId: option.id, choice: wanted, confirmsWithoutAdministrator } } }).catch(
      () => ({ data: null }),
    );
    const outcome = data?.chooseTakeover;
    if (outcome?.__typename === 'TakeoverChosen') {
      setObstacle(null);
      setChosen(outcome);
    } else if (outcome) setObstacle(outcome);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(choice === null);
    if (choice) void save(choice, false);
    else first.current?.focus();
  };

  return (
    <form className={classes.form} noValidate onSubmit={submit} aria-labelledby={`${id}-title`}>
      <fieldset className={form.choices} aria-describedby={isMissing ? `${id}-missing` : undefined}>
        <legend id={`${id}-title`} className={classes.legend}>
          {t('question', { number: option.agreementNumber })}
        </legend>
        <div className={classes.cards}>
          {choices.map(value => {
            const Preview = previews[value];
            return (
              <div key={value} className={classes.card} data-chosen={choice === value || undefined}>
                <Radio
                  ref={value === 'TAKE_OVER' ? first : undefined}
                  name={`takeover-${option.id}`}
                  value={value}
                  label={<span className={classes.choice}>{t(`choice.${value}`)}</span>}
                  checked={choice === value}
                  aria-describedby={`${id}-${value}`}
                  onChange={() => {
                    setChoice(value);
                    setMissing(false);
                    setChosen(null);
                    reset();
                  }}
                />
                <div id={`${id}-${value}`} className={classes.preview}>
                  <Preview option={option} />
                </div>
              </div>
            );
          })}
        </div>
        {isMissing && (
          <p id={`${id}-missing`} role="alert" className={form.error}>
            {t('missing')}
          </p>
        )}
      </fieldset>
      {error && !obstacle && <ActFailure error={error} />}
      <div className={form.actions}>
        <SubmitButton isPending={loading}>{t('save')}</SubmitButton>
      </div>
      {chosen && <TakeoverOutcome chosen={chosen} />}
      <WithoutAdministratorDialog
        obstacle={obstacle}
        isPending={loading}
        error={error}
        onConfirm={() => void save('DECLINE', true)}
        onClose={() => setObstacle(null)}
      />
    </form>
  );
}
