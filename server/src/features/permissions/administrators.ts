import { type Reader, sql } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import type { Viewer } from '../users/viewer.ts';
import { type Holder, holds, isInReach } from './permission.queries.ts';

/** How many people administer a license today, and how many of them without an end date. */
export interface Administration {
  readonly active: number;
  readonly lasting: number;
}

/**
 * Holds on to the administrators of these licenses until the transaction ends, always in one order: of two changes at once the second
 * sees what the first has left. Whoever takes an administrator away calls this first and counts afterwards.
 */
export async function lockAdministrators(transaction: Reader, licenseIds: readonly string[]): Promise<void> {
  await transaction.rows(sql`
    select from permission where license_id = any (${licenseIds}::uuid[]) and role = 'ADMINISTRATOR' order by license_id, id for update`);
}

/** Who counts: people with a verified address whose registration has not lapsed, by permissions that hold today. */
export async function administrationOf(transaction: Reader, licenseIds: readonly string[], at: Date): Promise<Map<string, Administration>> {
  const found = await transaction.rows<Administration & { id: string }>(sql`
    select permission.license_id as id, count(distinct permission.user_id)::int as active,
      (count(distinct permission.user_id) filter (where permission.ends_on is null))::int as lasting
    from permission join user_account on user_account.id = permission.user_id and user_account.lapsed_at is null
    where permission.license_id = any (${licenseIds}::uuid[]) and permission.role = 'ADMINISTRATOR'
      and ${holds(at)}
      and exists (select from business_email where business_email.user_id = permission.user_id and verified_at is not null and ended_at is null)
    group by permission.license_id`);
  return new Map(found.map(({ id, active, lasting }) => [id, { active, lasting }]));
}

const nobody: Administration = { active: 0, lasting: 0 };

/** The licenses that had an administrator before a change and have none after it, today or once the end dates are over. */
export const leftWithout = (before: ReadonlyMap<string, Administration>, after: ReadonlyMap<string, Administration>): string[] =>
  [...before].flatMap(([id, had]) => {
    const has = after.get(id) ?? nobody;
    return (had.active > 0 && has.active === 0) || (had.lasting > 0 && has.lasting === 0) ? [id] : [];
  });

/** Rolls a transaction back, because it would leave these licenses without any administrator. */
export class WithoutAdministrator extends Error {
  constructor(readonly licenseIds: readonly string[]) {
    super('No administrator would be left.');
  }
}

/** Runs a change that may take administrators away; throws `WithoutAdministrator` where it takes the last one. */
export async function keepingAdministrators<Result>(
  transaction: Reader,
  licenseIds: readonly string[],
  at: Date,
  change: () => Promise<Result>,
): Promise<Result> {
  await lockAdministrators(transaction, licenseIds);
  const before = await administrationOf(transaction, licenseIds, at);
  const result = await change();
  const left = leftWithout(before, await administrationOf(transaction, licenseIds, at));
  if (left.length > 0) throw new WithoutAdministrator(left);
  return result;
}

/** Which of these licenses a person administers today. */
export async function administeredAmong(
  transaction: Reader,
  person: Holder,
  licenseIds: readonly string[],
  at: Date,
): Promise<ReadonlySet<string>> {
  const found = await transaction.rows<{ id: string }>(sql`
    select distinct permission.license_id as id
    from permission join user_account on user_account.id = permission.user_id and user_account.lapsed_at is null
    where permission.user_id = ${person.id} and permission.license_id = any (${licenseIds}::uuid[]) and permission.role = 'ADMINISTRATOR' and ${holds(at)}
      and ${isInReach(person, sql`permission.license_id`)}`);
  return new Set(found.map(({ id }) => id));
}

/** How many of these licenses a person administers today. */
export async function administeredCount(transaction: Reader, person: Holder, licenseIds: readonly string[], at: Date): Promise<number> {
  return (await administeredAmong(transaction, person, licenseIds, at)).size;
}

/** Throws unless the viewer administers every one of these licenses; what it says holds from `lockAdministrators` on. */
export async function demandAdministrator(transaction: Reader, viewer: Viewer, licenseIds: readonly string[], at: Date): Promise<void> {
  if ((await administeredCount(transaction, viewer, licenseIds, at)) !== new Set(licenseIds).size) throw new NotFound();
}
