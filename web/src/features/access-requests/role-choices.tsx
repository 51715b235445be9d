import { Checkbox } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../gql/operations.ts';
import form from '../../ui/form.module.css';

type Props = {
  legend: string;
  hint?: ReactNode;
  /** The roles to choose among, in the order in which they are proposed. */
  roles: readonly Role[];
  chosen: readonly Role[];
  /** Roles that hold for a part of what the choice is about; ticking one makes it hold for all. */
  partly?: readonly Role[];
  error?: ReactNode;
  onChange: (roles: Role[]) => void;
};

/** Roles as what they let a person do; the name of the role comes second. */
export function RoleChoices({ legend, hint, roles, chosen, partly = [], error, onChange }: Props) {
  const { t } = useTranslation(['requests', 'terms']);
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className={form.choices} aria-describedby={described}>
      <legend className={form.legend}>{legend}</legend>
      {hint && (
        <div id={`${id}-hint`} className={form.hint}>
          {hint}
        </div>
      )}
      {roles.map(role => (
        <Checkbox
          key={role}
          name="roles"
          label={t(`wishes.${role}`)}
          description={t(`terms:role.${role}`)}
          checked={chosen.includes(role)}
          indeterminate={partly.includes(role)}
          aria-invalid={error ? true : undefined}
          onChange={({ currentTarget: { checked } }) => onChange(roles.filter(each => (each === role ? checked : chosen.includes(each))))}
        />
      ))}
      {error && (
        <p id={`${id}-error`} className={form.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
