import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { historyActions } from '../src/features/permissions/history.queries.ts';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { hour, type Person, Portal } from './portal.ts';

let portal: Portal;
let staff: Person;
let administrator: Person;
let person: Person;
let license: Awaited<ReturnType<Portal['license']>>;
let mbsa: string;
let supportCase: { id: string; number: string };
let accessRequest: { id: string; number: string };
let requestId: string;
let opened: Date;

const mutate = async (by: Person, field: string, type: string, input: object, selection = '') => {
  const answer = await portal.ask(by, `mutation ($input: ${type}!) { ${field}(input: $input) { __typename ${selection} } }`, { input });
  expect(answer.errors).toEqual([]);
  return answer.data[field];
};

/** A person who registers, asks, is approved, takes over and writes to support, an hour each. */
beforeAll(async () => {
  portal = await Portal.open();
  staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  administrator = await portal.person('管理 花子');
  person = await portal.person('記録 太郎', { registered: false, address: 'kiroku@audit.example' });
  mbsa = await portal.agreement({ program: 'MBSA' });
  await portal.contact({ agreementId: mbsa, email: person.address });
  license = await portal.license();
  await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) });
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  await mutate(person, 'registerBusinessEmail', 'RegisterBusinessEmailInput', { email: person.address, emailConfirmation: person.address });
  await portal.followLink(person, person.address, '');
  portal.clock.pass(hour);
  opened = portal.clock.now();
  const wish = { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'] };
  accessRequest = await mutate(person, 'requestAccess', 'RequestAccessInput', wish, '... on AccessRequest { id number }');
  portal.clock.pass(hour);
  await mutate(administrator, 'approveAccessRequest', 'ApproveAccessRequestInput', { id: accessRequest.id, roles: ['LICENSE_INFO'] });
  portal.clock.pass(hour);
  await mutate(person, 'chooseTakeover', 'ChooseTakeoverInput', { optionId: nodeId('TakeoverOption', mbsa), choice: 'TAKE_OVER' });
  portal.clock.pass(hour);
  const question = { kind: 'OTHER', subject: '質問', comment: '教えてください' };
  supportCase = await mutate(person, 'openSupportCase', 'OpenSupportCaseInput', question, '... on SupportCase { id number }');
  portal.clock.pass(hour);
  await mutate(staff, 'resolveSupportCase', 'ResolveSupportCaseInput', { id: supportCase.id, resolution: 'ANSWER', message: 'こうです' });
  const [last] = await portal.database.rows<{ request_id: string }>(sql`select request_id from audit_event order by id desc limit 1`);
  requestId = last!.request_id;
  await portal.database.rows(sql`insert into audit_event (at, action, subject_type, subject_id)
    values (${portal.clock.now()}, 'feature.ofTomorrow', 'Something', ${crypto.randomUUID()})`);
});
afterAll(() => portal.close());

const selection = `action recordedAs number address about requestId actor { displayName } person { displayName }
  subject { __typename id } license { licensingId } accessRequest { number }`;
async function events(filter: object | null, by = staff) {
  const query = `query ($filter: AuditEventFilter) { auditEvents(filter: $filter, first: 50) { totalCount nodes { ${selection} } } }`;
  const { data, errors } = await portal.ask(by, query, { filter });
  expect(errors).toEqual([]);
  expect(data.auditEvents.totalCount).toBe(data.auditEvents.nodes.length);
  return data.auditEvents.nodes;
}
const actions = async (filter: object) => (await events(filter)).map(({ action }: { action: string }) => action);

test('everything that happened is on record, newest first, whatever it is about', async () => {
  expect((await events(null)).map(({ action }: { action: string }) => action)).toEqual([
    'OTHER',
    'CASE_ANSWERED',
    'CASE_OPENED',
    'PERMISSION_GIVEN',
    'TAKEOVER_CHOSEN',
    'ACCESS_REQUEST_APPROVED',
    'PERMISSION_GIVEN',
    'ACCESS_REQUESTED',
    'ADDRESS_VERIFIED',
    'ADDRESS_REGISTERED',
  ]);
});

test('an event leads to what it is about', async () => {
  const all = await events(null);
  const of = (action: string) => all.find((each: { action: string }) => each.action === action);
  const [agreement] = await portal.database.rows<{ number: string }>(sql`select number from agreement where id = ${mbsa}`);
  expect(of('CASE_ANSWERED')).toMatchObject({
    number: supportCase.number,
    subject: { __typename: 'SupportCase', id: supportCase.id },
    license: null,
    actor: { displayName: '運用 担当' },
    person: { displayName: '記録 太郎' },
  });
  expect(of('TAKEOVER_CHOSEN')).toMatchObject({
    about: agreement!.number,
    subject: { __typename: 'Agreement', id: nodeId('Agreement', mbsa) },
  });
  expect(of('ACCESS_REQUEST_APPROVED')).toMatchObject({
    number: accessRequest.number,
    subject: { __typename: 'License', id: license.nodeId },
    license: { licensingId: license.licensingId },
    accessRequest: { number: accessRequest.number },
  });
  expect(of('ADDRESS_VERIFIED')).toMatchObject({ address: person.address, subject: null, recordedAs: 'businessEmail.verified' });
  expect(of('OTHER')).toMatchObject({ recordedAs: 'feature.ofTomorrow', subject: null });
});

test.each([
  ['actions', () => ({ actions: ['CASE_OPENED', 'TAKEOVER_CHOSEN'] }), ['CASE_OPENED', 'TAKEOVER_CHOSEN']],
  ['what has no name yet', () => ({ actions: ['OTHER'] }), ['OTHER']],
  ['who did it', () => ({ actorId: nodeId('User', administrator.id) }), ['ACCESS_REQUEST_APPROVED', 'PERMISSION_GIVEN']],
  [
    'whom it is about',
    () => ({ personId: nodeId('User', person.id), actions: ['ADDRESS_VERIFIED', 'CASE_ANSWERED', 'TAKEOVER_CHOSEN'] }),
    ['CASE_ANSWERED', 'TAKEOVER_CHOSEN', 'ADDRESS_VERIFIED'],
  ],
  ['the license', () => ({ licensingId: license.licensingId }), ['ACCESS_REQUEST_APPROVED', 'PERMISSION_GIVEN', 'ACCESS_REQUESTED']],
  ['from and to', () => ({ from: opened.toISOString(), to: new Date(opened.getTime() + hour).toISOString() }), ['ACCESS_REQUESTED']],
  ['the request to the API', () => ({ requestId }), ['CASE_ANSWERED']],
  ['the number of a case', () => ({ search: supportCase.number.toLowerCase() }), ['CASE_ANSWERED', 'CASE_OPENED']],
  ['the number of a request', () => ({ search: accessRequest.number }), ['ACCESS_REQUEST_APPROVED', 'ACCESS_REQUESTED']],
  [
    'a Licensing ID as people type it',
    () => ({ search: ` ${license.licensingId.slice(0, 4)}-${license.licensingId.slice(4)}` }),
    ['ACCESS_REQUEST_APPROVED', 'PERMISSION_GIVEN', 'ACCESS_REQUESTED'],
  ],
  [
    'an address, with what befell its owner',
    () => ({ search: 'Kiroku@Audit.example', actions: ['ADDRESS_VERIFIED', 'CASE_OPENED'] }),
    ['CASE_OPENED', 'ADDRESS_VERIFIED'],
  ],
  ['nothing that there is', () => ({ search: 'SC-NOTHING' }), []],
] as const)('events are found by %s', async (_words, filter, expected) => {
  expect(await actions(filter())).toEqual(expected);
});

test('a page ends where the next begins, both ways', async () => {
  const query = (args: string) => `{ auditEvents(${args}) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
  const all = (await portal.ask(staff, query('first: 50'))).data.auditEvents.nodes;
  const { nodes, pageInfo } = (await portal.ask(staff, query('first: 4'))).data.auditEvents;
  const next = (await portal.ask(staff, query(`first: 50, after: "${pageInfo.endCursor}"`))).data.auditEvents.nodes;
  expect([...nodes, ...next]).toEqual(all);
  expect((await portal.ask(staff, query('last: 3'))).data.auditEvents.nodes).toEqual(all.slice(-3));
});

test('only staff read it, by id neither does anybody else; an administrator finds in it what the license shows', async () => {
  for (const somebody of [person, administrator]) {
    const { data, errors } = await portal.ask(somebody, '{ auditEvents(first: 1) { totalCount } }');
    expect([data, errors[0]?.extensions.code]).toEqual([null, 'NOT_FOUND']);
  }
  const rows = await portal.database.rows<{ id: string; action: string }>(
    sql`select id::text as id, action from audit_event order by audit_event.id`,
  );
  const seenBy = async (by: Person) => {
    const { data } = await portal.ask(by, 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on HistoryEvent { recordedAs requestId } } }', {
      ids: rows.map(({ id }) => nodeId('HistoryEvent', id)),
    });
    return data.nodes.filter((node: unknown) => node !== null);
  };
  expect((await seenBy(staff)).map(({ recordedAs }: any) => recordedAs)).toEqual(rows.map(({ action }) => action));
  expect(await seenBy(administrator)).toEqual(
    ['accessRequest.submitted', 'permission.given', 'accessRequest.approved'].map(recordedAs => ({ recordedAs, requestId: null })),
  );
  // by the takeover the person administers a license, and sees what happened to that one
  expect(await seenBy(person)).toEqual([{ recordedAs: 'permission.given', requestId: null }]);
});

test('wrong filters are bad input, with the field', async () => {
  const refused = async (filter: object) => {
    const { errors } = await portal.ask(
      staff,
      'query ($filter: AuditEventFilter) { auditEvents(filter: $filter, first: 1) { totalCount } }',
      { filter },
    );
    return [errors[0]?.extensions.code, errors[0]?.extensions.fields?.map(({ path }) => path)];
  };
  expect(await refused({ search: 'x'.repeat(201) })).toEqual(['BAD_USER_INPUT', ['filter.search']]);
  expect(await refused({ licensingId: '???' })).toEqual(['BAD_USER_INPUT', ['filter.licensingId']]);
  expect(await refused({ personId: license.nodeId })).toEqual(['NOT_FOUND', undefined]);
});

test('every action that the server records has a name in the API', () => {
  const folder = fileURLToPath(new URL('../src/', import.meta.url));
  const rooms = [...new Set(Object.keys(historyActions).map(action => action.split('.')[0]))].join('|');
  const recorded = globSync('features/**/*.service.ts', { cwd: folder })
    .concat(globSync('features/**/*{-course,-closing,-command,-ready,grants,entitlements,permission-change}.ts', { cwd: folder }))
    .flatMap(file => [...readFileSync(folder + file, 'utf8').matchAll(/'([a-zA-Z]+\.[a-zA-Z]+)'/g)].map(([, action]) => action!))
    .filter(action => new RegExp(`^(${rooms})\\.[a-zA-Z]+$`).test(action));
  expect(new Set(recorded).size).toBeGreaterThan(25);
  expect([...new Set(recorded)].filter(action => !(action in historyActions))).toEqual([]);
});
