import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { agreement, contact, FeedWorld, license, orderLine, productKey, type Row, smallFeed } from './feed-world.ts';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.open();
});
afterAll(() => world?.close());
beforeEach(() => world.empty());

const long = 'x'.repeat(400);
/** A file, what makes its row bad, and what is said of it. */
const badRows: [file: string, change: Row, column: string | null, code: string][] = [
  ['organizations', { kind: 'VENDOR' }, 'kind', 'UNKNOWN_VALUE'],
  ['organizations', { name: '' }, 'name', 'MISSING_VALUE'],
  ['organizations', { name: long }, 'name', 'TOO_LONG'],
  ['organizations', { name: 'a\u0000b' }, 'name', 'MALFORMED_TEXT'],
  ['organizations', { organization_number: 'C\u00001' }, 'organization_number', 'MALFORMED_NUMBER'],
  ['organizations', { country: 'Japan' }, 'country', 'UNKNOWN_VALUE'],
  ['organizations', { email_domain: 'not a domain' }, 'email_domain', 'MALFORMED_TEXT'],
  ['organizations', { organization_number: '' }, 'organization_number', 'MISSING_VALUE'],
  ['agreements', { program: 'OPEN' }, 'program', 'UNKNOWN_VALUE'],
  ['agreements', { agreement_number: 'U1/2' }, 'agreement_number', 'MALFORMED_NUMBER'],
  ['agreements', { organization_number: 'C404' }, 'organization_number', 'UNKNOWN_REFERENCE'],
  ['agreements', { agreement_number: 'X2', parent_agreement_number: 'U404' }, 'parent_agreement_number', 'UNKNOWN_REFERENCE'],
  ['agreements', { agreement_number: 'X1', parent_agreement_number: 'X1' }, 'parent_agreement_number', 'PARENT_CYCLE'],
  ['agreements', { start_date: '2023-02-29' }, 'start_date', 'MALFORMED_DATE'],
  ['agreements', { start_date: '2024-13-01' }, 'start_date', 'MALFORMED_DATE'],
  ['agreements', { start_date: '1.1.2024' }, 'start_date', 'MALFORMED_DATE'],
  ['agreements', { end_date: '2023-12-31' }, 'end_date', 'END_BEFORE_START'],
  ['licensing_ids', { licensing_id: 'あ' }, 'licensing_id', 'MALFORMED_NUMBER'],
  ['licensing_ids', { program: 'MBSA' }, 'program', 'UNKNOWN_VALUE'],
  ['licensing_ids', { agreement_number: 'E404' }, 'agreement_number', 'UNKNOWN_REFERENCE'],
  ['licensing_ids', { partner_organization_number: 'P404' }, 'partner_organization_number', 'UNKNOWN_REFERENCE'],
  ['licensing_ids', { authorization_number: '12345678ZZE1234' }, 'authorization_number', 'AUTHORIZATION_NUMBER'],
  ['licensing_ids', { program: 'OPEN_LICENSE', licensing_id: '40000001' }, 'authorization_number', 'AUTHORIZATION_NUMBER'],
  [
    'licensing_ids',
    { program: 'OPEN_LICENSE', licensing_id: '40000001', authorization_number: '1234' },
    'authorization_number',
    'MALFORMED_NUMBER',
  ],
  [
    'licensing_ids',
    { program: 'OPEN_LICENSE', licensing_id: '4000', authorization_number: '12345678ZZE1234' },
    'licensing_id',
    'MALFORMED_NUMBER',
  ],
  ['licensing_ids', { received_at: '2024-01-01T25:00:00Z' }, 'received_at', 'MALFORMED_DATE'],
  ['licensing_ids', { received_at: '2024-01-01T09:00:00' }, 'received_at', 'MALFORMED_DATE'],
  ['licensing_ids', { end_date: '2020-01-01' }, 'end_date', 'END_BEFORE_START'],
  ['contacts', { licensing_id: '' }, 'licensing_id', 'ONE_PARENT'],
  ['contacts', { agreement_number: 'E1' }, 'agreement_number', 'ONE_PARENT'],
  ['contacts', { licensing_id: 'L404' }, 'licensing_id', 'UNKNOWN_REFERENCE'],
  ['contacts', { email: 'a@b' }, 'email', 'MALFORMED_EMAIL_ADDRESS'],
  ['contacts', { email: 'a@b.example,c@d.example' }, 'email', 'MALFORMED_EMAIL_ADDRESS'],
  ['contacts', { contact_type: 'BOSS' }, 'contact_type', 'UNKNOWN_VALUE'],
  ['contacts', { locale: 'fr' }, 'locale', 'UNKNOWN_VALUE'],
  ['products', { product_pool: 'GAMES' }, 'product_pool', 'UNKNOWN_VALUE'],
  ['order_lines', { quantity: '1,000' }, 'quantity', 'MALFORMED_NUMBER'],
  ['order_lines', { quantity: 'many' }, 'quantity', 'MALFORMED_NUMBER'],
  ['order_lines', { quantity: 0 }, 'quantity', 'OUT_OF_RANGE'],
  ['order_lines', { quantity: '2147483648' }, 'quantity', 'OUT_OF_RANGE'],
  ['order_lines', { line_number: '1.5' }, 'line_number', 'MALFORMED_NUMBER'],
  ['order_lines', { licensing_id: 'L404' }, 'licensing_id', 'UNKNOWN_REFERENCE'],
  ['order_lines', { part_number: 'P-404' }, 'part_number', 'UNKNOWN_REFERENCE'],
  ['product_keys', { product_key: 'short' }, 'product_key', 'MALFORMED_PRODUCT_KEY'],
  ['product_keys', { activations_used: -1 }, 'activations_used', 'OUT_OF_RANGE'],
  ['downloads', { sha256: 'abc' }, 'sha256', 'MALFORMED_TEXT'],
  ['downloads', { url: 'http://downloads.example/a' }, 'url', 'MALFORMED_TEXT'],
  ['downloads', { size_bytes: '99999999999999999999' }, 'size_bytes', 'OUT_OF_RANGE'],
  ['sa_benefits', { quantity: '' }, 'quantity', 'MISSING_VALUE'],
  ['support_centers', { time_zone: 'Asia/Edo' }, 'time_zone', 'UNKNOWN_VALUE'],
  ['support_centers', { toll_free: 'perhaps' }, 'toll_free', 'UNKNOWN_VALUE'],
  ['support_centers', { hours: '9-5' }, 'hours', 'MALFORMED_TEXT'],
  ['support_centers', { languages: 'Japanese' }, 'languages', 'MALFORMED_TEXT'],
];

test('a bad row of every kind is kept with its line, column and reason, and stops no other row', async () => {
  const feed = smallFeed();
  const expected: Record<string, unknown[]> = {};
  for (const [file, change, column, code] of badRows) {
    const rows = feed[file] ?? [];
    const good = rows[0] ?? {};
    expected[file] = [...(expected[file] ?? []), { line: rows.length + 2, column, code }];
    rows.push({ ...good, ...change });
  }
  const result = await world.load(feed);
  for (const [file, rejected] of Object.entries(expected)) {
    const found = await world.rows`select line, column_name as column, split_part(reason, ':', 1) as code from feed_reject
      where file = ${`${file}.csv`} order by id`;
    expect({ file, found }).toEqual({ file, found: rejected });
  }
  expect(result.isClean).toBe(false);
  const loaded = Object.fromEntries(result.files.map(({ file, inserted, rejected }) => [file, [inserted, rejected]]));
  for (const [name, rows] of Object.entries(smallFeed()))
    expect({ name, loaded: loaded[`${name}.csv`] }).toEqual({ name, loaded: [rows.length, expected[name]?.length] });
});

test('of rows with one key the first is loaded and the others are rejected', async () => {
  const feed = smallFeed();
  for (const rows of Object.values(feed)) rows.push({ ...rows[0] });
  feed['contacts']?.push(contact({ licensing_id: 'L-1' }, 'HANAKO@org.example'));
  feed['product_keys']?.push(productKey('bcdfghjkmpqrtvwxy2346789b'));
  const { files } = await world.load(feed);
  const found = await world.rows`select file, line, reason like 'DUPLICATE_KEY:%' as is_duplicate from feed_reject order by file, line`;
  const duplicates = Object.entries(feed).flatMap(([name, rows]) =>
    rows
      .slice(smallFeed()[name]?.length)
      .map((_, index) => ({ file: `${name}.csv`, line: (smallFeed()[name]?.length ?? 0) + 2 + index, is_duplicate: true })),
  );
  expect(found).toEqual(duplicates.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)));
  expect(files.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(Object.values(smallFeed()).flat().length);
});

test('rows of a cycle are rejected, what stands below them only where it has no other parent', async () => {
  const { organizations = [] } = smallFeed();
  await world.load({ organizations, agreements: [agreement('A', 'MBSA'), agreement('B', 'ENTERPRISE', { parent_agreement_number: 'A' })] });
  await world.load({
    agreements: [
      agreement('A', 'MBSA', { parent_agreement_number: 'C' }),
      agreement('C', 'SELECT', { parent_agreement_number: 'B' }),
      agreement('D', 'SELECT', { parent_agreement_number: 'C' }),
      agreement('E', 'SELECT', { parent_agreement_number: 'A' }),
      agreement('X', 'SELECT', { parent_agreement_number: 'Y' }),
      agreement('Y', 'SELECT', { parent_agreement_number: 'X' }),
    ],
  });
  const rejected = await world.rows`select line, split_part(reason, ':', 1) as code from feed_reject order by line`;
  expect(rejected).toEqual([
    { line: 2, code: 'PARENT_CYCLE' },
    { line: 3, code: 'PARENT_CYCLE' },
    { line: 4, code: 'UNKNOWN_REFERENCE' },
    { line: 6, code: 'PARENT_CYCLE' },
    { line: 7, code: 'PARENT_CYCLE' },
  ]);
  expect(await world.rows`select path from agreement order by path`).toEqual([{ path: 'A' }, { path: 'A/B' }, { path: 'A/E' }]);
});

test('an agreement whose reject takes away the parent that broke a cycle is looked at again', async () => {
  const { organizations = [] } = smallFeed();
  await world.load({ organizations, agreements: [agreement('A', 'MBSA'), agreement('B', 'SELECT', { parent_agreement_number: 'A' })] });
  // B would leave A, but its own row is part of a cycle; so it stays below A, and A cannot go below B
  await world.load({
    agreements: [
      agreement('A', 'MBSA', { parent_agreement_number: 'B' }),
      agreement('B', 'SELECT', { parent_agreement_number: 'C' }),
      agreement('C', 'SELECT', { parent_agreement_number: 'B' }),
    ],
  });
  expect(await world.rows`select path from agreement order by path`).toEqual([{ path: 'A' }, { path: 'A/B' }]);
  expect(await world.rows`select count(*)::int as n from feed_reject where reason like 'PARENT_CYCLE%'`).toEqual([{ n: 3 }]);
});

test('rejected rows stand in a private file with their reasons, and load once they are mended', async () => {
  const feed = smallFeed();
  const text = [
    'locale,given_name,family_name,email,contact_type,licensing_id,note',
    'ja,花子,"佐藤, ""花"", \n太郎",hanako@org.example,PRIMARY,L1,"remark, with a comma"',
    'ja,Ken,田中,ken(at)org.example,NOTICES,L1,',
    'ja,Too,few',
    'ja,"Quote"d,wrong,q@org.example,NOTICES,L1,',
  ].join('\r\n');
  const { files, id } = await world.load({ ...feed, contacts: text });
  const result = files.find(({ file }) => file === 'contacts.csv');
  expect(result).toMatchObject({ read: 4, inserted: 1, rejected: 3 });
  const path = join(world.root, 'rejects', id, 'contacts.csv');
  expect(result?.rejectsFile).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
  const rejects = await readFile(path, 'utf8');
  expect(parse(rejects.split('\r\n').slice(0, 2).join('\n'), { bom: true, columns: true })).toMatchObject([
    {
      reject_line: '4',
      reject_column: 'email',
      reject_reason: expect.stringContaining('MALFORMED_EMAIL_ADDRESS'),
      email: 'ken(at)org.example',
    },
  ]);
  expect(rejects).toContain('\r\n5,,"CELL_COUNT: ');
  expect(rejects).toContain('\r\n6,,"MALFORMED_ROW: ');

  const mended = rejects.replace('(at)', '@').replace('Too,few', 'Mai,少し,mai@org.example,NOTICES,L1,').replace('"Quote"d', 'Quoted');
  const again = await world.load({ contacts: mended });
  expect(again).toMatchObject({ isClean: true });
  expect(again.files).toMatchObject([{ read: 3, inserted: 3, rejected: 0, removed: 1 }]);
});

test('rows that are rejected in the database keep their places among those rejected before it', async () => {
  const feed = smallFeed();
  const lines = [
    orderLine('SO1', 1),
    orderLine('SO2', 'x'),
    orderLine('SO3', 1, { part_number: 'P-404' }),
    orderLine('SO4', 'y'),
    orderLine('SO1', 1),
  ];
  const { id } = await world.load({ ...feed, order_lines: lines });
  const rejects = await readFile(join(world.root, 'rejects', id, 'order_lines.csv'), 'utf8');
  expect(rejects.match(/^\d+,\w*,"\w+/gm)).toEqual([
    '3,line_number,"MALFORMED_NUMBER',
    '4,part_number,"UNKNOWN_REFERENCE',
    '5,line_number,"MALFORMED_NUMBER',
    '6,line_number,"DUPLICATE_KEY',
  ]);
  expect(await world.rows`select line, value from feed_reject order by id`).toEqual([
    { line: 3, value: 'x' },
    { line: 4, value: 'P-404' },
    { line: 5, value: 'y' },
    { line: 6, value: '1' },
  ]);
});

const refusals: [sentence: string, files: Record<string, string>, code: string][] = [
  ['is not UTF-8', { organizations: '\u0000' }, 'NOT_UTF8'],
  ['is empty', { organizations: '' }, 'EMPTY'],
  ['lacks its key', { organizations: 'kind,name,country\nCUSTOMER,x,JP\n' }, 'MISSING_COLUMN'],
  ['has a column twice', { organizations: 'organization_number,kind,name,country,name\nC1,CUSTOMER,x,JP,y\n' }, 'REPEATED_COLUMN'],
  ['never closes a quote', { organizations: 'organization_number,kind,name,country\nC1,CUSTOMER,x,JP\nC2,CUSTOMER,"y,JP\nC3,' }, 'NOT_CSV'],
  ['is a web page', { organizations: '<html><body>502 Bad Gateway</body></html>' }, 'MISSING_COLUMN'],
  ['names no parent of contacts', { contacts: 'contact_type,email,locale\nPRIMARY,a@b.example,ja\n' }, 'MISSING_COLUMN'],
];
for (const [sentence, files, code] of refusals) {
  test(`a file that ${sentence} is refused whole, and the others are loaded`, async () => {
    const folder = await world.folder({ products: smallFeed()['products'] ?? [], ...files });
    const [name = ''] = Object.keys(files);
    if (code === 'NOT_UTF8') {
      const { writeFile } = await import('node:fs/promises');
      const start = Buffer.from('organization_number,kind,name,country\nC1,CUSTOMER,x,JP\nC2,CUSTOMER,');
      await writeFile(join(folder, `${name}.csv`), Buffer.concat([start, Buffer.from([0x93, 0xfa, 0x96, 0x7b]), Buffer.from(',JP\n')]));
    }
    const result = await world.loadFolder(folder);
    expect(result.isClean).toBe(false);
    expect(result.files.find(({ file }) => file === `${name}.csv`)).toMatchObject({ state: 'REFUSED', refusal: { code }, inserted: 0 });
    expect(result.files.find(({ file }) => file === 'products.csv')).toMatchObject({ state: 'LOADED', inserted: 1 });
    expect(await world.rows`select count(*)::int as n from organization`).toEqual([{ n: 0 }]);
  });
}

test('byte-order mark, CRLF, columns in any order, unknown columns, blank lines and full-width numbers are all welcome', async () => {
  const { organizations = [], agreements = [] } = smallFeed();
  const text = [
    '\ufeffreceived_at,remark,licensing_id,program,authorization_number,organization_number,agreement_number,start_date,source_system',
    '2024-01-01T18:00:00+09:00,ignored,４０００-００ ０１,OPEN_LICENSE,12345678 ｚｚｅ1234,C1,E1,2024-01-01,EOPEN',
    '',
    '"2024-01-02T00:00Z","a\r\nb",60000002,ENTERPRISE,,C1,"E1",2024-01-01,VLSC',
  ].join('\r\n');
  const result = await world.load({ organizations, agreements, licensing_ids: text });
  expect(result.isClean).toBe(true);
  expect(await world.rows`select licensing_id, authorization_number, received_at, end_date::text from license order by 1`).toEqual([
    {
      licensing_id: '40000001',
      authorization_number: '12345678ZZE1234',
      received_at: new Date('2024-01-01T09:00:00Z'),
      end_date: 'infinity',
    },
    { licensing_id: '60000002', authorization_number: null, received_at: new Date('2024-01-02T00:00:00Z'), end_date: 'infinity' },
  ]);
});

test('a column that the file lacks leaves what is known of existing rows alone', async () => {
  await world.load(smallFeed());
  const { end_date: _, partner_organization_number: __, ...row } = license('L1', 'E1', { source_system: 'MVLS' });
  const { files } = await world.load({ licensing_ids: [row] });
  expect(files).toMatchObject([{ updated: 1 }]);
  expect(
    await world.rows`select end_date, source_system, number from license join organization on organization.id = partner_organization_id`,
  ).toEqual([{ end_date: '2027-12-31', source_system: 'MVLS', number: 'P1' }]);
});

test('rows read across the borders of chunks come out whole', async () => {
  const { organizations = [], agreements = [] } = smallFeed();
  const rows = Array.from({ length: 6000 }, (_, n) => ({
    ...organizations[0],
    organization_number: `C${n}`,
    name: `株式会社 "${'あ'.repeat(n % 97)}",\n${n}`,
  }));
  const result = await world.load({ organizations: rows, agreements });
  expect(result.files).toMatchObject([{ inserted: 6000, rejected: 0 }, { inserted: 2 }]);
  const wrong = await world.rows`select number from organization
    where name <> '株式会社 "' || repeat('あ', substr(number, 2)::int % 97) || E'",\n' || substr(number, 2)`;
  expect(wrong).toEqual([]);
});
