import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Changes extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** A trigger for each statement, also while a feed lets the triggers of foreign keys rest. */
const after = (event: 'insert' | 'update' | 'delete', table: string, work: string): string[] => {
  const name = `note_${table}_${event}`;
  const rows = { insert: 'new table as written', update: 'old table as former new table as written', delete: 'old table as former' }[event];
  return [
    `create function ${name}() returns trigger language plpgsql as $$ begin ${work}; return null; end $$`,
    `create trigger ${name} after ${event} on ${table} referencing ${rows} for each statement execute function ${name}()`,
    `alter table ${table} enable always trigger ${name}`,
  ];
};

/** One row for each person, license and source that it is about. */
const permissions = (kind: string, rows: string): string => `
  insert into change (kind, license_id, person_id, detail)
  select '${kind}', license_id, user_id, jsonb_build_object('roles', jsonb_agg(role order by role), 'source', source, 'endsOn', ends_on)
  from (${rows}) touched group by license_id, user_id, source, ends_on`;

/** What ended by its own date was told when the day was over, and is no news when its trace goes. */
const isNotTold = '(former.ends_on is null or coalesce(former.ends_on >= (select day from change_log), true))';
/** A license on which nobody holds anything is nobody's concern. Asked license by license, for a feed touches few that are held, or is the first. */
const isHeld = '(select true from permission where permission.license_id = touched.license_id limit 1)';
const written = 'select written.* from written';
const differing = (columns: string): string => `select written.* from written join former on former.id = written.id
  where (${columns.replaceAll('_.', 'written.')}) is distinct from (${columns.replaceAll('_.', 'former.')})`;
const contents = (kind: string, rows: string): string => `
  if exists (select from permission) then
    insert into change (kind, license_id, detail) select '${kind}', license_id, jsonb_build_object('count', count)
    from (select license_id, count(*) as count from (${rows}) each group by license_id) touched where ${isHeld};
  end if`;
const orders = (rows: string): string => `
  if exists (select from permission) then
    insert into change (kind, license_id, detail)
    select 'ORDERS_CHANGED', license_id, jsonb_object_agg(product_type, lines) from (
      select license_id, product.product_type, sum(lines) as lines
      from (select license_id, product_id, count(*) as lines from (${rows}) each group by license_id, product_id) touched
      join product on product.id = touched.product_id where ${isHeld} group by license_id, product.product_type) typed
    group by license_id;
  end if`;

const keyFacts = '_.product_family, _.version, _.key_type, _.last_five, _.activations_allowed, _.activations_used, _.activations_granted';
const benefitFacts = '_.quantity, _.activated_quantity, _.end_date';
const lineFacts = `_.license_id, _.customer_order_number, _.reseller_order_number, _.ordered_on, _.usage_start_date, _.product_id,
  _.license_type, _.quantity, _.sa_end_date, _.usage_country`;
const licenseFacts = `_.program, _.agreement_id, _.authorization_number, _.organization_id, _.partner_organization_id, _.start_date, _.end_date,
  _.received_at, _.source_system`;

const statements = [
  `create table change (
    xid xid8 not null default pg_current_xact_id(),
    id bigint generated always as identity,
    at timestamptz not null default now(),
    kind text not null check (kind in ('PERMISSION_GIVEN', 'PERMISSION_CHANGED', 'PERMISSION_ENDED', 'LICENSE_CHANGED', 'ORDERS_CHANGED',
      'PRODUCT_KEYS_CHANGED', 'BENEFITS_CHANGED', 'ACCESS_REQUEST_SUBMITTED', 'ACCESS_REQUEST_DECIDED', 'ACCESS_REQUEST_WITHDRAWN',
      'ACCESS_REQUEST_EXPIRED')),
    license_id uuid not null,
    person_id uuid,
    detail jsonb not null default '{}',
    primary key (xid, id)
  )`,
  `comment on table change is 'What changed, written by triggers in the transaction of the change. Read in the order of (xid, id), and only below the oldest transaction that is open.'`,
  `comment on column change.person_id is 'Who holds the roles or asks for them; null where it is about no person.'`,
  'create index change_license on change (license_id, xid, id)',
  'create index change_person on change (person_id, xid, id) where person_id is not null',
  `create table change_log (
    history uuid not null,
    forgotten_below xid8 not null,
    load_from xid8,
    day date
  )`,
  `comment on table change_log is 'One row: which history of transactions the changes belong to, and how far they are kept.'`,
  `comment on column change_log.load_from is 'The oldest transaction that was open when the feed load began whose end has not been told; null while there is none.'`,
  `comment on column change_log.day is 'Up to which day it was told what a day brings by itself: roles that ended, licenses that began or ended.'`,
  'create unique index change_log_one_row on change_log ((true))',
  `insert into change_log (history, forgotten_below) values (gen_random_uuid(), '0')`,
  `create table change_mark (
    xid xid8 primary key,
    at timestamptz not null
  )`,
  `comment on table change_mark is 'At that time of our clock, every change below xid could be read: by it old ones are forgotten.'`,

  ...after('insert', 'permission', permissions('PERMISSION_GIVEN', written)),
  ...after(
    'update',
    'permission',
    [
      permissions(
        'PERMISSION_CHANGED',
        `${differing('_.ends_on')} and (written.user_id, written.license_id, written.role) = (former.user_id, former.license_id, former.role)`,
      ),
      permissions(
        'PERMISSION_ENDED',
        `select former.* from former join written on former.id = written.id
        where (written.user_id, written.license_id, written.role) <> (former.user_id, former.license_id, former.role)`,
      ),
      permissions('PERMISSION_GIVEN', differing('_.user_id, _.license_id, _.role')),
    ].join(';'),
  ),
  ...after('delete', 'permission', permissions('PERMISSION_ENDED', `select former.* from former where ${isNotTold}`)),
  ...after(
    'update',
    'license',
    `insert into change (kind, license_id) select 'LICENSE_CHANGED', license_id
     from (select each.id as license_id from (${differing(licenseFacts)}) each) touched where ${isHeld}`,
  ),
  ...after('insert', 'order_line', orders(written)),
  ...after(
    'update',
    'order_line',
    orders(
      `${differing(lineFacts)} union all select former.* from former join written on former.id = written.id where written.license_id <> former.license_id`,
    ),
  ),
  ...after('insert', 'product_key', contents('PRODUCT_KEYS_CHANGED', written)),
  ...after('update', 'product_key', contents('PRODUCT_KEYS_CHANGED', differing(keyFacts))),
  ...after('insert', 'sa_benefit', contents('BENEFITS_CHANGED', written)),
  ...after('update', 'sa_benefit', contents('BENEFITS_CHANGED', differing(benefitFacts))),
  ...after(
    'insert',
    'access_request',
    `insert into change (kind, license_id, person_id, detail)
     select 'ACCESS_REQUEST_SUBMITTED', license_id, requester_id, jsonb_build_object('accessRequestId', id, 'roles', roles, 'status', status) from written`,
  ),
  ...after(
    'update',
    'access_request',
    `insert into change (kind, license_id, person_id, detail)
     select case status when 'WITHDRAWN' then 'ACCESS_REQUEST_WITHDRAWN' when 'EXPIRED' then 'ACCESS_REQUEST_EXPIRED' else 'ACCESS_REQUEST_DECIDED' end,
       license_id, requester_id, jsonb_build_object('accessRequestId', id, 'roles', roles, 'status', status) from (${differing('_.status')}) each where status <> 'PENDING'`,
  ),
];
