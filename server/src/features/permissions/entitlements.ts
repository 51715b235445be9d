import { type Reader, sql } from '../../platform/database.ts';

/** Whose permissions follow what they are entitled to. */
export type EntitlementScope = { readonly userId: string } | { readonly userIds: readonly string[] };

/** On whose behalf permissions change; null stands for the product itself, as when a feed is loaded. */
export interface EntitlementCause {
  readonly at: Date;
  readonly actorId: string | null;
  readonly requestId?: string | null;
}

/** On how many licenses a user gained something, and on how many something ended. */
export interface AccessChange {
  readonly userId: string;
  readonly given: number;
  readonly ended: number;
}

/** The advisory lock that everybody who follows shares, and that `waitForFollowers` has alone for a moment. */
const following = 4001;

/**
 * Makes the permissions that come from contracts and takeovers equal what these users are entitled to now, with an audit event for each
 * license and source. Answers with the users for whom something changed.
 *
 * Safe beside itself: the permissions of a user follow in one transaction at a time. Who changes two users in one transaction names
 * both in one call, so that they are locked in one order everywhere.
 */
export async function followEntitlements(transaction: Reader, scope: EntitlementScope, cause: EntitlementCause): Promise<AccessChange[]> {
  const userIds = 'userId' in scope ? [scope.userId] : scope.userIds;
  await transaction.rows(sql`select pg_advisory_xact_lock_shared(${following})`);
  await transaction.rows(sql`select from user_account where id = any(${userIds}::uuid[]) order by id for no key update`);
  // what is read must be newer than the locks: a statement of its own
  return transaction.rows<AccessChange>(sql`
    with wanted as materialized (
      select user_id, license_id, role, source from entitlement where user_id = any(${userIds}::uuid[])
    ), surplus as materialized (
      select user_id, license_id, role, source from permission
        where user_id = any(${userIds}::uuid[]) and source in ('CONTACT', 'TAKEOVER', 'MVLS')
      except select user_id, license_id, role, source from wanted
    ), ended as (
      delete from permission using surplus
      where (permission.user_id, permission.license_id, permission.role, permission.source)
        = (surplus.user_id, surplus.license_id, surplus.role, surplus.source)
      returning permission.user_id, permission.license_id, permission.role, permission.source
    ), given as (
      insert into permission (user_id, license_id, role, source, granted_at)
      select user_id, license_id, role, source, ${cause.at}::timestamptz from wanted
      on conflict (user_id, license_id, role, source) do nothing
      returning user_id, license_id, role, source
    ), change as (
      select 'permission.given' as action, user_id, license_id, source, jsonb_agg(role order by role) as roles
        from given group by user_id, license_id, source
      union all
      select 'permission.ended', user_id, license_id, source, jsonb_agg(role order by role)
        from ended group by user_id, license_id, source
    ), recorded as (
      insert into audit_event (at, action, actor_id, subject_type, subject_id, person_id, detail, request_id)
      select ${cause.at}::timestamptz, action, ${cause.actorId}::uuid, 'License', license_id, user_id,
        jsonb_build_object('roles', roles, 'source', source), ${cause.requestId ?? null}::text
      from change order by action desc, user_id, license_id, source
    )
    select user_id as "userId",
      count(distinct license_id) filter (where action = 'permission.given')::int as given,
      count(distinct license_id) filter (where action = 'permission.ended')::int as ended
    from change group by user_id order by user_id`);
}

/**
 * The users whose permissions are not what they are entitled to. Reads everybody's contracts: for after a feed, not for a request.
 */
export async function usersOutOfStep(reader: Reader): Promise<string[]> {
  const users = await reader.rows<{ userId: string }>(sql`
    with held as (
      select user_id, license_id, role, source from permission where source in ('CONTACT', 'TAKEOVER', 'MVLS')
    ), missing as (
      select user_id, license_id, role, source from entitlement except select user_id, license_id, role, source from held
    ), surplus as (
      select user_id, license_id, role, source from held except select user_id, license_id, role, source from entitlement
    )
    select user_id as "userId" from missing union select user_id from surplus order by 1`);
  return users.map(({ userId }) => userId);
}

/**
 * Waits until nobody follows entitlements of before. Who has committed a change of contracts calls it, outside a transaction, before
 * `usersOutOfStep`: those who read the old contracts have then committed and are found, and later ones read the new.
 */
export async function waitForFollowers(database: Reader): Promise<void> {
  await database.rows(sql`select pg_advisory_xact_lock(${following})`);
}
