import { paths } from '@vlsc/shared/paths.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

test('「何も見えない」というケースが届き、運用担当者が人を探し、理由を調べ、記録を確かめる', async () => {
  const person = await portal.visitor();
  await person.signInAs('鈴木 太郎', '/register');
  const address = 'taro.suzuki@contoso-shoji.example';
  await person.page.getByLabel(/^勤務先電子メール アドレス[ *]*$/).fill(address);
  await person.page.getByLabel(/勤務先電子メール アドレス \(確認用\)/).fill(address);
  await person.page.getByRole('button', { name: '確認メールを送信' }).click();
  await person.page.getByText('確認メールを送信しました').waitFor();
  await person.page.goto(paths.newSupportCase);
  await person.page.getByLabel(/お問い合わせの種類/).selectOption({ label: 'そのほか' });
  await person.page.getByLabel(/^件名/).fill('ライセンスが何も見えません');
  await person.page.getByLabel(/お問い合わせの内容/).fill('登録しましたが、60900002 が見えません。');
  await person.page.getByRole('main').getByRole('button', { name: '送信' }).click();
  await person.page.waitForURL(/\/help\/cases\/(?!new)/);
  await person.page
    .getByText(/SC-\w{7}/)
    .first()
    .waitFor();
  const number = /SC-\w{7}/.exec(await person.page.getByRole('main').innerText())?.[0] ?? '';
  expect(number).not.toBe('');

  const staff = await portal.visitor();
  const { page } = staff;
  await staff.signInAs('運用 担当');
  await page.goto(paths.operations);
  const search = page.getByRole('searchbox', { name: 'すべてから検索' });
  await search.fill(number.slice(3).toLowerCase());
  await search.press('Enter');
  await page.waitForURL(`**${paths.operations}?q=*`);
  await page.getByRole('link', { name: number }).click();
  await page.getByText('登録しましたが、60900002 が見えません。').waitFor();
  await page.getByRole('link', { name: '鈴木 太郎' }).click();
  await page.getByRole('heading', { level: 1, name: '鈴木 太郎' }).waitFor();

  await page.getByLabel('ライセンス ID', { exact: true }).fill('６０９０－０００２');
  await page.getByRole('button', { name: '理由を調べる' }).click();
  await page.getByText('ライセンス 60900002 は見えません').waitFor();
  await page
    .getByText(`60900002 の連絡先担当者は ${address} です。このアドレスは登録されていますが、メールのリンクが開かれていません。`)
    .waitFor();
  expect(await violationsOf(page)).toEqual([]);

  await person.page.goto(linkIn((await portal.mailTo(address, '勤務先電子メール アドレスの確認')).text));
  await person.page.getByText('登録が完了しました').first().waitFor();

  await page.goto(paths.operations);
  await search.fill('鈴木');
  await page.getByRole('link', { name: '鈴木 太郎' }).click();
  await page.locator('summary', { hasText: '60900002' }).click();
  await page.getByText(`ライセンス 60900002 の連絡先担当者に ${address} が登録されており、このアドレスは検証済みです。`).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  await page.getByRole('link', { name: 'この人に関する記録を監査で開く' }).click();
  const record = page.getByRole('list', { name: 'すべての記録 (新しい順)' });
  for (const event of ['鈴木 太郎 さんにアクセス権限を付与', '鈴木 太郎 さんがアドレスを検証', '鈴木 太郎 さんのケースを開始'])
    await record.getByText(event).first().waitFor();
  await page.getByLabel('操作').selectOption({ label: 'ケースを開始' });
  await page.waitForURL('**action=CASE_OPENED**');
  await record.getByText('アドレスを検証').waitFor({ state: 'detached' });
  await record.getByRole('link', { name: number }).click();
  await page.getByText('登録しましたが、60900002 が見えません。').waitFor();
  expect([...person.faults, ...staff.faults]).toEqual([]);
  await Promise.all([person.close(), staff.close()]);
});

const linkIn = (text: string) => /http:\/\/\S+\/verify\/\S+/.exec(text)?.[0] ?? '';

test('フィードの取り込みには、ファイルごとの件数と拒否された行があり、運用担当者以外には何もない', async () => {
  const staff = await portal.visitor();
  const { page } = staff;
  await staff.signInAs('運用 担当');
  await page.goto(paths.operationsFeedLoads);
  const loads = page.getByRole('region', { name: 'フィードの取り込み (新しい順)' });
  await loads.getByRole('link').first().click();
  await page.getByRole('region', { name: 'ファイルごとの結果' }).getByRole('rowheader', { name: 'licensing_ids.csv' }).waitFor();
  expect(await violationsOf(page)).toEqual([]);
  const address = page.url();
  await staff.close();

  const other = await portal.visitor();
  await other.signInAs('佐藤 花子');
  for (const path of [paths.operations, paths.operationsFeedLoads, paths.operationsAudit, address]) {
    await other.page.goto(path);
    await other.page.getByRole('heading', { level: 1, name: 'このページは見つかりませんでした' }).waitFor();
  }
  expect(other.faults).toEqual([]);
  await other.close();
});
