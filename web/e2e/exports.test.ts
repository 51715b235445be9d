import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Portal, type Visitor } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

/** Exports the list of the page, and reads the file that the browser saves. */
async function exported({ page }: Visitor, format: RegExp): Promise<{ name: string; text: string }> {
  await page.getByRole('button', { name: 'エクスポート', exact: true }).click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: format }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

test('絞り込んだ一覧をエクスポートすると、画面と同じライセンスが Excel で開ける CSV で保存される', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', '/licenses/relationships');
  await page.getByRole('link', { name: '60900001' }).waitFor();
  await page.getByLabel('状態').selectOption({ label: '期限切れ' });
  await page.getByRole('link', { name: '60900001' }).waitFor({ state: 'detached' });
  const shown = await page.getByRole('table').getByRole('link').allInnerTexts();

  const { name, text } = await exported(visitor, /CSV/);
  expect(name).toMatch(/^vlsc-licenses-\d{4}-\d{2}-\d{2}\.csv$/);
  const [header = '', ...rows] = text.trimEnd().split('\r\n');
  expect(header).toMatch(/^\ufefflicensing_id,program,organization_number,organization_name,/);
  expect(rows.map(row => row.split(',')[0])).toEqual(shown);
  expect(rows[0]).toContain('株式会社コントソ商事 (サンプル)');
  expect(rows[0]).toContain(',EXPIRED,');
  await page.getByText(`${shown.length} 行をダウンロードしました`).waitFor();

  await page.goto('/licenses/60900001/orders');
  const orders = await exported(visitor, /JSON/);
  expect(orders.name).toMatch(/^vlsc-order-lines-60900001-\d{4}-\d{2}-\d{2}\.json$/);
  expect(JSON.parse(orders.text)).toHaveLength((await page.getByRole('table').getByRole('row').count()) - 1);

  await page.getByRole('link', { name: 'エクスポート', exact: true }).click();
  await page.getByRole('cell', { name: /3 行/ }).waitFor();
  const link = page.getByRole('link', { name: `${name} をダウンロード` });
  const [again] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(await readFile(await again.path(), 'utf8')).toBe(text);

  const other = await portal.visitor();
  await other.signInAs('高橋 凛');
  expect((await other.page.request.get((await link.getAttribute('href')) ?? '')).status()).toBe(404);
  expect([...visitor.faults, ...other.faults]).toEqual([]);
  await visitor.close();
  await other.close();
});

test('運用の担当者は、絞り込んだすべてのライセンスを JSON でエクスポートできる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('運用 担当', '/operations/licenses');
  await page.getByLabel('プログラム').selectOption({ label: 'Open Value' });
  const shown = page.getByText(/件中 \d+ 件を表示/);
  await page.waitForURL(/program=OPEN_VALUE/);
  await expect
    .poll(
      async () =>
        new Set(
          (await page.getByRole('table').getByRole('row').allInnerTexts()).slice(1).map(row => /Open Value/.test(row.replace(/\s+/g, ' '))),
        ),
    )
    .toEqual(new Set([true]));
  const total = Number((await shown.innerText()).match(/^([\d,]+)/)?.[1]?.replace(',', ''));
  const rows = JSON.parse((await exported(visitor, /JSON/)).text) as { program: string; administrator_count: number }[];
  expect(rows).toHaveLength(total);
  expect(new Set(rows.map(({ program }) => program))).toEqual(new Set(['OPEN_VALUE']));
  expect(rows.every(({ administrator_count }) => Number.isInteger(administrator_count))).toBe(true);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('運用の担当者が開く一覧は、検索や絞り込み、並び順のとおりにエクスポートされる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  const rowsOf = async () => JSON.parse((await exported(visitor, /JSON/)).text) as Record<string, string>[];
  const namesShown = () => page.getByRole('table').getByRole('rowheader').allInnerTexts();

  await visitor.signInAs('運用 担当', '/operations/users');
  await page.getByRole('link', { name: '佐藤 花子' }).waitFor();
  await page.getByLabel('登録の状態').selectOption({ label: '登録済み' });
  await page.waitForURL(/state=REGISTERED/);
  await page.getByRole('link', { name: '山本 優希' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: /^名前/ }).click();
  await page.waitForURL(/sort=-name/);
  await expect.poll(async () => (await namesShown())[0]).not.toBe('佐藤 花子');
  const people = await rowsOf();
  expect(people.map(({ name }) => name)).toEqual(await namesShown());
  expect(new Set(people.map(({ registration }) => registration))).toEqual(new Set(['REGISTERED']));

  await page.goto('/operations/audit');
  await page.getByLabel('操作').selectOption({ label: '一覧をエクスポート' });
  await page.waitForURL(/action=EXPORT_MADE/);
  const events = page.getByRole('list', { name: 'すべての記録 (新しい順)' }).getByRole('listitem');
  await expect
    .poll(async () => new Set((await events.allInnerTexts()).map(text => text.includes('一覧をエクスポート'))))
    .toEqual(new Set([true]));
  const onRecord = await rowsOf();
  expect(onRecord).toHaveLength(await events.count());
  expect(new Set(onRecord.map(({ action }) => action))).toEqual(new Set(['EXPORT_MADE']));
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
