import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import * as client from 'openid-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEmbeddedIdentity, type EmbeddedPerson } from '../src/platform/embedded-identity.ts';

const people: EmbeddedPerson[] = [
  {
    subject: 'sample-one',
    name: '見本 一郎',
    email: 'ichiro@sample.example',
    locale: 'ja',
    note: { ja: '最初の見本', en: 'the first sample' },
  },
  { subject: 'sample-two', name: 'Sample <Two>', email: 'two@sample.example', locale: 'en' },
];

let folder: string;
let publicUrl: string;
let app: FastifyInstance;
let configuration: client.Configuration;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-identity-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => probe.once('listening', resolve));
  publicUrl = `http://127.0.0.1:${(probe.address() as AddressInfo).port}`;
  await new Promise(resolve => probe.close(resolve));
});

afterAll(() => rm(folder, { recursive: true }));

async function start(): Promise<void> {
  app = Fastify();
  const identity = await createEmbeddedIdentity({
    publicUrl,
    folder,
    clientId: 'portal',
    clientSecret: 'a secret of the test',
    redirectUri: `${publicUrl}/auth/callback`,
    postLogoutRedirectUri: `${publicUrl}/`,
    people,
  });
  await identity.mount(app);
  await app.listen({ host: '127.0.0.1', port: Number(new URL(publicUrl).port) });
  configuration = await client.discovery(new URL(identity.issuer), 'portal', undefined, client.ClientSecretPost('a secret of the test'), {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
}

beforeEach(start);
afterEach(() => app.close());

/** A browser as far as these pages need one: cookies by path, redirects followed up to the client's address. */
class Browser {
  readonly #cookies = new Map<string, { value: string; path: string }>();
  readonly #headers: Record<string, string>;
  url = new URL(publicUrl);
  status = 0;
  body = '';

  constructor(headers: Record<string, string> = { 'accept-language': 'ja' }) {
    this.#headers = { accept: 'text/html', ...headers };
  }

  async open(to: string | URL, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<this> {
    const url = new URL(to, this.url);
    const cookie = [...this.#cookies]
      .filter(([, { path }]) => url.pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`);
    const body = form && new URLSearchParams(form);
    const sent = { ...this.#headers, ...headers, cookie: cookie.join('; ') };
    const response = await fetch(url, { method: form ? 'POST' : 'GET', headers: sent, body: body ?? null, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, url);
    this.url = url;
    this.status = response.status;
    this.body = await response.text();
    const location = response.headers.get('location');
    if (!location) return this;
    const next = new URL(location, url);
    if (next.pathname.startsWith('/oidc/')) return this.open(next);
    this.url = next;
    return this;
  }

  #keep(line: string, url: URL): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=');
    const path = attributes.find(each => each.startsWith('path='))?.slice(5) ?? url.pathname;
    if (value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path });
  }
}

async function signInWith(browser: Browser, act: (browser: Browser) => Promise<unknown>, parameters: Record<string, string> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
  const to = client.buildAuthorizationUrl(configuration, {
    redirect_uri: `${publicUrl}/auth/callback`,
    scope: 'openid profile email',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    nonce: expectedNonce,
    ...parameters,
  });
  await browser.open(to);
  await act(browser);
  return client.authorizationCodeGrant(configuration, browser.url, { pkceCodeVerifier, expectedState, expectedNonce });
}

const choose = (subject: string) => (browser: Browser) => browser.open(`${browser.url.pathname}/choose`, { subject });
const signUp = (form: Record<string, string>) => (browser: Browser) => browser.open(`${browser.url.pathname}/sign-up`, form);
const signIn = (email: string, password: string) => (browser: Browser) =>
  browser.open(`${browser.url.pathname}/sign-in`, { email, password });
const newcomer = (email: string) => ({ name: '新田 花子', email, password: 'correct horse', passwordAgain: 'correct horse' });
const openSignIn = (browser: Browser, parameters: Record<string, string> = {}) =>
  browser.open(
    client.buildAuthorizationUrl(configuration, {
      redirect_uri: `${publicUrl}/auth/callback`,
      scope: 'openid',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
      ...parameters,
    }),
  );

describe('signing in', () => {
  it('a sample person signs in by one click, and the client learns who it is', async () => {
    const tokens = await signInWith(new Browser(), choose('sample-one'));
    const expected = { sub: 'sample-one', name: '見本 一郎', email: 'ichiro@sample.example', locale: 'ja' };
    expect(tokens.claims()).toMatchObject({ ...expected, iss: `${publicUrl}/oidc`, aud: 'portal' });
    expect(await client.fetchUserInfo(configuration, tokens.access_token, 'sample-one')).toEqual(expected);
  });

  it('the client may send its secret in the Authorization header as well, and a wrong secret gets nothing', async () => {
    const discover = (secret: string) =>
      client.discovery(new URL(`${publicUrl}/oidc`), 'portal', undefined, client.ClientSecretBasic(secret), {
        execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
      });
    configuration = await discover('a secret of the test');
    expect((await signInWith(new Browser(), choose('sample-two'))).claims()?.sub).toBe('sample-two');
    configuration = await discover('another secret');
    await expect(signInWith(new Browser(), choose('sample-two'))).rejects.toMatchObject({ status: 401 });
  });

  it('without PKCE there is no sign-in', async () => {
    const browser = await new Browser().open(
      client.buildAuthorizationUrl(configuration, { redirect_uri: `${publicUrl}/auth/callback`, scope: 'openid' }),
    );
    expect(browser.url.searchParams.get('error')).toBe('invalid_request');
  });

  it('a new person signs up, signs out, and signs in with the password as the same person', async () => {
    const browser = new Browser();
    const first = await signInWith(browser, signUp(newcomer('Ｈanako@Personal.example')));
    expect(first.claims()).toMatchObject({ name: '新田 花子', email: 'hanako@personal.example', locale: 'ja' });
    const out = client.buildEndSessionUrl(configuration, {
      id_token_hint: first.id_token ?? '',
      post_logout_redirect_uri: `${publicUrl}/`,
      state: 'kept',
    });
    await browser.open(out, undefined, { 'sec-fetch-site': 'cross-site' });
    expect(browser.url.href).toBe(`${publicUrl}/?state=kept`);
    const again = await signInWith(browser, async page => {
      expect(page.body).not.toContain('新田 花子');
      await signIn('HANAKO@personal.example ', 'correct horse')(page);
    });
    expect(again.claims()?.sub).toBe(first.claims()?.sub);
  });

  it('who signs up survives a restart of the provider, and so do its keys', async () => {
    const before = await signInWith(new Browser(), signUp(newcomer('restart@personal.example')));
    await app.close();
    await start();
    const browser = new Browser();
    const after = await signInWith(browser, signIn('restart@personal.example', 'correct horse'));
    expect(after.claims()?.sub).toBe(before.claims()?.sub);
    await browser.open(
      client.buildEndSessionUrl(configuration, { id_token_hint: before.id_token ?? '', post_logout_redirect_uri: `${publicUrl}/` }),
    );
    expect(browser.url.href).toBe(`${publicUrl}/`);
  });

  it('people who sign up at the same time are all kept, and one address goes to one of them', async () => {
    const numbers = [1, 2, 3, 4];
    await Promise.all(numbers.map(number => signInWith(new Browser(), signUp(newcomer(`many${number}@personal.example`)))));
    const rivals = await Promise.allSettled(numbers.map(() => signInWith(new Browser(), signUp(newcomer('rival@personal.example')))));
    expect(rivals.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const kept = JSON.parse(await readFile(join(folder, 'identity-people.json'), 'utf8')) as { email: string }[];
    expect(kept.map(({ email }) => email)).toEqual(expect.arrayContaining(numbers.map(number => `many${number}@personal.example`)));
    expect(kept.filter(({ email }) => email === 'rival@personal.example')).toHaveLength(1);
  });
});

describe('choosing a person', () => {
  it('everybody can be chosen again while somebody is signed in, and nobody is signed in unasked', async () => {
    const browser = new Browser();
    await signInWith(browser, choose('sample-one'));
    const tokens = await signInWith(browser, async page => {
      expect(page.body).toContain('見本 一郎 として続ける');
      await choose('sample-two')(page);
    });
    expect(tokens.claims()?.sub).toBe('sample-two');
    expect((await signInWith(browser, async () => undefined, { prompt: 'none' })).claims()?.sub).toBe('sample-two');
  });

  it('who signed up goes on by one click while signed in, but not where a fresh sign-in is asked, nor from another browser', async () => {
    const browser = new Browser();
    const subject = String((await signInWith(browser, signUp(newcomer('goes-on@personal.example')))).claims()?.sub);
    expect((await signInWith(browser, choose(subject))).claims()?.sub).toBe(subject);
    await expect(signInWith(browser, choose(subject), { prompt: 'login' })).rejects.toThrow();
    expect(browser.status).toBe(400);
    await expect(signInWith(new Browser(), choose(subject))).rejects.toThrow();
  });

  it('signing out without a session leads back as well', async () => {
    const browser = new Browser();
    await browser.open(`${publicUrl}/oidc/session/end?client_id=portal&post_logout_redirect_uri=${encodeURIComponent(`${publicUrl}/`)}`);
    expect(browser.url.href).toBe(`${publicUrl}/`);
  });

  it('a link on another site signs nobody out: it is asked first', async () => {
    const browser = new Browser();
    await signInWith(browser, choose('sample-one'));
    const out = `${publicUrl}/oidc/session/end?client_id=portal&post_logout_redirect_uri=${encodeURIComponent(`${publicUrl}/`)}`;
    await browser.open(out, undefined, { 'sec-fetch-site': 'cross-site' });
    expect(browser.body).toContain('サインアウトしますか?');
    const xsrf = /name="xsrf" value="(\w+)"/.exec(browser.body)?.[1] ?? '';
    await browser.open('/oidc/session/end/confirm', { xsrf, logout: 'yes' });
    expect(browser.url.href).toBe(`${publicUrl}/`);
    await expect(signInWith(browser, async () => undefined, { prompt: 'none' })).rejects.toMatchObject({ error: 'login_required' });
  });
});

describe('being told what is wrong', () => {
  it('a wrong password and an unknown address are told alike, in Japanese, and the address stays entered', async () => {
    await signInWith(new Browser(), signUp(newcomer('wrong@personal.example')));
    for (const email of ['wrong@personal.example', 'unknown@personal.example']) {
      const browser = await openSignIn(new Browser());
      await signIn(email, 'not the password')(browser);
      expect(browser.status).toBe(422);
      expect(browser.body).toContain('メール アドレスまたはパスワードが正しくありません。');
      expect(browser.body).toContain(`value="${email}"`);
      expect(browser.body).not.toContain('not the password');
    }
  });

  it('every mistake of a sign-up is told at its field, in Japanese, and what was typed stays', async () => {
    const browser = await openSignIn(new Browser());
    const page = browser.url;
    const mistakes = async (form: Record<string, string>) => (await browser.open(`${page.pathname}/sign-up`, form)).body;
    const taken = await mistakes(newcomer('ICHIRO@sample.example'));
    expect(taken).toContain('このメール アドレスはすでに使われています。');
    expect(taken).toContain('value="新田 花子"');
    expect(taken).not.toContain('correct horse');
    expect(await mistakes({ ...newcomer('a@b.example'), passwordAgain: 'other horse' })).toContain('2 つのパスワードが一致しません。');
    expect(await mistakes({ ...newcomer('a@b.example'), password: 'short', passwordAgain: 'short' })).toContain(
      '8 文字以上で入力してください。',
    );
    expect(await mistakes(newcomer('a@b.example, c@d.example'))).toContain('name@example.com の形で 1 つ');
    expect(await mistakes({ ...newcomer('a@b.example'), name: ' 　' })).toContain('名前を入力してください。');
    expect(browser.status).toBe(422);
  });

  it('failing again and again for one address makes even the right password wait', async () => {
    await signInWith(new Browser(), signUp(newcomer('guessed@personal.example')));
    const browser = await openSignIn(new Browser());
    const page = browser.url;
    const attempt = async (password: string) => {
      await browser.open(`${page.pathname}/sign-in`, { email: 'guessed@personal.example', password });
      return browser.status;
    };
    const guesses = await Promise.all(['1', '2', '3', '4', '5', '6'].map(attempt));
    expect(guesses.filter(status => status === 422)).toHaveLength(4);
    expect(await attempt('correct horse')).toBe(429);
    expect(browser.body).toContain('秒待ってから');
  });

  it('an interaction of another browser, or one long gone, says how to start again', async () => {
    const { url } = await openSignIn(new Browser());
    const stranger = await new Browser().open(url);
    expect(stranger.status).toBe(400);
    expect(stranger.body).toContain('サインインの有効期限が切れました');
    expect(stranger.body).toContain(`href="${publicUrl}/"`);
  });
});

describe('the pages', () => {
  it('speak the language asked for by ui_locales, then the link, then the browser', async () => {
    const english = await openSignIn(new Browser({ 'accept-language': 'en-GB,en;q=0.9,ja;q=0.5' }));
    expect(english.body).toContain('<html lang="en">');
    expect(english.body).toContain('Embedded sample identity provider');
    const other = /href="([^"]+\?lang=ja)"/.exec(english.body)?.[1] ?? '';
    expect((await english.open(other)).body).toContain('最初の見本');
    expect(english.body).toContain('/sign-up?lang=ja"');
    const asked = await openSignIn(new Browser({ 'accept-language': 'en' }), { ui_locales: 'ja en' });
    expect(asked.body).toContain('<html lang="ja">');
  });

  it('hold no script, load nothing from elsewhere, and escape what people typed', async () => {
    const browser = await openSignIn(new Browser());
    expect(browser.body).toContain('Sample &lt;Two&gt;');
    expect(browser.body).not.toMatch(/<script|<style| style=|https?:\/\/(?!127\.0\.0\.1)/);
    const response = await fetch(browser.url);
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'; .*frame-ancestors 'none'$/);
    const style = /href="(\/oidc\/assets\/[^"]+\.css)"/.exec(browser.body)?.[1] ?? '';
    expect((await fetch(new URL(style, publicUrl))).headers.get('content-type')).toBe('text/css; charset=utf-8');
  });

  it('take no form that another site sent', async () => {
    const browser = await openSignIn(new Browser());
    const page = browser.url;
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://a.example' },
    ];
    for (const headers of foreign) {
      await browser.open(`${page.pathname}/choose`, { subject: 'sample-one' }, headers);
      expect(browser.status).toBe(403);
    }
    await browser.open(`${page.pathname}/choose`, { subject: 'sample-one' }, { origin: publicUrl });
    expect(browser.url.searchParams.get('code')).toBeTruthy();
  });
});

describe('what is kept', () => {
  it('is readable by its owner only, and holds no password', async () => {
    await signInWith(new Browser(), signUp(newcomer('kept@personal.example')));
    for (const name of ['identity-keys.json', 'identity-people.json']) {
      expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, name), 'utf8')).not.toContain('correct horse');
    }
  });
});
