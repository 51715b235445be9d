import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { fullWorld } from './full-world.ts';
import { type Person, Portal } from './portal.ts';

const schema: GraphQLSchema = await buildApiSchema();
const objects = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);
const nodeTypes = schema.getPossibleTypes(schema.getType('Node') as never).map(({ name }) => name);
const connectionTypes = objects.filter(({ name }) => name.endsWith('Connection'));
const isConnection = (type: GraphQLNamedType) => type.name.endsWith('Connection');
const connections = objects.flatMap(type =>
  Object.values(type.getFields()).flatMap(field =>
    isConnection(getNamedType(field.type)) ? [[`${type.name}.${field.name}`, type, field] as const] : [],
  ),
);
const typeOf = (type: GraphQLObjectType | undefined, field: string) => String(type?.getFields()[field]?.type);

describe('the shapes of the Relay server specification', () => {
  test('Node has an id and nothing else, and the root finds one or many', () => {
    const node = schema.getType('Node') as GraphQLObjectType;
    expect(Object.values(node.getFields()).map(({ name, type }) => [name, String(type)])).toEqual([['id', 'ID!']]);
    const { node: one, nodes: many } = schema.getQueryType()!.getFields();
    expect([String(one?.type), one?.args.map(({ name, type }) => `${name}: ${type}`)]).toEqual(['Node', ['id: ID!']]);
    expect([String(many?.type), many?.args.map(({ name, type }) => `${name}: ${type}`)]).toEqual(['[Node]!', ['ids: [ID!]!']]);
  });

  test('PageInfo says both directions, and has cursors where there are rows', () => {
    const pageInfo = schema.getType('PageInfo') as GraphQLObjectType;
    expect(Object.fromEntries(Object.values(pageInfo.getFields()).map(({ name, type }) => [name, String(type)]))).toEqual({
      hasNextPage: 'Boolean!',
      hasPreviousPage: 'Boolean!',
      startCursor: 'String',
      endCursor: 'String',
    });
  });

  test.each(connectionTypes.map(type => [type.name, type] as const))('%s has edges with cursors and nodes', (name, type) => {
    const edge = getNamedType(type.getFields()['edges']!.type) as GraphQLObjectType;
    const node = name.replace(/Connection$/, '');
    expect(edge.name).toBe(`${node}Edge`);
    expect([typeOf(type, 'edges'), typeOf(type, 'nodes'), typeOf(type, 'pageInfo'), typeOf(type, 'totalCount')]).toEqual([
      `[${node}Edge!]!`,
      `[${node}!]!`,
      'PageInfo!',
      'Int!',
    ]);
    expect([typeOf(edge, 'cursor'), typeOf(edge, 'node')]).toEqual(['String!', `${node}!`]);
  });

  test.each(connections)('%s takes first, after, last and before', (_name, _type, field) => {
    const paging = field.args.filter(({ name }) => ['first', 'after', 'last', 'before'].includes(name));
    expect(Object.fromEntries(paging.map(({ name, type }) => [name, String(type)]))).toEqual({
      first: 'Int',
      after: 'String',
      last: 'Int',
      before: 'String',
    });
  });

  test('a list that can grow is a connection: other lists below the root are short or given by the caller', () => {
    const viewer = schema.getType('Viewer') as GraphQLObjectType;
    const lists = Object.values(viewer.getFields()).filter(({ type }) => String(type).startsWith('['));
    expect(lists.map(({ name }) => name).sort()).toMatchInlineSnapshot(`
      [
        "businessEmails",
        "endingCounts",
        "lookUpLicensingIds",
        "savedViews",
        "takeoverOptions",
        "webhooks",
      ]
    `);
  });
});

interface Page {
  readonly edges: { readonly cursor: string; readonly node: Record<string, unknown> }[];
  readonly nodes: Record<string, unknown>[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
  readonly totalCount: number;
}

describe('every list of a portal in which there is something of everything', () => {
  let portal: Portal;
  let person: Person;
  /** The ids of one object of each type, as lists gave them. */
  const ids = new Map<string, string>();
  beforeAll(async () => {
    portal = await Portal.open({ env: { VLSC_COST_BUDGET: '10000000', VLSC_EXPORTS_UNFINISHED: '100' } });
    person = await fullWorld(portal);
    const { data } =
      await ask(`{ viewer { id licenses(first: 1, orderBy: LICENSING_ID) { nodes { id } } supportCases(first: 1) { nodes { id } }
      managedUsers(first: 100) { nodes { id name } } softwareAssuranceBenefits(first: 1) { nodes { id } } apiTokens(first: 1) { nodes { id } }
      webhooks { id } }
      feedLoads(first: 1) { nodes { id } } }`);
    const { viewer, feedLoads } = data;
    ids.set('Viewer', viewer.id).set('License', viewer.licenses.nodes[0].id).set('SupportCase', viewer.supportCases.nodes[0].id);
    ids.set('ApiToken', viewer.apiTokens.nodes[0].id);
    ids.set('User', nodeId('User', person.id));
    ids.set('SoftwareAssuranceBenefit', viewer.softwareAssuranceBenefits.nodes[0].id).set('FeedLoad', feedLoads.nodes[0].id);
    ids.set('ApiToken', viewer.apiTokens.nodes[0].id);
    ids.set('Webhook', viewer.webhooks[0].id);
    const users = viewer.managedUsers.nodes as { id: string; name: string }[];
    ids.set('ManagedUser', users.find(({ name }) => name === '同僚')?.id ?? '');
    ids.set('invited', users.find(({ name }) => name.includes('招待'))?.id ?? '');
  }, 60_000);
  afterAll(() => portal.close());

  const ask = (query: string, variables: object = {}) =>
    portal.ask(person, query, variables as Record<string, unknown>, { 'accept-language': 'en' });

  /** The way from the root to an object of that type, around a selection of it. */
  const around: Record<string, (selection: string) => string> = {
    Query: selection => selection,
    Viewer: selection => `viewer { ${selection} }`,
    AccessExplanation: selection => `explainAccess(userId: "${ids.get('User')}") { ${selection} }`,
    ManagedCustomer: selection => `viewer { managedCustomers(first: 1) { nodes { ${selection} } } }`,
    LicenseSummaryRow: selection => `licenseSummary(productFamily: "Office", version: "2019") { ${selection} }`,
  };
  const leavesOf = (type: GraphQLNamedType) =>
    isObjectType(type)
      ? Object.values(type.getFields())
          .filter(({ type: of, args }) => isLeafType(getNamedType(of)) && !args.some(arg => isNonNullType(arg.type)))
          .map(({ name }) => name)
          .join(' ')
      : '__typename';

  async function page(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, args: object) {
    const node = getNamedType((getNamedType(field.type) as GraphQLObjectType).getFields()['nodes']!.type);
    const declared = 'query ($first: Int, $after: String, $last: Int, $before: String';
    const needed = field.args.some(({ name }) => name === 'quantity') ? ', quantity: EFFECTIVE' : '';
    const list = `list: ${field.name}(first: $first, after: $after, last: $last, before: $before${needed})
      { edges { cursor node { __typename ${leavesOf(node)} } } nodes { __typename ${leavesOf(node)} }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount }`;
    const way = around[type.name];
    const id = `${type.name}.${field.name}` === 'ManagedUser.invitations' ? ids.get('invited') : ids.get(type.name);
    const query = way ? `${declared}) { ${way(list)} }` : `${declared}, $id: ID!) { node(id: $id) { ... on ${type.name} { ${list} } } }`;
    const answer = await ask(query, { ...args, ...(!way && { id }) });
    const listIn = (value: unknown): Page | undefined => {
      if (typeof value !== 'object' || value === null) return undefined;
      if ('list' in value) return value.list as Page;
      return Object.values(value).map(listIn).find(Boolean);
    };
    return { answer, list: listIn(answer.data) };
  }

  const found = async (type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, args: object): Promise<Page> => {
    const { answer, list } = await page(type, field, args);
    expect(answer.errors).toEqual([]);
    if (!list) throw new Error(`Nothing leads to ${type.name}.${field.name}: put one into fullWorld, or its way into \`around\`.`);
    return list;
  };
  const cursors = ({ edges }: Page) => edges.map(({ cursor }) => cursor);

  test.each(connections)('%s is walked as the specification has it', async (_name, type, field) => {
    const whole = await found(type, field, { first: 100 });
    const all = cursors(whole);
    expect(all.length).toBeGreaterThanOrEqual(2);
    expect(whole.nodes).toEqual(whole.edges.map(({ node }) => node));
    expect(new Set(all).size).toBe(all.length);
    expect(whole.totalCount).toBe(all.length);
    expect(whole.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: false, startCursor: all[0], endCursor: all.at(-1) });

    const first = await found(type, field, { first: 1 });
    expect([cursors(first), first.pageInfo]).toEqual([
      all.slice(0, 1),
      { hasNextPage: true, hasPreviousPage: false, startCursor: all[0], endCursor: all[0] },
    ]);
    const last = await found(type, field, { last: 1 });
    expect([cursors(last), last.pageInfo]).toEqual([
      all.slice(-1),
      { hasNextPage: false, hasPreviousPage: true, startCursor: all.at(-1), endCursor: all.at(-1) },
    ]);
    // edges stand in the same order from either end
    expect(cursors(await found(type, field, { last: 100 }))).toEqual(all);
    const rest = await found(type, field, { first: 100, after: all[0] });
    expect([cursors(rest), rest.pageInfo.hasPreviousPage, rest.pageInfo.hasNextPage]).toEqual([all.slice(1), true, false]);
    const before = await found(type, field, { last: 100, before: all.at(-1) });
    expect([cursors(before), before.pageInfo.hasPreviousPage, before.pageInfo.hasNextPage]).toEqual([all.slice(0, -1), false, true]);
    // both cursors bound the list, whichever end is asked for
    expect(cursors(await found(type, field, { first: 100, before: all[1] }))).toEqual(all.slice(0, 1));
    expect(cursors(await found(type, field, { last: 100, after: all[0] }))).toEqual(all.slice(1));
    expect(cursors(await found(type, field, { first: 100, after: all[0], before: all[1] }))).toEqual([]);
    const beyond = await found(type, field, { first: 1, after: all.at(-1) });
    expect([beyond.edges, beyond.nodes, beyond.totalCount, beyond.pageInfo]).toEqual([
      [],
      [],
      all.length,
      { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    ]);
  });

  test.each(connections)('%s answers arguments that cannot be by typed errors', async (_name, type, field) => {
    for (const [args, path] of [
      [{}, 'first'],
      [{ first: 1, last: 1 }, 'first'],
      [{ first: 0 }, 'first'],
      [{ first: 101 }, 'first'],
      [{ last: 101 }, 'last'],
      [{ last: -1 }, 'last'],
      [{ first: 1, after: 'nonsense' }, 'after'],
      [{ first: 1, before: 'nonsense' }, 'before'],
      [{ last: 1, after: 'WyJ4Il0x' }, 'after'],
    ] as const) {
      const { answer } = await page(type, field, args);
      expect([args, answer.errors[0]?.extensions]).toMatchObject([args, { code: 'BAD_USER_INPUT', fields: [{ path }] }]);
    }
  });

  test('whatever a list gave is found again by its id, the same and of the same type', async () => {
    const seen = new Map<string, Record<string, unknown>>();
    for (const [, type, field] of connections) {
      const node = getNamedType((getNamedType(field.type) as GraphQLObjectType).getFields()['nodes']!.type);
      if (!nodeTypes.includes(node.name)) continue;
      for (const each of (await found(type, field, { first: 100 })).nodes) seen.set(each['id'] as string, each);
    }
    const others =
      await ask(`{ viewer { __typename id displayName businessEmails { __typename id address } takeoverOptions { __typename id } webhooks { __typename id name }
      savedViews(page: LICENSES) { __typename id name } licenses(first: 1) { nodes { organization { __typename id name } } } }
      supportCenters { __typename id phone } }`);
    const gather = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      const { __typename: name, id } = value as Record<string, unknown>;
      if (typeof id === 'string' && nodeTypes.includes(String(name))) seen.set(id, leaves(value as Record<string, unknown>));
      Object.values(value).forEach(gather);
    };
    gather(others.data);
    expect([...new Set([...seen.values()].map(each => each['__typename']))].sort()).toEqual([...nodeTypes].sort());
    const sorted = [...seen.entries()];
    for (let start = 0; start < sorted.length; start += 100) {
      const part = sorted.slice(start, start + 100);
      const kinds = [...new Set(part.map(([, each]) => String(each['__typename'])))];
      for (const kind of kinds) {
        const own = part.filter(([, each]) => each['__typename'] === kind);
        const selection = Object.keys(own[0]?.[1] ?? {}).join(' ');
        const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on ${kind} { ${selection} } } }`;
        const { data, errors } = await ask(query, { ids: own.map(([id]) => id) });
        expect([kind, errors]).toEqual([kind, []]);
        expect(data.nodes).toEqual(own.map(([, each]) => each));
      }
    }
  });

  test('nodes keeps the order and the gaps of the ids; a cursor and a number are no id', async () => {
    const [license, viewer] = [ids.get('License'), ids.get('Viewer')];
    const { data } = await ask('query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }', { ids: [viewer, 'x', license, '1', viewer] });
    expect(data.nodes).toEqual([
      { id: viewer, __typename: 'Viewer' },
      null,
      { id: license, __typename: 'License' },
      null,
      { id: viewer, __typename: 'Viewer' },
    ]);
  });
});

/** The fields of an object that hold no other object. */
const leaves = (value: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each !== 'object' || each === null));

test('no type below Node is abstract: whatever an id stands for has one type', () => {
  expect(nodeTypes.filter(name => isAbstractType(schema.getType(name)))).toEqual([]);
});
