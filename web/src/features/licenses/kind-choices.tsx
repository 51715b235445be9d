import { Checkbox } from '@mantine/core';
import { endingKinds } from '@vlsc/shared/ending.ts';
import { useTranslation } from 'react-i18next';
import type { EndingKind } from '../../gql/operations.ts';
import form from '../../ui/form.module.css';
import classes from './kind-choices.module.css';

type Props = { legend: string; chosen: readonly EndingKind[]; onChange: (kinds: EndingKind[]) => void };

/** The kinds of what ends, to choose among. */
export function KindChoices({ legend, chosen, onChange }: Props) {
  const { t } = useTranslation('endings');
  return (
    <fieldset className={form.choices}>
      <legend className={`${form.legend} ${classes.legend}`}>{legend}</legend>
      {endingKinds.map(kind => (
        <Checkbox
          key={kind}
          name="kinds"
          label={t(`kind.${kind}`)}
          checked={chosen.includes(kind)}
          onChange={({ currentTarget: { checked } }) =>
            onChange(endingKinds.filter(each => (each === kind ? checked : chosen.includes(each))))
          }
        />
      ))}
    </fieldset>
  );
}
