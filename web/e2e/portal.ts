import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const program = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** The built product as `pnpm start` runs it, everything embedded, with its sample data; and a browser to use it with. */
export class Portal {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  static async open(env: Record<string, string> = {}): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-journey-'));
    const port = await freePort();
    const url = `http://localhost:${port}`;
    const server = spawn(process.execPath, ['--enable-source-maps', program], {
      env: { PATH: process.env.PATH, PORT: String(port), VLSC_DATA_DIR: folder, VLSC_LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    for (const deadline = Date.now() + 45_000; ; await new Promise(resolve => setTimeout(resolve, 100))) {
      if (
        await fetch(`${url}/readyz`).then(
          answer => answer.ok,
          () => false,
        )
      )
        break;
      if (server.exitCode !== null || Date.now() > deadline) throw new Error('The server did not become ready.');
    }
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    return new Portal(url, server, browser, folder);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.kill('SIGTERM');
    if (this.server.exitCode === null) await once(this.server, 'exit');
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A browser of somebody's own, in which every failure of a script or of the Content-Security-Policy ends up in `faults`. */
  async visitor({ locale = 'ja-JP', dark = false, width = 1280 } = {}): Promise<Visitor> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale,
      timezoneId: 'Asia/Tokyo',
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      viewport: { width, height: 900 },
    });
    return new Visitor(context, await context.newPage());
  }

  /** The mails to an address, oldest first, once one with that subject has come. */
  async mailTo(address: string, subject: string): Promise<Mail> {
    for (let tries = 0; tries < 150; tries++) {
      const all = (await (await fetch(`${this.url}/inbox/api/email`)).json()) as (Mail & { to: { address: string }[] })[];
      const found = all.findLast(mail => mail.to.some(each => each.address === address) && mail.subject.includes(subject));
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
    throw new Error(`No mail "${subject}" to ${address}.`);
  }
}

export class Visitor {
  readonly faults: string[] = [];

  constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', error => this.faults.push(error.message));
    page.on('console', message => {
      if (/Content.Security.Policy|Refused to/i.test(message.text())) this.faults.push(message.text());
    });
  }

  /** Signs in as one of the sample people, by one click at the identity provider. */
  async signInAs(name: string, returnTo = '/'): Promise<void> {
    await this.page.goto(`/auth/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    await this.page.getByRole('button', { name: new RegExp(name) }).click();
    await this.page.waitForURL(url => url.pathname === returnTo);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
