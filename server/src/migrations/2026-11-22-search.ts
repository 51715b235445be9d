import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Search extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table saved_view (
    id uuid primary key,
    user_id uuid not null references user_account,
    page text not null check (page in ('LICENSES')),
    name text not null check (char_length(name) between 1 and 60),
    name_key text not null check (name_key <> ''),
    search text not null check (char_length(search) <= 2000),
    created_at timestamptz not null
  )`,
  `comment on column saved_view.name_key is 'The name in lower case and one width, by which names that people take for the same are one.'`,
  'create unique index saved_view_one_of_a_name on saved_view (user_id, page, name_key)',
  // names are searched in one width and in lower case, which costs more than the rest of a search when it is done for each row
  'alter table organization add column folded_name text not null generated always as (lower(normalize(name, nfkc))) stored',
  // the further orders of a list of licenses
  'create index license_start_date on license (start_date, id)',
  'create index license_program on license (program, licensing_id)',
  'create index organization_name on organization (name)',
];
