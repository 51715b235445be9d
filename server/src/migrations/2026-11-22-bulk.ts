import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Bulk extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `alter table export
    alter column list drop not null,
    add column query text,
    add column operation_name text,
    drop constraint export_format_check,
    add constraint export_format_check check (format in ('CSV', 'JSON', 'JSON_LINES')),
    drop constraint export_file_name_check,
    add constraint export_file_name_check check (file_name ~ '^[a-z0-9-]+[.](csv|json|jsonl)$'),
    add constraint export_source_check check ((list is null) <> (query is null)),
    add constraint export_query_format_check check (query is null or format = 'JSON_LINES')`,
  `comment on column export.query is 'What a caller asked for in their own words; null for a list of the catalogue.'`,
];
