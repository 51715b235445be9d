import { Checkbox, Switch } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import form from '../../ui/form.module.css';
import { RoleChoices } from '../access-requests/role-choices.tsx';
import { assignableRoles } from './assignable-roles.ts';
import { LastDayField } from './last-day-field.tsx';
import { type Faults, type Grant, grantOf, type NewUser } from './new-user.ts';
import classes from './permissions.module.css';

type Props = { user: NewUser; faults: Faults; onChange: (change: Partial<NewUser>) => void };

/** More licenses than anybody sets one by one. */
const mostSetAlone = 50;

/** Which roles, and until when: the same on all chosen licenses, or on each its own. */
export function GrantFields({ user, faults, onChange }: Props) {
  const { t } = useTranslation('users');
  const { licenses, isPerLicense, grant, grants } = user;
  return (
    <>
      {licenses.length > 1 && (isPerLicense || licenses.length <= mostSetAlone) && (
        <Switch
          label={t('add.perLicense')}
          description={t('add.perLicenseHint')}
          checked={isPerLicense}
          onChange={({ currentTarget: { checked } }) => onChange({ isPerLicense: checked })}
        />
      )}
      {isPerLicense ? (
        licenses.map(({ id, licensingId, organization }) => (
          <OneGrant
            key={id}
            legend={`${licensingId} ${organization.name}`}
            grant={grantOf(user, id)}
            rolesFault={faults[`roles.${id}`]}
            endsOnFault={faults[`endsOn.${id}`]}
            onChange={change => onChange({ grants: { ...grants, [id]: { ...grantOf(user, id), ...change } } })}
          />
        ))
      ) : (
        <>
          <RoleChoices
            legend={t('add.roles')}
            hint={t('roles.administrator')}
            roles={assignableRoles}
            chosen={grant.roles}
            error={faults.roles}
            onChange={roles => onChange({ grant: { ...grant, roles } })}
          />
          <LastDayField value={grant.endsOn} error={faults.endsOn} onChange={endsOn => onChange({ grant: { ...grant, endsOn } })} />
        </>
      )}
    </>
  );
}

type OneProps = { legend: string; grant: Grant; rolesFault?: string; endsOnFault?: string; onChange: (change: Partial<Grant>) => void };

/** One license's own roles, in little room. */
function OneGrant({ legend, grant: { roles, endsOn }, rolesFault, endsOnFault, onChange }: OneProps) {
  const { t } = useTranslation('terms');
  const id = useId();
  return (
    <fieldset className={classes.grant} aria-describedby={rolesFault && id}>
      <legend className={form.legend}>{legend}</legend>
      <div className={classes.grantRoles}>
        {assignableRoles.map(role => (
          <Checkbox
            key={role}
            label={t(`role.${role}`)}
            checked={roles.includes(role)}
            aria-invalid={rolesFault ? true : undefined}
            onChange={({ currentTarget: { checked } }) =>
              onChange({ roles: assignableRoles.filter(each => (each === role ? checked : roles.includes(each))) })
            }
          />
        ))}
      </div>
      {rolesFault && (
        <p id={id} className={form.error}>
          {rolesFault}
        </p>
      )}
      <LastDayField value={endsOn} error={endsOnFault} onChange={day => onChange({ endsOn: day })} />
    </fieldset>
  );
}
