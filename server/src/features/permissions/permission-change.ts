import type { RoleName } from '@vlsc/shared/role.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { PermissionSource } from './permission.entity.ts';
import { disposableSources, type WantedRole } from './user-administration.policy.ts';

/** A permission as it was written, so that undoing a change brings it back as it was. */
export interface WrittenPermission {
  readonly licenseId: string;
  readonly role: RoleName;
  readonly source: keyof typeof PermissionSource;
  readonly grantedAt: string;
  readonly grantedById: string | null;
  readonly endsOn: string | null;
}

/** What is about to change: the permissions of one person, of which administrators dispose, on these licenses. */
export interface Holding {
  readonly personId: string;
  readonly licenseIds: readonly string[];
}

/** What of a license changed for a person. */
export interface Difference {
  readonly licenseId: string;
  readonly given: readonly RoleName[];
  readonly ended: readonly RoleName[];
  /** Roles that are still held, until another day than before. */
  readonly prolonged: readonly RoleName[];
  readonly source: keyof typeof PermissionSource;
  readonly endsOn: string | null;
}

/** What administrators gave a person on these licenses, held on to until the transaction ends. */
export function disposableOf(transaction: Reader, { personId, licenseIds }: Holding, at: Date): Promise<WrittenPermission[]> {
  return transaction.rows<WrittenPermission>(sql`
    select license_id as "licenseId", role, source, granted_at::text as "grantedAt", granted_by_id as "grantedById", ends_on::text as "endsOn"
    from permission where user_id = ${personId} and license_id = any (${licenseIds}::uuid[]) and source = any (${disposableSources})
      and (ends_on is null or ends_on >= ${dayOf(at)}::date)
    order by license_id, role, source for update`);
}

/**
 * Gives a person the wanted roles: exactly these where `isReplacing`, otherwise these too, and for as long as the longer of both.
 * What comes from contracts and takeovers stays as it is.
 */
export async function writeWanted(
  transaction: Reader,
  { personId, licenseIds }: Holding,
  wanted: readonly WantedRole[],
  { isReplacing, by, at }: { isReplacing: boolean; by: string; at: Date },
): Promise<void> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted ("licenseId" uuid, role text, "endsOn" date)`;
  const isDisposed = sql`permission.user_id = ${personId} and permission.license_id = any (${licenseIds}::uuid[])
    and permission.source = any (${disposableSources})`;
  const isWanted = sql`exists (select from ${rows} where wanted."licenseId" = permission.license_id and wanted.role = permission.role)`;
  // what has ended stays as the trace of it, unless it is given anew; what holds goes where it is not wanted
  await transaction.rows(sql`
    delete from permission where ${isDisposed} and (permission.ends_on is not null and permission.ends_on < ${dayOf(at)}::date) = ${isWanted}
      and (${isReplacing}::boolean or ${isWanted})`);
  await transaction.rows(sql`
    update permission set ends_on = case when ${isReplacing}::boolean then wanted."endsOn"
        when permission.ends_on is null or wanted."endsOn" is null then null else greatest(permission.ends_on, wanted."endsOn") end
    from ${rows} where ${isDisposed} and wanted."licenseId" = permission.license_id and wanted.role = permission.role
      and permission.ends_on is distinct from wanted."endsOn"`);
  await transaction.rows(sql`
    insert into permission (user_id, license_id, role, source, granted_at, granted_by_id, ends_on)
    select distinct on (wanted."licenseId", wanted.role) ${personId}::uuid, wanted."licenseId", wanted.role, 'ASSIGNED', ${at}::timestamptz, ${by}::uuid, wanted."endsOn"
    from ${rows} where not exists (select from permission where ${isDisposed} and permission.license_id = wanted."licenseId" and permission.role = wanted.role)
    order by wanted."licenseId", wanted.role, wanted."endsOn" desc nulls first`);
}

/** Puts back what was written before a change. */
export async function writeBack(transaction: Reader, holding: Holding, before: readonly WrittenPermission[], at: Date): Promise<void> {
  await transaction.rows(sql`
    delete from permission where user_id = ${holding.personId} and license_id = any (${holding.licenseIds}::uuid[]) and source = any (${disposableSources})
      and (ends_on is null or ends_on >= ${dayOf(at)}::date)`);
  await transaction.rows(sql`
    insert into permission (user_id, license_id, role, source, granted_at, granted_by_id, ends_on)
    select ${holding.personId}::uuid, "licenseId", role, source, "grantedAt", "grantedById", "endsOn"
    from jsonb_to_recordset(${JSON.stringify(before)}::jsonb)
      as written ("licenseId" uuid, role text, source text, "grantedAt" timestamptz, "grantedById" uuid, "endsOn" date)
    on conflict (user_id, license_id, role, source) do update
      set granted_at = excluded.granted_at, granted_by_id = excluded.granted_by_id, ends_on = excluded.ends_on`);
}

/** License by license, and by end date and source, what is different after a change. */
export function differences(before: readonly WrittenPermission[], after: readonly WrittenPermission[]): Difference[] {
  const licenseIds = new Set([...before, ...after].map(({ licenseId }) => licenseId));
  const [had, has] = [before, after].map(rows => Map.groupBy(rows, ({ licenseId }) => licenseId));
  return [...licenseIds].sort().flatMap(licenseId => {
    const byRole = (rows: typeof had) => longestBy(({ role }) => role, rows?.get(licenseId) ?? []);
    const [old, now] = [byRole(had), byRole(has)];
    const changed = [...new Set([...old.keys(), ...now.keys()])].flatMap(role => {
      const [was, is] = [old.get(role), now.get(role)];
      const told = is ?? was;
      if (!told || (was && is && was.endsOn === is.endsOn)) return [];
      const kind = !was ? 'given' : is ? 'prolonged' : 'ended';
      return [{ kind, role, source: told.source, endsOn: is?.endsOn ?? null } as const];
    });
    return [...Map.groupBy(changed, ({ source, endsOn }) => `${source} ${endsOn}`).values()].map(group => {
      const of = (kind: string) => group.filter(each => each.kind === kind).map(({ role }) => role);
      const { source, endsOn } = group[0] as (typeof changed)[number];
      return { licenseId, given: of('given'), ended: of('ended'), prolonged: of('prolonged'), source, endsOn };
    });
  });
}

/** For each key the row that holds longest. */
export function longestBy<Key>(keyOf: (row: WrittenPermission) => Key, rows: readonly WrittenPermission[]): Map<Key, WrittenPermission> {
  const longest = new Map<Key, WrittenPermission>();
  for (const row of rows) {
    const known = longest.get(keyOf(row));
    if (!known || (known.endsOn !== null && (row.endsOn === null || row.endsOn > known.endsOn))) longest.set(keyOf(row), row);
  }
  return longest;
}

/** Puts each difference on the record of its license. */
export async function recordDifferences(
  transaction: Reader,
  changed: readonly Difference[],
  about: { actorId: string; personId: string; at: Date; requestId: string; message?: string | null; isUndo?: boolean },
): Promise<void> {
  const events = changed.flatMap(({ licenseId, given, ended, prolonged, source, endsOn }) =>
    (
      [
        ['permission.ended', ended, null],
        ['permission.given', given, endsOn],
        ['permission.endChanged', prolonged, endsOn],
      ] as const
    )
      .filter(([, roles]) => roles.length > 0)
      .map(([action, roles, until]) => ({
        action,
        licenseId,
        detail: { roles, source, endsOn: until ?? undefined, message: about.message ?? undefined, isUndo: about.isUndo },
      })),
  );
  await transaction.rows(sql`
    insert into audit_event (at, action, actor_id, subject_type, subject_id, person_id, detail, request_id)
    select ${about.at}::timestamptz, action, ${about.actorId}::uuid, 'License', "licenseId", ${about.personId}::uuid, detail, ${about.requestId}
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as event (action text, "licenseId" uuid, detail jsonb)`);
}
