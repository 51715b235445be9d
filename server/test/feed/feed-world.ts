import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { type FeedOptions, type FeedResult, loadFeed } from '../../src/features/feed/feed-loader.ts';
import { followEntitlements } from '../../src/features/permissions/entitlements.ts';
import { migrations } from '../../src/migrations/index.ts';
import { type Database, openDatabase, sql, within } from '../../src/platform/database.ts';
import { type Jobs, openJobs } from '../../src/platform/jobs.ts';
import { createLog } from '../../src/platform/log.ts';
import { deliverMail, Outbox } from '../../src/platform/mail.ts';
import { Keyring, type SecretKey } from '../../src/platform/secrets.ts';
import { createDatabase } from '../postgres.ts';

export type Row = Record<string, string | number>;
export type Files = Record<string, string | readonly Row[]>;

export const firstKey: SecretKey = { id: 'first', key: Buffer.alloc(32, 1) };
const startOfTime = new Date('2026-11-22T03:00:00Z');

/** A database and a folder of feed files to load into it. */
export class FeedWorld {
  keyring = new Keyring([firstKey]);
  now = startOfTime;

  private constructor(
    readonly url: string,
    readonly database: Database,
    readonly jobs: Jobs,
    readonly root: string,
  ) {}

  static async open(): Promise<FeedWorld> {
    const url = await createDatabase();
    const log = createLog('silent');
    const database = await openDatabase({ url, entities: [], migrations, log, statementTimeout: 10_000 });
    const jobs = await openJobs(database, { [deliverMail]: 3600_000 }, log);
    return new FeedWorld(url, database, jobs, await mkdtemp(join(tmpdir(), 'vlsc-feed-')));
  }

  async close(): Promise<void> {
    await this.jobs.stop();
    await this.database.close();
    await rm(this.root, { recursive: true, force: true });
  }

  /** Takes every row out of the database, so that each test begins with nothing. */
  async empty(): Promise<void> {
    const tables = await this.database.rows<{ name: string }>(sql`
      select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'migration'`);
    await this.database.pool.query(`truncate ${tables.map(({ name }) => name).join(', ')}`);
  }

  async folder(files: Files): Promise<string> {
    const folder = join(this.root, randomUUID());
    await mkdir(folder);
    for (const [name, content] of Object.entries(files)) {
      await writeFile(join(folder, `${name}.csv`), typeof content === 'string' ? content : stringify([...content], { header: true }));
    }
    return folder;
  }

  load(files: Files, options: Partial<FeedOptions> = {}): Promise<FeedResult> {
    return this.folder(files).then(folder => this.loadFolder(folder, options));
  }

  loadFolder(folder: string, options: Partial<FeedOptions> = {}): Promise<FeedResult> {
    const { database, keyring } = this;
    const clock = { now: () => this.now };
    const outbox = new Outbox(this.jobs, clock);
    return loadFeed({
      folder,
      database,
      embeddedIn: null,
      keyring,
      outbox,
      clock,
      log: createLog('silent'),
      rejectsDir: join(this.root, 'rejects'),
      ...options,
    });
  }

  rows<Found = Record<string, unknown>>(...statement: Parameters<typeof sql>): Promise<Found[]> {
    return this.database.rows<Found>(sql(...statement));
  }

  async copyOf(folder: string): Promise<string> {
    const target = join(this.root, randomUUID());
    await cp(folder, target, { recursive: true });
    return target;
  }

  /** Somebody whose business address is verified. */
  async person(address: string, { locale = 'ja' } = {}): Promise<string> {
    const [id, identity] = [randomUUID(), randomUUID()];
    await this
      .rows`insert into user_account (id, display_name, locale, created_at, last_signed_in_at) values (${id}, ${address}, ${locale}, ${this.now}, ${this.now})`;
    await this
      .rows`insert into identity (id, user_id, issuer, subject, created_at) values (${identity}, ${id}, 'https://id.example', ${id}, ${this.now})`;
    await this
      .rows`insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at, verified_at)
      values (${randomUUID()}, ${id}, ${identity}, ${address}, ${this.now}, ${this.now}, 1, ${this.now}, ${this.now})`;
    await this.follow(id);
    return id;
  }

  follow(userId: string) {
    return this.database.transaction(em => followEntitlements(within(em), { userId }, { at: this.now, actorId: userId }));
  }

  async permissions(userId: string): Promise<string[]> {
    const held = await this.rows<{ text: string }>`select licensing_id || ' ' || role || ' ' || source as text
      from permission join license on license.id = permission.license_id where user_id = ${userId} order by 1`;
    return held.map(({ text }) => text);
  }

  /** Everything that a feed makes, without the ids that the database makes up. */
  async content(): Promise<unknown> {
    const [content] = await this.rows<{ content: unknown }>`select jsonb_build_object(
      'organizations', (select jsonb_agg(to_jsonb(o) - 'id' order by number) from organization o),
      'agreements', (select jsonb_agg(to_jsonb(a) - 'id' - 'parent_id' - 'organization_id' || jsonb_build_object('parent', p.number, 'organization', o.number)
        order by a.number) from agreement a left join agreement p on p.id = a.parent_id join organization o on o.id = a.organization_id),
      'ancestry', (select jsonb_agg(jsonb_build_array(a.number, p.number, distance) order by a.number, p.number)
        from agreement_ancestry y join agreement a on a.id = y.agreement_id join agreement p on p.id = y.ancestor_id),
      'licenses', (select jsonb_agg(to_jsonb(l) - 'id' - 'agreement_id' - 'organization_id' - 'partner_organization_id'
        || jsonb_build_object('agreement', a.number, 'organization', o.number, 'partner', p.number) order by licensing_id)
        from license l join agreement a on a.id = l.agreement_id join organization o on o.id = l.organization_id
        left join organization p on p.id = l.partner_organization_id),
      'contacts', (select jsonb_agg(to_jsonb(c) - 'id' - 'agreement_id' - 'license_id' || jsonb_build_object('agreement', a.number, 'license', l.licensing_id)
        order by l.licensing_id, a.number, contact_type, email)
        from contact c left join agreement a on a.id = c.agreement_id left join license l on l.id = c.license_id),
      'products', (select jsonb_agg(to_jsonb(p) - 'id' order by part_number) from product p),
      'orders', (select jsonb_agg(to_jsonb(o) - 'id' - 'license_id' - 'product_id' || jsonb_build_object('license', licensing_id, 'product', part_number)
        order by order_number, line_number) from order_line o join license l on l.id = o.license_id join product p on p.id = o.product_id),
      'keys', (select jsonb_agg(to_jsonb(k) - 'id' - 'license_id' - 'sealed_key' || jsonb_build_object('license', licensing_id)
        order by licensing_id, encode(key_digest, 'hex')) from product_key k join license l on l.id = k.license_id),
      'downloads', (select jsonb_agg(to_jsonb(d) - 'id' order by file_name) from download d),
      'benefits', (select jsonb_agg(to_jsonb(b) - 'id' - 'license_id' || jsonb_build_object('license', licensing_id) order by licensing_id, benefit)
        from sa_benefit b join license l on l.id = b.license_id),
      'centers', (select jsonb_agg(to_jsonb(s) - 'id' order by country, phone) from support_center s)) as content`;
    return content?.content;
  }
}

export const organization = (organization_number: string, more: Row = {}): Row => ({
  organization_number,
  kind: 'CUSTOMER',
  name: `組織, "${organization_number}"`,
  country: 'JP',
  city: '東京都港区',
  street_address: '1丁目1番1号',
  email_domain: 'org.example',
  ...more,
});

export const agreement = (agreement_number: string, program: string, more: Row = {}): Row => ({
  agreement_number,
  program,
  parent_agreement_number: '',
  organization_number: 'C1',
  start_date: '2024-01-01',
  end_date: '2027-12-31',
  source_system: 'VLSC',
  ...more,
});

export const license = (licensing_id: string, agreement_number: string, more: Row = {}): Row => ({
  licensing_id,
  program: 'ENTERPRISE',
  agreement_number,
  authorization_number: '',
  organization_number: 'C1',
  partner_organization_number: '',
  start_date: '2024-01-01',
  end_date: '2027-12-31',
  received_at: '2024-01-01T09:00:00Z',
  source_system: 'VLSC',
  ...more,
});

export const contact = (parent: { licensing_id: string } | { agreement_number: string }, email: string, more: Row = {}): Row => ({
  agreement_number: '',
  licensing_id: '',
  contact_type: 'PRIMARY',
  email,
  family_name: '佐藤',
  given_name: '花子',
  locale: 'ja',
  ...parent,
  ...more,
});

export const product = (part_number: string, more: Row = {}): Row => ({
  part_number,
  description: 'Office 2019',
  product_family: 'Office Professional Plus',
  version: '2019',
  product_pool: 'APPLICATIONS',
  product_type: 'SOFTWARE',
  ...more,
});

export const orderLine = (order_number: string, line_number: number | string, more: Row = {}): Row => ({
  order_number,
  line_number,
  licensing_id: 'L1',
  customer_order_number: 'PO-1',
  reseller_order_number: '',
  ordered_on: '2024-01-01',
  usage_start_date: '2024-01-01',
  part_number: 'P-1',
  license_type: 'LICENSE',
  quantity: 10,
  sa_end_date: '',
  usage_country: 'JP',
  ...more,
});

export const productKey = (product_key: string, more: Row = {}): Row => ({
  licensing_id: 'L1',
  product_family: 'Office Professional Plus',
  version: '2019',
  key_type: 'MAK',
  product_key,
  activations_allowed: 100,
  activations_used: 3,
  ...more,
});

export const benefit = (name: string, more: Row = {}): Row => ({
  licensing_id: 'L1',
  benefit: name,
  quantity: 10,
  activated_quantity: 0,
  end_date: '2027-12-31',
  ...more,
});

export const download = (file_name: string, more: Row = {}): Row => ({
  product_family: 'Office Professional Plus',
  version: '2019',
  language: 'ja-JP',
  architecture: 'x64',
  file_type: 'ISO',
  file_name,
  size_bytes: 4_500_000_000,
  sha256: 'ab'.repeat(32),
  url: `https://downloads.example/${file_name}`,
  ...more,
});

export const supportCenter = (phone: string, more: Row = {}): Row => ({
  region: 'ASIA',
  country: 'JP',
  country_name: 'Japan',
  phone,
  toll_free: 'true',
  hours: '09:00-17:30',
  time_zone: 'Asia/Tokyo',
  languages: 'ja,en',
  ...more,
});

/** One sound row of every kind. */
export const smallFeed = (): Record<string, Row[]> => ({
  organizations: [organization('C1'), organization('P1', { kind: 'PARTNER' })],
  agreements: [agreement('E1', 'ENTERPRISE', { parent_agreement_number: 'U1' }), agreement('U1', 'MBSA', { end_date: '' })],
  licensing_ids: [license('L1', 'E1', { partner_organization_number: 'P1' })],
  contacts: [contact({ licensing_id: 'L1' }, 'hanako@org.example')],
  products: [product('P-1')],
  order_lines: [orderLine('SO1', 1)],
  product_keys: [productKey('BCDFG-HJKMP-QRTVW-XY234-6789B')],
  downloads: [download('office.iso')],
  sa_benefits: [benefit('TRAINING_VOUCHERS')],
  support_centers: [supportCenter('0120-000-000')],
});
