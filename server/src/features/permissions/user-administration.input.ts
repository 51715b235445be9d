import { emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { longestComment, longestDisplayName } from '@vlsc/shared/limits.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { dayOf } from '../../platform/clock.ts';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { keyOf } from '../../platform/node-id.ts';
import { readName, readText } from '../../platform/text.ts';
import { addressFaults } from '../users/registration.service.ts';
import { LocaleName } from '../users/user.entity.ts';
import { Role } from './permission.entity.ts';
import type { WantedRole } from './user-administration.policy.ts';

/** More licenses than anybody chooses by hand; what is larger is copied. */
const mostLicenses = 1000;

@InputType({ description: 'Roles on one license.' })
export class LicenseRolesInput {
  @Field(() => ID, { description: 'A license that you administer.' }) licenseId!: string;
  @Field(() => [Role], { description: 'The roles.' }) roles!: RoleName[];
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which they hold; for good when left out.' })
  endsOn?: string | null;
}

@InputType({ description: 'Whom to add, and what to give.' })
export class AddUserInput {
  @Field(() => String, { description: 'The business e-mail address of the person: the one that they register.' }) email!: string;
  @Field(() => String, { description: 'The family name: 1 to 100 characters.' }) familyName!: string;
  @Field(() => String, { description: 'The given name: 1 to 100 characters.' }) givenName!: string;
  @Field(() => LocaleName, { nullable: true, description: 'The language of the invitation; your own when left out.' })
  locale?: Locale | null;
  @Field(() => [LicenseRolesInput], { description: 'What to give: at least one role on at least one license, 1000 licenses at most.' })
  licenses!: LicenseRolesInput[];
  @Field(() => String, { nullable: true, description: `A word to the person, ${longestComment} characters at most.` })
  message?: string | null;
}

@InputType({ description: 'Whose permissions to change, and how.' })
export class ChangePermissionsInput {
  @Field(() => ID, { description: 'The person; not yourself.' }) userId!: string;
  @Field(() => [LicenseRolesInput], {
    description:
      'For each license, the roles that the person shall hold by your assignment from now on; an empty list takes all of them away. What comes from a contract or a takeover stays.',
  })
  licenses!: LicenseRolesInput[];
  @Field(() => String, { nullable: true, description: `A word to the person, ${longestComment} characters at most; kept in the history.` })
  message?: string | null;
}

@InputType({ description: 'What to copy, and to whom. Adds; takes nothing away.' })
export class CopyPermissionsInput {
  @Field(() => ID, { description: 'Whose roles to copy; what the person holds by whatever source.' }) fromUserId!: string;
  @Field(() => ID, { nullable: true, description: 'Only the roles on this license; all licenses that you administer when left out.' })
  fromLicenseId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Who gets them; the same person when left out, on the licenses named.' })
  toUserId?: string | null;
  @Field(() => [ID], { nullable: true, description: 'On which licenses; on the same ones when left out. Needs `fromLicenseId`.' })
  toLicenseIds?: string[] | null;
}

@InputType({ description: 'Whom to remove, and from where.' })
export class RemoveUserInput {
  @Field(() => ID, { description: 'The person; not yourself.' }) userId!: string;
  @Field(() => [ID], { nullable: true, description: 'From which licenses; from all that you administer when left out.' })
  licenseIds?: string[] | null;
  @Field(() => String, { nullable: true, description: `A word to the person, ${longestComment} characters at most; kept in the history.` })
  message?: string | null;
}

@InputType({ description: 'Which license to leave.' })
export class LeaveLicenseInput {
  @Field(() => ID, { description: 'A license on which you hold a role.' }) licenseId!: string;
}

@InputType({ description: 'Which change to take back.' })
export class UndoPermissionChangeInput {
  @Field(() => ID, { description: 'The `changeId` that the change answered with.' }) changeId!: string;
}

@InputType({ description: 'Which invitations.' })
export class InvitationsInput {
  @Field(() => [ID], { description: 'Open invitations to licenses that you administer: 1 to 1000.' }) ids!: string[];
}

/** What is wanted on each license, with every bad field at once. `mayBeEmpty` where no roles means to take all away. */
function readLicenses(licenses: readonly LicenseRolesInput[], at: Date, bad: BadField[], mayBeEmpty: boolean) {
  const today = dayOf(at);
  if (licenses.length === 0) bad.push({ path: 'input.licenses', said: { key: 'errors.licenses.none' } });
  if (licenses.length > mostLicenses)
    bad.push({ path: 'input.licenses', said: { key: 'errors.licenses.tooMany', params: { most: mostLicenses } } });
  const seen = new Set<string>();
  licenses.forEach(({ licenseId, roles, endsOn }, index) => {
    if (seen.has(licenseId)) bad.push({ path: `input.licenses.${index}.licenseId`, said: { key: 'errors.licenses.twice' } });
    seen.add(licenseId);
    if (roles.length === 0 && !mayBeEmpty) bad.push({ path: `input.licenses.${index}.roles`, said: { key: 'errors.roles.none' } });
    if (endsOn && endsOn < today) bad.push({ path: `input.licenses.${index}.endsOn`, said: { key: 'errors.endsOn.past' } });
  });
  refuseBad(bad);
  const wanted = licenses.flatMap(({ licenseId, roles, endsOn }): WantedRole[] =>
    [...new Set(roles)].map(role => ({ licenseId: keyOf('License', licenseId), role, endsOn: endsOn ?? null })),
  );
  return { licenseIds: [...new Set(licenses.map(({ licenseId }) => keyOf('License', licenseId)))], wanted };
}

function demandFew(ids: readonly string[] | null | undefined, path: string, bad: BadField[]): void {
  if ((ids?.length ?? 0) > mostLicenses) bad.push({ path, said: { key: 'errors.licenses.tooMany', params: { most: mostLicenses } } });
}

export interface NewUser {
  readonly address: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly locale: Locale | null;
  readonly message: string | null;
  readonly licenseIds: readonly string[];
  readonly wanted: readonly WantedRole[];
}

export function readNewUser(input: AddUserInput, at: Date): NewUser {
  const bad: BadField[] = [];
  const address = normalizeEmailAddress(input.email);
  const fault = emailAddressFault(address);
  if (fault) bad.push({ path: 'input.email', said: { key: addressFaults[fault] } });
  const name = (typed: string, path: string): string => {
    const text = readName(typed, path, longestDisplayName, bad);
    if (text === null) bad.push({ path, said: { key: 'errors.textEmpty' } });
    return text ?? '';
  };
  const familyName = name(input.familyName, 'input.familyName');
  const givenName = name(input.givenName, 'input.givenName');
  const message = readText(input.message, 'input.message', longestComment, bad);
  return { address, familyName, givenName, locale: input.locale ?? null, message, ...readLicenses(input.licenses, at, bad, false) };
}

export function readChange(input: ChangePermissionsInput, at: Date) {
  const bad: BadField[] = [];
  const message = readText(input.message, 'input.message', longestComment, bad);
  return { personId: keyOf('User', input.userId), message, ...readLicenses(input.licenses, at, bad, true) };
}

export function readRemoval(input: RemoveUserInput) {
  const bad: BadField[] = [];
  const message = readText(input.message, 'input.message', longestComment, bad);
  demandFew(input.licenseIds, 'input.licenseIds', bad);
  refuseBad(bad);
  return { personId: keyOf('User', input.userId), message, licenseIds: input.licenseIds?.map(id => keyOf('License', id)) ?? null };
}

export function readCopy(input: CopyPermissionsInput) {
  const bad: BadField[] = [];
  demandFew(input.toLicenseIds, 'input.toLicenseIds', bad);
  refuseBad(bad);
  const fromUserId = keyOf('User', input.fromUserId);
  const toLicenseIds = input.toLicenseIds?.map(id => keyOf('License', id)) ?? null;
  if (toLicenseIds && !input.fromLicenseId) refuseBad([{ path: 'input.fromLicenseId', said: { key: 'errors.copy.fromLicense' } }]);
  if (!input.toUserId && !toLicenseIds) refuseBad([{ path: 'input.toUserId', said: { key: 'errors.copy.nowhere' } }]);
  return {
    fromUserId,
    fromLicenseId: input.fromLicenseId ? keyOf('License', input.fromLicenseId) : null,
    toUserId: input.toUserId ? keyOf('User', input.toUserId) : fromUserId,
    toLicenseIds,
  };
}

export function readInvitationIds({ ids }: InvitationsInput): string[] {
  if (ids.length === 0 || ids.length > mostLicenses)
    refuseBad([{ path: 'input.ids', said: { key: 'errors.licenses.tooMany', params: { most: mostLicenses } } }]);
  return [...new Set(ids.map(id => keyOf('Invitation', id)))];
}
