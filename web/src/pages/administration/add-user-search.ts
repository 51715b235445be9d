import { roles as everyRole } from '@vlsc/shared/role.ts';
import { mostPreselected } from '../../features/licenses/license-search.ts';
import type { Role } from '../../gql/operations.ts';
import { textParam } from '../../lib/search-params.ts';

/** What a link to the form may fill in: `licenses` (Licensing IDs) and `roles` are lists with commas; `name` begins with the family name. */
export type AddUserSearch = { licenses?: string; email?: string; name?: string; roles?: string };

export const addUserSearch = (search: Record<string, unknown>): AddUserSearch => ({
  licenses: textParam(search.licenses, mostPreselected * 41),
  email: textParam(search.email, 254),
  name: textParam(search.name),
  roles: textParam(search.roles),
});

export function namedPerson({ email = '', name = '' }: AddUserSearch) {
  const [familyName = '', ...others] = name.trim().split(/\s+/);
  return { email, familyName, givenName: others.join(' ') };
}

export const namedRoles = ({ roles = '' }: AddUserSearch): Role[] => everyRole.filter(role => roles.split(',').includes(role));

/** Each Licensing ID once; as many as a next step of the server names. */
export const namedLicenses = ({ licenses = '' }: AddUserSearch): string[] =>
  [
    ...new Set(
      licenses
        .split(',')
        .map(each => each.trim())
        .filter(each => each !== ''),
    ),
  ].slice(0, mostPreselected);
