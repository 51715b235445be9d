import { Radio, TextInput } from '@mantine/core';
import { longestTokenDays } from '@vlsc/shared/api-scope.ts';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../lib/format.ts';
import { useLocale } from '../../lib/i18n.ts';
import { inDays, today } from '../../lib/now.ts';
import classes from './api-tokens.module.css';
import { type NewToken, tokenDays } from './new-token.ts';

type Props = { token: NewToken; error?: string; onChange: (change: Partial<NewToken>) => void };

/** Until when a token works: so many days, or a day of one's own. */
export function EndFields({ token: { days, endsOn }, error, onChange }: Props) {
  const { t } = useTranslation('tokens');
  const locale = useLocale();
  const choose = (chosen: string) => {
    const found = tokenDays.find(count => String(count) === chosen) ?? null;
    onChange({ days: found, endsOn: found === null && endsOn === '' && days !== null ? inDays(days) : endsOn });
  };
  return (
    <>
      <Radio.Group label={t('form.endsInLegend')} value={days === null ? 'date' : String(days)} onChange={choose}>
        <div className={classes.radios}>
          {tokenDays.map(count => (
            <Radio
              key={count}
              value={String(count)}
              label={t('form.endsIn', { count })}
              description={formatTime(inDays(count), locale, 'date')}
            />
          ))}
          <Radio value="date" label={t('form.endsOther')} />
        </div>
      </Radio.Group>
      {days === null && (
        <TextInput
          type="date"
          name="endsOn"
          label={t('form.endsOn')}
          description={t('form.endsOnHint', { days: longestTokenDays })}
          required
          min={today()}
          max={inDays(longestTokenDays)}
          value={endsOn}
          error={error}
          onChange={event => onChange({ endsOn: event.currentTarget.value })}
        />
      )}
    </>
  );
}
