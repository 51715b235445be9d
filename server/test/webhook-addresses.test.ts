import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Outbound, Outside } from '../src/platform/outbound.ts';
import { NameServer } from './name-server.ts';
import { WebhookReceiver } from './webhook-receiver.ts';

let receiver: WebhookReceiver;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
});
afterAll(() => receiver.close());

const world = new Outside([]);

test.each([
  'http://partner.example/hook',
  'ftp://partner.example/hook',
  'partner.example',
  'https://user:secret@partner.example/',
  'https://user@partner.example/',
  'https://partner.example:25/',
  'https://partner.example:80/',
  'https://partner.example:1023/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://hooks.localhost/',
  'https://intranet/',
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://017700000001/',
  'https://0177.0.0.1/',
  'https://127.0.0.1./',
  'https://１２７.0.0.1/',
  'https://0/',
  'https://10.1.2.3/',
  'https://172.16.0.1/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://100.100.100.200/',
  'https://168.63.129.16/',
  'https://169.254.169.254/latest/meta-data/',
  'https://192.0.0.192/',
  'https://192.0.2.1/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[::]/',
  'https://[::1]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  'https://[fc00::1]/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  `https://partner.example/${'x'.repeat(2000)}`,
])('a webhook does not call %s', url => {
  expect(world.read(url)).toBeNull();
});

test.each([
  ['https://partner.example', 'https://partner.example/'],
  ['https://partner.example:443/hook?a=1#part', 'https://partner.example/hook?a=1'],
  ['https://partner.example:8443/hook', 'https://partner.example:8443/hook'],
  ['https://8.8.8.8/hook', 'https://8.8.8.8/hook'],
  ['https://[2606:4700::1111]/hook', 'https://[2606:4700::1111]/hook'],
  ['https://日本語.example/', 'https://xn--wgv71a119e.example/'],
])('it calls %s', (typed, url) => {
  expect(world.read(typed)?.href).toBe(url);
});

test('what the operator named may be called, and nothing beside it', () => {
  const named = new Outside(['10.1.0.0/16', 'hooks.internal', 'intranet', '192.168.7.7', 'fd12::/16']);
  for (const url of [
    'https://10.1.255.1/',
    'https://[::ffff:10.1.0.1]/',
    'https://intranet/',
    'https://192.168.7.7/',
    'https://[fd12::5]/',
  ]) {
    expect([url, named.read(url) !== null]).toEqual([url, true]);
  }
  for (const url of ['https://10.2.0.1/', 'https://extranet/', 'https://192.168.7.8/', 'https://[fd13::5]/', 'https://127.0.0.1/']) {
    expect([url, named.read(url)]).toEqual([url, null]);
  }
  expect(named.admitsAll('hooks.internal', [{ address: '10.9.9.9', family: 4 }])).toBe(true);
  expect(named.admitsAll('other.internal', [{ address: '10.9.9.9', family: 4 }])).toBe(false);
  expect(named.admitsAll('hooks.internal', [])).toBe(false);
});

const post = (outbound: Outbound, url: string) =>
  outbound.post(url, { 'content-type': 'application/json' }, '{}', new AbortController().signal);

test('a name that leads inside is not called, whatever else it leads to, and looks like one that does not exist', async () => {
  const answers: Record<string, string[]> = {
    'inside.example': ['127.0.0.1'],
    'both.example': ['8.8.8.8', '10.0.0.1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'metadata.example': ['169.254.169.254'],
    'nowhere.example': [],
  };
  const resolve = async (host: string) => (answers[host] ?? []).map(address => ({ address, family: address.includes(':') ? 6 : 4 }));
  const outbound = new Outbound({ outside: world, certificates: null, timeout: 2_000, resolve });
  const port = new URL(receiver.url()).port;
  for (const host of [...Object.keys(answers), 'unknown.example']) {
    expect([host, await post(outbound, `https://${host}:${port}/`)]).toEqual([host, { status: null, failure: 'ADDRESS', text: '' }]);
  }
  expect(receiver.received).toEqual([]);
});

test('names are asked of name servers, both kinds of addresses are looked at, and only what the operator named is found elsewhere', async () => {
  const { readFileSync } = await import('node:fs');
  const certificates = readFileSync(receiver.env['VLSC_WEBHOOK_CA'] ?? '', 'utf8');
  const known = {
    'four.partners.example': ['127.0.0.1'],
    'both.partners.example': ['127.0.0.1', 'fd00::1'],
    'six.partners.example': ['::1'],
    'none.partners.example': [],
  };
  const names = await NameServer.open(known);
  const outside = new Outside(['localhost', '127.0.0.1']);
  const outbound = new Outbound({ outside, certificates, timeout: 2_000, nameServers: [names.address] });
  const { port } = new URL(receiver.url());
  const answered = async (host: string) => {
    const { status, failure } = await post(outbound, `https://${host}:${port}/names`);
    return status ?? failure;
  };
  try {
    for (const [host, told] of Object.entries({ four: 204, both: 'ADDRESS', six: 'ADDRESS', none: 'ADDRESS', silent: 'TIMEOUT' }))
      expect([host, await answered(`${host}.partners.example`)]).toEqual([host, told]);
    expect(await answered('localhost')).toBe(204);
    expect(names.asked).not.toContain('localhost');
    const narrow = new Outbound({ outside: new Outside(['127.0.0.1']), certificates, timeout: 2_000, nameServers: [names.address] });
    expect((await post(narrow, receiver.url('/names'))).failure).toBe('ADDRESS');
  } finally {
    await names.close();
  }
});

test('the connection goes to the address that was looked at, though the name leads elsewhere the next time', async () => {
  let asked = 0;
  const knocks: string[] = [];
  const inside = createServer(socket => {
    knocks.push('inside');
    socket.destroy();
  });
  await new Promise<void>(resolve => inside.listen(Number(new URL(receiver.url()).port), '127.0.0.2', resolve));
  try {
    const resolve = async () => [{ address: ++asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    const outbound = new Outbound({ outside: new Outside(['127.0.0.1/32']), certificates: null, timeout: 2_000, resolve });
    // the certificate is unknown here, so that the handshake ends at whom it reached
    expect((await post(outbound, receiver.url('/').replace('localhost', 'rebinding.example'))).failure).toBe('CERTIFICATE');
    expect([asked, knocks]).toEqual([1, []]);
  } finally {
    await new Promise(resolve => inside.close(resolve));
  }
});

test('a redirect is an answer like any other, and nobody follows it', async () => {
  const { readFileSync } = await import('node:fs');
  const certificates = readFileSync(receiver.env['VLSC_WEBHOOK_CA'] ?? '', 'utf8');
  const outbound = new Outbound({ outside: new Outside(['localhost']), certificates, timeout: 2_000 });
  receiver.answer = ({ path }, response) =>
    path === '/away' ? response.writeHead(302, { location: receiver.url('/target') }).end('moved') : response.writeHead(200).end();
  expect(await post(outbound, receiver.url('/away'))).toEqual({ status: 302, failure: null, text: 'moved' });
  expect(receiver.received.filter(({ path }) => path === '/target')).toEqual([]);
  receiver.answer = (_received, response) => response.writeHead(200).end(`\u0000${'長'.repeat(2_000)}`);
  expect((await post(outbound, receiver.url('/long'))).text).toBe('長'.repeat(500));
  receiver.answer = () => undefined;
  expect(
    (await post(new Outbound({ outside: new Outside(['localhost']), certificates, timeout: 200 }), receiver.url('/silent'))).failure,
  ).toBe('TIMEOUT');
  receiver.answer = (_received, response) => response.writeHead(200).write('drip');
  expect(
    (await post(new Outbound({ outside: new Outside(['localhost']), certificates, timeout: 200 }), receiver.url('/drip'))).failure,
  ).toBe('TIMEOUT');
});
