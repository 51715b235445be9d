import type { NestedList } from '../../platform/batch.ts';
import { dayOf } from '../../platform/clock.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type LicenseConditions, licenseIdsInSight, type Sight } from '../permissions/license.queries.ts';
import type { Download, LicenseSummaryRow, OrderLine, ProductKey, SoftwareAssuranceBenefit } from './license-content.ts';

type Row<Type> = Omit<Type, never> & { readonly __typename: string };

const orderLineColumns = sql`'OrderLine' as "__typename", order_line.id, order_line.license_id as "licenseId", order_line.order_number as "orderNumber",
  order_line.line_number as "lineNumber", order_line.customer_order_number as "customerOrderNumber",
  order_line.reseller_order_number as "resellerOrderNumber", order_line.ordered_on as "orderedOn", order_line.usage_start_date as "usageStartDate",
  order_line.license_type as "licenseType", order_line.quantity, order_line.sa_end_date as "softwareAssuranceEndDate",
  order_line.usage_country as "usageCountry", json_build_object('partNumber', product.part_number, 'description', product.description,
    'productFamily', product.product_family, 'version', product.version, 'productPool', product.product_pool, 'productType', product.product_type) as product`;
const orderLineSort = [
  { column: sql`order_line.ordered_on`, cast: sql`date` },
  { column: sql`order_line.id`, cast: sql`uuid` },
];
const orderLineCursor = sql`array[order_line.ordered_on::text, order_line.id::text] as sort`;

/** The order lines of a license, newest first. */
export function orderLinesOf(slice: Slice): NestedList<Row<OrderLine>> {
  const steps = walk(orderLineSort, slice, true);
  return {
    name: 'order lines',
    slice,
    select: sql`select ${orderLineColumns}, ${orderLineCursor} from order_line join product on product.id = order_line.product_id
      where order_line.license_id = owner.id and ${steps.where} order by ${steps.order} limit ${slice.limit}`,
    count: sql`select count(*) from order_line where order_line.license_id = owner.id`,
    shape: raw => raw as unknown as Row<OrderLine>,
  };
}

/** The order lines behind a row of the license summary, newest first. */
export const orderLinesBehind = (database: Reader, row: LicenseSummaryRow, slice: Slice): Promise<Page<Row<OrderLine>>> =>
  orderLinePage(
    database,
    sql`order_line.license_id = any (${row.licenseIds}::uuid[]) and product.product_family = ${row.productFamily} and product.version = ${row.version}`,
    slice,
  );

/** The order lines of the licenses of a filter on which the viewer may see license information, newest first. */
export const orderLinesInSight = (database: Reader, sight: Sight, filter: LicenseConditions, slice: Slice): Promise<Page<Row<OrderLine>>> =>
  orderLinePage(database, sql`order_line.license_id in (${licenseIdsInSight(sight, filter, ['ADMINISTRATOR', 'LICENSE_INFO'])})`, slice);

async function orderLinePage(database: Reader, where: Sql, slice: Slice): Promise<Page<Row<OrderLine>>> {
  const steps = walk(orderLineSort, slice, true);
  const count = counting(
    slice,
    async () =>
      (
        await database.rows<{ count: number }>(sql`
      select count(*)::int as count from order_line join product on product.id = order_line.product_id where ${where}`)
      )[0]?.count ?? 0,
  );
  const found = await database.rows<Row<OrderLine> & { sort: string[] }>(sql`
    select ${orderLineColumns}, ${orderLineCursor} from order_line join product on product.id = order_line.product_id
    where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(line => [line.id, line.sort]));
  return pageOf<Row<OrderLine>>(found, slice, line => sorts.get(line.id) ?? [], count);
}

export async function orderLinesById(database: Reader, sight: Sight, ids: readonly string[]): Promise<Row<OrderLine>[]> {
  return database.rows<Row<OrderLine>>(sql`
    select ${orderLineColumns} from order_line join product on product.id = order_line.product_id
    where order_line.id = any (${ids}::uuid[]) and order_line.license_id in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', 'LICENSE_INFO'])})`);
}

/** Quantities by product family and version over the licenses of a filter on which the viewer may see license information. */
export async function licenseSummary(database: Reader, sight: Sight, filter: LicenseConditions): Promise<LicenseSummaryRow[]> {
  const today = dayOf(sight.at);
  return database.rows<LicenseSummaryRow>(sql`
    with line as (
      select product.product_pool, product.product_type, product.product_family, product.version, order_line.license_id, order_line.license_type, order_line.quantity,
        order_line.license_type in ('LICENSE', 'LICENSE_AND_SA') or (order_line.license_type = 'SUBSCRIPTION' and license.end_date >= ${today}::date) as is_effective,
        order_line.license_type in ('LICENSE_AND_SA', 'SA') and order_line.sa_end_date >= ${today}::date as has_assurance,
        order_line.license_type in ('SA', 'UPGRADE') as needs_base
      from order_line
      join product on product.id = order_line.product_id
      join license on license.id = order_line.license_id
      where order_line.license_id in (${licenseIdsInSight(sight, filter, ['ADMINISTRATOR', 'LICENSE_INFO'])})
        and order_line.usage_start_date <= ${today}::date
    ), base as (
      select product_family, coalesce(sum(quantity) filter (where license_type in ('LICENSE', 'LICENSE_AND_SA')), 0) as quantity from line group by product_family
    )
    select product_pool as "productPool", product_type as "productType", line.product_family as "productFamily", version,
      coalesce(sum(line.quantity) filter (where is_effective), 0)::int as "effectiveQuantity",
      coalesce(sum(line.quantity) filter (where has_assurance), 0)::int as "activeSoftwareAssuranceQuantity",
      greatest(coalesce(sum(line.quantity) filter (where needs_base), 0) - min(base.quantity), 0)::int as "unresolvedQuantity",
      count(distinct license_id)::int as "licenseCount", array_agg(distinct license_id) as "licenseIds"
    from line join base on base.product_family = line.product_family
    group by product_pool, product_type, line.product_family, version
    order by product_pool, line.product_family, version desc`);
}

const grouped = async <Type extends { licenseId: string }>(database: Reader, statement: Sql): Promise<Map<string, Type[]>> =>
  Map.groupBy(await database.rows<Type>(statement), row => row.licenseId);

type OfLicense<Type> = Row<Type> & { readonly licenseId: string };

const productKeys = sql`select 'ProductKey' as "__typename", product_key.id, product_key.license_id as "licenseId", product_family as "productFamily", version,
  key_type as "keyType", last_five as "lastFive", activations_allowed as "activationsAllowed", activations_used as "activationsUsed" from product_key`;

export const productKeysOf = (database: Reader, licenseIds: readonly string[]) =>
  grouped<OfLicense<ProductKey>>(
    database,
    sql`${productKeys} where license_id = any (${licenseIds}::uuid[]) order by product_family, version, key_type, id`,
  );

export const productKeysById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<OfLicense<ProductKey>>(sql`${productKeys} where product_key.id = any (${ids}::uuid[])
    and license_id in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', 'PRODUCT_KEYS'])})`);

const downloads = (licenses: Sql): Sql => sql`
  select 'Download' as "__typename", download.id, bought.license_id as "licenseId", download.product_family as "productFamily", download.version,
    download.language, download.architecture, download.file_type as "fileType", download.file_name as "fileName", download.size_bytes as "sizeBytes",
    download.sha256, download.url
  from (select distinct order_line.license_id, product.product_family, product.version from order_line
    join product on product.id = order_line.product_id where order_line.license_id in (${licenses})) bought
  join download on download.product_family = bought.product_family and download.version = bought.version`;

/** The files of the software that each license bought. */
export const downloadsOf = (database: Reader, licenseIds: readonly string[]) =>
  grouped<OfLicense<Download>>(
    database,
    sql`${downloads(sql`select unnest(${licenseIds}::uuid[])`)}
      order by download.product_family, download.version desc, download.language, download.architecture, download.id`,
  );

export const downloadsById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<OfLicense<Download>>(
    sql`${downloads(licenseIdsInSight(sight, {}, ['ADMINISTRATOR', 'DOWNLOADS']))} where download.id = any (${ids}::uuid[])`,
  );

const benefits = sql`select 'SoftwareAssuranceBenefit' as "__typename", sa_benefit.id, sa_benefit.license_id as "licenseId", benefit, quantity,
  activated_quantity as "activatedQuantity", end_date as "endDate" from sa_benefit`;

export const benefitsOf = (database: Reader, licenseIds: readonly string[]) =>
  grouped<OfLicense<SoftwareAssuranceBenefit>>(
    database,
    sql`${benefits} where license_id = any (${licenseIds}::uuid[]) order by benefit, id`,
  );

export const benefitsById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<OfLicense<SoftwareAssuranceBenefit>>(sql`${benefits} where sa_benefit.id = any (${ids}::uuid[])
    and license_id in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', 'SOFTWARE_ASSURANCE_MANAGER', 'LICENSE_INFO'])})`);
