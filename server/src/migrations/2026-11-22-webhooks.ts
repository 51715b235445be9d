import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Webhooks extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table webhook (
    id uuid primary key,
    user_id uuid not null references user_account,
    name text not null check (name <> ''),
    url text not null check (url like 'https://%'),
    kinds text[] check (cardinality(kinds) > 0),
    license_ids uuid[] check (cardinality(license_ids) > 0),
    sealed_secret bytea not null,
    former_secret bytea,
    former_until timestamptz,
    pause text check (pause in ('OWNER', 'FAILING', 'GONE')),
    paused_at timestamptz,
    cursor text not null,
    cursor_at timestamptz not null,
    failing_since timestamptz,
    last_success_at timestamptz,
    busy_until timestamptz,
    created_at timestamptz not null,
    check ((pause is null) = (paused_at is null)),
    check ((former_secret is null) = (former_until is null))
  )`,
  `comment on column webhook.cursor is 'Up to where changes have become deliveries; moved with them in one transaction, from where it was.'`,
  `comment on column webhook.busy_until is 'Until when the process that sends has it for itself; after that, it is taken for dead.'`,
  'create index webhook_person on webhook (user_id, created_at, id)',
  `create table webhook_delivery (
    id uuid primary key,
    number bigint generated always as identity,
    webhook_id uuid not null references webhook on delete cascade,
    kind text not null check (kind in ('CHANGES', 'TEST', 'FORGOTTEN')),
    since text,
    change_keys bigint[] not null default '{}',
    state text not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'GIVEN_UP', 'WITHHELD')),
    tries integer not null default 0,
    due_at timestamptz not null,
    retry_until timestamptz not null,
    created_at timestamptz not null,
    finished_at timestamptz,
    payload text,
    check ((state = 'WAITING') = (finished_at is null)),
    check ((kind = 'CHANGES') = (since is not null))
  )`,
  `comment on column webhook_delivery.change_keys is 'Which changes behind since; what of them is sent is decided at each attempt anew.'`,
  `comment on column webhook_delivery.payload is 'What was last sent; null before the first attempt.'`,
  'create index webhook_delivery_newest on webhook_delivery (webhook_id, number desc)',
  `create index webhook_delivery_waiting on webhook_delivery (webhook_id, number) where state = 'WAITING'`,
  'create index webhook_delivery_created on webhook_delivery (created_at)',
  `create table webhook_attempt (
    delivery_id uuid not null references webhook_delivery on delete cascade,
    number integer not null,
    at timestamptz not null,
    milliseconds integer not null,
    status integer,
    failure text check (failure in ('ADDRESS', 'CERTIFICATE', 'TIMEOUT', 'CONNECTION')),
    answer text not null,
    primary key (delivery_id, number),
    check ((status is null) = (failure is not null))
  )`,
];
