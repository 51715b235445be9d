import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing } from '../../platform/text.ts';
import { licenseIdsInSight, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
import type { ProductKey, ProductKeyFilter } from './product-key.ts';

export type ProductKeyRow = ProductKey & { readonly __typename: 'ProductKey' };

const opening = ['ADMINISTRATOR', 'PRODUCT_KEYS'] as const;
const columns = ({ viewer, at }: Sight): Sql => sql`'ProductKey' as "__typename", product_key.id, product_key.license_id as "licenseId",
  product_key.product_family as "productFamily", product_key.version, product_key.key_type as "keyType", product_key.last_five as "lastFive",
  greatest(product_key.activations_allowed, product_key.activations_granted) as "activationsAllowed",
  product_key.activations_used as "activationsUsed",
  product_key.license_id in (${licenseIdsInSight({ viewer, at, everything: false }, {}, opening)}) as "viewerCanReveal"`;

/** Product keys of these licenses, by license. For whom the policy lets see them. */
export async function productKeysOf(database: Reader, sight: Sight, licenseIds: readonly string[]): Promise<Map<string, ProductKeyRow[]>> {
  const found = await database.rows<ProductKeyRow>(sql`select ${columns(sight)} from product_key
    where product_key.license_id = any (${licenseIds}::uuid[]) order by product_family, version, key_type, id`);
  return Map.groupBy(found, row => row.licenseId);
}

export const productKeysById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<ProductKeyRow>(sql`select ${columns(sight)} from product_key where product_key.id = any (${ids}::uuid[])
    and product_key.license_id in (${licenseIdsInSight(sight, {}, opening)})`);

/** One page of the product keys that the viewer may see, by product. */
export async function productKeysInSight(
  database: Reader,
  sight: Sight,
  { search, keyTypes, licensingId }: ProductKeyFilter,
  slice: Slice,
): Promise<Page<ProductKeyRow>> {
  const wanted = search?.trim() ? containing(search) : null;
  const number = containing(normalizeLicensingNumber(search ?? ''));
  const where = sql`product_key.license_id in (${licenseIdsInSight(sight, licensingId ? { licensingIds: [licensingId] } : {}, opening)})
    and ${keyTypes?.length ? sql`product_key.key_type = any (${keyTypes})` : sql`true`}
    and ${
      wanted === null
        ? sql`true`
        : sql`(product_key.product_family || ' ' || product_key.version ilike ${wanted} or product_key.last_five ilike ${wanted}
      or (${number} <> '%%' and license.licensing_id ilike ${number}) or organization.name ilike ${wanted})`
    }`;
  const from = sql`product_key join license on license.id = product_key.license_id join organization on organization.id = license.organization_id`;
  const sort = [
    { column: sql`product_key.product_family`, cast: sql`text` },
    { column: sql`product_key.version`, cast: sql`text` },
    { column: sql`license.licensing_id`, cast: sql`text collate "C"` },
    { column: sql`product_key.id`, cast: sql`uuid` },
  ];
  const steps = walk(sort, slice);
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from ${from} where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<ProductKeyRow & { license: unknown; sort: string[] }>(sql`
    select ${columns(sight)}, ${seenLicense(sight, sql`product_key.license_id`)} as license,
      array[product_key.product_family, product_key.version, license.licensing_id, product_key.id::text] as sort
    from ${from} where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  const sorts = new Map(found.map(row => [row.id, row.sort]));
  return pageOf(
    found.map(row => ({ ...row, license: seenLicenseRow(row.license, sight.at) }) as ProductKeyRow),
    slice,
    row => sorts.get(row.id) ?? [],
    count,
  );
}
