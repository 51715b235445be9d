import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client/core';
import { relayStylePagination } from '@apollo/client/utilities';
import { generate } from '@graphql-codegen/cli';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery, lexicographicSortSchema, printSchema } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, Portal } from './portal.ts';

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const page = `query Page($first: Int!, $after: String) {
  viewer { id licenses(first: $first, after: $after, orderBy: LICENSING_ID) {
    edges { cursor node { id licensingId } } pageInfo { hasNextPage endCursor } } }
}`;
const save = `mutation Save($input: SaveViewInput!) {
  saveView(input: $input) { __typename ... on SavedView { id name } ... on ViewExists { message savedView { id } } ... on TooManyViews { message } }
}`;
/** Affordable once, and not twice. */
const dear = 'query Dear { viewer { id licenses(first: 100) { nodes { id organization { id name } agreement { id number } } } } }';
const wish = (name: string) => ({ input: { name, page: 'LICENSES', search: '' } });

let portal: Portal;
let url: string;
let folder: string;
let numbers: string[];
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_COST_BUDGET: '500', VLSC_QUERY_COST: '400', VLSC_COST_RESTORE_PER_SECOND: '10' } });
  url = `${portal.server.url}/graphql`;
  folder = await mkdtemp(join(tmpdir(), 'vlsc-clients-'));
});
afterAll(async () => {
  await portal.close();
  await rm(folder, { recursive: true, force: true });
});

/** A partner's developer whose customers have five licenses. */
async function partner(name: string): Promise<Person> {
  const person = await portal.person(name, { locale: 'en' });
  numbers = [];
  for (let count = 0; count < 5; count++) {
    const license = await portal.license();
    await portal.grant(person, license, 'DOWNLOADS');
    numbers.push(license.licensingId);
  }
  return person;
}

test('every introspection query that tools send is answered within the limits, with the schema that is committed', async () => {
  const standard = await Portal.open();
  const everything = getIntrospectionQuery({
    descriptions: true,
    specifiedByUrl: true,
    directiveIsRepeatable: true,
    schemaDescription: true,
    inputValueDeprecation: true,
    oneOf: true,
  });
  const { data, errors, extensions } = await standard.ask(null, everything);
  await standard.close();
  expect([errors, extensions.cost?.requested]).toEqual([[], 1]);
  const committed = await readFile(here('../../schema.graphql'), 'utf8');
  expect(`${printSchema(lexicographicSortSchema(buildClientSchema(data as IntrospectionQuery)))}\n`).toBe(
    committed.slice(committed.indexOf('\n\n') + 2),
  );
});

test('curl: a page, the next page, a change, and an exit code when there is too much of it', async () => {
  const person = await partner('curl');
  const curl = async (query: string, variables: object = {}) => {
    const sent = ['--silent', '--show-error', '--fail-with-body', '--compressed', '--json', JSON.stringify({ query, variables })];
    const { stdout } = await run('curl', [...sent, '--header', `cookie: ${person.cookie}`, url]);
    return JSON.parse(stdout);
  };
  const { licenses } = (await curl(page, { first: 3 })).data.viewer;
  const rest = (await curl(page, { first: 3, after: licenses.pageInfo.endCursor })).data.viewer.licenses;
  expect([...licenses.edges, ...rest.edges].map(({ node }) => node.licensingId)).toEqual(numbers);
  const saved = async () => (await curl(save, wish('curl'))).data.saveView.__typename;
  expect([await saved(), await saved()]).toEqual(['SavedView', 'ViewExists']);
  await curl(dear);
  const refused = await curl(dear).catch((error: { code: number; stdout: string }) => error);
  expect([refused.code, JSON.parse(refused.stdout).errors[0].extensions.code]).toEqual([22, 'RATE_LIMITED']);
  const { stdout } = await run('curl', ['--silent', '--get', '--data-urlencode', 'query={ supportCenters { country } }', url]);
  expect(JSON.parse(stdout).data).toEqual({ supportCenters: [] });
});

test('graphql-request: pages, a union, and an error with its status and its wait', async () => {
  const person = await partner('graphql-request');
  const client = new GraphQLClient(url, { headers: { cookie: person.cookie } });
  const found: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { viewer }: any = await client.request(page, { first: 2, after });
    found.push(...viewer.licenses.edges.map(({ node }: any) => node.licensingId));
    ({ endCursor: after, hasNextPage: more } = viewer.licenses.pageInfo);
  }
  expect(found).toEqual(numbers);
  const saved = async () => ((await client.request(save, wish('graphql-request'))) as any).saveView.__typename;
  expect([await saved(), await saved()]).toEqual(['SavedView', 'ViewExists']);
  await client.request(dear);
  const refused = await client.request(dear).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ClientError);
  const { response } = refused as ClientError;
  expect([response.status, response.errors?.[0]?.extensions?.['code']]).toEqual([429, 'RATE_LIMITED']);
  expect((response.headers as Headers).get('retry-after')).toMatch(/^\d+$/);
});

test('Apollo Client: a list that grows in its cache, a union, and an error with its code', async () => {
  const person = await partner('apollo');
  const client = new ApolloClient({
    link: new HttpLink({ uri: url, headers: { cookie: person.cookie } }),
    cache: new InMemoryCache({ typePolicies: { Viewer: { fields: { licenses: relayStylePagination(['orderBy']) } } } }),
  });
  const watched = client.watchQuery<any>({ query: gql(page), variables: { first: 2 } });
  const loaded = Promise.withResolvers<void>();
  const subscription = watched.subscribe(({ data }) => data && loaded.resolve());
  await loaded.promise;
  for (let { pageInfo } = watched.getCurrentResult().data.viewer.licenses; pageInfo.hasNextPage; ) {
    const { data } = await watched.fetchMore({ variables: { first: 2, after: pageInfo.endCursor } });
    ({ pageInfo } = data?.viewer.licenses ?? {});
  }
  const grown = client.readQuery<any>({ query: gql(page), variables: { first: 2 } });
  expect(grown.viewer.licenses.edges.map(({ node }: any) => node.licensingId)).toEqual(numbers);
  subscription.unsubscribe();
  const saved = async () => (await client.mutate<any>({ mutation: gql(save), variables: wish('apollo') })).data.saveView.__typename;
  expect([await saved(), await saved()]).toEqual(['SavedView', 'ViewExists']);
  await client.query({ query: gql(dear) });
  const refused = await client.query({ query: gql(dear), fetchPolicy: 'network-only' }).catch((error: unknown) => error);
  expect(CombinedGraphQLErrors.is(refused) && refused.errors[0]?.extensions).toMatchObject({
    code: 'RATE_LIMITED',
    retryAfterMs: expect.any(Number),
  });
  client.stop();
});

test('graphql-codegen: a client preset from the running server, whose documents are then asked', async () => {
  const person = await partner('codegen');
  const documents = join(folder, 'partner.graphql');
  await writeFile(documents, `${page}\n${save}`);
  const files: { filename: string; content: string }[] = await generate(
    {
      cwd: here('..'),
      schema: url,
      documents,
      silent: true,
      generates: { [`${folder}/gql/`]: { preset: 'client', config: { useTypeImports: true } } },
    },
    true,
  );
  expect(files.map(({ filename }) => filename.replace(folder, ''))).toContain('/gql/graphql.ts');
  const { PageDocument, SaveDocument } = await import(join(folder, 'gql/graphql.ts'));
  const client = new GraphQLClient(url, { headers: { cookie: person.cookie } });
  const { viewer }: any = await client.request(PageDocument, { first: 100 });
  expect(viewer.licenses.edges.map(({ node }: any) => node.licensingId)).toEqual(numbers);
  expect(await client.request(SaveDocument, wish('codegen'))).toMatchObject({ saveView: { __typename: 'SavedView' } });
});

test("Relay's compiler: a connection that can be refetched, and the queries that it writes are answered", async () => {
  const person = await partner('relay');
  const source = join(folder, 'relay');
  await mkdir(join(source, 'generated'), { recursive: true });
  await writeFile(
    join(source, 'licenses.js'),
    `graphql\`
  fragment licenses_viewer on Viewer
  @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }, search: { type: "String" })
  @refetchable(queryName: "licensesPaginationQuery") {
    licenses(first: $count, after: $cursor, filter: { search: $search }, orderBy: LICENSING_ID)
      @connection(key: "licenses_licenses", filters: ["filter"]) { edges { node { licensingId ...licenses_row } } }
  }
\`;
graphql\`fragment licenses_row on License @refetchable(queryName: "licensesRowQuery") { organization { name } viewerRoles }\`;
graphql\`query licensesQuery { viewer { ...licenses_viewer @arguments(count: 3) } }\`;
graphql\`mutation licensesSaveMutation($input: SaveViewInput!) { saveView(input: $input) { __typename ... on SavedView { name } } }\`;
`,
  );
  await writeFile(
    join(source, 'relay.config.json'),
    JSON.stringify({
      src: '.',
      schema: '../schema.graphql',
      language: 'javascript',
      artifactDirectory: './generated',
      noSourceControl: true,
    }),
  );
  await writeFile(join(folder, 'schema.graphql'), await readFile(here('../../schema.graphql'), 'utf8'));
  await run(process.execPath, [createRequire(import.meta.url).resolve('relay-compiler/cli.js'), 'relay.config.json'], { cwd: source });
  const written = async (name: string) => {
    const artifact = await readFile(join(source, `generated/${name}.graphql.js`), 'utf8');
    return JSON.parse(/"text": (".*")/.exec(artifact)?.[1] ?? '') as string;
  };
  const first = await portal.ask(person, await written('licensesQuery'));
  expect(first.errors).toEqual([]);
  const { licenses } = first.data.viewer;
  const next = await portal.ask(person, await written('licensesPaginationQuery'), { count: 3, cursor: licenses.pageInfo.endCursor });
  expect(next.errors).toEqual([]);
  expect([...licenses.edges, ...next.data.viewer.licenses.edges].map(({ node }) => node.licensingId)).toEqual(numbers);
  const row = await portal.ask(person, await written('licensesRowQuery'), { id: licenses.edges[0].node.id });
  expect([row.errors, row.data.node.viewerRoles]).toEqual([[], ['DOWNLOADS']]);
  expect((await portal.ask(person, await written('licensesSaveMutation'), wish('relay'))).data.saveView.__typename).toBe('SavedView');
});

test('graphql-core in Python: the schema by introspection, pages, a union, and a refusal with its wait', async () => {
  const person = await partner('python');
  const { stdout } = await run('/usr/bin/python3', [here('clients.py'), url, person.cookie]);
  expect(JSON.parse(stdout)).toEqual({
    mistakes: [],
    wrong: [expect.stringContaining('nonsense')],
    numbers,
    saved: ['SavedView', 'ViewExists'],
    status: 429,
    retryAfter: expect.stringMatching(/^\d+$/),
    code: 'RATE_LIMITED',
  });
});
