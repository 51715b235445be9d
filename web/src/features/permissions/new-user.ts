import { emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { longestComment, longestDisplayName } from '@vlsc/shared/limits.ts';
import type { AddUserInput, LicenseChoiceFragment, Locale, Role } from '../../gql/operations.ts';
import { today } from '../../lib/now.ts';
import type { Messages } from '../../locales/registry.ts';

/** Roles and their last day, empty for good. */
export type Grant = { roles: readonly Role[]; endsOn: string };

/** What the form holds while it is filled in. */
export type NewUser = {
  email: string;
  familyName: string;
  givenName: string;
  locale: Locale;
  licenses: readonly LicenseChoiceFragment[];
  isPerLicense: boolean;
  /** For every license, unless it is set license by license. */
  grant: Grant;
  /** By license id; a license that is not in it has what `grant` says. */
  grants: Readonly<Record<string, Grant>>;
  message: string;
};

export type Fault = keyof Messages['users']['faults'];
/** By field: `email`, `licenses`; of a grant `roles` and `endsOn`, with the license behind a dot where it is one license's own. */
export type Faults = Readonly<Record<string, string>>;

export const grantOf = ({ isPerLicense, grant, grants }: NewUser, licenseId: string): Grant =>
  (isPerLicense ? grants[licenseId] : undefined) ?? grant;

/** What the server would refuse anyway, said before it is asked. */
export function faultsOf(user: NewUser): Record<string, Fault> {
  const { email, familyName, givenName, licenses, isPerLicense, message } = user;
  const faults: Record<string, Fault> = {};
  const address = emailAddressFault(normalizeEmailAddress(email));
  if (address) faults.email = address;
  for (const [field, name] of Object.entries({ familyName, givenName })) {
    if (name.trim() === '') faults[field] = 'name';
    else if ([...name.trim()].length > longestDisplayName) faults[field] = 'nameTooLong';
  }
  if (licenses.length === 0) faults.licenses = 'licenses';
  const grants = isPerLicense ? licenses.map(({ id }) => [`.${id}`, grantOf(user, id)] as const) : [['', user.grant] as const];
  for (const [of, { roles, endsOn }] of grants) {
    if (roles.length === 0) faults[`roles${of}`] = 'roles';
    if (endsOn && endsOn < today()) faults[`endsOn${of}`] = 'endsOn';
  }
  if ([...message].length > longestComment) faults.message = 'message';
  return faults;
}

export const inputOf = (user: NewUser): AddUserInput => ({
  email: user.email,
  familyName: user.familyName,
  givenName: user.givenName,
  locale: user.locale,
  licenses: user.licenses.map(({ id }) => {
    const { roles, endsOn } = grantOf(user, id);
    return { licenseId: id, roles: [...roles], endsOn: endsOn || null };
  }),
  message: user.message || null,
});

/** The server's `licenses.2.endsOn` as the field of the form that it is about. */
export const formFaults = ({ licenses, isPerLicense }: NewUser, fields: Faults): Faults =>
  Object.fromEntries(
    Object.entries(fields).map(([path, message]) => {
      const [, index, field] = /^licenses\.(\d+)\.(\w+)$/.exec(path) ?? [];
      if (!field) return [path, message];
      return [isPerLicense ? `${field}.${licenses[Number(index)]?.id}` : field, message];
    }),
  );
