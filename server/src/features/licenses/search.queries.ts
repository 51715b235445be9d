import { isLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { containingWords, folded } from '../../platform/text.ts';
import { licenseIdsHeld, licensesByNumber, type Sight } from '../permissions/license.queries.ts';
import type { LicensingIdLookup, SearchedProduct } from './search.ts';

/** The products that licenses in sight bought, by the words of what each role may see of them: newest versions first. */
export async function productsNamed(database: Reader, sight: Sight, typed: string, limit: number): Promise<SearchedProduct[]> {
  const words = containingWords(typed);
  const among = (column: Sql, role: RoleName): Sql =>
    sight.everything ? sql`true` : sql`${column} in (${licenseIdsHeld(sight, ['ADMINISTRATOR', role])})`;
  const bought = (role: RoleName): Sql =>
    sight.everything
      ? sql`true`
      : sql`product.id in (select order_line.product_id from order_line where ${among(sql`order_line.license_id`, role)})`;
  const named = sql`lower(normalize(concat_ws(' ', product.product_family, product.version), nfkc)) like all (${words})`;
  const described = sql`lower(normalize(concat_ws(' ', product.product_family, product.version, product.part_number, product.description), nfkc)) like all (${words})`;
  const ofProduct = (table: Sql): Sql => sql`${table}.product_family = product.product_family and ${table}.version = product.version`;
  const sources = [
    sql`select product_family, version, 'ORDERS' as found_in, part_number from product where ${described} and ${bought('LICENSE_INFO')}`,
    sql`select product_family, version, 'DOWNLOADS', null from product where ${named} and ${bought('DOWNLOADS')}
      and exists (select from download where ${ofProduct(sql`download`)})`,
    sql`select product_family, version, 'KEYS', null from product where ${named}
      and exists (select from product_key where ${ofProduct(sql`product_key`)} and ${among(sql`product_key.license_id`, 'PRODUCT_KEYS')})`,
  ];
  return database.rows<SearchedProduct>(sql`
    select product_family as "productFamily", version, min(part_number) as "partNumber", bool_or(found_in = 'ORDERS') as "viewerCanViewOrders",
      bool_or(found_in = 'DOWNLOADS') as "viewerCanDownload", bool_or(found_in = 'KEYS') as "viewerCanViewKeys"
    from (${joinSql(sources, sql` union all `)}) found group by product_family, version
    order by starts_with(lower(product_family), ${folded(typed)}) desc, product_family, version desc limit ${limit}`);
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
