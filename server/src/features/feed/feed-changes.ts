import { type Reader, sql } from '../../platform/database.ts';

/**
 * What a load changes is noted for the licenses on which somebody holds something. Who is given something while it runs is not seen by it, and
 * may read the license before it ends. So the beginning of a load is kept, and at its end everything about such licenses is said once more.
 */
export async function noteLoadBegins(database: Reader): Promise<void> {
  await database.rows(sql`update change_log set load_from = coalesce(load_from, pg_snapshot_xmin(pg_current_snapshot()))`);
}

/** When all that was loaded stands; what a killed load owes is told at the end of the next one. */
export async function noteLoadEnds(database: Reader): Promise<void> {
  await database.rows(sql`
    with begun as materialized (
      select load_from from change_log where load_from is not null for update
    ), ended as (
      update change_log set load_from = null from begun
    )
    insert into change (kind, license_id, detail)
    select kind, license_id, '{"isRepeated": true}' from (
      select distinct change.license_id from begun join change on change.xid >= begun.load_from and change.kind = 'PERMISSION_GIVEN') given
    cross join unnest(array['LICENSE_CHANGED', 'ORDERS_CHANGED', 'PRODUCT_KEYS_CHANGED', 'BENEFITS_CHANGED']) kind`);
}
