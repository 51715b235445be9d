import type { RoleName } from '@vlsc/shared/role.ts';
import type { NestedList } from '../../platform/batch.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type LicenseConditions, licenseIdsInSight, type Sight } from '../permissions/license.queries.ts';
import type { OrderLine } from './order-line.ts';

export type OrderLineRow = OrderLine & { readonly __typename: 'OrderLine' };

export const orderLineColumns = sql`'OrderLine' as "__typename", order_line.id, order_line.license_id as "licenseId", order_line.order_number as "orderNumber",
  order_line.line_number as "lineNumber", order_line.customer_order_number as "customerOrderNumber",
  order_line.reseller_order_number as "resellerOrderNumber", order_line.ordered_on as "orderedOn", order_line.usage_start_date as "usageStartDate",
  order_line.license_type as "licenseType", order_line.quantity, order_line.sa_end_date as "softwareAssuranceEndDate",
  order_line.usage_country as "usageCountry", json_build_object('partNumber', product.part_number, 'description', product.description,
    'productFamily', product.product_family, 'version', product.version, 'productPool', product.product_pool, 'productType', product.product_type) as product`;
export const orderLineSort = [
  { column: sql`order_line.ordered_on`, cast: sql`date` },
  { column: sql`order_line.id`, cast: sql`uuid` },
];
export const orderLineCursor = sql`array[order_line.ordered_on::text, order_line.id::text] as sort`;

/** The order lines of a license, newest first. */
export function orderLinesOf(slice: Slice): NestedList<OrderLineRow> {
  const steps = walk(orderLineSort, slice, true);
  return {
    name: 'order lines',
    slice,
    select: sql`select ${orderLineColumns}, ${orderLineCursor} from order_line join product on product.id = order_line.product_id
      where order_line.license_id = owner.id and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from order_line where order_line.license_id = owner.id`,
    shape: raw => raw as unknown as OrderLineRow,
  };
}

/** The order lines of the licenses of a filter on which the viewer may see license information, newest first. */
export async function orderLinesInSight(
  database: Reader,
  sight: Sight,
  filter: LicenseConditions,
  slice: Slice,
): Promise<Page<OrderLineRow>> {
  const where = sql`order_line.license_id in (${licenseIdsInSight(sight, filter, ['ADMINISTRATOR', 'LICENSE_INFO'])})`;
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from order_line where ${where}`);
    return row?.count ?? 0;
  });
  const steps = walk(orderLineSort, slice, true);
  const found = await database.rows<OrderLineRow & { sort: string[] }>(sql`
    select ${orderLineColumns}, ${orderLineCursor} from order_line join product on product.id = order_line.product_id
    where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(line => [line.id, line.sort]));
  return pageOf<OrderLineRow>(found, slice, line => sorts.get(line.id) ?? [], count);
}

/** Who sees a line: readers of the license information all of them, managers of online services and of subscriptions theirs. */
const seenLines = (sight: Sight): Sql => {
  const seenBy = (...needed: RoleName[]) => sql`order_line.license_id in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', ...needed])})`;
  return sql`(${seenBy('LICENSE_INFO')} or (product.product_type = 'ONLINE_SERVICE' and ${seenBy('ONLINE_SERVICES_MANAGER')})
    or (product.product_type = 'SUBSCRIPTION' and ${seenBy('SUBSCRIPTIONS_MANAGER')}))`;
};

/** The order lines of online services and subscriptions of a license that the viewer may see, newest first. */
export function serviceLinesOf(sight: Sight, slice: Slice): NestedList<OrderLineRow> {
  const steps = walk(orderLineSort, slice, true);
  const ofOwner = sql`order_line join product on product.id = order_line.product_id
    where order_line.license_id = owner.id and product.product_type <> 'SOFTWARE' and ${seenLines(sight)}`;
  return {
    name: 'service lines',
    slice,
    select: sql`select ${orderLineColumns}, ${orderLineCursor} from ${ofOwner} and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from ${ofOwner}`,
    shape: raw => raw as unknown as OrderLineRow,
  };
}

export const orderLinesById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<OrderLineRow>(sql`
    select ${orderLineColumns} from order_line join product on product.id = order_line.product_id
    where order_line.id = any (${ids}::uuid[]) and ${seenLines(sight)}`);
