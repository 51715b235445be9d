import { largestInt, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { type LicenseConditions, licenseIdsInSight, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
import type { LicenseSummaryRow, SoftwareAssuranceExpiry, SummaryContribution, SummaryQuantity } from './license-summary.ts';
import { type OrderLineRow, orderLineColumns, orderLineCursor, orderLineSort } from './order-line.queries.ts';
import { ageOf } from './product-version.ts';

/** Which licenses, on which day. */
export interface SummaryScope {
  readonly sight: Sight;
  readonly filter: LicenseConditions;
  readonly asOf: string;
}

type Product = Pick<LicenseSummaryRow, 'productPool' | 'productType' | 'productFamily' | 'version'>;

const family = sql`customer, product_pool, product_type, product_family`;

/**
 * `line`: the order lines in effect, each with its customer. `entitled`: what each customer has of each version, and what upgrades and
 * Software Assurance found there.
 *
 * Upgrades take licenses of older versions, the newest of these first, as far as there are any. They never change how many licenses there are
 * up to their own version. So what is left up to a version is what was bought up to it or, where that is less, what the upgrades to any
 * later version left below them (`remaining`); and a version keeps what its step adds to that (`kept`).
 */
const entitledBy = ({ sight, filter, asOf }: SummaryScope, products: Sql): Sql => sql`
  seen as materialized (${licenseIdsInSight(sight, filter, ['ADMINISTRATOR', 'LICENSE_INFO'])}), line as materialized (
    select order_line.id, order_line.ordered_on, order_line.license_id, order_line.quantity, order_line.license_type, order_line.sa_end_date,
      coalesce(signed.organization_id, license.organization_id) as customer,
      product.product_pool, product.product_type, product.product_family, product.version, ${ageOf(sql`product`)} as age,
      coalesce(order_line.sa_end_date >= ${asOf}::date, false) as is_assured, license.end_date >= ${asOf}::date as is_running
    from order_line
    join product on product.id = order_line.product_id
    join license on license.id = order_line.license_id
    join agreement on agreement.id = license.agreement_id
    left join agreement signed on signed.number = split_part(agreement.path, '/', 1)
    where order_line.license_id in (select seen.id from seen)
      and order_line.usage_start_date <= ${asOf}::date and ${products}
  ), held as (
    select ${family}, version, age, count(distinct license_id) as licenses,
      coalesce(sum(quantity) filter (where license_type in ('LICENSE', 'LICENSE_AND_SA')), 0) as bought,
      coalesce(sum(quantity) filter (where license_type = 'UPGRADE'), 0) as upgrades,
      coalesce(sum(quantity) filter (where license_type = 'SUBSCRIPTION' and is_running), 0) as subscribed,
      coalesce(sum(quantity) filter (where license_type = 'LICENSE_AND_SA' and is_assured), 0) as assured_with,
      coalesce(sum(quantity) filter (where license_type = 'SA' and is_assured), 0) as assured_later,
      coalesce(sum(quantity) filter (where license_type = 'LICENSE' or (license_type = 'LICENSE_AND_SA' and not is_assured)), 0) as unassured
    from line group by ${family}, version, age
  ), summed as (
    select held.*, coalesce(sum(bought) over earlier, 0) as older,
      coalesce(sum(unassured) over (partition by ${family}), 0) - coalesce(sum(assured_later) over earlier, 0) as coverable
    from held window earlier as (partition by ${family} order by age, version rows between unbounded preceding and 1 preceding)
  ), found as (
    select summed.*, least(upgrades, older) as lifted, greatest(older - upgrades, 0) as remaining,
      greatest(least(assured_later, coverable), 0) as covered
    from summed
  ), left_over as (
    select found.*, least(older + bought, min(remaining) over (partition by ${family} order by age, version
      rows between 1 following and unbounded following)) as up_to
    from found
  ), entitled as (
    select left_over.*, up_to - coalesce(lag(up_to) over (partition by ${family} order by age, version), 0) as kept from left_over
  )`;

const total = (quantity: Sql): Sql => sql`least(sum(${quantity}), ${largestInt})::int`;

/** Quantities by product version over the licenses of a filter on which the viewer may see license information. */
export async function licenseSummary(
  database: Reader,
  scope: SummaryScope,
  { productFamily, version }: { productFamily?: string | null; version?: string | null } = {},
): Promise<LicenseSummaryRow[]> {
  const found = await database.rows<Omit<LicenseSummaryRow, 'scope' | 'isNamed'>>(sql`
    with ${entitledBy(scope, productFamily == null ? sql`true` : sql`product.product_family = ${productFamily}`)}
    select product_pool as "productPool", product_type as "productType", product_family as "productFamily", version,
      ${total(sql`kept + subscribed`)} as "effectiveQuantity", ${total(sql`bought`)} as "boughtQuantity", ${total(sql`lifted`)} as "upgradedToQuantity",
      ${total(sql`bought + lifted - kept`)} as "upgradedFromQuantity", ${total(sql`subscribed`)} as "subscribedQuantity",
      ${total(sql`assured_with + covered`)} as "activeSoftwareAssuranceQuantity",
      ${total(sql`upgrades - lifted + assured_later - covered`)} as "unresolvedQuantity", ${total(sql`upgrades - lifted`)} as "unresolvedUpgradeQuantity",
      ${total(sql`assured_later - covered`)} as "unresolvedSoftwareAssuranceQuantity", ${total(sql`licenses`)} as "licenseCount"
    from entitled where ${version == null ? sql`true` : sql`version = ${version}`}
    group by product_pool, product_type, product_family, version, age
    order by product_pool, product_family, age desc, version desc`);
  return found.map(row => ({ ...row, scope, isNamed: productFamily != null && version != null }));
}

const ofLine = sql`line.customer, line.product_pool, line.product_type, line.product_family`;
const inFamilyOf = (other: Sql): Sql => sql`(placed.customer, placed.product_pool, placed.product_type, placed.product_family)
  = (${other}.customer, ${other}.product_pool, ${other}.product_type, ${other}.product_family)`;

/**
 * `placed`: each line with what its version came to. Upgrades, and Software Assurance bought alone, stand in a row, the oldest order first:
 * from its beginning on they find licenses.
 */
const placed = sql`placed as materialized (
  select line.*, entitled.older, entitled.lifted, entitled.upgrades, entitled.covered, entitled.assured_later,
    sum(line.quantity) over (partition by ${ofLine}, line.version, line.license_type, line.license_type = 'SA' and line.is_assured
      order by line.ordered_on, line.id) - line.quantity as begins
  from line join entitled on (${ofLine}, line.version) = (entitled.customer, entitled.product_pool, entitled.product_type,
    entitled.product_family, entitled.version)
)`;
/** How much of a placed line lies between two places of its row. */
const lying = (from: Sql, to: Sql): Sql =>
  sql`greatest(least(placed.begins + placed.quantity, ${to}) - greatest(placed.begins, ${from}), 0)`;
/** Of that version; said so that the planner does not take the answer for a single row. */
const of = (table: Sql, version: string): Sql => sql`coalesce(${table}.version = ${version}, false)`;

const assured = sql`
  select placed.id, case placed.license_type when 'SA' then 'ASSURED_LATER' else 'ASSURED_WITH_LICENSE' end as kind,
    case placed.license_type when 'SA' then ${lying(sql`0`, sql`placed.covered`)} else placed.quantity end as quantity
  from placed where placed.license_type in ('SA', 'LICENSE_AND_SA') and placed.is_assured`;

/** What the lines add to a quantity of one version. */
const added: Record<keyof typeof SummaryQuantity, (version: string) => Sql> = {
  EFFECTIVE: version => sql`
    select placed.id, case placed.license_type when 'SUBSCRIPTION' then 'SUBSCRIBED' when 'UPGRADE' then 'UPGRADED_TO' else 'BOUGHT' end as kind,
      case placed.license_type when 'UPGRADE' then ${lying(sql`0`, sql`placed.lifted`)} else placed.quantity end as quantity
    from placed where ${of(sql`placed`, version)} and placed.license_type <> 'SA' and (placed.license_type <> 'SUBSCRIPTION' or placed.is_running)
    union all
    -- what an upgrade took stands in a row too, the newest version first: this version's stretch begins where newer ones end
    select placed.id, 'UPGRADED_FROM', - ${lying(
      sql`placed.older - least(taken.older + taken.bought, newer.remaining)`,
      sql`least(placed.lifted, placed.older - least(taken.older, taken.remaining, newer.remaining))`,
    )}
    from placed
    join entitled taken on ${inFamilyOf(sql`taken`)} and (taken.age, taken.version) < (placed.age, placed.version)
    cross join lateral (select min(middle.remaining) as remaining from entitled middle where ${inFamilyOf(sql`middle`)}
      and (middle.age, middle.version) > (taken.age, taken.version) and (middle.age, middle.version) < (placed.age, placed.version)) newer
    where placed.license_type = 'UPGRADE' and ${of(sql`taken`, version)}`,
  ACTIVE_SOFTWARE_ASSURANCE: version => sql`${assured} and ${of(sql`placed`, version)}`,
  UNRESOLVED: version => sql`
    select placed.id, case placed.license_type when 'SA' then 'ASSURANCE_WITHOUT_BASE' else 'UPGRADE_WITHOUT_BASE' end as kind,
      case placed.license_type when 'SA' then ${lying(sql`placed.covered`, sql`placed.assured_later`)}
        else ${lying(sql`placed.lifted`, sql`placed.upgrades`)} end as quantity
    from placed where ${of(sql`placed`, version)} and (placed.license_type = 'UPGRADE' or (placed.license_type = 'SA' and placed.is_assured))`,
};

/** The order lines that one quantity of a row is made of, newest first. */
export async function contributionsTo(
  database: Reader,
  scope: SummaryScope,
  product: Product,
  quantity: keyof typeof SummaryQuantity,
  slice: Slice,
): Promise<Page<SummaryContribution>> {
  const made = sql`with ${entitledBy(
    scope,
    sql`product.product_family = ${product.productFamily} and product.product_pool = ${product.productPool} and product.product_type = ${product.productType}`,
  )}, ${placed}, share as (select * from (${added[quantity](product.version)}) added where quantity <> 0)`;
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`${made} select count(*)::int as count from share`);
    return row?.count ?? 0;
  });
  const steps = walk(orderLineSort, slice, true);
  const found = await database.rows<{
    line: OrderLineRow;
    license: unknown;
    kind: SummaryContribution['kind'];
    quantity: number;
    sort: string[];
  }>(sql`
    ${made} select share.kind, least(share.quantity, ${largestInt})::int as quantity, ${orderLineCursor},
      (select row_to_json(line) from (select ${orderLineColumns}) line) as line,
      ${seenLicense(scope.sight, sql`order_line.license_id`)} as license
    from share join order_line on order_line.id = share.id join product on product.id = order_line.product_id
    where ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(({ line, sort }) => [line.id, sort]));
  const rows = found.map(({ line, license, kind, quantity: added }) => ({
    orderLine: { ...line, license: seenLicenseRow(license, scope.sight.at) },
    kind,
    quantity: added,
  }));
  return pageOf(rows, slice, ({ orderLine }) => sorts.get(orderLine.id) ?? [], count);
}

/** When Software Assurance that is active ends, by month and pool. Together it is the active quantity of all rows. */
export const softwareAssuranceExpiry = (database: Reader, scope: SummaryScope): Promise<SoftwareAssuranceExpiry[]> =>
  database.rows(sql`
    with ${entitledBy(scope, sql`true`)}, ${placed}, share as (${assured})
    select date_trunc('month', line.sa_end_date)::date as month, line.product_pool as "productPool", ${total(sql`share.quantity`)} as quantity
    from share join line on line.id = share.id where share.quantity > 0
    group by 1, 2 order by 1, 2`);
