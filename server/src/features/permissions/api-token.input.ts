import { type ApiScopeName, longestTokenDays, mostInReach, narrowableScopes } from '@vlsc/shared/api-scope.ts';
import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestDisplayName } from '@vlsc/shared/limits.ts';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { dayOf, later } from '../../platform/clock.ts';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { readName } from '../../platform/text.ts';
import type { Viewer } from '../users/viewer.ts';
import { ApiScope } from './api-token.ts';

const day = 24 * 3600_000;

@InputType({ description: 'A token to be made.' })
export class CreateApiTokenInput {
  @Field(() => String, { description: `What to call it: 1 to ${longestDisplayName} characters.` }) name!: string;
  @Field(() => [ApiScope], { description: 'What it may do: at least one scope.' }) scopes!: ApiScopeName[];
  @Field(() => GraphQLLocalDate, {
    description: `The last day on which it works, in UTC: from today, ${longestTokenDays} days ahead at most.`,
  })
  expiresOn!: string;
  @Field(() => [String], {
    nullable: true,
    description: `Narrows it to these licenses, by Licensing ID, ${mostInReach} at most. Together with \`customerNumbers\`; to nothing when both are left out.`,
  })
  licensingIds?: string[] | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Narrows it to the licenses of these organizations, by number: those of today and of tomorrow.',
  })
  customerNumbers?: string[] | null;
}

@InputType({ description: 'Which token to revoke.' })
export class RevokeApiTokenInput {
  @Field(() => ID, { description: 'A token of yours.' }) id!: string;
}

export interface NewToken {
  readonly name: string;
  readonly scopes: readonly ApiScopeName[];
  readonly expiresAt: Date;
  readonly isNarrowed: boolean;
  readonly licensingIds: readonly string[];
  readonly customerNumbers: readonly string[];
}

/** What is wanted, with every bad field at once. An empty list of licenses narrows to none, and is refused. */
export function readNewToken(input: CreateApiTokenInput, { isStaff }: Pick<Viewer, 'isStaff'>, at: Date): NewToken {
  const bad: BadField[] = [];
  const name = readName(input.name, 'input.name', longestDisplayName, bad);
  if (name === null) bad.push({ path: 'input.name', said: { key: 'errors.textEmpty' } });
  const scopes = [...new Set(input.scopes)];
  const isNarrowed = input.licensingIds != null || input.customerNumbers != null;
  const licensingIds = [...new Set((input.licensingIds ?? []).map(normalizeLicensingNumber))];
  const customerNumbers = [...new Set((input.customerNumbers ?? []).map(number => number.normalize('NFKC').trim()))];
  if (scopes.length === 0) bad.push({ path: 'input.scopes', said: { key: 'errors.scopes.none' } });
  if (scopes.includes('staff:read') && !isStaff) bad.push({ path: 'input.scopes', said: { key: 'errors.scopes.staff' } });
  const wide = scopes.filter(scope => !narrowableScopes.includes(scope));
  if (isNarrowed && wide.length > 0)
    bad.push({ path: 'input.scopes', said: { key: 'errors.scopes.notNarrowed', params: { scopes: wide.join(' ') } } });
  if (isNarrowed && licensingIds.length + customerNumbers.length === 0)
    bad.push({ path: 'input.licensingIds', said: { key: 'errors.licenses.none' } });
  if (licensingIds.length + customerNumbers.length > mostInReach)
    bad.push({ path: 'input.licensingIds', said: { key: 'errors.licenses.tooMany', params: { most: mostInReach } } });
  if (input.expiresOn < dayOf(at)) bad.push({ path: 'input.expiresOn', said: { key: 'errors.endsOn.past' } });
  if (input.expiresOn > dayOf(later(at, longestTokenDays * day)))
    bad.push({ path: 'input.expiresOn', said: { key: 'errors.endsOn.far', params: { days: longestTokenDays } } });
  refuseBad(bad);
  const expiresAt = later(new Date(`${input.expiresOn}T00:00:00Z`), day);
  return { name: name ?? '', scopes, expiresAt, isNarrowed, licensingIds, customerNumbers };
}
