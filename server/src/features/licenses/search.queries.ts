import { isLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { containingWords } from '../../platform/text.ts';
import { licenseIdsInSight, licensesByNumber, type Sight } from '../permissions/license.queries.ts';
import type { LicensingIdLookup, SearchedProduct } from './search.ts';

/** The products that licenses in sight bought, by the words of what each role may see of them: newest versions first. */
export async function productsNamed(database: Reader, sight: Sight, typed: string, limit: number): Promise<SearchedProduct[]> {
  const words = containingWords(typed);
  const among = (column: Sql, role: RoleName): Sql =>
    sight.everything ? sql`true` : sql`${column} in (${licenseIdsInSight(sight, {}, ['ADMINISTRATOR', role])})`;
  const bought = (role: RoleName): Sql =>
    sight.everything
      ? sql`true`
      : sql`product.id in (select order_line.product_id from order_line where ${among(sql`order_line.license_id`, role)})`;
  const named = sql`concat_ws(' ', product_family, version)`;
  const sources = [
    sql`select product_family, version, 'ORDERS' as found_in, part_number from product
      where concat_ws(' ', product_family, version, part_number, description) ilike all (${words}) and ${bought('LICENSE_INFO')}`,
    sql`select product_family, version, 'DOWNLOADS', null from product where ${named} ilike all (${words}) and ${bought('DOWNLOADS')}
      and exists (select from download where download.product_family = product.product_family and download.version = product.version)`,
    sql`select product_family, version, 'KEYS', null from product_key
      where ${named} ilike all (${words}) and ${among(sql`product_key.license_id`, 'PRODUCT_KEYS')}`,
  ];
  return database.rows<SearchedProduct>(sql`
    select product_family as "productFamily", version, min(part_number) as "partNumber", bool_or(found_in = 'ORDERS') as "viewerCanViewOrders",
      bool_or(found_in = 'DOWNLOADS') as "viewerCanDownload", bool_or(found_in = 'KEYS') as "viewerCanViewKeys"
    from (${joinSql(sources, sql` union all `)}) found group by product_family, version
    order by starts_with(lower(product_family), ${typed.normalize('NFKC').toLowerCase()}) desc, product_family, version desc limit ${limit}`);
}

/** What each typed number is to the viewer, every number once and in the order of typing. */
export async function lookUp(database: Reader, sight: Sight, typed: readonly string[]): Promise<LicensingIdLookup[]> {
  const entries = new Map<string, string>();
  for (const each of typed) {
    const licensingId = normalizeLicensingNumber(each);
    if (licensingId !== '' && !entries.has(licensingId)) entries.set(licensingId, each.trim());
  }
  const found = await licensesByNumber(database, sight, [...entries.keys()].filter(isLicensingNumber));
  const licenses = new Map(found.map(license => [license.licensingId, license]));
  return [...entries].map(([licensingId, first]) => ({ typed: first, licensingId, license: licenses.get(licensingId) ?? null }));
}
