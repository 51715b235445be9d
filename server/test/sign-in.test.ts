import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownPath } from '../src/features/users/sign-in.ts';
import { day, hour, minute, Portal } from './portal.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_SESSION_IDLE: 'PT30M', VLSC_SESSION_LONGEST: 'PT12H' } });
});
afterAll(() => portal.close());

/** A browser as far as sign-in needs one: it keeps cookies and follows redirects by hand. */
class Browser {
  private readonly cookies = new Map<string, string>();

  async go(url: string, form?: Record<string, string>): Promise<{ status: number; location: string; body: string; headers: Headers }> {
    const target = new URL(url, portal.server.url);
    const response = await fetch(target, {
      redirect: 'manual',
      method: form ? 'POST' : 'GET',
      headers: {
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        accept: 'text/html',
        'accept-language': 'ja',
        ...(form && { 'content-type': 'application/x-www-form-urlencoded', origin: portal.server.url }),
      },
      ...(form && { body: new URLSearchParams(form).toString() }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return {
      status: response.status,
      location: new URL(response.headers.get('location') ?? target, target).href,
      body: await response.text(),
      headers: response.headers,
    };
  }

  /** Follows redirects until a page is there. */
  async open(url: string, form?: Record<string, string>) {
    let answer = await this.go(url, form);
    while (answer.status >= 300 && answer.status < 400) answer = await this.go(answer.location);
    return answer;
  }

  get session(): string | undefined {
    return this.cookies.get('vlsc');
  }

  viewer() {
    return portal.ask(
      { id: '', name: '', address: '', cookie: `vlsc=${this.session}` },
      '{ viewer { displayName signInEmail locale registration { state } } }',
    );
  }
}

/** Signs up a new person at the embedded provider, up to being back. */
async function signUp(browser: Browser, name: string, returnTo = '/register') {
  const page = await browser.open(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
  const interaction = /\/oidc\/interaction\/[\w-]+/.exec(page.location + page.body)?.[0];
  const password = 'correct horse battery';
  return browser.go(`${interaction}/sign-up`, { name, email: `${encodeURIComponent(name)}@id.example`, password, passwordAgain: password });
}

test('a new person signs up at the identity provider and comes back signed in, to where they wanted to go', async () => {
  const browser = new Browser();
  let step = await signUp(browser, 'hanako');
  while (step.status >= 300 && step.status < 400 && !step.location.endsWith('/register')) step = await browser.go(step.location);
  expect(step.location).toBe(`${portal.server.url}/register`);
  expect((await browser.viewer()).data.viewer).toEqual({
    displayName: 'hanako',
    signInEmail: 'hanako@id.example',
    locale: 'JA',
    registration: { state: 'NOT_REGISTERED' },
  });
});

test('signing out ends the session here and at the provider, and asks for the person again', async () => {
  const browser = new Browser();
  await signUp(browser, 'taro').then(step => browser.open(step.location));
  const token = browser.session;
  const signedOut = await browser.go('/auth/sign-out', {});
  expect(signedOut.status).toBe(303);
  expect(new URL(signedOut.location).pathname).toBe('/oidc/session/end');
  expect((await browser.open(signedOut.location)).location).toBe(`${portal.server.url}/`);
  expect(browser.session).toBeUndefined();
  expect((await portal.ask({ id: '', name: '', address: '', cookie: `vlsc=${token}` }, '{ viewer { id } }')).data.viewer).toBeNull();
});

test('another site cannot sign somebody out', async () => {
  const response = await fetch(`${portal.server.url}/auth/sign-out`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    redirect: 'manual',
  });
  expect(response.status).toBe(403);
});

test('a session ends after 30 minutes without use, and after 12 hours in any case', async () => {
  const person = await portal.person('在席 花子');
  const isHere = async () => (await portal.ask(person, '{ viewer { id } }')).data.viewer !== null;
  for (let passed = 0; passed < 4; passed++) {
    portal.clock.pass(29 * minute);
    expect(await isHere()).toBe(true);
  }
  portal.clock.pass(31 * minute);
  expect(await isHere()).toBe(false);
  const browser = new Browser();
  await signUp(browser, 'long').then(step => browser.open(step.location));
  for (let passed = 0; passed < 28; passed++) {
    portal.clock.pass(25 * minute);
    await browser.viewer();
  }
  expect((await browser.viewer()).data.viewer).not.toBeNull();
  portal.clock.pass(hour);
  expect((await browser.viewer()).data.viewer).toBeNull();
});

test('a callback that this browser did not begin, or that was tampered with, signs nobody in', async () => {
  const browser = new Browser();
  expect(new URL((await browser.go('/auth/callback?code=x&state=y')).location).pathname).toBe('/sign-in-failed');
  const begun = await browser.go('/auth/sign-in');
  const { searchParams } = new URL(begun.location);
  expect(Object.fromEntries(searchParams)).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    scope: 'openid profile email',
  });
  for (const parameter of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(parameter)).toBeTruthy();
  expect(new URL((await browser.go(`/auth/callback?code=forged&state=${searchParams.get('state')}`)).location).pathname).toBe(
    '/sign-in-failed',
  );
  expect(browser.session).toBeUndefined();
});

test('the session cookie is out of reach for scripts and other sites', async () => {
  const browser = new Browser();
  let step = await signUp(browser, 'cookie');
  let setCookie = '';
  while (step.status >= 300 && step.status < 400) {
    setCookie = step.headers.getSetCookie().find(line => line.startsWith('vlsc=')) ?? setCookie;
    step = await browser.go(step.location);
  }
  expect(setCookie).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
});

test.each([
  ['/licenses?first=1', '/licenses?first=1'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\nb', '/'],
  ['', '/'],
  [undefined, '/'],
])('after signing in, %j leads to %s', (wanted, path) => {
  expect(ownPath(wanted)).toBe(path);
});

test('everybody can see how long they stay signed in, so that a page can warn before', async () => {
  const person = await portal.person('長居 さん');
  const { session } = (await portal.ask(person, '{ viewer { session { idleSeconds endsAt } } }')).data.viewer;
  expect(session).toEqual({ idleSeconds: 1800, endsAt: new Date(portal.clock.now().getTime() + 400 * day).toISOString() });
});
