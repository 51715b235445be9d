import { Migration } from '@mikro-orm/migrations';

export class Migration20261122ApiTokens extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table api_token (
    id uuid primary key,
    user_id uuid not null references user_account,
    name text not null check (name <> ''),
    token_hash bytea not null unique,
    start text not null,
    scopes text[] not null check (cardinality(scopes) > 0),
    is_narrowed boolean not null,
    created_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > created_at),
    warned_at timestamptz,
    revoked_at timestamptz check (revoked_at >= created_at)
  )`,
  `comment on column api_token.start is 'The first characters of the token, by which its owner knows it again.'`,
  `comment on column api_token.is_narrowed is 'Whether it reaches only what api_token_reach names; with nothing named there, it reaches nothing.'`,
  'create index api_token_person on api_token (user_id, created_at desc, id desc)',
  'create index api_token_expiry on api_token (expires_at) where revoked_at is null and warned_at is null',
  `create table api_token_reach (
    api_token_id uuid not null references api_token,
    license_id uuid references license,
    organization_id uuid references organization,
    check (num_nonnulls(license_id, organization_id) = 1),
    unique nulls not distinct (api_token_id, license_id, organization_id)
  )`,
  `create table api_token_use (
    id bigint generated always as identity primary key,
    api_token_id uuid not null references api_token,
    minute timestamptz not null,
    digest bytea not null,
    operation text,
    fields text[] not null,
    address text not null,
    request_count integer not null,
    refused_count integer not null,
    cost bigint not null,
    last_at timestamptz not null,
    unique (api_token_id, minute, digest)
  )`,
  `comment on table api_token_use is 'What a token did, summed up by minute, operation and address; from it the owner of a leaked one sees what happened.'`,
  'create index api_token_use_newest on api_token_use (api_token_id, last_at desc, id desc)',
  'create index api_token_use_minute on api_token_use (minute)',
  // what a token began goes on as that token, and is its own
  'alter table export add column api_token_id uuid references api_token',
];
