import { paths } from '@vlsc/shared/paths.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const box = (page: Page) => page.getByRole('combobox', { name: '検索と操作' });
/** Opens the search by keys, once there is something on the page that listens to them. */
async function open(page: Page, keys = 'Control+k'): Promise<void> {
  await page.getByRole('button', { name: '検索と操作' }).waitFor();
  await page.keyboard.press(keys);
  await box(page).waitFor();
}

test('Ctrl+K で、番号の一部からライセンス、名前から同僚、言葉から操作を探せる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子');
  await open(page);
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.type('９０００－０２');
  await page.getByRole('option', { name: /60900002/ }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/licenses/60900002');

  await open(page, 'Meta+k');
  await box(page).fill('健 田中');
  await page.getByRole('option', { name: /田中 健/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '田中 健' }).waitFor();

  await open(page);
  await box(page).fill('english');
  // nothing but the command has the word; the arrow comes back to it
  await page.keyboard.press('ArrowDown');
  expect(await box(page).getAttribute('aria-activedescendant')).toContain('language');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Search and commands' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Search and commands' }).fill('日本語');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '検索と操作' }).waitFor();

  await open(page);
  await box(page).fill('どこにもないことば');
  await page.getByText('見つかりませんでした。番号や名前をご確認ください。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('貼り付けたライセンス ID は、自分のもの以外がどれも同じ答えになる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子');
  await open(page);
  // a license of Wide Print, and a number that nobody has
  await box(page).evaluate(input => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', '6090-0001\r\n60900010\r\n99999999\r\n');
    input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await page.getByRole('option', { name: '3 件のライセンス ID を照会する' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL('**/licenses/look-up#*');
  const row = (typed: string) => page.getByRole('row', { name: new RegExp(`^${typed}`) });
  await row('6090-0001').getByRole('link', { name: '60900001' }).waitFor();
  const [foreign = '', nonsense = ''] = await Promise.all([row('60900010').textContent(), row('99999999').textContent()]);
  expect(foreign).toContain('表示できるライセンスの中にありません');
  expect(foreign?.replaceAll('60900010', '')).toBe(nonsense?.replaceAll('99999999', ''));
  await page.getByText('1 件が表示できるライセンスです').waitFor();
  await page.getByText('2 件は表示できるライセンスの中にありません').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.reload();
  expect(await page.getByLabel('ライセンス ID', { exact: true }).inputValue()).toBe('6090-0001\n60900010\n99999999');
  await row('99999999')
    .getByRole('link', { name: /リクエスト/ })
    .click();
  await page.waitForURL('**/settings/request-permissions?*');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('リレーションシップの概要を絞り込み、列を選び、ビューとして保存し、選んだライセンスにユーザーを追加する', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', '/licenses/relationships');
  await page.getByLabel('状態').selectOption('ACTIVE');
  await page.getByRole('link', { name: '60900004' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '組織' }).first().click();
  await page.getByRole('columnheader', { name: '組織' }).and(page.locator('[aria-sort=ascending]')).waitFor();

  await page.getByRole('button', { name: '表示する列' }).click();
  await page.getByRole('checkbox', { name: '場所' }).uncheck();
  await page.getByRole('checkbox', { name: '契約' }).check();
  await page.keyboard.press('Escape');
  await page.getByRole('columnheader', { name: '契約' }).waitFor();
  expect(await page.getByRole('columnheader', { name: '場所' }).count()).toBe(0);

  await page.getByRole('button', { name: '保存したビュー' }).click();
  await page.getByRole('button', { name: '現在の表示を保存…' }).click();
  await page.getByRole('dialog').getByLabel('名前').fill('有効なもの');
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '保存する' }).click();
  await page.getByText('ビュー「有効なもの」を保存しました').waitFor();
  await page.getByRole('button', { name: '閉じる' }).click();
  const address = page.url();
  await page.reload();
  await page.getByRole('button', { name: '保存したビュー: 有効なもの' }).waitFor();
  await page.goto('/licenses/relationships');
  await page.getByRole('button', { name: '保存したビュー' }).click();
  await page.getByRole('button', { name: '有効なもの', exact: true }).click();
  await page.getByRole('columnheader', { name: '契約' }).waitFor();
  expect(new URL(page.url()).search).toBe(new URL(address).search);

  await page.getByRole('checkbox', { name: 'ライセンス 60900001 を選択' }).check();
  await page.getByRole('checkbox', { name: 'ライセンス 60900003 を選択' }).click({ modifiers: ['Shift'] });
  await page.getByRole('status').filter({ hasText: '3 件を選択中' }).waitFor();
  await page.getByRole('checkbox', { name: 'ライセンス 60900002 を選択' }).uncheck();
  await page.getByRole('status').filter({ hasText: '2 件を選択中' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'ライセンスの概要' }).last().click();
  await page.waitForURL('**/licenses/summary?*');
  expect(new URL(page.url()).searchParams.get('ids')).toBe('60900001,60900003');
  await page.goBack();
  await page.getByRole('checkbox', { name: '表示中の 3 件をすべて選択' }).check();
  await page.getByRole('checkbox', { name: 'ライセンス 60900002 を選択' }).uncheck();
  await page.getByRole('link', { name: 'ユーザーを追加' }).click();
  await page.getByRole('list', { name: /選択/ }).getByText('60900003').waitFor();
  expect(await page.getByRole('list', { name: /選択/ }).getByRole('listitem').count()).toBe(2);

  await page.goto('/licenses/relationships');
  await page.getByRole('button', { name: '保存したビュー' }).click();
  await page.getByRole('button', { name: 'ビュー「有効なもの」を削除する' }).click();
  await page.getByRole('button', { name: '元に戻す' }).click();
  await page.getByText('ビュー「有効なもの」を保存しました').waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('狭い画面では絞り込みの条件がたたまれ、指定されている数がボタンに示される', async () => {
  const visitor = await portal.visitor({ width: 320 });
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', paths.relationshipSummary);
  const filters = page.getByRole('search', { name: '絞り込み' });
  await filters.getByRole('searchbox').waitFor();
  const program = filters.getByLabel('プログラム');
  expect(await program.isVisible()).toBe(false);
  await filters.getByRole('button', { name: '絞り込み', exact: true }).focus();
  await page.keyboard.press('Enter');
  await program.selectOption({ label: 'Enterprise' });
  await page.waitForURL(/program=ENTERPRISE/);
  const fold = filters.getByRole('button', { name: '絞り込み (1)', expanded: true });
  await fold.click();
  expect(await program.isVisible()).toBe(false);
  await page.setViewportSize({ width: 1280, height: 900 });
  expect(await program.isVisible()).toBe(true);
  expect(await filters.getByRole('button', { name: /^絞り込み/ }).count()).toBe(0);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
