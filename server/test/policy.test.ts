import { permits, type RoleName, roles } from '@vlsc/shared/role.ts';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { expect, test } from 'vitest';
import { areAmong, mayDecide, maySeeDecider, mayWithdraw } from '../src/features/access-requests/access-request.policy.ts';
import { AgreementStatus, statusOn } from '../src/features/agreements/agreement.entity.ts';
import { isOpenAt } from '../src/features/support/support-center.ts';
import { measure } from '../src/platform/cost.ts';
import { Keyring } from '../src/platform/secrets.ts';

test.each([
  // requester, administrator, staff → decide, withdraw, see who decided
  [true, true, true, false, true, true],
  [true, true, false, false, true, true],
  [true, false, true, false, true, true],
  [true, false, false, false, true, false],
  [false, true, true, true, false, true],
  [false, true, false, true, false, true],
  [false, false, true, false, false, true],
  [false, false, false, false, false, false],
])(
  'requester %s, administrator %s, staff %s: decides %s, withdraws %s, sees who decided %s',
  (isRequester, administersLicense, isStaff, decides, withdraws, sees) => {
    const relation = { isRequester, administersLicense, isStaff };
    expect([mayDecide(relation), mayWithdraw(relation), maySeeDecider(relation)]).toEqual([decides, withdraws, sees]);
  },
);

test('all or some of the requested roles can be given, never none and never others', () => {
  const requested: RoleName[] = ['LICENSE_INFO', 'DOWNLOADS'];
  expect(areAmong(['DOWNLOADS'], requested)).toBe(true);
  expect(areAmong(requested, requested)).toBe(true);
  expect(areAmong([], requested)).toBe(false);
  expect(areAmong(['DOWNLOADS', 'ADMINISTRATOR'], requested)).toBe(false);
});

test('an administrator may what every role may, and every other role only what is its own', () => {
  for (const held of roles) for (const needed of roles) expect(permits([held], needed)).toBe(held === 'ADMINISTRATOR' || held === needed);
});

test.each([
  ['2026-11-22', null, 'ACTIVE'],
  ['2026-11-23', null, 'UPCOMING'],
  ['2020-01-01', '2026-11-22', 'ACTIVE'],
  ['2020-01-01', '2026-11-21', 'EXPIRED'],
])('a term from %s to %s is %s on 2026-11-22', (startDate, endDate, status) => {
  expect(statusOn('2026-11-22', { startDate, endDate })).toBe(AgreementStatus[status as AgreementStatus]);
});

test.each([
  ['a Monday morning in Tokyo', '2026-11-23T00:30:00Z', true],
  ['a minute before opening', '2026-11-22T23:59:00Z', false],
  ['closing time', '2026-11-23T08:30:00Z', false],
  ['a Sunday', '2026-11-22T03:00:00Z', false],
])('a support center open 09:00-17:30 in Tokyo, on %s', (_when, at, isOpen) => {
  expect(isOpenAt({ hours: '09:00-17:30', timeZone: 'Asia/Tokyo' }, new Date(at))).toBe(isOpen);
});

test('what is sealed opens in its own row only, with any of the keys, and not after a change', () => {
  const [old, fresh] = [
    { id: 'old', key: Buffer.alloc(32, 1) },
    { id: 'new', key: Buffer.alloc(32, 2) },
  ];
  const sealed = new Keyring([old]).seal('product-key', 'row 1', 'ABCDE');
  const rotated = new Keyring([fresh, old]);
  expect(rotated.open('product-key', 'row 1', sealed)).toBe('ABCDE');
  expect(() => rotated.open('product-key', 'row 2', sealed)).toThrow();
  expect(() => rotated.open('sign-in', 'row 1', sealed)).toThrow();
  const changed = Buffer.from(sealed);
  changed[changed.length - 1]! ^= 1;
  expect(() => rotated.open('product-key', 'row 1', changed)).toThrow();
  expect(() => new Keyring([fresh]).open('product-key', 'row 1', sealed)).toThrow('No encryption key with the id "old"');
});

test.each([
  ['{ me { name } }', {}, 2],
  ['{ me { name friends(first: 10) { nodes { name } } } }', {}, 1 + 1 + 10 * 1],
  ['query ($n: Int) { me { friends(first: $n) { nodes { friends(first: 3) { nodes { name } } } } } }', { n: 5 }, 1 + 1 + 5 * (1 + 3)],
  ['{ me { friends { nodes { name } } } }', {}, 1 + 1 + 100],
  ['{ me { ...deep } } fragment deep on Person { friends(first: 2) { edges { node { name } } } }', {}, 1 + 1 + 2],
  ['{ me { friends(first: 2) { nodes { name } } } a: me { name } }', {}, 1 + 1 + 2 + 1],
])('%s costs as much as it may return', (query, variables, cost) => {
  const schema = buildSchema(`
    type Query { me: Person }
    type Person { name: String friends(first: Int): PersonConnection }
    type PersonConnection { nodes: [Person!]! edges: [PersonEdge!]! }
    type PersonEdge { node: Person! }`);
  const document = parse(query);
  expect(measure(schema, document, document.definitions[0] as OperationDefinitionNode, variables).cost).toBe(cost);
});
