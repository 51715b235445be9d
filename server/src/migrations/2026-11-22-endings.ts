import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Endings extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const kinds = `array['AGREEMENT', 'LICENSE', 'SOFTWARE_ASSURANCE', 'BENEFIT', 'DELEGATION']`;

const statements = [
  // what ends is looked for license by license, so that it costs the same however many licenses there are
  'create index order_line_sa_end on order_line (license_id, sa_end_date) where sa_end_date is not null',
  'create index permission_ends_on on permission (license_id, ends_on) where ends_on is not null',

  `alter table user_account
    add column reminder_kinds text[] not null default '{AGREEMENT,LICENSE,SOFTWARE_ASSURANCE,DELEGATION}' check (reminder_kinds <@ ${kinds}),
    add column reminder_days integer[] not null default '{90,60,30,7}' check (reminder_days <@ array[90, 60, 30, 7])`,
  `create table ending_reminder (
    user_id uuid not null references user_account,
    ends_on date not null,
    kind text not null check (kind = any (${kinds})),
    subject_id uuid not null,
    person_id uuid not null references user_account,
    days integer not null,
    reminded_at timestamptz not null,
    primary key (user_id, ends_on, kind, subject_id, person_id, days)
  )`,
  `comment on table ending_reminder is 'Which end a person was reminded of, at how many days: each once. Forgotten when the day is over.'`,
  `comment on column ending_reminder.subject_id is 'The agreement, the benefit, or else the license.'`,
  `comment on column ending_reminder.person_id is 'Whose roles end; the person reminded where it is about no roles.'`,
  'create index ending_reminder_ends_on on ending_reminder (ends_on)',
  `create table calendar_feed (
    user_id uuid primary key references user_account,
    token_hash bytea not null unique,
    kinds text[] not null check (cardinality(kinds) > 0 and kinds <@ ${kinds}),
    locale text not null check (locale in ('ja', 'en')),
    created_at timestamptz not null,
    last_read_at timestamptz
  )`,
];
