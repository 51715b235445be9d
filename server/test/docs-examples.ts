import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guideFolder } from '../docs/guide.ts';
import { type CodeBlock, Markdown } from '../docs/markdown.ts';
import { sql } from '../src/platform/database.ts';
import { type Person, Portal } from './portal.ts';

/** A block that was run, with what the guide says that comes of it and what came. */
export interface Outcome {
  readonly block: CodeBlock;
  readonly shown: CodeBlock | null;
  readonly actual: string;
}

const none = () => null;
const packages = fileURLToPath(new URL('../../node_modules', import.meta.url));
const isResult = ({ words }: CodeBlock): boolean => words.includes('answer') || words.includes('output');
const programs: Record<string, { readonly program: string; readonly ending: string }> = {
  sh: { program: 'bash', ending: 'sh' },
  js: { program: process.execPath, ending: 'mjs' },
  ts: { program: process.execPath, ending: 'ts' },
  python: { program: 'python3', ending: 'py' },
};

/** The host of the files of the sample data, which elsewhere nobody runs. */
async function hostFiles(portal: Portal): Promise<Server> {
  const content = Buffer.alloc(3_000_000, 'an installation file ');
  const host = createServer((_request, response) => response.end(content)).listen(0, '127.0.0.1');
  await once(host, 'listening');
  const { port } = host.address() as AddressInfo;
  // without a certificate; files of a real host are never fetched but by https
  await portal.database.rows(sql`alter table download drop constraint download_url_check`);
  await portal.database.rows(sql`update download set url = ${`http://127.0.0.1:${port}/`} || file_name,
    size_bytes = ${content.length}, sha256 = ${createHash('sha256').update(content).digest('hex')}`);
  return host;
}

/** Runs the examples of a page of the guide, one after the other, against the product with its sample data; each a second after the one before, by the portal's clock. */
export class Examples {
  private readonly people = new Map<string, Person>();
  private readonly tokens = new Map<string, string>();
  /** What `<names>` in angle brackets stand for: told by the first answer that shows them. */
  private readonly named = new Map<string, string>();

  private constructor(
    readonly portal: Portal,
    private readonly folder: string,
    private readonly fileHost: Server,
  ) {}

  static async open(): Promise<Examples> {
    const portal = await Portal.open({ env: { VLSC_SAMPLE_DATA: 'true', VLSC_STAFF: 'staff@vlsc-operator.example' } });
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-docs-'));
    // what a reader would have installed
    await symlink(packages, join(folder, 'node_modules'));
    return new Examples(portal, folder, await hostFiles(portal));
  }

  async close(): Promise<void> {
    await this.portal.close();
    this.fileHost.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Every block of the page that can be run, run; what is shown is compared by `differs`. */
  async run(page: string): Promise<Outcome[]> {
    const blocks = new Markdown(none).blocks(await readFile(join(guideFolder, `${page}.md`), 'utf8'));
    const outcomes: Outcome[] = [];
    for (const [index, block] of blocks.entries()) {
      if (block.words.includes('variables') || isResult(block) || isOnlyShown(block)) continue;
      const next = blocks[index + 1];
      const variables = next?.words.includes('variables') ? next : null;
      const after = variables ? blocks[index + 2] : next;
      // so that what was made later is later
      this.portal.clock.pass(1000);
      const actual = await this.answer(block, variables);
      const shown = after && isResult(after) ? after : null;
      if (shown?.language === 'json') this.learn(JSON.parse(shown.code), JSON.parse(actual));
      outcomes.push({ block, shown, actual });
    }
    return outcomes;
  }

  private async answer(block: CodeBlock, variables: CodeBlock | null): Promise<string> {
    const saved = block.words.includes('saved') ? block.given['file'] : undefined;
    if (saved !== undefined) {
      await writeFile(join(this.folder, saved), `${block.code}\n`);
      return '';
    }
    const person = block.given['as'] === undefined ? null : await this.person(block.given['as']);
    const code = this.filled(block.code);
    if (block.language === 'graphql') {
      const given = variables ? JSON.parse(this.filled(variables.code)) : {};
      const { data, errors, extensions } = await this.portal.ask(person, code, given, { 'accept-language': 'en' });
      return JSON.stringify({ ...(errors.length > 0 && { errors }), ...(data !== undefined && { data }), extensions });
    }
    const { program, ending } = programs[block.language] ?? {};
    const file = join(this.folder, block.given['file'] ?? `example.${ending}`);
    if (!program) throw new Error(`Nothing runs a block of "${block.language}".`);
    await writeFile(file, `${code}\n`);
    const args = block.language === 'sh' ? ['-euo', 'pipefail', file] : [file];
    const token = person && (await this.token(person, block.given['scopes'] ?? 'LICENSES_READ'));
    const path = [join(packages, '.bin'), process.env['PATH']].join(':');
    const env = { PATH: path, VLSC_URL: this.portal.server.url, ...(token && { VLSC_TOKEN: token }) };
    return new Promise((resolve, reject) =>
      execFile(program, args, { cwd: this.folder, env, timeout: 30_000 }, (error, stdout, stderr) =>
        error ? reject(new Error(`${code}\n${stdout}\n${stderr}`)) : resolve(stdout.trim()),
      ),
    );
  }

  private async person(subject: string): Promise<Person> {
    const known = this.people.get(subject);
    if (known) return known;
    const [user] = await this.portal.database.rows<{ id: string; name: string }>(sql`
      select user_account.id, display_name as name from user_account join identity on identity.user_id = user_account.id where subject = ${subject}`);
    if (!user) throw new Error(`Nobody in the sample data is "${subject}".`);
    const person = await this.portal.signIn({ ...user, address: '', cookie: '' });
    this.people.set(subject, person);
    return person;
  }

  private async token(person: Person, scopes: string): Promise<string> {
    const key = `${person.id} ${scopes}`;
    const token = this.tokens.get(key) ?? (await this.portal.program(person, scopes.split(','), { name: 'Inventory' })).token;
    this.tokens.set(key, token);
    return token;
  }

  private filled(code: string): string {
    return code.replace(/<([a-z][a-z ]*)>/g, (name: string) => this.named.get(name) ?? name);
  }

  private learn(shown: unknown, actual: unknown): void {
    if (typeof shown === 'string' && /^<[a-z ]+>$/.test(shown) && typeof actual === 'string' && !this.named.has(shown)) {
      this.named.set(shown, actual);
    }
    if (typeof shown !== 'object' || shown === null || typeof actual !== 'object' || actual === null) return;
    for (const [key, value] of Object.entries(shown)) this.learn(value, (actual as Record<string, unknown>)[key]);
  }

  /** What the guide shows, as it would have to be to equal what came: placeholders give way to what they stand for. */
  expected({ shown, actual }: Outcome): { shown: unknown; actual: unknown } {
    if (!shown) return { shown: null, actual: null };
    if (shown.language !== 'json') {
      const lines = actual.split('\n').map(line => line.trimEnd());
      return { shown: this.like(shown.code.split('\n'), lines), actual: lines };
    }
    const came = JSON.parse(actual) as Record<string, unknown>;
    const told = JSON.parse(shown.code) as Record<string, unknown>;
    // what an answer cost is shown where it is spoken of, and the rest of the answer may be left out there
    if (came !== null && typeof came === 'object') {
      for (const key of shown.words.includes('part') ? Object.keys(came) : ['extensions']) if (!(key in told)) delete came[key];
    }
    return { shown: this.like(told, came), actual: came };
  }

  private like(shown: unknown, actual: unknown): unknown {
    if (typeof shown === 'string') {
      if (this.named.has(shown)) return this.named.get(shown);
      if (!shown.includes('…') || typeof actual !== 'string') return shown;
      const pattern = shown
        .split('…')
        .map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('.+');
      return new RegExp(`^${pattern}$`, 's').test(actual) ? actual : shown;
    }
    if (typeof shown !== 'object' || shown === null) return shown;
    if (Array.isArray(shown)) return shown.map((each, index) => this.like(each, (actual as unknown[] | null)?.[index]));
    return Object.fromEntries(
      Object.entries(shown).map(([key, value]) => [key, this.like(value, (actual as Record<string, unknown> | null)?.[key])]),
    );
  }
}

/** Blocks that show what is not run: a fragment of the schema, headers of an answer. The tests have the list of them. */
export const isOnlyShown = ({ words }: CodeBlock): boolean => words.includes('shown');
