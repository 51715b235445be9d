import type { RoleName } from '@vlsc/shared/role.ts';
import type { NestedList } from '../../platform/batch.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing, containingWords, folded } from '../../platform/text.ts';
import { addressesOf, type UserRow, userJson } from '../users/user.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { type LicenseRow, seenLicense, seenLicenseRow, widestSight } from './license.queries.ts';
import type { InvitationStatus, ManagedUserStatus } from './managed-user.ts';
import { administeredBy, type Holder, holds, type PermissionRow, permissionColumns, permissionRow } from './permission.queries.ts';

export interface ManagedUserRow {
  readonly __typename: 'ManagedUser';
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly status: keyof typeof ManagedUserStatus;
  readonly user: UserRow | null;
  readonly isViewer: boolean;
  readonly licenseCount: number;
  /** Ids under which the person was known before: of each invitation. */
  readonly formerIds?: readonly string[];
}

export interface InvitationRow {
  readonly __typename: 'Invitation';
  readonly id: string;
  readonly licenseId: string;
  readonly address: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly roles: readonly RoleName[];
  readonly endsOn: string | null;
  readonly message: string | null;
  readonly status: keyof typeof InvitationStatus;
  readonly sentAt: Date | string;
  readonly expiresAt: Date | string;
  readonly invitedBy: UserRow | null;
  /** Where the list has read it along. */
  readonly license?: LicenseRow | null;
}

export interface ManagedUserConditions {
  readonly search?: string | null;
  readonly statuses?: readonly (keyof typeof ManagedUserStatus)[] | null;
  readonly licensingId?: string | null;
}

export const isOpen = sql`invitation.accepted_at is null and invitation.withdrawn_at is null`;
const inviter = sql`inviter`;
const invitationColumns = (at: Date): Sql => sql`invitation.id, invitation.license_id as "licenseId", invitation.address,
  invitation.family_name as "familyName", invitation.given_name as "givenName", invitation.roles, invitation.ends_on as "endsOn", invitation.message,
  case when invitation.accepted_at is not null then 'ACCEPTED' when invitation.withdrawn_at is not null then 'WITHDRAWN'
    when invitation.expires_at <= ${at} then 'EXPIRED' else 'SENT' end as status,
  invitation.sent_at as "sentAt", invitation.expires_at as "expiresAt",
  (select ${userJson(inviter)} from user_account inviter where inviter.id = invitation.invited_by_id) as "invitedBy"`;
const invitationRow = (row: Omit<InvitationRow, '__typename'>): InvitationRow => ({ ...row, __typename: 'Invitation' });

/** Everybody whom the viewer manages: by name, people first known by their account, then addresses that await somebody. */
export const managed = (viewer: Holder, at: Date): Sql => sql`(
  select user_account.id, user_account.display_name as name, user_account.id as user_id, null::text as address,
    case when user_account.lapsed_at is null then 'ACTIVE' else 'LAPSED' end as status, held.count as license_count, held.license_ids
  from (select permission.user_id, count(distinct permission.license_id)::int as count, array_agg(distinct permission.license_id) as license_ids
    from permission where permission.license_id in (${administeredBy(viewer, at)}) and ${holds(at)} group by permission.user_id) held
  join user_account on user_account.id = held.user_id
  union all
  select (min(invitation.id::text))::uuid, min(invitation.family_name || ' ' || invitation.given_name), null, invitation.address,
    case when max(invitation.expires_at) <= ${at} then 'INVITATION_EXPIRED' else 'INVITATION_SENT' end, count(distinct invitation.license_id)::int, array_agg(invitation.license_id)
  from invitation where ${isOpen} and invitation.license_id in (${administeredBy(viewer, at)}) group by invitation.address
) managed left join user_account on user_account.id = managed.user_id`;

const columns = (viewer: Holder): Sql => sql`managed.id, managed.name, managed.status, managed.license_count as "licenseCount",
  coalesce(managed.user_id = ${viewer.id}, false) as "isViewer", ${userJson(sql`user_account`)} as "user", managed.address`;

type Raw = Omit<ManagedUserRow, '__typename' | 'addresses'> & { readonly address: string | null };
const managedUserRow = ({ address, ...row }: Raw): ManagedUserRow => ({
  ...row,
  __typename: 'ManagedUser',
  addresses: row.user?.businessEmails ?? (address ? [address] : []),
});

/** Those of `managed` that meet the conditions. */
export function matchingManaged({ search, statuses, licensingId }: ManagedUserConditions): Sql {
  const wanted = containing(search ?? '');
  return sql`(${!search?.trim()}::boolean or managed.name ilike ${wanted} or managed.address ilike ${wanted}
      or exists (select from business_email where business_email.user_id = managed.user_id and verified_at is not null and ended_at is null and address ilike ${wanted}))
    and (${!statuses?.length}::boolean or managed.status = any (${statuses ?? []}))
    and (${!licensingId}::boolean or (select license.id from license where license.licensing_id = ${licensingId ?? ''}) = any (managed.license_ids))`;
}

/** Everybody with a role on, or an invitation to, a license that the viewer administers. */
export async function managedUsers(
  database: Reader,
  viewer: Viewer,
  at: Date,
  conditions: ManagedUserConditions,
  slice: Slice,
): Promise<Page<ManagedUserRow>> {
  const where = matchingManaged(conditions);
  const steps = walk(
    [
      { column: sql`managed.name`, cast: sql`text` },
      { column: sql`managed.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () =>
      (await database.rows<{ count: number }>(sql`select count(*)::int as count from ${managed(viewer, at)} where ${where}`))[0]?.count ??
      0,
  );
  const found = await database.rows<Raw>(sql`
    select ${columns(viewer)} from ${managed(viewer, at)} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(found.map(managedUserRow), slice, row => [row.name, row.id], count);
}

/** Those whom the viewer manages with every word that people typed in their name or addresses: beginnings of names first. */
export async function managedUsersNamed(
  database: Reader,
  viewer: Holder,
  at: Date,
  typed: string,
  limit: number,
): Promise<ManagedUserRow[]> {
  const name = sql`lower(normalize(managed.name, nfkc))`;
  const found = await database.rows<Raw>(sql`
    select ${columns(viewer)} from ${managed(viewer, at)}
    where concat_ws(' ', ${name}, managed.address, ${addressesOf(sql`managed.user_id`)}) like all (${containingWords(typed)})
    order by starts_with(${name}, ${folded(typed)}) desc, managed.name, managed.id limit ${limit}`);
  return found.map(managedUserRow);
}

/** People whom the viewer manages, by the ids of their accounts or of any invitation to them, those that were accepted too. */
export async function managedUsersById(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<ManagedUserRow[]> {
  const found = await database.rows<Raw>(sql`
    select ${columns(viewer)}, array(select invitation.id from invitation where invitation.id = any (${ids}::uuid[])
      and (invitation.address = managed.address or invitation.accepted_by_id = managed.user_id)) as "formerIds"
    from ${managed(viewer, at)} where managed.id = any (${ids}::uuid[])
      or managed.address in (select invitation.address from invitation where invitation.id = any (${ids}::uuid[]))
      or managed.user_id in (select invitation.accepted_by_id from invitation where invitation.id = any (${ids}::uuid[]))`);
  return found.map(managedUserRow);
}

/** Somebody whom the viewer manages, by account or by the address that was invited. */
export async function managedUserOf(
  database: Reader,
  viewer: Viewer,
  at: Date,
  who: { userId: string } | { address: string },
): Promise<ManagedUserRow | null> {
  const isThem = 'userId' in who ? sql`managed.user_id = ${who.userId}` : sql`managed.address = ${who.address}`;
  const [found] = await database.rows<Raw>(sql`select ${columns(viewer)} from ${managed(viewer, at)} where ${isThem}`);
  return found ? managedUserRow(found) : null;
}

/** What a managed person holds on the licenses that the viewer administers, by Licensing ID. */
export function permissionsOfManaged(viewer: Viewer, at: Date, slice: Slice): NestedList<PermissionRow> {
  const steps = walk(
    [
      { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
      { column: sql`permission.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const ofOwner = sql`permission.user_id = owner.id and ${holds(at)} and permission.license_id in (${administeredBy(viewer, at)})`;
  return {
    name: 'permissions of managed users',
    slice,
    select: sql`select ${permissionColumns}, ${seenLicense(widestSight(viewer, at), sql`permission.license_id`)} as license, array[license.licensing_id, permission.id::text] as sort
      from permission join license on license.id = permission.license_id
      where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from permission where ${ofOwner}`,
    shape: raw => ({ ...permissionRow(raw as never), license: seenLicenseRow(raw['license'], at) }),
  };
}

/** The invitations of a managed address to licenses that the viewer administers, by Licensing ID. */
export function invitationsOfManaged(viewer: Viewer, at: Date, slice: Slice): NestedList<InvitationRow> {
  const steps = walk(
    [
      { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
      { column: sql`invitation.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const ofOwner = sql`invitation.address = (select first.address from invitation first where first.id = owner.id) and ${isOpen}
    and invitation.license_id in (${administeredBy(viewer, at)})`;
  return {
    name: 'invitations of managed users',
    slice,
    select: sql`select ${invitationColumns(at)}, ${seenLicense(widestSight(viewer, at), sql`invitation.license_id`)} as license, array[license.licensing_id, invitation.id::text] as sort
      from invitation join license on license.id = invitation.license_id
      where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from invitation where ${ofOwner}`,
    shape: raw => ({ ...invitationRow(raw as never), license: seenLicenseRow(raw['license'], at) }),
  };
}

/** Invitations with these ids to licenses that the viewer administers; for staff all. */
export async function invitationsById(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<InvitationRow[]> {
  const found = await database.rows<Omit<InvitationRow, '__typename'>>(sql`
    select ${invitationColumns(at)} from invitation where invitation.id = any (${ids}::uuid[])
      and (${viewer.isStaff}::boolean or invitation.license_id in (${administeredBy(viewer, at)}))`);
  return found.map(invitationRow);
}

/** How many addresses have been invited by anybody to licenses that the viewer administers, and wait or have expired. */
export async function openInvitationCount(database: Reader, viewer: Viewer, at: Date): Promise<number> {
  const [row] = await database.rows<{ count: number }>(sql`
    select count(distinct invitation.address)::int as count from invitation where ${isOpen} and invitation.license_id in (${administeredBy(viewer, at)})`);
  return row?.count ?? 0;
}

/** Every invitation of an address of a person, or that they accepted, newest first. For staff. */
export async function invitationsTo(database: Reader, userId: string, at: Date, slice: Slice): Promise<Page<InvitationRow>> {
  const where = sql`(invitation.accepted_by_id = ${userId} or invitation.address = any (array(
    select address from business_email where business_email.user_id = ${userId} and ended_at is null)))`;
  const steps = walk(
    [
      { column: sql`invitation.sent_at`, cast: sql`timestamptz` },
      { column: sql`invitation.id`, cast: sql`uuid` },
    ],
    slice,
    true,
  );
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from invitation where ${where}`))[0]?.count ?? 0,
  );
  const found = await database.rows<Omit<InvitationRow, '__typename'> & { sort: string[] }>(sql`
    select ${invitationColumns(at)}, array[invitation.sent_at::text, invitation.id::text] as sort
    from invitation where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(found.map(invitationRow), slice, row => sorts.get(row.id) ?? [], count);
}
