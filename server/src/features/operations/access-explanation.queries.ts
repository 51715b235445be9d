import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containingWords } from '../../platform/text.ts';
import { type LicenseRow, type Sight, seenLicense, seenLicenseRow } from '../permissions/license.queries.ts';
import type { PermissionRow } from '../permissions/permission.queries.ts';
import { explainPermissions, obstaclesTo, unknownLicense } from './access-causes.ts';
import type { AccessCause } from './access-explanation.ts';
import { factsOf, type LicenseFacts, type PersonFacts } from './access-facts.ts';

export interface LicenseExplanationRow {
  readonly licensingId: string;
  readonly license: LicenseRow | null;
  readonly isVisible: boolean;
  readonly permissions: readonly {
    readonly permission: PermissionRow;
    readonly isInEffect: boolean;
    readonly causes: readonly AccessCause[];
  }[];
  readonly obstacles: readonly AccessCause[];
}

function explain(facts: LicenseFacts, license: unknown, person: PersonFacts, at: Date): LicenseExplanationRow {
  const permissions = explainPermissions(facts, person, at);
  const isVisible = permissions.some(({ isInEffect }) => isInEffect);
  return {
    licensingId: facts.licensingId,
    license: seenLicenseRow(license, at),
    isVisible,
    permissions,
    obstacles: isVisible ? [] : obstaclesTo(facts, person, at),
  };
}

/** Facts and sight of the licenses of these conditions, which may end in an order and a limit. */
const explained = (person: PersonFacts, sight: Sight, which: Sql): Sql => sql`
  select shown.facts, ${seenLicense(sight, sql`shown.id`)} as license
  from (select license.id, ${factsOf(person.user.id)} as facts from license where ${which}) shown`;

/** The licenses on which a person holds something, in effect or not, by Licensing ID; `search` narrows them. */
export async function explainedLicenses(
  database: Reader,
  sight: Sight,
  person: PersonFacts,
  search: string | null,
  slice: Slice,
): Promise<Page<LicenseExplanationRow>> {
  const held = sql`license.id in (select held.license_id from permission held where held.user_id = ${person.user.id})`;
  const named = search
    ? sql`concat_ws(' ', lower(license.licensing_id), (select folded_name from organization where organization.id = license.organization_id)) like all (${containingWords(search)})`
    : sql`true`;
  const steps = walk([{ column: sql`license.licensing_id`, cast: sql`text collate "C"` }], slice);
  const count = counting(slice, async () => {
    const [row] = await database.rows<{ count: number }>(sql`select count(*)::int as count from license where ${held} and ${named}`);
    return row?.count ?? 0;
  });
  const found = await database.rows<{ facts: LicenseFacts; license: unknown }>(
    explained(person, sight, sql`${held} and ${named} and ${steps.where} order by ${steps.order} limit ${slice.limit}`),
  );
  return pageOf(
    found.map(({ facts, license }) => explain(facts, license, person, sight.at)),
    slice,
    ({ licensingId }) => [licensingId],
    count,
  );
}

/** What the license with that number is to a person; it need not exist. */
export async function explainedLicense(
  database: Reader,
  sight: Sight,
  person: PersonFacts,
  typed: string,
  orderDue: number,
): Promise<LicenseExplanationRow> {
  const licensingId = normalizeLicensingNumber(typed);
  const [found] = await database.rows<{ facts: LicenseFacts; license: unknown }>(
    explained(person, sight, sql`license.licensing_id = ${licensingId}`),
  );
  if (found) return explain(found.facts, found.license, person, sight.at);
  const obstacles = unknownLicense(licensingId, person, sight.at, orderDue);
  return { licensingId, license: null, isVisible: false, permissions: [], obstacles };
}
