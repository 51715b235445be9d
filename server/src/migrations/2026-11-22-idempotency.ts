import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Idempotency extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table idempotency (
    caller text not null check (caller <> ''),
    key_hash bytea not null check (length(key_hash) = 32),
    body_hash bytea not null check (length(body_hash) = 32),
    attempt uuid not null,
    leased_until timestamptz not null,
    took_effect_at timestamptz,
    answer bytea,
    expires_at timestamptz not null,
    primary key (caller, key_hash)
  )`,
  `comment on column idempotency.attempt is 'Which attempt has the key: one that was taken over finds another here, and changes nothing.'`,
  `comment on column idempotency.leased_until is 'Until when the attempt counts as alive while nothing of it is committed.'`,
  `comment on column idempotency.took_effect_at is 'Written in the transaction of its first change: from then on it is never run again.'`,
  `comment on column idempotency.answer is 'What was answered, sealed; null while it runs, or when it died before answering.'`,
  'create index idempotency_expiry on idempotency (expires_at)',
];
