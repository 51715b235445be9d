import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BatchMode } from '../../gql/operations.ts';
import classes from './permissions.module.css';

/** As many rows as one batch takes. */
export const mostRows = 100;

const modes = ['EACH_ON_ITS_OWN', 'ALL_OR_NOTHING'] as const satisfies readonly BatchMode[];

/** What becomes of the others where something cannot be done for one. */
export function BatchModeChoice({ mode, onChange }: { mode: BatchMode; onChange: (mode: BatchMode) => void }) {
  const { t } = useTranslation('batches');
  return (
    <Radio.Group label={t('mode.legend')} value={mode} onChange={chosen => onChange(chosen as BatchMode)}>
      <div className={classes.modes}>
        {modes.map(each => (
          <Radio key={each} value={each} label={t(`mode.${each}`)} description={t(`mode.${each}Hint`)} />
        ))}
      </div>
    </Radio.Group>
  );
}
