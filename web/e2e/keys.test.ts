import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { paths } from '@vlsc/shared/paths.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandLines } from '../src/lib/command-line.ts';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

const keys = `${paths.downloadsAndKeys}?show=keys`;
const revealButton = /Windows Professional 10 のキー .*を表示/;

test('プロダクト キーを、目的を記録して表示し、コピーする。1 分で隠れ、管理者は履歴で確認できる', async () => {
  const visitor = await portal.visitor();
  const { page, context } = visitor;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  await visitor.signInAs('佐藤 花子', paths.preferences);
  await page.goto(keys);
  await page.getByRole('button', { name: revealButton }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('このライセンスの管理者が確認できます').waitFor();
  await dialog.getByRole('button', { name: '記録して表示' }).click();
  await dialog.getByText('目的を選択してください。').waitFor();
  await dialog.getByLabel('そのほか').check();
  await dialog.getByRole('button', { name: '記録して表示' }).click();
  await dialog.getByText('使用する目的を入力してください。').waitFor();
  await dialog.getByLabel(/コメント/).fill('研修用の端末');
  await dialog.getByRole('button', { name: '記録して表示' }).click();

  const key = await dialog.locator('code').innerText();
  expect(key).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}$/);
  await dialog.getByRole('button', { name: 'キーをコピー' }).click();
  await dialog.getByText('コピーしました').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
  expect([page.url(), await page.title()].join(' ')).not.toContain(key);

  await page.clock.fastForward(61_000);
  await dialog.waitFor({ state: 'detached' });
  expect(await page.content()).not.toContain(key);
  expect(await page.getByRole('button', { name: revealButton }).evaluate(button => button === document.activeElement)).toBe(true);
  await page.reload();
  await page.getByRole('button', { name: revealButton }).waitFor();
  expect(await page.content()).not.toContain(key);

  await page.goto(`${paths.license('60900001')}/history`);
  await page.getByText('佐藤 花子 さんがプロダクト キーを表示').first().waitFor();
  await page
    .getByText(`Windows Professional 10 (…${key.slice(-5)})`)
    .first()
    .waitFor();
  await page.getByText('研修用の端末').waitFor();
  expect(await page.content()).not.toContain(key);
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('サインインから時間がたっている場合は、もう一度サインインすると、同じキーの画面に戻る', async () => {
  const strict = await Portal.open({ VLSC_RECENT_SIGN_IN: 'PT0S' });
  try {
    const visitor = await strict.visitor();
    const { page } = visitor;
    await visitor.signInAs('佐藤 花子', paths.preferences);
    await page.goto(keys);
    await page.getByRole('button', { name: revealButton }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('新しくインストールする').check();
    await dialog.getByRole('button', { name: '記録して表示' }).click();
    await dialog.getByText('プロダクト キーを表示するには、もう一度サインインしてください。').waitFor();
    const { href } = new URL(page.url());
    await dialog.getByRole('link', { name: 'もう一度サインイン' }).click();
    // the identity provider knows the person, and asks all the same
    await page.getByRole('button', { name: /佐藤 花子/ }).click();
    await page.waitForURL(href);
    await dialog.getByLabel('新しくインストールする').waitFor();
    await dialog.getByText('Windows Professional 10').waitFor();
    expect(visitor.faults).toEqual([]);
    await visitor.close();
  } finally {
    await strict.close();
  }
});

test('ライセンス認証の回数の追加を依頼し、サポートが増やすと、キーに反映される', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', paths.preferences);
  await page.goto(`${paths.license('60900001')}/keys`);
  await page.getByRole('button', { name: /Windows Professional 10 のキー .*回数の追加/ }).click();
  const dialog = page.getByRole('dialog');
  const [, lastFive = ''] = /末尾の 5 文字:\s*([0-9A-Z]{5})/.exec(await dialog.innerText()) ?? [];
  await dialog.getByLabel(/必要な回数/).fill('４００');
  await dialog.getByLabel(/理由/).fill('来月 300 台を増設します。');
  await dialog.getByLabel(/^キーの末尾の 5 文字/).fill('AAAAA');
  await dialog.getByRole('button', { name: '依頼する' }).click();
  await dialog.getByText('500 回より多い整数').waitFor();
  await dialog.getByLabel(/必要な回数/).fill('８００');
  await dialog.getByRole('button', { name: '依頼する' }).click();
  await dialog.getByText('プロダクト キーの末尾 5 文字と一致しません。').waitFor();
  await dialog.getByLabel(/^キーの末尾の 5 文字/).fill(lastFive.toLowerCase());
  await dialog.getByRole('button', { name: '依頼する' }).click();
  await dialog.getByText('として受け付けました').waitFor();
  await dialog.getByRole('button', { name: '閉じる' }).last().click();
  await page.getByText('サポートが確認中').waitFor();

  const staff = await portal.visitor();
  await staff.signInAs('運用 担当', paths.preferences);
  await staff.page.goto(paths.operationsCases);
  await staff.page.getByRole('link', { name: /^SC-/ }).first().click();
  await staff.page.getByText('500 回中 212 回使用').waitFor();
  expect(await staff.page.getByLabel(/新しい上限/).inputValue()).toBe('800');
  await staff.page.getByLabel(/新しい上限/).fill('750');
  await staff.page.getByRole('button', { name: '回数を追加する…' }).click();
  await staff.page.getByRole('dialog').getByText('合計 750 回').waitFor();
  await staff.page.getByRole('dialog').getByRole('button', { name: '回数を追加する' }).click();
  await staff.page.getByText('ライセンス認証の回数を追加しました').waitFor();

  await page.reload();
  await page.getByText('750 回中 212 回使用').waitFor();
  await page.getByRole('link', { name: /^ケース SC-/ }).click();
  await page.getByText('このプロダクト キーのライセンス認証の上限は 750 回になりました。').waitFor();
  expect([...visitor.faults, ...staff.faults]).toEqual([]);
  await visitor.close();
  await staff.close();
});

test('ファイルをダウンロードすると履歴に残り、コマンド ラインは SHA-256 も確認する', async () => {
  const visitor = await portal.visitor();
  const { page, context } = visitor;
  await visitor.signInAs('佐藤 花子', paths.preferences);
  // the host of the files of the sample does not exist: the browser is told to stay where it is, as a download does
  const answers: [number, string | undefined][] = [];
  await context.route('**/files/**', async route => {
    const answer = await route.fetch({ maxRedirects: 0 });
    answers.push([answer.status(), answer.headers()['location']]);
    await route.fulfill({ status: 204 });
  });
  await page.goto(`${paths.license('60900001')}/downloads`);
  const fileName = await page
    .getByRole('button', { name: /をダウンロード$/ })
    .first()
    .getAttribute('aria-label')
    .then(label => label?.replace(' をダウンロード', '') ?? '');
  await page.getByRole('button', { name: `${fileName} をダウンロード`, exact: true }).click();
  await page.getByText('ライセンス 60900001 のダウンロードとして記録しました。').waitFor();
  expect(answers).toEqual([[302, expect.stringMatching(/^https:\/\/downloads\.example\//)]]);

  await page.getByRole('button', { name: `${fileName} をコマンド ラインでダウンロード`, exact: true }).click();
  const line = await page.getByRole('dialog').locator('code').first().innerText();
  const [, name, url, sha256] =
    /^curl -fL --retry 3 -o '([^']+)' '([^']+)' && echo '([0-9a-f]{64}) {2}[^']+' \| sha256sum -c -$/.exec(line) ?? [];
  expect([name, sha256?.length]).toEqual([fileName, 64]);
  const followed = await fetch(url ?? '', { redirect: 'manual' });
  expect(followed.status).toBe(302);
  await page.keyboard.press('Escape');

  await page.goto(`${paths.license('60900001')}/history`);
  await page.getByText('佐藤 花子 さんがファイルをダウンロード').first().waitFor();
  expect(await page.getByText(`ファイル: ${fileName}`).count()).toBe(2);

  await context.unroute('**/files/**');
  await page.goto(`/files/nonsense/${fileName}`);
  await page.getByText('このリンクではダウンロードできません').waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('特典の一部をアクティブ化すると、残りの数量と履歴に反映される', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', paths.preferences);
  await page.goto(paths.softwareAssurance);
  const row = page.getByRole('row', { name: /トレーニング受講券/ });
  await row.getByText('20 のうち 6').waitFor();
  await row.getByRole('button', { name: /アクティブ化/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/アクティブ化する数量/).fill('15');
  await dialog.getByRole('button', { name: 'アクティブ化する' }).click();
  await dialog.getByText('1 から 14 までの整数を入力してください。').waitFor();
  await dialog.getByLabel(/アクティブ化する数量/).fill('3');
  await dialog.getByLabel(/コメント/).fill('新人研修');
  await dialog.getByRole('button', { name: 'アクティブ化する' }).click();
  await dialog.getByText('3 個をアクティブ化しました').waitFor();
  await dialog.getByRole('button', { name: '閉じる' }).last().click();
  await row.getByText('20 のうち 9').waitFor();
  expect(await row.getByRole('meter').evaluate((meter: HTMLMeterElement) => [meter.value, meter.max])).toEqual([9, 20]);
  await row.getByRole('button', { name: /履歴/ }).click();
  await dialog.getByText('新人研修').waitFor();
  await dialog.getByText('あなた').waitFor();
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

test('コマンド ラインは、ファイル名に何が含まれていても、そのファイルだけを扱う', () => {
  const url = 'https://vlsc.example/files/a.b.c/x';
  const sha256 = createHash('sha256').update(url).digest('hex');
  const names = [
    'O\'Brien\'s $(touch gone) `touch gone` "x" & 日本語.iso',
    '-o evil.iso',
    '../../etc/passwd',
    'a\nb\\c.iso',
    '.bashrc',
    '…',
  ];
  for (const fileName of names) {
    const folder = mkdtempSync(join(tmpdir(), 'vlsc-line-'));
    const run = (file: Parameters<typeof commandLines.linux>[0]) =>
      execFileSync('bash', ['-c', `curl() { printf %s "$6" > "$5"; }\n${commandLines.linux(file)}`], {
        cwd: folder,
        stdio: 'pipe',
      }).toString();
    try {
      expect(run({ url, fileName, sha256 })).toMatch(/: OK\n$/);
      expect(readdirSync(folder)).toHaveLength(1);
      expect(() => run({ url: `${url}x`, fileName, sha256 })).toThrow();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  expect(commandLines.powerShell({ url, fileName: "O'Brien’s.iso", sha256 })).toContain("-o 'O''Brien’’s.iso' ");
});
