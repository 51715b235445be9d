import { paths } from '@vlsc/shared/paths.ts';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open();
});
afterAll(() => portal?.close());

interface Sent {
  readonly key: string | undefined;
  readonly isReplayed: boolean;
}

/** Lets an operation reach the server, and loses its answers on the way back as often as told. */
async function losing(context: BrowserContext, operationName: string, times: number): Promise<Sent[]> {
  const sent: Sent[] = [];
  await context.route('**/graphql', async route => {
    const request = route.request();
    if (request.postDataJSON()?.operationName !== operationName) return route.continue();
    const answer = await route.fetch();
    sent.push({ key: request.headers()['idempotency-key'], isReplayed: answer.headers()['idempotency-replayed'] === 'true' });
    return sent.length <= times ? route.abort('connectionreset') : route.fulfill({ response: answer });
  });
  return sent;
}

test('応答が途中で失われた変更は、同じキーで送り直され、二重に実行されない', async () => {
  const visitor = await portal.visitor();
  const { page, context } = visitor;
  await visitor.signInAs('佐藤 花子', paths.relationshipSummary);
  const sent = await losing(context, 'SaveView', 2);
  await page.getByRole('button', { name: '保存したビュー' }).click();
  await page.getByRole('button', { name: '現在の表示を保存…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('毎朝見る一覧');
  await dialog.getByRole('button', { name: '保存する' }).click();
  await page.getByText('ビュー「毎朝見る一覧」を保存しました').waitFor();
  expect(sent.map(({ isReplayed }) => isReplayed)).toEqual([false, true, true]);
  expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  expect(visitor.faults).toEqual([]);
  await context.close();
});

test('プロダクト キーの表示は送り直されず、キーも付かない', async () => {
  const visitor = await portal.visitor();
  const { page, context } = visitor;
  await visitor.signInAs('佐藤 花子', paths.preferences);
  await page.goto(`${paths.downloadsAndKeys}?show=keys`);
  const sent = await losing(context, 'RevealProductKey', 1);
  await page.getByRole('button', { name: /Windows Professional 10 のキー .*を表示/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('新しくインストールする').check();
  await dialog.getByRole('button', { name: '記録して表示' }).click();
  await dialog.getByRole('alert').waitFor();
  expect(sent).toEqual([{ key: undefined, isReplayed: false }]);
  await context.close();
});
