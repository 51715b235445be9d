import { dayOf } from '../../platform/clock.ts';
import { nothing, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing } from '../../platform/text.ts';
import { licenseIdsInSight, type Sight } from '../permissions/license.queries.ts';
import type { Download, DownloadChoices, DownloadFilter } from './download.ts';
import { ageOf } from './product-version.ts';

export type DownloadRow = Download & { readonly __typename: 'Download'; readonly licenseId?: string };

const columns = sql`'Download' as "__typename", download.id, download.product_family as "productFamily", download.version, download.language,
  download.architecture, download.file_type as "fileType", download.file_name as "fileName", download.size_bytes as "sizeBytes", download.sha256`;

/**
 * What these licenses bought, each product version once beside `more`. It entitles to its own version; while its Software Assurance lasts,
 * also to every newer one.
 */
const bought = (licenses: Sql, at: Date, more: Sql = nothing): Sql => sql`(
  select distinct ${more} product.product_family, product.version, ${ageOf(sql`product`)} as age,
    order_line.license_type in ('SA', 'LICENSE_AND_SA') and coalesce(order_line.sa_end_date >= ${dayOf(at)}::date, false) as is_assured
  from order_line join product on product.id = order_line.product_id join license on license.id = order_line.license_id
  where order_line.license_id in (${licenses}) and order_line.usage_start_date <= ${dayOf(at)}::date
    and (order_line.license_type <> 'SUBSCRIPTION' or license.end_date >= ${dayOf(at)}::date)
    and (order_line.license_type <> 'SA' or order_line.sa_end_date >= ${dayOf(at)}::date)
) bought`;
const entitles = sql`download.product_family = bought.product_family
  and (download.version = bought.version or (bought.is_assured and ${ageOf(sql`download`)} > bought.age))`;

/** Which of these licenses entitles to which file: `entitling.license_id`, `entitling.download_id`. */
const entitling = (licenses: Sql, at: Date): Sql => sql`(
  select distinct bought.license_id, download.id as download_id
  from ${bought(licenses, at, sql`order_line.license_id,`)} join download on ${entitles}
) entitling`;
/** The files to which any of these licenses entitles; worked out once, however many files are looked at. */
const entitledTo = (licenses: Sql, at: Date): Sql => sql`
  with entitled as materialized (select download.id from ${bought(licenses, at)} join download on ${entitles}) select entitled.id from entitled`;
const opening = ['ADMINISTRATOR', 'DOWNLOADS'] as const;

/** The files to which each of these licenses entitles, by license. For whom the policy lets see them. */
export async function downloadsOf(database: Reader, at: Date, licenseIds: readonly string[]): Promise<Map<string, DownloadRow[]>> {
  const found = await database.rows<DownloadRow & { licenseId: string }>(sql`
    select ${columns}, entitling.license_id as "licenseId" from ${entitling(sql`select unnest(${licenseIds}::uuid[])`, at)}
    join download on download.id = entitling.download_id
    order by download.product_family, download.version desc, download.language, download.architecture, download.id`);
  return Map.groupBy(found, row => row.licenseId);
}

export const downloadsById = (database: Reader, sight: Sight, ids: readonly string[]) =>
  database.rows<DownloadRow>(sql`select ${columns} from download where download.id = any (${ids}::uuid[])
    and download.id in (${entitledTo(licenseIdsInSight(sight, {}, opening), sight.at)})`);

/** One page of the files that the viewer may fetch, by product. */
export async function downloadsInSight(database: Reader, sight: Sight, filter: DownloadFilter, slice: Slice): Promise<Page<DownloadRow>> {
  const { search, languages, architectures, licensingId } = filter;
  const wanted = search?.trim() ? containing(search) : null;
  const licenses = licenseIdsInSight(sight, licensingId ? { licensingIds: [licensingId] } : {}, opening);
  const where = sql`download.id in (${entitledTo(licenses, sight.at)})
    and ${wanted === null ? sql`true` : sql`(download.product_family || ' ' || download.version ilike ${wanted} or download.file_name ilike ${wanted})`}
    and ${languages?.length ? sql`download.language = any (${languages})` : sql`true`}
    and ${architectures?.length ? sql`download.architecture = any (${architectures})` : sql`true`}`;
  const sort = [
    sql`download.product_family`,
    sql`download.version`,
    sql`download.language`,
    sql`download.architecture`,
    sql`download.file_name`,
  ];
  const steps = walk(
    sort.map(column => ({ column, cast: sql`text` })),
    slice,
  );
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from download where ${where}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<DownloadRow>(sql`
    select ${columns} from download where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(
    found,
    slice,
    ({ productFamily, version, language, architecture, fileName }) => [productFamily, version, language, architecture, fileName],
    count,
  );
}

/** The languages and architectures of all files that the viewer may fetch: what a filter offers. */
export async function downloadChoices(database: Reader, sight: Sight): Promise<DownloadChoices> {
  const [found] = await database.rows<DownloadChoices>(sql`
    select coalesce(array_agg(distinct language order by language), '{}') as languages,
      coalesce(array_agg(distinct architecture order by architecture), '{}') as architectures
    from download where download.id in (${entitledTo(licenseIdsInSight(sight, {}, opening), sight.at)})`);
  return found ?? { languages: [], architectures: [] };
}

/** What a link needs to know of a file and of the license that entitles the person to it; null when none does. */
export interface FileToFetch {
  readonly licenseId: string;
  readonly licensingId: string;
  readonly fileName: string;
  readonly url: string;
}

export async function fileToFetch(
  database: Reader,
  sight: Sight,
  { downloadId, licensingId, licenseId }: { downloadId: string; licensingId?: string | null; licenseId?: string },
): Promise<FileToFetch | null> {
  const licenses = licenseIdsInSight(sight, licensingId ? { licensingIds: [licensingId] } : {}, opening);
  const [found] = await database.rows<FileToFetch>(sql`
    select license.id as "licenseId", license.licensing_id as "licensingId", download.file_name as "fileName", download.url
    from ${entitling(licenseId ? sql`select id from (${licenses}) own where own.id = ${licenseId}` : licenses, sight.at)}
    join download on download.id = entitling.download_id join license on license.id = entitling.license_id
    where download.id = ${downloadId} order by license.licensing_id limit 1`);
  return found ?? null;
}
