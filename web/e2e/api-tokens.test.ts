import { execFileSync } from 'node:child_process';
import { paths } from '@vlsc/shared/paths.ts';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { overflowOf, violationsOf } from './accessibility.ts';
import { Portal, type Visitor } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
  await givesJiro('佐藤 花子', '60900001');
  await givesJiro('渡辺 舞', '70000001');
});
afterAll(() => portal?.close());

/** A customer lets the partner see a license, so that he serves two customers in all. */
async function givesJiro(administrator: string, licensingId: string): Promise<void> {
  const visitor = await portal.visitor();
  await visitor.signInAs(administrator);
  const added = await visitor.page.evaluate(async id => {
    const ask = async (query: string, variables: object) =>
      (
        await fetch('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        })
      ).json();
    const { data } = await ask('query ($id: String!) { license(licensingId: $id) { id } }', { id });
    return ask('mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
      input: {
        email: 'jiro@license-hanbai.example',
        familyName: '小林',
        givenName: '次郎',
        locale: 'JA',
        licenses: [{ licenseId: data.license.id, roles: ['LICENSE_INFO'] }],
      },
    });
  }, licensingId);
  expect(added).toMatchObject({ data: { addUser: { __typename: 'UserAdded' } } });
  await visitor.close();
}

/** Presses Tab until the focus is there, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate(element => element === document.activeElement)) return;
  }
  throw new Error(`Tab never reaches ${target}.`);
}

/** What a shell makes of a command line for curl, sent by `fetch`. */
async function send(command: string): Promise<{ status: number; body: { data?: any } }> {
  const parts = execFileSync('sh', ['-c', `curl() { for part; do printf '%s\\0' "$part"; done; }\n${command}`], { encoding: 'utf8' }).split(
    '\0',
  );
  const [url = ''] = parts;
  const headers = parts.filter((_, index) => parts[index - 1] === '-H').map(header => header.split(': ') as [string, string]);
  const response = await fetch(url, { method: 'POST', headers, body: parts[parts.indexOf('--data') + 1] ?? null });
  return { status: response.status, body: (await response.json()) as { data?: any } };
}

test('販売店の担当者が、キーボードだけで 1 社に限ったトークンを作り、使い、使用履歴を見て失効させる', async () => {
  const jiro = await portal.visitor();
  const { page, context } = jiro;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await jiro.signInAs('小林 次郎', paths.apiTokens);
  await page.getByRole('heading', { name: 'API トークンはまだありません' }).waitFor();
  await tabTo(page, page.getByRole('main').getByRole('link', { name: 'トークンを作成する' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'API トークンの作成' }).waitFor();

  const name = page.getByRole('textbox', { name: '名前' });
  await tabTo(page, name);
  await page.keyboard.press('Enter');
  await page.getByText('名前を入力してください。').waitFor();
  expect(await name.evaluate(element => element === document.activeElement)).toBe(true);
  await page.keyboard.type('在庫照合スクリプト');
  await tabTo(page, page.getByRole('radio', { name: '私が扱えるものすべて' }));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('searchbox', { name: 'お客様を検索' }));
  await page.keyboard.type('ワイド');
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: /コントソ/ }).waitFor({ state: 'detached' });
  await tabTo(page, page.getByRole('checkbox', { name: /ワイド印刷/ }));
  await page.keyboard.press('Space');
  await page.getByText('選択中: 1 件').waitFor();
  expect(await page.getByRole('checkbox', { name: /profile:read/ }).isDisabled()).toBe(true);
  expect(await page.getByRole('checkbox', { name: /staff:read/ }).count()).toBe(0);
  await tabTo(page, page.getByRole('checkbox', { name: /licenses:read/ }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'トークンを作成する' }));
  await page.keyboard.press('Enter');

  await page.getByText('トークン「在庫照合スクリプト」を作成しました').waitFor();
  await tabTo(page, page.getByRole('button', { name: 'トークンをコピー' }));
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'コピーしました' }).waitFor();
  const secret = await page.evaluate(() => navigator.clipboard.readText());
  expect(secret).toMatch(/^vlsc_[0-9A-Za-z]{38}$/);
  const command = await page.getByText(/^curl /).innerText();
  expect(command).toContain(`'${portal.url}/graphql'`);

  const { status, body } = await send(command);
  expect(status).toBe(200);
  expect(body.data.viewer.displayName).toBe('小林 次郎');
  expect(body.data.viewer.licenses).toEqual({ totalCount: 1, nodes: [{ licensingId: '70000001' }] });

  await tabTo(page, page.getByRole('link', { name: 'トークンの詳細へ' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '在庫照合スクリプト' }).waitFor();
  await page.getByText('有限会社ワイド印刷 (サンプル)').first().waitFor();
  await page.getByRole('row', { name: /Try/ }).getByText('viewer.licenses').waitFor();
  expect(await page.content()).not.toContain(secret);
  await page.goBack();
  await page.getByRole('textbox', { name: '名前' }).waitFor();
  expect(await page.getByRole('textbox', { name: '名前' }).inputValue()).toBe('');
  expect(await page.content()).not.toContain(secret);
  expect(await kept(page)).not.toContain(secret);

  await page.goForward();
  await page.getByRole('button', { name: '失効させる' }).click();
  const dialog = page.getByRole('dialog', { name: 'トークン「在庫照合スクリプト」を失効させますか' });
  await dialog.getByText('元に戻すことはできません。').waitFor();
  await dialog.getByRole('button', { name: '失効させる' }).click();
  await page.getByText('トークン「在庫照合スクリプト」を失効させました').waitFor();
  expect((await send(command)).status).toBe(401);
  expect(await page.getByRole('button', { name: '失効させる' }).count()).toBe(0);
  await page.goto(paths.apiTokens);
  await page.getByText('使用できるトークンはありません。').waitFor();
  await page.getByRole('link', { name: '終了したもの' }).click();
  await page.waitForURL('**/settings/api-tokens?state=over');
  await page.getByRole('row', { name: /在庫照合スクリプト.*失効済み/ }).waitFor();

  const hanako = await portal.visitor();
  await hanako.signInAs('佐藤 花子');
  await page.getByRole('link', { name: '在庫照合スクリプト' }).click();
  await page.waitForURL(/api-tokens\/[^?]+$/);
  await hanako.page.goto(page.url());
  await hanako.page.getByRole('heading', { name: 'このページは見つかりませんでした' }).waitFor();
  expect([...jiro.faults, ...hanako.faults]).toEqual([]);
  await jiro.close();
  await hanako.close();
});

/** All that the page's scripts can still reach, as one text: a heap snapshot, garbage left out. */
async function kept(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const text = chunks.join('');
  expect(text).toContain('/settings/api-tokens/new');
  return text;
}

const looks = [
  {
    locale: 'ja-JP',
    dark: false,
    width: 1280,
    who: '佐藤 花子',
    create: 'トークンを作成する',
    licenses: '特定のライセンスだけ',
    details: 'トークンの詳細へ',
  },
  {
    locale: 'en-US',
    dark: true,
    width: 320,
    who: '運用 担当',
    create: 'Create the token',
    licenses: 'Certain licenses only',
    details: 'To the details of the token',
  },
] as const;

test.each(looks)('every state of a token is accessible and fits ($locale, $width wide)', async look => {
  const visitor = await portal.visitor(look);
  const { page } = visitor;
  await visitor.context.addInitScript(locale => localStorage.setItem('vlsc.locale', locale), look.locale.slice(0, 2));
  await visitor.signInAs(look.who, paths.newApiToken);
  await page.getByRole('textbox').first().waitFor();
  await sound(visitor, 'the blank form');
  await page.getByRole('radio', { name: look.licenses }).check();
  await page.getByRole('button', { name: look.create }).click();
  await page.getByRole('textbox').first().fill('a');
  await sound(visitor, 'the form with faults');
  await page.getByRole('radio').first().check();
  await page.getByRole('checkbox', { name: /downloads:fetch/ }).check();
  expect(
    await page
      .getByRole('checkbox', { name: /licenses:read/ })
      .first()
      .isChecked(),
  ).toBe(true);
  await page.getByRole('button', { name: look.create }).click();
  await page.getByText(/^curl /).waitFor();
  await sound(visitor, 'the secret');
  await page.getByRole('link', { name: look.details }).click();
  await page.getByRole('heading', { level: 1, name: 'a', exact: true }).waitFor();
  await sound(visitor, 'the token');
  await page.goto(paths.apiTokens);
  await page.getByRole('table').waitFor();
  await sound(visitor, 'the list');
  expect(visitor.faults).toEqual([]);
  await visitor.close();
});

async function sound({ page }: Visitor, state: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  expect({ state, overflow: await overflowOf(page), found: await violationsOf(page) }).toEqual({
    state,
    overflow: 0,
    found: [],
  });
}
