import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { FeedWorld } from './feed/feed-world.ts';
import { type Person, Portal } from './portal.ts';
import { ofServer } from './server-folder.ts';
import { type Bought, type Counted, summaryByHand } from './summary-by-hand.ts';

const fields = `productFamily version effectiveQuantity boughtQuantity upgradedToQuantity upgradedFromQuantity subscribedQuantity
  activeSoftwareAssuranceQuantity unresolvedQuantity unresolvedUpgradeQuantity unresolvedSoftwareAssuranceQuantity licenseCount`;
const openings = ['EFFECTIVE', 'ACTIVE_SOFTWARE_ASSURANCE', 'UNRESOLVED']
  .map(
    quantity =>
      `${quantity}: contributions(quantity: ${quantity}, first: 100) { totalCount nodes { quantity kind orderLine { id quantity license { licensingId } } } }`,
  )
  .join(' ');

async function summaryOf(portal: Portal, person: Person, { filter = {}, asOf = null as string | null } = {}) {
  const answer = await portal.ask(
    person,
    `query ($filter: LicenseFilter, $asOf: LocalDate) { licenseSummary(filter: $filter, asOf: $asOf) { ${fields} }
      softwareAssuranceExpiry(filter: $filter, asOf: $asOf) { month quantity } }`,
    { filter, asOf },
  );
  expect(answer.errors).toEqual([]);
  return answer.data as { licenseSummary: Record<string, any>[]; softwareAssuranceExpiry: { month: string; quantity: number }[] };
}

/** What the lines behind each number of a row add up to. */
async function openedRow(portal: Portal, person: Person, { productFamily, version }: Record<string, any>) {
  const answer = await portal.ask(
    person,
    `query ($family: String!, $version: String!) { licenseSummary(productFamily: $family, version: $version) { ${openings} } }`,
    { family: productFamily, version },
  );
  expect(answer.errors).toEqual([]);
  const [row] = answer.data.licenseSummary as Record<string, { totalCount: number; nodes: { quantity: number }[] }>[];
  return Object.fromEntries(
    Object.entries(row!).map(([quantity, { nodes }]) => [quantity, nodes.reduce((sum, line) => sum + line.quantity, 0)]),
  );
}

const counted = (rows: readonly Record<string, any>[]): Map<string, Counted> =>
  new Map(
    rows.map(row => [
      `${row['productFamily']}/${row['version']}`,
      { effective: row['effectiveQuantity'], assured: row['activeSoftwareAssuranceQuantity'], unresolved: row['unresolvedQuantity'] },
    ]),
  );

describe('what licenses entitle to', () => {
  let portal: Portal;
  let orders = 0;
  beforeAll(async () => {
    portal = await Portal.open();
  });
  afterAll(() => portal.close());

  async function order(
    license: { id: string },
    line: {
      version: string;
      type: Bought['type'];
      quantity: number;
      assuredUntil?: string | null;
      family?: string;
      from?: string;
      orderedOn?: string;
    },
  ): Promise<void> {
    const { family = 'Office', version, type, quantity, assuredUntil = null, from = '2025-06-01' } = line;
    await portal.database.rows(sql`
      with offered as (
        insert into product (part_number, description, product_family, version, product_pool, product_type)
        values (${`${family}-${version}`}, ${`${family} ${version}`}, ${family}, ${version}, 'APPLICATIONS', 'SOFTWARE')
        on conflict (part_number) do update set description = excluded.description returning id
      )
      insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
        product_id, license_type, quantity, sa_end_date, usage_country)
      select ${`SO-${++orders}`}, 1, ${license.id}, '', '', ${line.orderedOn ?? from}, ${from}, id, ${type}, ${quantity}, ${assuredUntil}::date, 'JP' from offered`);
  }

  async function holder(): Promise<{ person: Person; license: { id: string; licensingId: string } }> {
    const [person, license] = [await portal.person('集計 花子'), await portal.license()];
    await portal.grant(person, license, 'LICENSE_INFO');
    return { person, license };
  }

  test('upgrades lift licenses of older versions, the newest of them first, and what finds none is unresolved', async () => {
    const { person, license } = await holder();
    await order(license, { version: '2010', type: 'LICENSE', quantity: 100 });
    await order(license, { version: '2016', type: 'LICENSE', quantity: 30 });
    await order(license, { version: '2019', type: 'UPGRADE', quantity: 50 });
    await order(license, { version: '2013', type: 'UPGRADE', quantity: 120 });
    const { licenseSummary } = await summaryOf(portal, person);
    expect(licenseSummary).toMatchObject([
      { version: '2019', effectiveQuantity: 50, boughtQuantity: 0, upgradedToQuantity: 50, unresolvedQuantity: 0 },
      { version: '2016', effectiveQuantity: 0, boughtQuantity: 30, upgradedFromQuantity: 30 },
      {
        version: '2013',
        effectiveQuantity: 80,
        upgradedToQuantity: 100,
        upgradedFromQuantity: 20,
        unresolvedQuantity: 20,
        unresolvedUpgradeQuantity: 20,
      },
      { version: '2010', effectiveQuantity: 0, boughtQuantity: 100, upgradedFromQuantity: 100 },
    ]);
  });

  test('Software Assurance bought alone covers licenses that have none of their own, until it ends', async () => {
    const { person, license } = await holder();
    await order(license, { version: '2019', type: 'LICENSE', quantity: 8 });
    await order(license, { version: '2019', type: 'LICENSE_AND_SA', quantity: 5, assuredUntil: '2027-03-31' });
    await order(license, { version: '2019', type: 'SA', quantity: 12, assuredUntil: '2028-03-31' });
    const row = {
      effectiveQuantity: 13,
      activeSoftwareAssuranceQuantity: 13,
      unresolvedQuantity: 4,
      unresolvedSoftwareAssuranceQuantity: 4,
    };
    expect((await summaryOf(portal, person)).licenseSummary).toMatchObject([row]);
    // the license whose Software Assurance ended is covered by the other
    expect((await summaryOf(portal, person, { asOf: '2027-04-01' })).licenseSummary).toMatchObject([
      { effectiveQuantity: 13, activeSoftwareAssuranceQuantity: 12, unresolvedQuantity: 0 },
    ]);
    expect((await summaryOf(portal, person, { asOf: '2028-04-01' })).licenseSummary).toMatchObject([
      { effectiveQuantity: 13, activeSoftwareAssuranceQuantity: 0, unresolvedQuantity: 0 },
    ]);
    expect((await summaryOf(portal, person)).softwareAssuranceExpiry).toEqual([
      { month: '2027-03-01', quantity: 5 },
      { month: '2028-03-01', quantity: 8 },
    ]);
  });

  test('an upgrade finds no license of another customer, and all of those below one topmost agreement', async () => {
    const person = await portal.person('担当 太郎');
    const mbsa = await portal.agreement({ program: 'MBSA' });
    const [mine, sister, foreign] = [
      await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) }),
      await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) }),
      await portal.license(),
    ];
    for (const license of [mine, sister, foreign]) await portal.grant(person, license, 'LICENSE_INFO');
    await order(sister, { version: '2010', type: 'LICENSE', quantity: 3 });
    await order(mine, { version: '2019', type: 'UPGRADE', quantity: 5 });
    await order(foreign, { version: '2010', type: 'LICENSE', quantity: 10 });
    expect((await summaryOf(portal, person)).licenseSummary).toMatchObject([
      { version: '2019', effectiveQuantity: 3, unresolvedQuantity: 2, licenseCount: 1 },
      { version: '2010', effectiveQuantity: 10, licenseCount: 2 },
    ]);
    const alone = await summaryOf(portal, person, { filter: { licensingIds: [mine.licensingId] } });
    expect(alone.licenseSummary).toMatchObject([{ version: '2019', effectiveQuantity: 0, unresolvedQuantity: 5 }]);
  });

  test('what is not in use yet does not count before its day, and subscriptions count while their license runs', async () => {
    const { person, license } = await holder();
    await order(license, { version: '2019', type: 'LICENSE', quantity: 7, from: '2027-01-01', orderedOn: '2026-11-01' });
    await order(license, { version: '', family: 'Microsoft 365', type: 'SUBSCRIPTION', quantity: 40 });
    expect(counted((await summaryOf(portal, person)).licenseSummary)).toEqual(
      new Map([['Microsoft 365/', { effective: 40, assured: 0, unresolved: 0 }]]),
    );
    expect((await summaryOf(portal, person, { asOf: '2028-01-01' })).licenseSummary).toMatchObject([
      { productFamily: 'Microsoft 365', effectiveQuantity: 0 },
      { productFamily: 'Office', effectiveQuantity: 7 },
    ]);
  });

  test('orders of licenses on which one holds another role count nowhere, and open nowhere', async () => {
    const { person, license } = await holder();
    const other = await portal.license();
    await portal.grant(person, other, 'DOWNLOADS');
    await order(license, { version: '2019', type: 'LICENSE', quantity: 1 });
    await order(other, { version: '2019', type: 'LICENSE', quantity: 1000 });
    const [row] = (await summaryOf(portal, person)).licenseSummary;
    expect(row).toMatchObject({ effectiveQuantity: 1, licenseCount: 1 });
    expect(await openedRow(portal, person, row!)).toMatchObject({ EFFECTIVE: 1 });
  });

  test('rows open one at a time, for each counts everything once more', async () => {
    const { person, license } = await holder();
    await order(license, { version: '2019', type: 'LICENSE', quantity: 1 });
    const answer = await portal.ask(person, '{ licenseSummary { contributions(quantity: EFFECTIVE, first: 1) { totalCount } } }');
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'productFamily' }] });
  });

  test('more than a whole number of the API can hold is told as the most that it can', async () => {
    const { person, license } = await holder();
    for (const _ of [1, 2]) await order(license, { version: '2019', type: 'LICENSE', quantity: 2_000_000_000 });
    expect((await summaryOf(portal, person)).licenseSummary).toMatchObject([{ effectiveQuantity: 2_147_483_647 }]);
  });

  const version = fc.constantFrom('7', '8.1', '10', '2010', '2010 R2', '');
  const line = fc.record({
    license: fc.nat({ max: 2 }),
    family: fc.constantFrom('Office', 'Windows'),
    version,
    type: fc.constantFrom<Bought['type'][]>('LICENSE', 'LICENSE', 'LICENSE_AND_SA', 'SA', 'UPGRADE', 'UPGRADE', 'SUBSCRIPTION'),
    quantity: fc.integer({ min: 1, max: 9 }),
    assuredUntil: fc.constantFrom(null, '2026-11-21', '2026-11-22', '2027-05-31'),
  });
  test('any orders give what counting by hand gives, and every quantity opens into lines that add up to it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 14 }), async lines => {
        const person = await portal.person('性質 太郎');
        const mbsa = await portal.agreement({ program: 'MBSA' });
        const licenses = [
          await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) }),
          await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }), endDate: '2026-11-21' }),
          await portal.license(),
        ];
        for (const license of licenses) await portal.grant(person, license, 'ADMINISTRATOR');
        for (const each of lines) await order(licenses[each.license]!, each);
        const byHand = summaryByHand(
          lines.map(each => ({
            ...each,
            customer: each.license === 2 ? 'other' : 'mbsa',
            runsUntil: each.license === 1 ? '2026-11-21' : '2027-12-31',
          })),
          '2026-11-22',
        );
        const { licenseSummary, softwareAssuranceExpiry } = await summaryOf(portal, person);
        expect(counted(licenseSummary)).toEqual(byHand);
        for (const row of licenseSummary) {
          expect(row['effectiveQuantity']).toBe(
            row['boughtQuantity'] + row['upgradedToQuantity'] - row['upgradedFromQuantity'] + row['subscribedQuantity'],
          );
          expect(await openedRow(portal, person, row)).toEqual({
            EFFECTIVE: row['effectiveQuantity'],
            ACTIVE_SOFTWARE_ASSURANCE: row['activeSoftwareAssuranceQuantity'],
            UNRESOLVED: row['unresolvedQuantity'],
          });
        }
        const assured = licenseSummary.reduce((sum, row) => sum + row['activeSoftwareAssuranceQuantity'], 0);
        expect(softwareAssuranceExpiry.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(assured);
      }),
      { numRuns: Number(process.env['VLSC_PROPERTY_RUNS'] ?? 12) },
    );
  });
});

describe('a whole feed', () => {
  const total = Number(process.env['VLSC_PROOF_LICENSES'] ?? 1_000);
  const administered = Math.ceil(total / 20);
  let world: FeedWorld;
  let portal: Portal;
  let folder: string;
  let person: Person;
  beforeAll(async () => {
    world = await FeedWorld.open();
    folder = await world.folder({});
    execFileSync(process.execPath, [
      ofServer('sample/generate-feed.mjs'),
      '--licensing-ids',
      String(total),
      '--seed',
      '7',
      '--out',
      folder,
    ]);
    await world.loadFolder(folder);
    portal = await Portal.open({ databaseUrl: world.url, env: { VLSC_COST_BUDGET: '100000000' } });
    person = await portal.person('大手 管理者');
    await portal.database.rows(sql`insert into permission (user_id, license_id, role, source, granted_at)
      select ${person.id}, id, 'ADMINISTRATOR', 'ASSIGNED', ${portal.clock.now()} from license order by md5(licensing_id) limit ${administered}`);
  }, 600_000);
  afterAll(async () => {
    await portal.close();
    await world.close();
  });

  const rows = (name: string) => parse(readFileSync(join(folder, `${name}.csv`)), { columns: true, bom: true }) as Record<string, string>[];

  test(`the summary of one who administers ${administered} of ${total} licenses equals the CSV files, and each of its numbers opens into lines`, async () => {
    const held = new Set(
      (
        await portal.database.rows<{ id: string }>(
          sql`select licensing_id as id from license join permission on license_id = license.id where user_id = ${person.id}`,
        )
      ).map(({ id }) => id),
    );
    expect(held.size).toBe(administered);
    const agreements = new Map(rows('agreements').map(agreement => [agreement['agreement_number']!, agreement]));
    const topmost = (number: string): Record<string, string> => {
      const agreement = agreements.get(number)!;
      return agreement['parent_agreement_number'] ? topmost(agreement['parent_agreement_number']) : agreement;
    };
    const licenses = new Map(rows('licensing_ids').map(license => [license['licensing_id']!, license]));
    const products = new Map(rows('products').map(product => [product['part_number']!, product]));
    const today = '2026-11-22';
    const bought = rows('order_lines')
      .filter(line => held.has(line['licensing_id']!) && line['usage_start_date']! <= today)
      .map((line): Bought => {
        const [license, product] = [licenses.get(line['licensing_id']!)!, products.get(line['part_number']!)!];
        return {
          customer: topmost(license['agreement_number']!)['organization_number']!,
          family: product['product_family']!,
          version: product['version']!,
          type: line['license_type'] as Bought['type'],
          quantity: Number(line['quantity']),
          assuredUntil: line['sa_end_date'] || null,
          runsUntil: license['end_date'] || null,
        };
      });
    const { licenseSummary } = await summaryOf(portal, person);
    expect(counted(licenseSummary)).toEqual(summaryByHand(bought, today));
    for (const { productFamily, version, ...row } of licenseSummary) {
      for (const [quantity, whole] of [
        ['EFFECTIVE', row['effectiveQuantity']],
        ['ACTIVE_SOFTWARE_ASSURANCE', row['activeSoftwareAssuranceQuantity']],
        ['UNRESOLVED', row['unresolvedQuantity']],
      ] as const) {
        expect(await opened({ productFamily, version, quantity }), `${quantity} of ${productFamily} ${version}`).toBe(whole);
      }
    }
  }, 600_000);

  /** The sum of all lines behind a number, read page by page. */
  async function opened(row: { productFamily: string; version: string; quantity: string }): Promise<number> {
    let sum = 0;
    for (let after: string | null = null; ; ) {
      const answer: { data: any } = await portal.ask(
        person,
        `query ($productFamily: String!, $version: String!, $quantity: SummaryQuantity!, $after: String) {
          licenseSummary(productFamily: $productFamily, version: $version) { contributions(quantity: $quantity, first: 100, after: $after) {
            nodes { quantity } pageInfo { hasNextPage endCursor } } } }`,
        { ...row, after },
      );
      const list = answer.data.licenseSummary[0].contributions;
      for (const { quantity } of list.nodes) sum += quantity;
      if (!list.pageInfo.hasNextPage) return sum;
      after = list.pageInfo.endCursor;
    }
  }
});
