import { type ApiScopeName, apiScopes, withImplied } from '@vlsc/shared/api-scope.ts';
import { type GraphQLField, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { needsOfField } from '../src/platform/scope.ts';
import { type Person, Portal, type Program } from './portal.ts';
import { Stock } from './stock.ts';

let portal: Portal;
let staff: Person;
const schema = await buildApiSchema();
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_API_TOKENS: '100', VLSC_COST_BUDGET: '10000000', VLSC_QUERY_COST: '100000' } });
  staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
});
afterAll(() => portal.close());

/** The name of a scope in the API. */
const named = (scope: ApiScopeName): string =>
  scope
    .replace(/[A-Z]/g, letter => `_${letter}`)
    .replace(':', '_')
    .toUpperCase();

/** A field asked for in the least way that is valid, with arguments that need not lead anywhere. */
function asked(field: GraphQLField<unknown, unknown>): string {
  const args = field.args.flatMap(({ name, ...argument }) =>
    name === 'first' ? ['first: 1'] : isRequiredArgument({ name, ...argument }) ? [`${name}: ${leastOf(String(argument.type))}`] : [],
  );
  const type = getNamedType(field.type);
  return `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${isLeafType(type) ? '' : ' { __typename }'}`;
}
const leastOf = (type: string): string => {
  if (type.startsWith('[')) return '[]';
  const plain = type.replace('!', '');
  if (plain === 'Int') return '1';
  if (['String', 'ID'].includes(plain)) return '"x"';
  const found = schema.getType(plain);
  if (found && 'getValues' in found) return found.getValues()[0]?.name ?? '';
  if (found && 'getFields' in found && 'astNode' in found) {
    const fields = Object.values(found.getFields()) as { name: string; type: unknown; defaultValue?: unknown }[];
    return `{ ${fields.flatMap(({ name, type: own, defaultValue }) => (String(own).endsWith('!') && defaultValue === undefined ? [`${name}: ${leastOf(String(own))}`] : [])).join(', ')} }`;
  }
  return plain === 'LocalDate' ? '"2026-11-22"' : plain === 'Boolean' ? 'false' : '"x"';
};

/** Every root field, and every field of the caller and of a license, with the least query for it. */
const fields = (['Query', 'Mutation', 'Viewer', 'License'] as const).flatMap(type => {
  const found = schema.getType(type);
  if (!isObjectType(found)) throw new Error(`There is no type ${type}.`);
  return Object.values(found.getFields()).map(field => ({
    name: `${type}.${field.name}`,
    needs: needsOfField(field),
    query: {
      Query: () => `{ ${asked(field)} }`,
      Mutation: () => `mutation { ${asked(field)} }`,
      Viewer: () => `{ viewer { ${asked(field)} } }`,
      License: () => `{ license(licensingId: "1") { ${asked(field)} } }`,
    }[type](),
  }));
});

test.each(apiScopes)(
  'a token with %s, and with all but it, is let in where the declarations say so and nowhere else',
  async scope => {
    for (const scopes of [[scope], apiScopes.filter(each => !withImplied([each]).has(scope))]) {
      if (scopes.length === 0) continue;
      const program = await portal.program(staff, scopes.map(named));
      const covered = withImplied(scopes);
      const wrong: string[] = [];
      for (const { name, needs, query } of fields) {
        const all = name.startsWith('License.') ? [...needs, 'licenses:read' as const] : needs;
        const isLetIn = all.every(need => need !== 'session' && covered.has(need));
        const { errors } = await portal.ask(program, query);
        if (isLetIn === errors.some(({ extensions }) => extensions.code === 'INSUFFICIENT_SCOPE'))
          wrong.push(`${name} ${errors[0]?.message ?? 'let in'}`);
      }
      expect(wrong).toEqual([]);
    }
  },
  60_000,
);

test('objects are closed by their type, on whatever way they are met', async () => {
  const person = await portal.person('管理 花子');
  const license = await portal.license({ administrator: person.address });
  await portal.grant(person, license, 'ADMINISTRATOR');
  const program = await portal.program(person, ['LICENSES_READ']);
  const inFragment = `query ($id: ID!) { node(id: $id) { ...who } } fragment who on User { displayName }`;
  for (const query of [inFragment, 'query ($id: ID!) { node(id: $id) { ... on User { displayName } } }'])
    expect((await portal.ask(program, query, { id: nodeId('User', person.id) })).errors[0]?.extensions['requiredScopes']).toEqual([
      'users:read',
    ]);
  expect(
    (await portal.ask(program, 'query ($id: ID!) { node(id: $id) { __typename id } }', { id: nodeId('User', person.id) })).data.node,
  ).toBeNull();
  expect((await portal.ask(program, 'query ($id: ID!) { node(id: $id) { __typename } }', { id: license.nodeId })).data.node).toEqual({
    __typename: 'License',
  });
  const granted = '{ viewer { permissions(first: 1) { nodes { role grantedBy { displayName } } } } }';
  expect((await portal.ask(program, granted)).errors[0]?.extensions['requiredScopes']).toEqual(['users:read']);
});

test('who else there is, and whose roles end, is told to nobody without the scope for users', async () => {
  const administrator = await portal.person('管理 三郎');
  const colleague = await portal.person('同僚 四郎');
  const license = await portal.license({ administrator: administrator.address });
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  await portal.grant(colleague, license, 'LICENSE_INFO');
  await portal.database.rows(sql`update permission set ends_on = '2026-12-01' where user_id = ${colleague.id}`);
  const [blind, seeing] = [
    await portal.program(administrator, ['LICENSES_READ']),
    await portal.program(administrator, ['LICENSES_READ', 'USERS_READ']),
  ];
  const search = 'query ($text: String!) { viewer { search(text: $text) { people { __typename } } } }';
  expect((await portal.ask(blind, search, { text: colleague.address })).errors[0]?.extensions['requiredScopes']).toEqual(['users:read']);
  expect((await portal.ask(seeing, search, { text: colleague.address })).data.viewer.search.people).toHaveLength(1);
  const endings =
    '{ viewer { endings(kinds: [DELEGATION], withinDays: 60, first: 10) { nodes { roles } } endingCounts(kinds: [DELEGATION], withinDays: 60) { count } } }';
  expect((await portal.ask(blind, endings)).data.viewer).toEqual({ endings: { nodes: [] }, endingCounts: [] });
  expect((await portal.ask(seeing, endings)).data.viewer).toEqual({
    endings: { nodes: [{ roles: ['LICENSE_INFO'] }] },
    endingCounts: [{ count: 1 }],
  });
});

describe('a narrowed token', () => {
  let administrator: Person;
  let [inside, outside] = [[] as Awaited<ReturnType<Portal['license']>>[], [] as Awaited<ReturnType<Portal['license']>>[]];
  let colleague: Person;
  let narrow: Program;
  const people: Person[] = [];
  const requests: string[] = [];

  /** Two licenses within reach, one by its number and one by its customer, and two without; the same of everything on each. */
  beforeAll(async () => {
    administrator = await portal.person('管理 次郎');
    colleague = await portal.person('同僚 三郎');
    const stock = new Stock(portal);
    const agreementId = await portal.agreement({ organizationName: '範囲内 株式会社' });
    inside = [await portal.license(), await portal.license({ agreementId })];
    outside = [await portal.license(), await portal.license()];
    for (const license of [...inside, ...outside]) {
      await portal.grant(administrator, license, 'ADMINISTRATOR');
      await portal.grant(colleague, license, 'LICENSE_INFO');
      const person = await portal.person(`利用 ${license.licensingId}`);
      await portal.grant(person, license, 'DOWNLOADS');
      people.push(person);
      await stock.order(license, { family: `Office ${license.licensingId}`, version: '2016' });
      const asking = await portal.person(`依頼 ${license.licensingId}`);
      const { data } = await portal.ask(
        asking,
        'mutation ($input: RequestAccessInput!) { requestAccess(input: $input) { ... on AccessRequest { id } } }',
        { input: { program: 'ENTERPRISE', licensingId: license.licensingId, roles: ['LICENSE_INFO'] } },
      );
      requests.push(data.requestAccess.id);
    }
    const [customer] = await portal.database.rows<{ number: string }>(
      sql`select organization.number from organization join license on license.organization_id = organization.id where license.id = ${inside[1]!.id}`,
    );
    narrow = await portal.program(administrator, ['LICENSES_READ', 'USERS_WRITE', 'ACCESS_REQUESTS_DECIDE', 'DOWNLOADS_FETCH'], {
      licensingIds: [inside[0]!.licensingId],
      customerNumbers: [customer?.number],
    });
  });

  test('sees in every list what its licenses have, and nothing of any other', async () => {
    const answer = async (caller: Person | Program) =>
      JSON.stringify(
        await portal
          .ask(
            caller,
            `{ licenses(first: 50) { totalCount nodes { licensingId people(first: 50) { nodes { user { displayName } } } } }
            agreements(first: 50) { totalCount nodes { number } } licenseSummary { productFamily boughtQuantity }
            viewer { permissions(first: 50) { totalCount nodes { license { licensingId } } } orderLines(first: 50) { totalCount nodes { license { licensingId } } }
              endings(withinDays: 900, first: 50) { nodes { license { licensingId } } } managedRoles(first: 50) { totalCount nodes { license { licensingId } } }
              managedUsers(first: 50) { totalCount nodes { name permissions(first: 50) { totalCount nodes { license { licensingId } } } } }
              accessRequestsToDecide(first: 50) { totalCount nodes { licensingId } } requestsToDecideCount
              managedCustomers(first: 50) { totalCount nodes { organization { name } licenseCount licenses(first: 50) { nodes { licensingId } } } }
              search(text: "Office") { products { productFamily } licenses { licensingId } } lookUpLicensingIds(licensingIds: ["${[...inside, ...outside].map(({ licensingId }) => licensingId).join('", "')}"]) { licensingId license { id } } } }`,
          )
          .then(({ data, errors }) => ({ data, errors })),
      );
    const [seen, all] = [await answer(narrow), await answer(administrator)];
    expect(JSON.parse(seen).errors).toEqual([]);
    const { data } = JSON.parse(seen);
    expect([
      data.licenses.totalCount,
      data.viewer.permissions.totalCount,
      data.viewer.orderLines.totalCount,
      data.viewer.requestsToDecideCount,
    ]).toEqual([2, 2, 2, 2]);
    for (const { licensingId } of inside) expect(seen).toContain(`"licensingId":"${licensingId}"`);
    for (const { licensingId } of outside) {
      expect(all).toContain(`利用 ${licensingId}`);
      expect(seen).not.toContain(`利用 ${licensingId}`);
      expect(seen).not.toContain(`Office ${licensingId}`);
      expect(seen).not.toContain(`"licensingId":"${licensingId}","license":{`);
    }
  });

  test('finds nothing of the others by id or number, and changes nothing there', async () => {
    const seen = async (license: { nodeId: string; licensingId: string }) => {
      const { data } = await portal.ask(
        narrow,
        'query ($id: ID!, $number: String!) { node(id: $id) { id } license(licensingId: $number) { id } licenses(first: 9, filter: { licensingIds: [$number] }) { totalCount } }',
        { id: license.nodeId, number: license.licensingId },
      );
      return [data.node !== null, data.license !== null, data.licenses.totalCount];
    };
    expect([await seen(inside[0]!), await seen(inside[1]!), await seen(outside[0]!)]).toEqual([
      [true, true, 1],
      [true, true, 1],
      [false, false, 0],
    ]);
    const change = (license: { nodeId: string }, person: Person) =>
      portal.ask(narrow, 'mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { __typename } }', {
        input: { userId: nodeId('User', person.id), licenses: [{ licenseId: license.nodeId, roles: ['LICENSE_INFO'] }] },
      });
    expect((await change(inside[0]!, people[0]!)).data?.changePermissions.__typename).toBe('PermissionsChanged');
    expect((await change(outside[0]!, people[2]!)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const add = (license: { nodeId: string }) =>
      portal.ask(narrow, 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
        input: {
          email: 'new@people.example',
          familyName: '新',
          givenName: '人',
          licenses: [{ licenseId: license.nodeId, roles: ['DOWNLOADS'] }],
        },
      });
    expect((await add(inside[1]!)).data?.addUser.__typename).toBe('UserAdded');
    expect((await add(outside[1]!)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    const deny = (id: string) => portal.ask(narrow, 'mutation ($id: ID!) { denyAccessRequest(input: { id: $id }) { __typename } }', { id });
    expect((await deny(requests[0]!)).data?.denyAccessRequest.__typename).toBe('AccessRequest');
    expect((await deny(requests[2]!)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    // what "all that you administer" means is narrowed too
    await portal.ask(narrow, 'mutation ($id: ID!) { removeUser(input: { userId: $id }) { __typename } }', {
      id: nodeId('User', colleague.id),
    });
    const left = await portal.database.rows<{ id: string }>(sql`select license_id as id from permission where user_id = ${colleague.id}`);
    expect(left.map(({ id }) => id).sort()).toEqual(outside.map(({ id }) => id).sort());
    const leave = await portal.ask(narrow, 'mutation ($id: ID!) { leaveLicense(input: { licenseId: $id }) { __typename } }', {
      id: outside[0]!.nodeId,
    });
    expect(leave.errors[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('reaches what its customer buys tomorrow', async () => {
    const [agreement] = await portal.database.rows<{ id: string }>(sql`select agreement_id as id from license where id = ${inside[1]!.id}`);
    const tomorrow = await portal.license({ agreementId: agreement?.id ?? '' });
    await portal.grant(administrator, tomorrow, 'LICENSE_INFO');
    const { data } = await portal.ask(narrow, 'query ($id: ID!) { node(id: $id) { id } }', { id: tomorrow.nodeId });
    expect(data.node).toEqual({ id: tomorrow.nodeId });
  });
});
