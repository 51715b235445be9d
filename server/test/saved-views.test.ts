import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal.close());

const saving = `mutation ($input: SaveViewInput!) { saveView(input: $input) { __typename
  ... on SavedView { id name search createdAt } ... on ViewExists { message savedView { name } nextSteps { path } } ... on TooManyViews { message } } }`;
const send = (person: Person, name: string, search = 'program=SELECT', replace?: boolean) =>
  portal.ask(person, saving, { input: { page: 'LICENSES', name, search, replace } });
const save = async (...args: Parameters<typeof send>) => (await send(...args)).data.saveView;
const remove = (person: Person, id: string) =>
  portal.ask(person, 'mutation ($id: ID!) { deleteSavedView(input: { id: $id }) { id name search } }', { id });
const views = async (person: Person): Promise<{ name: string; search: string }[]> =>
  (await portal.ask(person, '{ viewer { savedViews(page: LICENSES) { name search } } }')).data.viewer.savedViews;

test('a view is kept under its name for its owner alone, and can be deleted', async () => {
  const [aoi, beni] = [await portal.person('葵'), await portal.person('紅')];
  const kept = await save(aoi, '  終了間近の Select ', 'program=SELECT&ends=90');
  expect(kept).toMatchObject({ __typename: 'SavedView', name: '終了間近の Select', createdAt: '2026-11-22T03:00:00.000Z' });
  await save(aoi, 'Azure', '');
  expect(await views(aoi)).toEqual([
    { name: 'Azure', search: '' },
    { name: '終了間近の Select', search: 'program=SELECT&ends=90' },
  ]);
  expect(await views(beni)).toEqual([]);
  const seen = async (person: Person) => (await portal.ask(person, 'query ($id: ID!) { node(id: $id) { id } }', { id: kept.id })).data.node;
  expect([await seen(aoi), await seen(beni)]).toEqual([{ id: kept.id }, null]);
  for (const id of [kept.id, nodeId('SavedView', crypto.randomUUID()), nodeId('License', crypto.randomUUID()), 'nonsense']) {
    expect((await remove(beni, id)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  }
  expect((await remove(aoi, kept.id)).data.deleteSavedView).toEqual({
    id: kept.id,
    name: '終了間近の Select',
    search: 'program=SELECT&ends=90',
  });
  expect((await remove(aoi, kept.id)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect(await views(aoi)).toHaveLength(1);
});

test('a name that people take for the same is written over only when that is wanted', async () => {
  const person = await portal.person('上書き 花子');
  const first = await save(person, 'Select ﾋﾞｭｰ');
  expect(await save(person, 'ＳＥＬＥＣＴ ビュー', 'status=ACTIVE')).toEqual({
    __typename: 'ViewExists',
    message: '「Select ﾋﾞｭｰ」という名前のビューはすでにあります。上書きするか、別の名前を付けてください。',
    savedView: { name: 'Select ﾋﾞｭｰ' },
    nextSteps: [{ path: '/licenses/relationships' }],
  });
  expect(await views(person)).toEqual([{ name: 'Select ﾋﾞｭｰ', search: 'program=SELECT' }]);
  expect(await save(person, 'ＳＥＬＥＣＴ ビュー', 'status=ACTIVE', true)).toMatchObject({ id: first.id });
  expect(await views(person)).toEqual([{ name: 'ＳＥＬＥＣＴ ビュー', search: 'status=ACTIVE' }]);
});

test('a name is 1 to 60 characters long and an address up to 2,000', async () => {
  const person = await portal.person('長さ 花子');
  const fields = async (...args: [string, string?]) => (await send(person, ...args)).errors[0]?.extensions.fields?.map(({ path }) => path);
  expect(await fields('  ')).toEqual(['input.name']);
  expect(await fields('名'.repeat(61), 'x'.repeat(2001))).toEqual(['input.name', 'input.search']);
  expect((await save(person, '名'.repeat(60), 'x'.repeat(2000))).__typename).toBe('SavedView');
});

test('fifty views are enough for anybody, however many are saved at once', async () => {
  const person = await portal.person('多数 花子');
  await portal.database.rows(sql`insert into saved_view (id, user_id, page, name, name_key, search, created_at)
    select gen_random_uuid(), ${person.id}, 'LICENSES', 'view ' || number, 'view ' || number, '', ${portal.clock.now()} from generate_series(1, 48) number`);
  const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => save(person, `同時 ${index}`)));
  expect(answers.filter(({ __typename }) => __typename === 'SavedView')).toHaveLength(2);
  expect(answers.filter(({ __typename }) => __typename === 'TooManyViews')).toHaveLength(6);
  expect((await save(person, 'View 1', 'replaced', true)).__typename).toBe('SavedView');
  expect(await views(person)).toHaveLength(50);
});

test('of two clicks at once one saves, and the other is told so', async () => {
  const person = await portal.person('二度 花子');
  for (let round = 0; round < 10; round++) {
    const answers = await Promise.all([save(person, `視点 ${round}`), save(person, `視点 ${round}`)]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['SavedView', 'ViewExists']);
  }
  expect(await views(person)).toHaveLength(10);
});
