import { afterAll, beforeAll, expect, test } from 'vitest';
import { Portal, type Visitor } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const administrators = ['佐藤 花子', '田中 健', 'hanako.sato', 'ken.tanaka'];

async function register({ page }: Visitor, address: string, confirmation = address): Promise<void> {
  await page.getByLabel(/^勤務先電子メール アドレス[ *]*$/).fill(address);
  await page.getByLabel(/勤務先電子メール アドレス \(確認用\)/).fill(confirmation);
  await page.getByRole('button', { name: '確認メールを送信' }).click();
}

const linkIn = (text: string) => /http:\/\/\S+\/verify\/\S+/.exec(text)?.[0] ?? '';

test('シナリオ 1: 契約と違うアドレスを登録した人は、検証のあとに原因と次の手順を知る', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await page.goto('/');
  await page.getByRole('link', { name: '今すぐサインアップ' }).first().click();
  await page
    .getByRole('link', { name: /新しい|サインアップ|作成/ })
    .first()
    .click();
  const fields = page.locator('form input:not([type=hidden])');
  for (const [index, text] of ['山田 一', 'hajime@id.example', 'natsu-no-umi-2026', 'natsu-no-umi-2026'].entries())
    await fields.nth(index).fill(text);
  await page.getByRole('button', { name: 'サインアップしてサインイン' }).click();
  await page.waitForURL('**/register');

  await register(visitor, 'hajime@yamada-shoten.example');
  await page.getByText('確認メールを送信しました').waitFor();
  const mail = await portal.mailTo('hajime@yamada-shoten.example', '勤務先電子メール アドレスの確認');
  await page.goto(linkIn(mail.text));
  await page.getByText('アドレスが契約と一致していません').waitFor();
  for (const step of ['別の勤務先電子メール アドレスを登録する', 'アクセス権限をリクエストする', 'サポート センターに問い合わせる']) {
    expect(await page.getByRole('main').getByRole('link', { name: step }).count()).toBeGreaterThan(0);
  }
  await page.goto('/settings/permissions');
  await page.getByText('hajime@yamada-shoten.example').first().waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('シナリオ 2: 連絡先担当者が登録し、メールのリンクを開くと、ライセンスがすぐに表示される', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('鈴木 太郎', '/register');
  await register(visitor, 'taro.suzuki@contoso-shoji.example', 'taro.suzuki@contoso.example');
  await page.getByText('確認用の電子メール アドレスが一致していません。').first().waitFor();
  expect(await page.getByLabel(/^勤務先電子メール アドレス[ *]*$/).inputValue()).toBe('taro.suzuki@contoso-shoji.example');
  await register(visitor, 'ｔａｒｏ.suzuki@contoso-shoji.example', 'taro.suzuki@contoso-shoji.example');
  await page.getByText('確認メールを送信しました').waitFor();

  const link = linkIn((await portal.mailTo('taro.suzuki@contoso-shoji.example', '勤務先電子メール アドレスの確認')).text);
  await page.goto(link);
  await page.getByRole('heading', { name: '登録が完了しました' }).or(page.getByText('登録が完了しました')).first().waitFor();
  await page.getByText('1 件のライセンスに新しいアクセス権限が付きました').waitFor();
  await page.getByRole('main').getByRole('link', { name: 'ライセンスを見る' }).first().click();
  await page.getByRole('link', { name: '60900002' }).first().waitFor();

  await page.goto(link);
  await page.getByText('このアドレスは検証済みです').first().waitFor();
  const other = await portal.visitor();
  await other.signInAs('高橋 凛');
  await other.page.goto(link);
  await other.page.getByText('このリンクは使用できません').first().waitFor();
  expect([...visitor.faults, ...other.faults]).toEqual([]);
  await visitor.close();
  await other.close();
});

test('シナリオ 4: ライセンスが見えない社員がリクエストし、管理者が一部を承認すると、すぐに見える', async () => {
  const rin = await portal.visitor();
  await rin.signInAs('高橋 凛', '/settings/request-permissions');
  const { page } = rin;
  await page.getByLabel('プログラム').selectOption('OPEN_VALUE');
  await page.getByLabel('ライセンス ID').fill('６０９０－０００３');
  await page
    .getByLabel(/契約とライセンスの内容、注文、数量を確認する|ライセンス情報/)
    .first()
    .check();
  await page
    .getByLabel(/ソフトウェアをダウンロードする|ダウンロード/)
    .first()
    .check();
  await page.getByLabel('コメント (任意)').fill('棚卸しのために確認したいです。');
  await page.getByRole('button', { name: '送信' }).click();
  await page.getByText('管理者の決定を待っています').first().waitFor();
  await portal.mailTo('hanako.sato@contoso-shoji.example', 'アクセス権限のリクエスト');
  await page.getByText('管理者に届けました').first().waitFor();

  const hanako = await portal.visitor();
  await hanako.signInAs('佐藤 花子', '/administration/requests');
  await hanako.page.getByRole('main').getByRole('link', { name: /AR-/ }).first().click();
  await hanako.page.getByText('棚卸しのために確認したいです。').waitFor();
  await hanako.page
    .getByRole('main')
    .getByLabel(/ダウンロード/)
    .first()
    .uncheck();
  await hanako.page.getByLabel('メッセージ (任意)').fill('閲覧だけ承認します。');
  await hanako.page.getByRole('button', { name: /承認する/ }).click();
  await hanako.page.getByText('承認しました').first().waitFor();

  await page.getByText('閲覧だけ承認します。').waitFor({ timeout: 30_000 });
  const seen = await page.getByRole('main').innerText();
  for (const secret of administrators) expect(seen).not.toContain(secret);
  await page.goto('/licenses/60900003');
  await page.getByRole('heading', { name: /60900003/ }).waitFor();
  expect([...rin.faults, ...hanako.faults]).toEqual([]);
  await rin.close();
  await hanako.close();
});

test('シナリオ 9: 管理者が誰かは知らされず、管理者のいないライセンスと誤った番号には同じ通知が表示される', async () => {
  const mai = await portal.visitor();
  const { page } = mai;
  await mai.signInAs('渡辺 舞', '/settings/request-permissions');
  const notices: string[] = [];
  for (const [license, authorization] of [
    ['70000003', '90000003ZZS2707'],
    ['79999999', '90000003ZZS2707'],
  ] as const) {
    await page.goto('/settings/request-permissions');
    await page.getByLabel('プログラム').selectOption('OPEN_LICENSE');
    await page.getByLabel('ライセンス番号').fill(license);
    await page.getByLabel('認証番号').fill(authorization);
    await page
      .getByLabel(/誰が何をできるかを管理する|管理者/)
      .first()
      .check();
    await page.getByRole('button', { name: '送信' }).click();
    const notice = page.getByRole('alert').filter({ hasText: 'アクセス権限リクエスト失敗の通知' }).first();
    await notice.waitFor();
    notices.push(await notice.innerText());
  }
  expect(notices[1]).toBe(notices[0]);
  await page.getByRole('main').getByRole('link', { name: 'サポート センターに問い合わせる' }).first().click();
  await page.waitForURL('**/help/contact**');
  await page.getByText('0120-737-565').first().waitFor();
  expect(mai.faults).toEqual([]);
  await mai.close();
});
