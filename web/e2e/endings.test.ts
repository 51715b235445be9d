import { paths } from '@vlsc/shared/paths.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

/** The month of the day that many days from now, as the page writes it. */
const monthIn = (days: number) =>
  new Intl.DateTimeFormat('ja', { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(Date.now() + days * 86_400_000));

test('まもなく終了するものを月ごとに見て、お知らせの時期を変え、予定表のアドレスを作る', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  const main = page.getByRole('main');
  await visitor.signInAs('佐藤 花子');
  await main.getByRole('heading', { name: 'まもなく終了' }).waitFor();
  await main.getByRole('link', { name: 'すべて見る' }).last().click();
  await page.waitForURL(`**${paths.endings}`);

  // 90 日以内: Open Value の契約、ライセンス、ソフトウェア アシュアランス
  await main.getByRole('heading', { name: `${monthIn(45)} (3 件)` }).waitFor();
  const rows = main.getByRole('listitem').filter({ hasText: 'あと 45 日' });
  expect(await rows.count()).toBe(3);
  await main.getByRole('link', { name: 'V9000001' }).waitFor();
  await main.getByText('32 個、Windows Server').waitFor();

  // 3 年先まで広げ、表から来年の月へ
  await main.getByText('3 年', { exact: true }).click();
  await page.waitForURL(/within=1095/);
  const later = monthIn(365);
  await main.getByRole('heading', { name: new RegExp(`^${later}`) }).waitFor();
  await main.getByText('月ごとの件数を表で見る').click();
  await main.getByRole('link', { name: `${later}から表示` }).click();
  await page.waitForURL(/month=\d{4}-\d{2}/);
  await main.getByText(`${later}以降を表示しています。`).waitFor();
  await rows.first().waitFor({ state: 'detached' });
  await page.waitForFunction(month => document.activeElement?.textContent?.startsWith(month), later);
  await main.getByRole('button', { name: '今月から表示する' }).click();
  await rows.first().waitFor();

  // 棒をクリックしても同じ
  const bars = await main.locator('.recharts-bar-rectangle path').all();
  const heights = await Promise.all(bars.map(async bar => (await bar.boundingBox())?.height ?? 0));
  await bars[heights.findLastIndex(height => height > 2)]?.click();
  await main.getByText(`${later}以降を表示しています。`).waitFor();

  // 絞り込みの結果がないときは、条件を解除できる
  await main.getByLabel('種類').selectOption({ label: 'アクセス権限' });
  await main.getByRole('button', { name: '条件を解除' }).last().click();
  await main.getByRole('heading', { name: new RegExp(`^${later}`) }).waitFor();

  // 予定表
  await main.getByLabel('特典').uncheck();
  await main.getByRole('button', { name: '予定表のアドレスを作成する' }).click();
  await main.getByText('このアドレスは、今だけ表示されます').waitFor();
  const address = (await main.locator('code').textContent()) ?? '';
  expect(address).toMatch(/\/calendar\/[\w-]{43}\.ics$/);
  const calendar = await fetch(address);
  expect([calendar.status, calendar.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
  const text = (await calendar.text()).replace(/\r\n /g, '');
  expect(text).toContain('SUMMARY:契約 V9000001 の終了');
  expect(text).not.toContain('トレーニング');
  await page.reload();
  await main.getByText('予定表に表示する').waitFor();
  await main.getByText('最後に読み込まれた日時').waitFor();
  expect(await main.getByText(address).count()).toBe(0);
  await main.getByRole('button', { name: '予定表を削除する' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '予定表を削除する' }).click();
  await main.getByText('予定表を削除しました').waitFor();
  expect((await fetch(address)).status).toBe(404);

  // お知らせ
  await page.goto(paths.preferences);
  await main.getByLabel('60 日前').uncheck();
  await main.getByLabel('特典').check();
  await main.getByRole('button', { name: 'お知らせの設定を保存する' }).click();
  await main.getByText('お知らせの設定を保存しました').waitFor();
  await page.reload();
  await main.getByLabel('90 日前').waitFor();
  expect(await Promise.all(['90 日前', '60 日前', '特典'].map(label => main.getByLabel(label).isChecked()))).toEqual([true, false, true]);
  await main.getByLabel('メールでお知らせする').uncheck();
  expect(await main.getByLabel('90 日前').count()).toBe(0);
  await main.getByRole('button', { name: 'お知らせの設定を保存する' }).click();
  await main.getByText('終了日のお知らせメールを止めました').waitFor();
  await page.reload();
  await main.getByLabel('メールでお知らせする').waitFor();
  expect(await main.getByLabel('メールでお知らせする').isChecked()).toBe(false);

  // ライセンスの見通しと、関連するライセンス
  await page.goto(paths.license('60900001'));
  await main.getByRole('heading', { name: '終了日の見通し' }).waitFor();
  await main.getByRole('link', { name: '表示できるライセンス 4 件' }).click();
  await page.waitForURL(/agreement=U9000001/);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
