import { Button, CloseButton } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { LicenseChoiceFragment } from '../../gql/operations.ts';
import classes from './license-picker.module.css';

type Props = { chosen: readonly LicenseChoiceFragment[]; onRemove: (license: LicenseChoiceFragment) => void; onClear: () => void };

/** What has been chosen so far. The focus stays here when the button under it goes. */
export function ChosenLicenses({ chosen, onRemove, onClear }: Props) {
  const { t } = useTranslation('users');
  const count = useRef<HTMLParagraphElement>(null);
  return (
    <div className={classes.chosen}>
      <div className={classes.head}>
        <p role="status" ref={count} tabIndex={-1} className={classes.count}>
          {t('picker.chosen', { count: chosen.length })}
        </p>
        {chosen.length > 1 && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              onClear();
              count.current?.focus();
            }}
          >
            {t('picker.clear')}
          </Button>
        )}
      </div>
      {chosen.length > 0 && (
        <ul className={classes.pills} aria-label={t('picker.chosenLabel')}>
          {chosen.map(license => (
            <li key={license.id} className={classes.pill}>
              <span>
                {license.licensingId} <span className={classes.organization}>{license.organization.name}</span>
              </span>
              <CloseButton
                size="sm"
                aria-label={t('picker.remove', { licensingId: license.licensingId })}
                onClick={() => {
                  onRemove(license);
                  count.current?.focus();
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
