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

test('シナリオ 3: サインインできても何も表示されない人は、当てはまる原因と期限、次の手順を見る', async () => {
  const aya = await portal.visitor();
  await aya.signInAs('加藤 彩');
  await aya.page.getByRole('heading', { name: 'ライセンスが表示されない理由' }).waitFor();
  await aya.page.getByText(/新しい契約のライセンスを準備しています/).waitFor();
  await aya.page
    .getByText(/遅くとも.*までに表示されます/)
    .first()
    .waitFor();

  const jiro = await portal.visitor();
  await jiro.signInAs('小林 次郎', '/diagnosis');
  await jiro.page.getByText(/eOpen で管理していたお客様のライセンスのアクセス権限は引き継がれていません/).waitFor();

  const sam = await portal.visitor();
  await sam.signInAs('Sam Stranger', '/diagnosis');
  await sam.page.getByRole('heading', { name: 'The address is on no agreement' }).waitFor();
  await sam.page.getByRole('main').getByRole('link', { name: 'Register another business e-mail address' }).click();
  await sam.page.waitForURL('**/register**');
  for (const visitor of [aya, jiro, sam]) {
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  }
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

test('シナリオ 5: MBSA の連絡先担当者が引き継ぎを選ぶと、すべての下位契約の管理者になり、後で変更できる', async () => {
  const misaki = await portal.visitor();
  const { page } = misaki;
  await page.goto('/auth/sign-in');
  await page.getByRole('button', { name: /伊藤 美咲/ }).click();
  await page.getByRole('heading', { name: 'VLSC 管理者権限の引き継ぎオプション' }).waitFor();
  const [takeOver, decline] = [page.getByRole('radio', { name: '引き継ぎます' }), page.getByRole('radio', { name: '引き継ぎません' })];
  await takeOver.check();
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('MBSA U9000001 の管理者権限を引き継ぎました').waitFor();
  await page.goto('/licenses/relationships');
  for (const licensingId of ['60900001', '60900003', '60900011']) await page.getByRole('link', { name: licensingId }).first().waitFor();

  await page.goto('/settings/preferences');
  await decline.check();
  await page
    .getByRole('group', { name: /U9000001/ })
    .or(page.getByRole('main'))
    .getByRole('button', { name: '保存' })
    .last()
    .click();
  await page
    .getByText(/件のライセンスに管理者がいなくなります/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: '引き継がずに続ける' }).click();
  await page.getByText('MBSA U9000001 の管理者権限を「引き継ぎません」に設定しました').waitFor();
  await page.goto('/licenses/relationships');
  await page.getByRole('link', { name: '60900011' }).first().waitFor();
  expect(await page.getByRole('link', { name: '60900001' }).count()).toBe(0);
  expect(misaki.faults).toEqual([]);
  await misaki.close();
});

test('シナリオ 6: オープン ライセンスの管理者になるには、2 つの番号でリクエストし、管理者がいなければサポートに依頼する', async () => {
  const rin = await portal.visitor();
  const { page } = rin;
  await rin.signInAs('高橋 凛', '/help/faq/6');
  await page
    .getByRole('main')
    .getByRole('link', { name: /リクエスト/ })
    .last()
    .click();
  await page.waitForURL('**/settings/request-permissions**');
  expect(await page.getByLabel('プログラム').inputValue()).toBe('OPEN_LICENSE');
  await page.getByLabel('ライセンス番号').fill('７０００－０００３');
  await page.getByLabel('認証番号').fill('90000003-zzs-2707');
  await page.getByRole('button', { name: '送信' }).click();
  await page.getByRole('alert').filter({ hasText: 'アクセス権限リクエスト失敗の通知' }).first().waitFor();
  await page
    .getByRole('main')
    .getByRole('link', { name: /ケース|サポートに/ })
    .first()
    .click();
  await page.waitForURL('**/help/cases/new**');
  expect(await page.getByLabel(/^ライセンス番号/).inputValue()).toBe('７０００－０００３');
  await page.getByLabel(/^会社名/).fill('医療法人さくら病院 (サンプル)');
  await page.getByLabel(/^所在地/).fill('名古屋市中区 1丁目1番1号');
  await page.getByRole('button', { name: '送信' }).click();
  await page.getByText('サポートが確認中').first().waitFor();

  const staff = await portal.visitor();
  await staff.signInAs('運用 担当', '/operations/cases');
  await staff.page.getByRole('main').getByRole('link', { name: /SC-/ }).first().click();
  await staff.page.getByText('医療法人さくら病院 (サンプル)').first().waitFor();
  await staff.page.getByRole('radio', { name: '管理者の権限を付与する' }).check();
  await staff.page.getByLabel('付与するライセンスの ID').fill('70000003');
  await staff.page.getByRole('button', { name: '権限を付与する…' }).click();
  await staff.page.getByRole('dialog').getByRole('button', { name: '管理者の権限を付与する' }).click();
  await staff.page.getByText('管理者の権限を付与しました').first().waitFor();

  await page.getByText('解決済み').first().waitFor({ timeout: 20_000 });
  await page.goto('/licenses/70000003/people');
  await page.getByText('高橋 凛').first().waitFor();
  expect([...rin.faults, ...staff.faults]).toEqual([]);
  await rin.close();
  await staff.close();
});

test('シナリオ 7: お客様が販売店の担当者を追加すると、開いたままの担当者の画面に数秒でお客様が表示される', async () => {
  const jiro = await portal.visitor();
  await jiro.signInAs('小林 次郎', '/diagnosis');
  await jiro.page
    .getByText(/管理.*ユーザーの追加/)
    .first()
    .waitFor();
  await jiro.page.goto('/');

  const mai = await portal.visitor();
  const { page } = mai;
  await mai.signInAs('渡辺 舞', '/administration/users/new');
  await page.getByLabel(/^勤務先電子メール アドレス/).fill('ｊｉｒｏ@license-hanbai.example');
  await page.getByLabel(/^姓/).fill('小林');
  await page.getByLabel(/^名[ *]*$/).fill('次郎');
  await page.getByRole('checkbox', { name: /70000001/ }).check();
  await page
    .getByRole('checkbox', { name: /プロダクト キー/ })
    .first()
    .check();
  await page.getByLabel('メッセージ (任意)').fill('引き続きよろしくお願いします。');
  await page.getByRole('button', { name: 'ユーザーを追加する' }).click();
  await page.getByText('小林 次郎 さんにアクセス権限を付与しました').first().waitFor();
  await page.getByRole('button', { name: /元に戻す/ }).click();
  await page.getByText('元に戻しました').first().waitFor();
  await page.getByRole('button', { name: 'ユーザーを追加する' }).click();
  await page.getByText('小林 次郎 さんにアクセス権限を付与しました').first().waitFor();

  await jiro.page.getByRole('main').getByText('有限会社ワイド印刷 (サンプル)').first().waitFor({ timeout: 10_000 });
  await jiro.page.goto('/licenses/70000001/keys');
  await jiro.page.getByText(/9BCDF/).first().waitFor();
  const mail = await portal.mailTo('jiro@license-hanbai.example', 'アクセス権限の変更');
  expect(mail.text).toContain('引き続きよろしくお願いします。');
  for (const secret of ['渡辺 舞', 'mai@wide-print.example']) expect(mail.text).not.toContain(secret);

  await page.goto('/administration/users');
  await page
    .getByRole('link', { name: /小林 次郎/ })
    .first()
    .click();
  await page.getByText('jiro@license-hanbai.example').first().waitFor();
  await page.getByRole('button', { name: 'すべてのライセンスから削除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click();
  await page
    .getByText(/さんをライセンス 1 件から削除しました/)
    .first()
    .waitFor();
  expect([...jiro.faults, ...mai.faults]).toEqual([]);
  await jiro.close();
  await mai.close();
});

test('シナリオ 8: 登録が失効した人が同じアドレスをもう一度検証すると、戻ったものと戻らなかったものがわかる', async () => {
  const yuki = await portal.visitor();
  const { page } = yuki;
  await yuki.signInAs('山本 優希', '/register');
  await page.getByText('長い間サインインがなかったため、登録が失効しています').first().waitFor();
  await page
    .getByRole('button', { name: /確認メールを再送信/ })
    .first()
    .click();
  const link = linkIn((await portal.mailTo('yuki.yamamoto@contoso-shoji.example', '勤務先電子メール アドレスの確認')).text);
  await page.goto(link);
  await page.getByRole('heading', { name: '登録を再開しました' }).waitFor();
  const main = page.getByRole('main');
  await main.getByText('2 件のライセンスのアクセス権限が使えるようになりました').waitFor();
  await main.getByText('権限の終了日を過ぎました').first().waitFor();
  await main.getByRole('link', { name: 'ライセンスを見る' }).first().click();
  await page.getByRole('link', { name: '60900003' }).first().waitFor();
  expect(yuki.faults).toEqual([]);
  await yuki.close();
});

test('シナリオ 9: 管理者が誰かは知らされず、管理者のいないライセンスと誤った番号には同じ通知が表示される', async () => {
  const mai = await portal.visitor();
  const { page } = mai;
  await mai.signInAs('渡辺 舞', '/settings/request-permissions');
  const notices: string[] = [];
  for (const license of ['60900012', '60999999']) {
    await page.goto('/settings/request-permissions');
    await page.getByLabel('プログラム').selectOption('SELECT');
    await page.getByLabel('ライセンス ID').fill(license);
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

test('サインアウトの前に知らせ、続けると言えば消える', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await page.clock.install();
  await visitor.signInAs('佐藤 花子', '/help/faq');
  await page.getByRole('button', { name: /佐藤 花子/ }).waitFor();
  await page.clock.fastForward('27:30');
  await page.getByText('まもなくサインアウトします').waitFor();
  await page.getByRole('button', { name: 'サインインを続ける' }).click();
  await page.getByText('まもなくサインアウトします').waitFor({ state: 'detached' });
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});
