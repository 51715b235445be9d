import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fullWorld } from './full-world.ts';
import { type Person, Portal } from './portal.ts';

const folder = fileURLToPath(new URL('../../web/graphiql-examples/', import.meta.url));
const examples = globSync('*/*.graphql', { cwd: folder }).map(file => [file.replace(/\.graphql$/, '')] as const);
const variablesOf = (name: string): Record<string, unknown> => {
  const [file] = globSync(`${name}.json`, { cwd: folder });
  return file ? JSON.parse(readFileSync(folder + file, 'utf8')) : {};
};

let portal: Portal;
let staff: Person;
beforeAll(async () => {
  portal = await Portal.open();
  staff = await fullWorld(portal, 2);
}, 60_000);
afterAll(() => portal.close());

test('there is an example for everybody who asks', () => {
  expect([...new Set(examples.map(([name]) => name.split('/')[0]))].sort()).toEqual(['customer', 'internal', 'partner']);
});

test.each(examples)('the example %s is answered, at the cost that is foretold', async name => {
  const query = readFileSync(`${folder}${name}.graphql`, 'utf8');
  const variables = variablesOf(name);
  const foretold = await portal.ask(
    staff,
    'query ($query: String!, $variables: JSON) { queryCost(query: $query, variables: $variables) { cost refusal { message } mistakes { message } } }',
    { query, variables },
  );
  expect(foretold.data.queryCost).toMatchObject({ refusal: null, mistakes: [] });
  const answer = await portal.ask(staff, query, variables);
  expect(answer.errors).toEqual([]);
  expect(answer.extensions.cost?.requested).toBe(foretold.data.queryCost.cost);
});
