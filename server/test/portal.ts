import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locale } from '@vlsc/shared/locale.ts';
import type { ProgramName } from '@vlsc/shared/program.ts';
import type { RoleName } from '@vlsc/shared/role.ts';
import { type RunningServer, startServer } from '../src/app/server.ts';
import { followEntitlements } from '../src/features/permissions/entitlements.ts';
import { beginSession } from '../src/features/users/session.queries.ts';
import { dayOf, later } from '../src/platform/clock.ts';
import { sql, within } from '../src/platform/database.ts';
import { createLog, type Log } from '../src/platform/log.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { randomSecret } from '../src/platform/secrets.ts';
import { readSettings } from '../src/platform/settings.ts';
import { createDatabase } from './postgres.ts';

/** A clock that stands still until it is told to go on. */
export class StoppedClock {
  constructor(private instant = new Date('2026-11-22T03:00:00Z')) {}
  now = (): Date => this.instant;
  pass(milliseconds: number): void {
    this.instant = later(this.instant, milliseconds);
  }
}

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A signed-in person. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly cookie: string;
}

/** A program that asks in somebody's name. */
export interface Program {
  readonly token: string;
  readonly tokenId: string;
}

export interface Answer<Data = any> {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Data;
  readonly errors: readonly {
    message: string;
    path?: readonly string[];
    extensions: { code: string; fields?: { path: string; message: string }[]; [more: string]: unknown };
  }[];
  readonly extensions: { cost?: { requested: number; available: number; restoreRate: number } };
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface LicenseWish {
  readonly licensingId?: string;
  readonly program?: Exclude<ProgramName, 'MBSA'>;
  readonly authorizationNumber?: string;
  readonly agreementId?: string;
  readonly administrator?: string;
  readonly startDate?: string;
  readonly endDate?: string;
  readonly receivedAt?: Date;
  readonly sourceSystem?: 'VLSC' | 'MVLS' | 'EOPEN';
  readonly partnerId?: string;
}

/** The whole product on a database of its own, with people and contracts to tell stories of. */
export class Portal {
  private numbers = 0;

  private constructor(
    readonly server: RunningServer,
    readonly clock: StoppedClock,
    readonly settings: ReturnType<typeof readSettings>,
    private readonly folder: string,
  ) {}

  static async open(
    options: { databaseUrl?: string; clock?: StoppedClock; env?: Record<string, string>; log?: Log } = {},
  ): Promise<Portal> {
    const folder = await mkdtemp(join(tmpdir(), 'vlsc-test-'));
    const port = await freePort();
    const settings = readSettings({
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
      DATABASE_URL: options.databaseUrl ?? (await createDatabase()),
      VLSC_DATA_DIR: folder,
      VLSC_SAMPLE_DATA: 'false',
      VLSC_STAFF: 'staff@operator.example',
      VLSC_SESSION_IDLE: 'P400D',
      VLSC_UNDO: 'PT1S',
      ...options.env,
    });
    const clock = options.clock ?? new StoppedClock();
    return new Portal(await startServer(settings, options.log ?? createLog('silent'), clock), clock, settings, folder);
  }

  get database() {
    return this.server.database;
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Somebody who has signed in; with a business address, registered and verified, unless told otherwise. */
  async person(
    name: string,
    { address = `${randomBytes(6).toString('hex')}@people.example`, registered = true, locale = 'ja' as Locale } = {},
  ): Promise<Person> {
    const at = this.clock.now();
    const [id, identityId, token] = [randomUUID(), randomUUID(), randomSecret()];
    await this.database.transaction(async em => {
      const transaction = within(em);
      await transaction.rows(
        sql`insert into user_account (id, display_name, locale, created_at, last_signed_in_at) values (${id}, ${name}, ${locale}, ${at}, ${at})`,
      );
      await transaction.rows(
        sql`insert into identity (id, user_id, issuer, subject, email, created_at) values (${identityId}, ${id}, 'https://id.example', ${id}, ${`${name}@id.example`}, ${at})`,
      );
      await beginSession(transaction, {
        token,
        userId: id,
        identityId,
        idToken: '',
        at,
        authenticatedAt: at,
        endsAt: later(at, 400 * day),
      });
      if (registered) {
        await transaction.rows(sql`insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at, verified_at)
          values (${randomUUID()}, ${id}, ${identityId}, ${address}, ${at}, ${at}, 1, ${at}, ${at})`);
        await followEntitlements(transaction, { userId: id }, { at, actorId: null });
      }
    });
    return { id, name, address, cookie: `vlsc=${token}` };
  }

  /** A license under an agreement of its own, unless one is given; with a Primary contact when an administrator's address is given. */
  async license(wish: LicenseWish = {}): Promise<{ id: string; licensingId: string; nodeId: string }> {
    const licensingId = wish.licensingId ?? String(70_000_000 + this.next());
    const program = wish.program ?? 'ENTERPRISE';
    const { startDate = '2025-01-01', endDate = '2027-12-31', sourceSystem = 'VLSC' } = wish;
    const agreementId = wish.agreementId ?? (await this.agreement({ program }));
    const [license] = await this.database.rows<{ id: string }>(sql`
      insert into license (licensing_id, program, agreement_id, authorization_number, organization_id, partner_organization_id, start_date, end_date, received_at, source_system)
      select ${licensingId}, ${program}, ${agreementId}, ${wish.authorizationNumber ?? null}, organization_id, ${wish.partnerId ?? null}, ${startDate}, ${endDate},
        ${wish.receivedAt ?? this.clock.now()}, ${sourceSystem} from agreement where id = ${agreementId} returning id`);
    const id = license?.id ?? '';
    if (wish.administrator) await this.contact({ licenseId: id, email: wish.administrator });
    return { id, licensingId, nodeId: nodeId('License', id) };
  }

  async agreement(
    wish: { program?: ProgramName; parentId?: string; organizationName?: string; emailDomain?: string; firstLoadedAt?: Date } = {},
  ): Promise<string> {
    const number = `A${String(this.next()).padStart(7, '0')}`;
    const [agreement] = await this.database.rows<{ id: string }>(sql`
      with holder as (
        insert into organization (number, kind, name, country, city, street_address, email_domain)
        values (${`C${number}`}, 'CUSTOMER', ${wish.organizationName ?? `株式会社サンプル ${number}`}, 'JP', '東京都港区', '1-1-1', ${wish.emailDomain ?? null}) returning id
      )
      insert into agreement (number, program, parent_id, organization_id, start_date, end_date, source_system, first_loaded_at, path)
      select ${number}, ${wish.program ?? 'ENTERPRISE'}, ${wish.parentId ?? null}::uuid, id, '2025-01-01', null, 'VLSC', ${wish.firstLoadedAt ?? this.clock.now()},
        coalesce((select path || '/' from agreement where id = ${wish.parentId ?? null}::uuid), '') || ${number}::text from holder returning id`);
    const id = agreement?.id ?? '';
    await this.database.rows(sql`insert into agreement_ancestry (agreement_id, ancestor_id, distance)
      select ${id}::uuid, ${id}::uuid, 0 union all select ${id}::uuid, ancestor_id, distance + 1 from agreement_ancestry where agreement_id = ${wish.parentId ?? null}::uuid`);
    return id;
  }

  async contact(wish: { licenseId?: string; agreementId?: string; email: string; type?: string }): Promise<void> {
    await this.database.rows(sql`insert into contact (license_id, agreement_id, contact_type, email, family_name, given_name, locale)
      values (${wish.licenseId ?? null}, ${wish.agreementId ?? null}, ${wish.type ?? 'PRIMARY'}, ${wish.email}, '佐藤', '花子', 'ja')`);
  }

  async grant(person: Person, license: { id: string }, role: RoleName): Promise<void> {
    await this.database.rows(sql`insert into permission (user_id, license_id, role, source, granted_at)
      values (${person.id}, ${license.id}, ${role}, 'ASSIGNED', ${this.clock.now()})`);
  }

  /** Sends an operation as a person, as a program with a token, or as somebody signed out. */
  async ask(
    caller: Person | Program | null,
    query: string,
    variables: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...credentials(caller), ...headers },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors, extensions } = (await response.json()) as Answer;
    return { status: response.status, headers: response.headers, data, errors: errors ?? [], extensions };
  }

  /** A program with a token that the person makes for it. */
  async program(person: Person, scopes: readonly string[], more: Record<string, unknown> = {}): Promise<Program> {
    const expiresOn = dayOf(later(this.clock.now(), 90 * day));
    const { data, errors } = await this.ask(
      person,
      'mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { ... on ApiTokenCreated { secret token { id } } } }',
      { input: { name: 'スクリプト', scopes, expiresOn, ...more } },
    );
    if (!data?.createApiToken?.secret) throw new Error(JSON.stringify(errors));
    return { token: data.createApiToken.secret, tokenId: data.createApiToken.token.id };
  }

  /** Lets happen what returns by itself, at the hour that the clock shows. */
  async tick(): Promise<void> {
    for (const { work } of this.server.timed) await work();
  }

  /** Signs a person in anew, as after a long absence. */
  async signIn(person: Person): Promise<Person> {
    const at = this.clock.now();
    const token = randomSecret();
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [identity] = await transaction.rows<{ id: string }>(sql`select id from identity where user_id = ${person.id}`);
      await transaction.rows(sql`update user_account set last_signed_in_at = ${at}, lapse_warned_at = null where id = ${person.id}`);
      await beginSession(transaction, {
        token,
        userId: person.id,
        identityId: identity?.id ?? '',
        idToken: '',
        at,
        authenticatedAt: at,
        endsAt: later(at, 400 * day),
      });
    });
    return { ...person, cookie: `vlsc=${token}` };
  }

  /** Takes the link from the newest mail with one to that address, and follows it as that person. */
  async followLink(person: Person, address: string, selection: string, atLeast = 1): Promise<Answer> {
    const links = (await this.mails(address, atLeast)).flatMap(({ text }) => /\/verify\/([\w-]+)/.exec(text)?.[1] ?? []);
    const token = links.at(-1);
    return this.ask(
      person,
      `mutation ($input: VerifyBusinessEmailInput!) { verifyBusinessEmail(input: $input) { __typename ${selection} } }`,
      {
        input: { token },
      },
    );
  }

  /** The mails to an address, oldest first, once that many have arrived. */
  async mails(address: string, atLeast = 1): Promise<Mail[]> {
    for (let tries = 0; tries < 100; tries++) {
      const all = (await (await fetch(`${this.server.url}/inbox/api/email`)).json()) as {
        to: { address: string }[];
        subject: string;
        text: string;
        html: string;
      }[];
      const found = all.filter(mail => mail.to.some(each => each.address === address));
      if (found.length >= atLeast) return found.map(({ subject, text, html }) => ({ to: address, subject, text, html }));
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error(`No ${atLeast} mails to ${address} within 10 seconds.`);
  }

  private next(): number {
    return ++this.numbers;
  }
}

/** What a caller sends to be known by. */
export const credentials = (caller: Person | Program | null): Record<string, string> =>
  caller === null ? {} : 'token' in caller ? { authorization: `Bearer ${caller.token}` } : { cookie: caller.cookie };

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise(resolve => probe.close(resolve));
  return port;
}
