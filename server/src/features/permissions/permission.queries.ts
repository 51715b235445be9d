import type { RoleName } from '@vlsc/shared/role.ts';
import type { NestedList } from '../../platform/batch.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { nodeId } from '../../platform/node-id.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type UserRow, userJson } from '../users/user.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import type { LicenseRow } from './license.queries.ts';
import type { PermissionSource } from './permission.entity.ts';

export interface PermissionRow {
  readonly __typename: 'Permission';
  readonly id: string;
  readonly licenseId: string;
  readonly userId: string;
  readonly role: RoleName;
  readonly source: keyof typeof PermissionSource;
  readonly grantedAt: Date | string;
  readonly endsOn: string | null;
  readonly grantedBy: UserRow | null;
  /** Where the list has read it along. */
  readonly license?: LicenseRow | null;
}

const giver = sql`giver`;
export const permissionColumns = sql`permission.id, permission.license_id as "licenseId", permission.user_id as "userId", permission.role, permission.source,
  permission.granted_at as "grantedAt", permission.ends_on as "endsOn",
  (select ${userJson(giver)} from user_account giver where giver.id = permission.granted_by_id) as "grantedBy"`;
/** Whether a permission has not ended, by its own end date. */
export const holds = (at: Date): Sql => sql`(permission.ends_on is null or permission.ends_on >= ${dayOf(at)})`;
export const permissionRow = (row: Omit<PermissionRow, '__typename'>): PermissionRow => ({ ...row, __typename: 'Permission' });

/** The viewer's own permissions on these licenses. */
export async function ownPermissions(
  database: Reader,
  viewer: Viewer,
  at: Date,
  licenseIds: readonly string[],
): Promise<Map<string, PermissionRow[]>> {
  const found = await database.rows<Omit<PermissionRow, '__typename'>>(sql`
    select ${permissionColumns} from permission where permission.user_id = ${viewer.id} and permission.license_id = any (${licenseIds}::uuid[]) and ${holds(at)}
    order by permission.granted_at, permission.id`);
  return Map.groupBy(found.map(permissionRow), row => row.licenseId);
}

/** Everything that the viewer holds, license by license. */
export async function allOwnPermissions(database: Reader, viewer: Viewer, at: Date, slice: Slice): Promise<Page<PermissionRow>> {
  const where = sql`permission.user_id = ${viewer.id} and ${holds(at)} and ${viewer.lapsedAt === null}::boolean
    and ${isInReach(viewer, sql`permission.license_id`)}`;
  const steps = walk(
    [
      { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
      { column: sql`permission.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const count = counting(
    slice,
    async () => (await database.rows<{ count: number }>(sql`select count(*)::int as count from permission where ${where}`))[0]?.count ?? 0,
  );
  const found = await database.rows<Omit<PermissionRow, '__typename'> & { sort: string[] }>(sql`
    select ${permissionColumns}, array[license.licensing_id, permission.id::text] as sort
    from permission join license on license.id = permission.license_id
    where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(found.map(permissionRow), slice, row => sorts.get(row.id) ?? [], count);
}

/** Permissions with these ids that the viewer holds, or on licenses that the viewer administers. */
export async function permissionsById(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<PermissionRow[]> {
  const found = await database.rows<Omit<PermissionRow, '__typename'>>(sql`
    select ${permissionColumns} from permission where permission.id = any (${ids}::uuid[]) and ${holds(at)}
      and ((permission.user_id = ${viewer.id} and ${viewer.lapsedAt === null}::boolean and ${isInReach(viewer, sql`permission.license_id`)}) or ${viewer.isStaff}::boolean or permission.license_id in (${administeredBy(viewer, at)}))`);
  return found.map(permissionRow);
}

/** A person as the database knows them: by id, or for many people at once by the column that holds it. */
export interface Holder {
  readonly id: string | Sql;
  /** The API token that narrows what counts of it. */
  readonly reach?: string | null;
}

/** Whether a license is among those that the token in hand was narrowed to; every one is, where nothing narrows. */
export const isInReach = ({ reach }: Pick<Holder, 'reach'>, licenseId: Sql): Sql =>
  reach
    ? sql`${licenseId} in (select license_id from api_token_reach where api_token_id = ${reach} and license_id is not null
        union all select license.id from api_token_reach join license using (organization_id) where api_token_id = ${reach})`
    : sql`true`;

/** Ids of the licenses that the viewer administers today. */
export const administeredBy = (viewer: Holder, at: Date): Sql => sql`
  select held.license_id from permission held join user_account holder on holder.id = held.user_id
  where held.user_id = ${viewer.id} and held.role = 'ADMINISTRATOR' and holder.lapsed_at is null
    and (held.ends_on is null or held.ends_on >= ${dayOf(at)}) and ${isInReach(viewer, sql`held.license_id`)}`;

export interface LicensePersonRow {
  readonly user: UserRow;
  readonly managedUserId: string;
  readonly permissions: readonly PermissionRow[];
}

const holder = sql`holder`;

/** Everybody with a role on a license. For its administrators. */
export function peopleOf(at: Date, slice: Slice): NestedList<LicensePersonRow> {
  const steps = walk(
    [
      { column: sql`holder.display_name`, cast: sql`text` },
      { column: sql`holder.id`, cast: sql`uuid` },
    ],
    slice,
  );
  const ofOwner = sql`holder.id in (select permission.user_id from permission where permission.license_id = owner.id and ${holds(at)})`;
  return {
    name: 'people',
    slice,
    select: sql`select ${userJson(holder)} as "user",
        (select json_agg(own order by own."grantedAt") from (select ${permissionColumns} from permission
          where permission.license_id = owner.id and permission.user_id = holder.id and ${holds(at)}) own) as permissions,
        array[holder.display_name, holder.id::text] as sort
      from user_account holder where ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(distinct permission.user_id) from permission where permission.license_id = owner.id and ${holds(at)}`,
    shape: raw => {
      const user = raw['user'] as UserRow;
      return {
        user,
        managedUserId: nodeId('ManagedUser', user.id),
        permissions: (raw['permissions'] as Omit<PermissionRow, '__typename'>[]).map(permissionRow),
      };
    },
  };
}

/** How many active administrators each of these licenses has. For those who administer them. */
export async function administratorCounts(database: Reader, at: Date, licenseIds: readonly string[]): Promise<Map<string, number>> {
  const found = await database.rows<{ id: string; count: number }>(sql`
    select permission.license_id as id, count(distinct permission.user_id)::int as count
    from permission join user_account on user_account.id = permission.user_id
    where permission.license_id = any (${licenseIds}::uuid[]) and permission.role = 'ADMINISTRATOR' and user_account.lapsed_at is null and ${holds(at)}
    group by permission.license_id`);
  return new Map(found.map(({ id, count }) => [id, count]));
}

/** Whether the viewer administers any license. */
export async function administersAnything(database: Reader, viewer: Viewer, at: Date): Promise<boolean> {
  const [row] = await database.rows<{ found: boolean }>(sql`select exists (${administeredBy(viewer, at)}) as found`);
  return row?.found ?? false;
}

/** People with these ids that the viewer may see: the viewer, and whoever holds a role on or asks for a license that the viewer administers. */
export async function usersInSight(database: Reader, viewer: Viewer, at: Date, ids: readonly string[]): Promise<UserRow[]> {
  const found = await database.rows<{ person: UserRow }>(sql`
    select ${userJson(sql`user_account`)} as person from user_account where id = any (${ids}::uuid[]) and (id = ${viewer.id} or ${viewer.isStaff}::boolean
      or exists (select from permission where permission.user_id = user_account.id and ${holds(at)} and permission.license_id in (${administeredBy(viewer, at)}))
      or exists (select from access_request where access_request.requester_id = user_account.id and access_request.license_id in (${administeredBy(viewer, at)})))`);
  return found.map(({ person }) => person);
}
