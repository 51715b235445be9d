import { longestTokenDays } from '@vlsc/shared/api-scope.ts';
import { longestDisplayName } from '@vlsc/shared/limits.ts';
import type { ApiScope, CreateApiTokenInput, CustomerChoiceFragment, LicenseChoiceFragment } from '../../gql/operations.ts';
import { inDays, today } from '../../lib/now.ts';
import type { Messages } from '../../locales/registry.ts';
import { isNarrowable } from './scopes.ts';

export const tokenReaches = ['all', 'licenses', 'customers'] as const;
export type TokenReachKind = (typeof tokenReaches)[number];
export const tokenDays = [30, 90, 365] as const;

/** What the form holds while it is filled in. */
export type NewToken = {
  name: string;
  reach: TokenReachKind;
  licenses: readonly LicenseChoiceFragment[];
  customers: readonly CustomerChoiceFragment[];
  scopes: readonly ApiScope[];
  /** So many days from today, or until `endsOn`. */
  days: (typeof tokenDays)[number] | null;
  endsOn: string;
};

export const blankToken: NewToken = { name: '', reach: 'all', licenses: [], customers: [], scopes: [], days: 90, endsOn: '' };

/** In the order of the form. */
export type TokenField = 'name' | 'licenses' | 'customers' | 'scopes' | 'endsOn';
export type TokenFaults = Partial<Record<TokenField, string>>;

export const mayHave = ({ reach }: Pick<NewToken, 'reach'>, scope: ApiScope): boolean => reach === 'all' || isNarrowable(scope);
/** Those chosen that the reach allows. */
export const scopesOf = (token: NewToken): ApiScope[] => token.scopes.filter(scope => mayHave(token, scope));
const lastDayOf = ({ days, endsOn }: NewToken): string => (days === null ? endsOn : inDays(days));

/** What the server would refuse anyway, said before it is asked. */
export function faultsOf(token: NewToken): Partial<Record<TokenField, keyof Messages['tokens']['faults']>> {
  const { name, reach, licenses, customers } = token;
  const faults: ReturnType<typeof faultsOf> = {};
  if (name.trim() === '') faults.name = 'name';
  else if ([...name.trim()].length > longestDisplayName) faults.name = 'nameTooLong';
  if (reach === 'licenses' && licenses.length === 0) faults.licenses = 'licenses';
  if (reach === 'customers' && customers.length === 0) faults.customers = 'customers';
  if (scopesOf(token).length === 0) faults.scopes = 'scopes';
  const day = lastDayOf(token);
  if (day < today() || day > inDays(longestTokenDays)) faults.endsOn = 'endsOn';
  return faults;
}

export const inputOf = (token: NewToken): CreateApiTokenInput => ({
  name: token.name,
  scopes: scopesOf(token),
  expiresOn: lastDayOf(token),
  licensingIds: token.reach === 'licenses' ? token.licenses.map(({ licensingId }) => licensingId) : null,
  customerNumbers: token.reach === 'customers' ? token.customers.map(({ number }) => number) : null,
});

/** The server's `customerNumbers.2` as the field of the form that it is about; what several say of one stands together. */
export function formFaults({ reach }: NewToken, fields: Readonly<Record<string, string>>): TokenFaults {
  const faults: TokenFaults = {};
  for (const [path, message] of Object.entries(fields)) {
    const field = fieldOf(path.split('.')[0] ?? '', reach);
    faults[field] = faults[field] ? `${faults[field]} ${message}` : message;
  }
  return faults;
}

const fieldOf = (name: string, reach: TokenReachKind): TokenField => {
  if (name === 'licensingIds' || name === 'customerNumbers') return reach === 'customers' ? 'customers' : 'licenses';
  return name === 'expiresOn' ? 'endsOn' : name === 'name' ? 'name' : 'scopes';
};
