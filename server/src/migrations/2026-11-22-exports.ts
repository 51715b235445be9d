import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Exports extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table export (
    id uuid primary key,
    user_id uuid not null references user_account,
    list text not null check (list <> ''),
    format text not null check (format in ('CSV', 'JSON')),
    variables jsonb not null,
    file_name text not null check (file_name ~ '^[a-z0-9-]+[.](csv|json)$'),
    state text not null default 'QUEUED' check (state in ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'CANCELED')),
    cursor text,
    entries_done integer not null default 0,
    entries_total integer check (entries_total >= entries_done),
    row_count integer not null default 0,
    chunk_count integer not null default 0,
    byte_count bigint not null default 0,
    is_of_staff boolean not null default false,
    losses_known integer not null,
    failures integer not null default 0,
    failure text check (failure in ('ACCESS_ENDED', 'INTERNAL')),
    created_at timestamptz not null,
    touched_at timestamptz not null,
    finished_at timestamptz check (finished_at >= created_at),
    expires_at timestamptz check (expires_at >= finished_at),
    check ((state in ('QUEUED', 'RUNNING')) = (finished_at is null)),
    check ((finished_at is null) = (expires_at is null)),
    check ((state = 'FAILED') = (failure is not null))
  )`,
  `comment on column export.cursor is 'After which entry of the list the next chunk begins; null at its start.'`,
  `comment on column export.is_of_staff is 'Whether any of it was read with the eyes of the staff: then only the staff may have the file.'`,
  `comment on column export.losses_known is 'How often access of the person was known to have ended when the export began; with one more, its file is withheld.'`,
  `comment on column export.touched_at is 'When it last got on. What has not got on for long was interrupted and is taken up again.'`,
  'create index export_person on export (user_id, created_at desc, id desc)',
  `create index export_unfinished on export (touched_at) where state in ('QUEUED', 'RUNNING')`,
  'create index export_expiry on export (expires_at)',
  `create table export_chunk (
    export_id uuid not null references export on delete cascade,
    number integer not null check (number >= 0),
    content bytea not null,
    primary key (export_id, number)
  )`,
  // all order lines of somebody, newest first, are read page by page
  'create index order_line_newest on order_line (ordered_on desc, id desc)',
];
