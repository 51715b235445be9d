import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOf, violationsOf } from './accessibility.ts';
import { Portal, type Visitor } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const ready = async ({ page }: Visitor, address = '/graphiql') => {
  await page.goto(address);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
};
const run = ({ page }: Visitor) => page.getByRole('button', { name: /Execute query/ }).click();
const result = ({ page }: Visitor, text: string) => page.locator('.result-window', { hasText: text }).waitFor();

test('a customer asks as themself: an example, its cost before and after, and no script or style from elsewhere', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  const elsewhere: string[] = [];
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== portal.url && !['data:', 'blob:'].includes(protocol)) elsewhere.push(request.url());
  });
  await visitor.signInAs('佐藤 花子');
  await ready(visitor);
  await page.getByRole('status').filter({ hasText: '佐藤 花子 さんとして問い合わせます' }).waitFor();
  await page.getByTestId('estimate').filter({ hasText: '43 / 上限 5,000' }).waitFor();
  await run(visitor);
  await result(visitor, '佐藤 花子');
  await page.getByTestId('last-cost').filter({ hasText: '43' }).waitFor();

  await page.getByRole('button', { name: /例/ }).first().click();
  await page.getByRole('button', { name: /番号の照会/ }).click();
  await page.getByTestId('estimate').filter({ hasText: /^11 / }).waitFor();
  await run(visitor);
  await result(visitor, 'lookUpLicensingIds');
  expect([visitor.faults, elsewhere]).toEqual([[], []]);
  await visitor.close();
});

test('an operation travels in the address, with its variables, and to no server but as a question', async () => {
  const visitor = await portal.visitor({ locale: 'en-US' });
  const { page } = visitor;
  await visitor.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const asked: string[] = [];
  page.on('request', request => asked.push(request.url()));
  const query = 'query Shared($country: String) { supportCenters(country: $country) { countryName phone } }';
  await ready(visitor, `/graphiql#${new URLSearchParams({ query, variables: '{ "country": "JP" }' })}`);
  await page.getByRole('status').filter({ hasText: 'Not signed in' }).waitFor();
  await run(visitor);
  await result(visitor, '0120-');
  await page.getByRole('button', { name: 'Copy a link to this operation' }).click();
  await page.getByRole('button', { name: 'The link was copied' }).waitFor();
  const copied = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(new URLSearchParams(copied.hash.slice(1)).get('query')).toBe(query);
  expect(new URLSearchParams(copied.hash.slice(1)).get('variables')).toBe('{ "country": "JP" }');
  expect(asked.filter(address => address.includes('Shared'))).toEqual([]);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test("a partner's developer pastes a token, asks with it instead of the session, and leaves nothing behind", async () => {
  const visitor = await portal.visitor({ locale: 'en-US' });
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子');
  const secret = await page.evaluate(async () => {
    const input = { name: 'GraphiQL', scopes: ['PROFILE_READ'], expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) };
    const query = 'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ... on ApiTokenCreated { secret } } }';
    const answer = await fetch('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    });
    return (await answer.json()).data.createApiToken.secret as string;
  });
  await ready(visitor);
  const status = (text: string | RegExp) => page.getByRole('status').filter({ hasText: text }).waitFor();
  await status('Asking as 佐藤 花子');
  const paste = async (token: string) => {
    await page.getByRole('button', { name: 'Use an API token' }).click();
    await page.getByLabel('API token', { exact: true }).fill(token);
    await page.keyboard.press('Enter');
  };
  await paste('nonsense');
  await page.getByText('Paste a token that begins with vlsc_.').waitFor();
  await page.keyboard.press('Escape');
  await paste(`${secret.slice(0, -1)}x`);
  await status('This API token cannot be used');
  await page.getByRole('button', { name: 'Stop using the token' }).click();
  await paste(secret);
  await status('Asking with an API token of 佐藤 花子');
  // its scopes let it see the person, but no license
  await run(visitor);
  await result(visitor, 'INSUFFICIENT_SCOPE');
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, location.href, document.cookie]));
  expect(kept).not.toContain(secret);
  await page.reload();
  await status('Asking with an API token of 佐藤 花子');
  await page.getByRole('button', { name: 'Stop using the token' }).click();
  await status('Asking as 佐藤 花子');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(secret);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test.each([
  { locale: 'ja-JP', dark: false, width: 1280 },
  { locale: 'en-US', dark: true, width: 320 },
] as const)('our parts of it are accessible and fit ($locale, $width wide)', async look => {
  const visitor = await portal.visitor(look);
  const { page } = visitor;
  await ready(visitor);
  await page
    .getByRole('button', { name: /^(例|Examples)|(例|Examples)$/ })
    .first()
    .click();
  await page.getByRole('button', { name: look.locale === 'ja-JP' ? 'API トークンを使う' : 'Use an API token' }).click();
  await page.getByTestId('estimate').filter({ hasText: '43' }).waitFor();
  // every line of the editor that there is room for, also where everything stands in one column
  expect(await page.locator('.graphiql-query-editor .view-line').count()).toBeGreaterThan(9);
  await run(visitor);
  await page.locator('.result-window .view-line').nth(2).waitFor();
  expect(await violationsOf(page, ['header', '[class*="_examples_"]', '[class*="_cost_"]'])).toEqual([]);
  expect(await overflowOf(page)).toBe(0);
  if (process.env['PICTURES'])
    await page.screenshot({ path: `${process.env['PICTURES']}/graphiql-${look.locale}-${look.width}.png`, fullPage: true });
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
