import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Administration extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // an address that was given roles before anybody verified it
  `create table invitation (
    id uuid primary key,
    address text not null check (address = lower(address) and octet_length(address) <= 254 and address not like '%,%'),
    family_name text not null,
    given_name text not null,
    locale text not null check (locale in ('ja', 'en')),
    license_id uuid not null references license,
    roles text[] not null check (cardinality(roles) > 0 and roles <@ array['ADMINISTRATOR', 'LICENSE_INFO', 'PRODUCT_KEYS', 'DOWNLOADS',
      'SOFTWARE_ASSURANCE_MANAGER', 'ONLINE_SERVICES_MANAGER', 'SUBSCRIPTIONS_MANAGER']),
    ends_on date,
    message text,
    invited_by_id uuid not null references user_account,
    created_at timestamptz not null,
    sent_at timestamptz not null,
    expires_at timestamptz not null,
    accepted_at timestamptz,
    accepted_by_id uuid references user_account,
    withdrawn_at timestamptz,
    withdrawn_by_id uuid references user_account,
    check ((accepted_at is null) = (accepted_by_id is null)),
    check ((withdrawn_at is null) = (withdrawn_by_id is null)),
    check (accepted_at is null or withdrawn_at is null)
  )`,
  // what two administrators give, or one until two days, stays apart
  `create unique index invitation_one_open on invitation (address, license_id, invited_by_id, coalesce(ends_on, 'infinity'))
    where accepted_at is null and withdrawn_at is null`,
  'create index invitation_license on invitation (license_id) where accepted_at is null and withdrawn_at is null',
  'create index invitation_sender on invitation (invited_by_id, sent_at)',
  // what an administrator changed, for as long as it can be undone; nobody changes their own roles
  `create table permission_change (
    id uuid primary key,
    actor_id uuid not null references user_account,
    person_id uuid not null references user_account check (person_id <> actor_id),
    at timestamptz not null,
    license_ids uuid[] not null,
    before jsonb not null,
    after jsonb not null,
    undone_at timestamptz
  )`,
  'create index permission_change_at on permission_change (at)',
  'create index permission_change_actor on permission_change (actor_id, at)',
  'create index outbox_mail_recipient on outbox_mail (recipient, created_at)',
  // requests in time
  `alter table access_request add column reminder_count integer not null default 0, add column reminded_at timestamptz, add column escalated_at timestamptz,
    add column is_decided_by_support boolean not null default false`,
  `create index access_request_pending on access_request (requested_at) where status = 'PENDING'`,
  // lapse and return: a link sent before a registration lapsed does not bring it back
  'alter table user_account add column lapse_warned_at timestamptz',
  'create index user_account_last_sign_in on user_account (last_signed_in_at) where lapsed_at is null',
  'alter table business_email add column round integer not null default 0',
  `comment on column business_email.round is 'How often the registration had lapsed when the link was made; links of earlier rounds bring nothing back.'`,
];
