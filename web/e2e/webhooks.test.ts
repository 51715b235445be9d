import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Portal } from './portal.ts';

const folder = mkdtempSync(join(tmpdir(), 'vlsc-hook-'));
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
/** How the receiver answers. */
const answer = { status: 500, text: '<img src=x onerror=alert(1)>' };
const received: string[] = [];
let receiver: Server;
let portal: Portal;
beforeAll(async () => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', ...made, ...subject], { stdio: 'ignore' });
  receiver = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (request, response) => {
    received.push(String(request.headers['webhook-id']));
    request.resume();
    response.writeHead(answer.status).end(answer.text);
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  portal = await Portal.open({ VLSC_WEBHOOK_PRIVATE_ADDRESSES: 'localhost', VLSC_WEBHOOK_CA: certificate });
}, 90_000);
afterAll(async () => {
  await portal?.close();
  receiver.closeAllConnections();
  receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

test('Webhook を作成してテストを送信し、失敗の原因を履歴で確認して、もう一度送信できる', async () => {
  const visitor = await portal.visitor();
  const { page } = visitor;
  await visitor.signInAs('佐藤 花子', '/settings/webhooks');
  await page.getByText('Webhook はまだありません').waitFor();
  await page.getByRole('button', { name: 'Webhook を作成' }).click();
  const dialog = page.getByRole('dialog', { name: 'Webhook の作成' });
  await dialog.getByLabel('名前').fill('購買システム');
  await dialog.getByLabel('送信先のアドレス').fill('https://10.0.0.1/hook');
  await dialog.getByRole('button', { name: '作成する' }).click();
  await dialog.getByText(/このアドレスは使用できません/).waitFor();
  await dialog.getByLabel('送信先のアドレス').fill(`https://localhost:${(receiver.address() as AddressInfo).port}/hook`);
  await dialog.getByRole('button', { name: '作成する' }).click();
  await page.getByText('Webhook を作成しました').waitFor();
  const secret = await page.getByText(/^whsec_/).innerText();
  expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);

  await page.getByRole('link', { name: '購買システム' }).click();
  await page.getByRole('heading', { level: 1, name: '購買システム' }).waitFor();
  expect(await page.getByText(secret).count()).toBe(0);
  await page.getByRole('button', { name: 'テストを送信' }).click();
  await page.getByRole('cell', { name: 'ステータス 500' }).waitFor();
  await page.getByLabel('状態').selectOption({ label: '失敗' });
  await page.waitForURL(/state=GIVEN_UP/);
  await page.getByRole('button', { name: /の送信の詳細/ }).click();
  const details = page.getByRole('dialog', { name: '送信の詳細' });
  // what a receiver answers is text, and nothing else
  await details.getByText('<img src=x onerror=alert(1)>').waitFor();
  await details.getByText('"type": "test"').waitFor();
  Object.assign(answer, { status: 204, text: '' });
  await details.getByRole('button', { name: 'もう一度送信' }).click();
  await expect.poll(() => received.length, { timeout: 15_000 }).toBe(2);
  expect(received[1]).toBe(received[0]);
  await page.keyboard.press('Escape');
  await page.getByLabel('状態').selectOption({ label: '送信済み' });
  await page.getByRole('cell', { name: 'ステータス 204' }).waitFor();

  await page.getByRole('button', { name: '一時停止' }).click();
  await page.getByText('一時停止しました。').waitFor();
  await page.getByRole('button', { name: '再開' }).click();
  await page.getByText('再開しました。').waitFor();
  await page.getByRole('button', { name: '署名シークレットを再発行' }).click();
  await page.getByRole('button', { name: '再発行する' }).click();
  await page.getByText('新しい署名シークレットを発行しました').waitFor();
  expect(await page.getByText(/^whsec_/).innerText()).not.toBe(secret);

  const other = await portal.visitor();
  await other.signInAs('高橋 凛');
  await other.page.goto(new URL(page.url()).pathname);
  await other.page.getByText('このページは見つかりませんでした').waitFor();

  await page.getByRole('button', { name: '削除', exact: true }).click();
  await page.getByRole('button', { name: '削除する' }).click();
  await page.getByText('Webhook はまだありません').waitFor();
  expect([...visitor.faults, ...other.faults]).toEqual([]);
  await visitor.close();
  await other.close();
});
