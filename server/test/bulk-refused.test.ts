import { afterAll, beforeAll, expect, test } from 'vitest';
import { ExportDesk } from './export-desk.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
let desk: ExportDesk;
let person: Person;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
  person = await portal.person('試行 錯子', { locale: 'en' });
});
afterAll(() => portal.close());

const rows = '{ nodes { licensingId } }';
const deep = `{ viewer { licenses { nodes { ${'siblings { nodes { '.repeat(7)} licensingId ${'} } '.repeat(7)} } } } }`;
const nested = `{ viewer { licenses { nodes { agreement { ${'ancestors { '.repeat(6)} organization { name } ${'} '.repeat(6)} } } } } }`;
const doubling = `{ viewer { licenses { nodes { ...F0 } } } } ${Array.from({ length: 20 }, (_, at) => `fragment F${at} on License { ...F${at + 1} ...F${at + 1} }`).join(' ')} fragment F20 on License { id }`;
const aliases = `{ viewer { licenses { nodes { ${Array.from({ length: 31 }, (_, at) => `a${at}: id`).join(' ')} } } } }`;

test.each([
  ['what is no document', '{ viewer', ['DOCUMENT']],
  ['more words than an operation may have', `{ viewer { licenses { nodes { ${'id '.repeat(2_000)} } } } }`, ['DOCUMENT']],
  ['a field that there is not', '{ viewer { licences { nodes { id } } } }', ['DOCUMENT']],
  ['a change', 'mutation { cancelExport(input: { id: "x" }) { id } }', ['OPERATION']],
  ['two operations of which none is named', `query A { licenses ${rows} } query B { licenses ${rows} }`, ['OPERATION']],
  ['a variable without its value', `query ($filter: LicenseFilter!) { licenses(filter: $filter) ${rows} }`, ['VARIABLES']],
  ['a single object', '{ viewer { displayName } }', ['NO_LIST']],
  ['a list without pages', '{ supportCenters { phone } }', ['NO_LIST']],
  ['a list below a list without pages', '{ licenseSummary { contributions(quantity: EFFECTIVE) { nodes { quantity } } } }', ['NO_LIST']],
  ['two lists', `{ licenses ${rows} agreements { nodes { number } } }`, ['BESIDE_THE_LIST']],
  [
    'something beside the list and above it',
    `{ __typename viewer { displayName licenses ${rows} } supportCenters { phone } }`,
    ['BESIDE_THE_LIST', 'BESIDE_THE_LIST'],
  ],
  ['only a number', '{ licenses { totalCount } }', ['ROWS']],
  ['rows twice', '{ licenses { nodes { id } edges { node { licensingId } } } }', ['ROWS']],
  ['a page in the middle', `{ licenses(first: 5, after: "x") ${rows} }`, ['PAGING']],
  ['the last page', `{ licenses(last: 5) ${rows} }`, ['PAGING']],
  ['a page in the middle of an inner list', '{ licenses { nodes { orderLines(last: 1) { nodes { id } } } } }', ['PAGING']],
  ['a name of ours', '{ licenses { nodes { __rows: licensingId } } }', ['RESERVED_NAME']],
  [
    'another id than the one that rows refer to',
    '{ licenses { nodes { id: licensingId orderLines { nodes { quantity } } } } }',
    ['RESERVED_NAME'],
  ],
  ['a row that costs too much', nested, ['TOO_EXPENSIVE']],
  ['fragments that double twenty times', doubling, ['TOO_EXPENSIVE']],
  ['what is too deep', deep, ['TOO_DEEP']],
  ['too many aliases', aliases, ['TOO_MANY_ALIASES']],
])('%s is refused with its reason', async (_what, query, reasons) => {
  const { data, errors } = await desk.beginQuery(person, { query });
  expect(errors).toEqual([]);
  expect(data.startBulkQuery).toMatchObject({ __typename: 'BulkQueryRefused', reasons: reasons.map(reason => ({ reason })) });
  expect((await portal.ask(person, '{ viewer { exports(first: 1) { totalCount } } }')).data.viewer.exports.totalCount).toBe(0);
});

test('a reason says where it is, in the language of the caller', async () => {
  const query = `query {\n  viewer {\n    displayName\n    licenses ${rows}\n  }\n}`;
  const [english, japanese] = [person, await portal.person('日本 語')];
  const inEnglish = (await desk.beginQuery(english, { query })).data.startBulkQuery;
  expect(inEnglish.reasons).toEqual([
    {
      reason: 'BESIDE_THE_LIST',
      message: expect.stringContaining('displayName stands outside of the list'),
      path: ['viewer', 'displayName'],
      line: 3,
      column: 5,
    },
  ]);
  expect((await desk.beginQuery(japanese, { query })).data.startBulkQuery.reasons[0].message).toContain('displayName は一覧の外にある');
});

test('nobody starts one without having signed in, and the named one of several operations runs', async () => {
  const query = `query A { viewer { licenses ${rows} } } query B { viewer { displayName } }`;
  expect((await desk.beginQuery(null, { query, operationName: 'A' })).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
  expect((await desk.beginQuery(person, { query, operationName: 'A' })).data.startBulkQuery).toMatchObject({
    state: 'READY',
    operationName: 'A',
    rowCount: 0,
  });
});
