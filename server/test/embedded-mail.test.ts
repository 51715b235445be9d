import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedMail, startEmbeddedMail } from '../src/platform/embedded-mail.ts';

let folder: string;
let mail: EmbeddedMail;
let app: FastifyInstance;
let url: string;

async function start(): Promise<void> {
  mail = await startEmbeddedMail({ folder });
  app = Fastify();
  await mail.mount(app);
  url = await app.listen({ host: '127.0.0.1', port: 0 });
}

async function stop(): Promise<void> {
  await app.close();
  await mail.stop();
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-mail-'));
  await start();
});

afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true });
});

interface ListedMail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly to: { readonly address: string }[];
}

const send = (subject: string) =>
  createTransport(mail.smtpUrl).sendMail({
    from: 'VLSC <no-reply@portal.example>',
    to: 'hanako@office.example',
    subject,
    text: `${subject}の本文`,
    html: `<html><head><title>x</title></head><body><a href="https://portal.example/verify/1">開く</a><script>1</script></body></html>`,
  });
const listed = async (): Promise<ListedMail[]> => (await fetch(`${url}/inbox/api/email`)).json() as Promise<ListedMail[]>;

it('a mail that is sent appears in the inbox, can be read there, and is gone after deleting all', { timeout: 30_000 }, async () => {
  await send('勤務先アドレスの確認');
  const [first] = await listed();
  expect(first).toMatchObject({ subject: '勤務先アドレスの確認', to: [{ address: 'hanako@office.example' }] });
  const one = (await (await fetch(`${url}/inbox/api/email/${first?.id}`)).json()) as ListedMail;
  expect(one.text).toContain('勤務先アドレスの確認の本文');
  expect((await fetch(`${url}/inbox/api/email/all`, { method: 'DELETE' })).status).toBe(200);
  expect(await listed()).toEqual([]);
});

it('mails survive a restart', { timeout: 30_000 }, async () => {
  await send('残るメール');
  await stop();
  await start();
  expect((await listed()).map(({ subject }) => subject)).toEqual(['残るメール']);
});

it('the inbox is a page of our own origin with a policy of its own', { timeout: 30_000 }, async () => {
  const redirect = await fetch(`${url}/inbox`, { redirect: 'manual' });
  expect([redirect.status, redirect.headers.get('location')]).toEqual([308, '/inbox/']);
  const page = await fetch(`${url}/inbox/`, { headers: { accept: 'text/html' } });
  const body = await page.text();
  expect(body).toContain('<base href="/inbox/" />');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'");
  const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(body)?.[1];
  expect(await (await fetch(`${url}/inbox/${script}`)).text()).toContain(
    'sandbox:"allow-same-origin allow-popups allow-popups-to-escape-sandbox"',
  );
});

it('links in a mail open a tab, and its scripts are gone', { timeout: 30_000 }, async () => {
  await send('リンク');
  const sent = (await listed()).find(({ subject }) => subject === 'リンク');
  const response = await fetch(`${url}/inbox/api/email/${sent?.id}/html`);
  const body = await response.text();
  expect(body).toContain('<head><base target="_blank">');
  expect(body).not.toContain('<script');
  expect(response.headers.get('content-security-policy')).toMatch(/sandbox allow-popups/);
});

it('no other site reads the inbox or listens to it', { timeout: 30_000 }, async () => {
  const foreign = await fetch(`${url}/inbox/api/email`, { headers: { origin: 'https://elsewhere.example' } });
  expect(foreign.status).toBe(403);
  const own = await fetch(`${url}/inbox/api/email`, { headers: { origin: url } });
  expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  expect(await upgraded('https://elsewhere.example')).toBe('');
});

it('the inbox is told of new mail as it comes', { timeout: 30_000 }, async () => {
  expect(await upgraded(url)).toMatch(/^HTTP\/1\.1 101 Switching Protocols/);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/inbox/socket.io/?EIO=4&transport=websocket`);
  let sent: Promise<unknown> | undefined;
  const heard = new Promise<string>(resolve => {
    socket.addEventListener('message', ({ data }) => {
      if (String(data).startsWith('0')) socket.send('40');
      if (String(data).startsWith('40')) sent = send('速報');
      if (String(data).startsWith('42["newMail"')) resolve(String(data));
    });
  });
  expect(await heard).toContain('速報');
  await sent;
  socket.close();
});

/** The first words of the answer to a request for a WebSocket. */
async function upgraded(origin: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let answer = '';
  socket.on('data', data => {
    answer += data;
    socket.destroy();
  });
  socket.write(
    `${[
      'GET /inbox/socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: ${hostname}:${port}`,
      `Origin: ${origin}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ].join('\r\n')}\r\n\r\n`,
  );
  await once(socket, 'close');
  return answer;
}
