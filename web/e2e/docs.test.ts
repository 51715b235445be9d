import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOf, violationsOf } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const looks = [
  { locale: 'en-US', dark: false, width: 1280 },
  { locale: 'ja-JP', dark: true, width: 320 },
] as const;
const pages = [
  '/docs',
  '/docs/getting-started',
  '/docs/limits',
  '/docs/errors',
  '/docs/recipes',
  '/docs/changelog',
  '/docs/ja',
  '/docs/ja/getting-started',
  '/docs/reference',
  '/docs/reference/queries',
  '/docs/reference/objects',
  '/docs/reference/scopes',
  '/docs/reference/License',
  '/docs/reference/Role',
  '/docs/reference/RequestAccessResult',
  '/docs/no-such-page',
];

test.each(looks)('the documentation can be read by everybody: $width px, dark: $dark', async look => {
  const visitor = await portal.visitor(look);
  const { page } = visitor;
  const found: string[] = [];
  for (const address of pages) {
    await page.goto(address);
    found.push(...(await violationsOf(page)).map(violation => `${address}: ${violation}`));
    expect(await overflowOf(page), `${address} is wider than the screen`).toBeLessThanOrEqual(0);
  }
  expect(found).toEqual([]);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('a field is found by keys alone, and its address leads to it', async () => {
  const visitor = await portal.visitor({ locale: 'en-US' });
  const { page } = visitor;
  await page.goto('/docs');
  await page.keyboard.press('/');
  await page.keyboard.type('remainingq');
  await page.getByRole('link', { name: /^SoftwareAssuranceBenefit\.remainingQuantity/ }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/docs/reference/SoftwareAssuranceBenefit#remainingQuantity');
  expect(await page.locator(':target').innerText()).toContain('remainingQuantity');
  await page.keyboard.press('/');
  await page.keyboard.type('no such thing');
  await expect.poll(() => page.getByRole('status').innerText()).toBe('Nothing found');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('searchbox').inputValue()).toBe('');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('ヘルプのメニューから API のドキュメントへ行ける', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子');
  await page.getByRole('navigation').getByRole('link', { name: 'API ドキュメント' }).click();
  await page.waitForURL('**/docs/ja');
  await page.getByRole('heading', { level: 1, name: /^API/ }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
