import { Migration } from '@mikro-orm/migrations';

export class Migration20261122KeysAndDownloads extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  'alter table session add column authenticated_at timestamptz',
  'update session set authenticated_at = created_at',
  'alter table session alter column authenticated_at set not null',
  `comment on column session.authenticated_at is 'When the identity provider last asked the person who they are; older than the session where it knew them.'`,
  `create index audit_event_key_reveal on audit_event (actor_id, at) where action = 'productKey.revealed'`,
  // what support allowed beyond the feed stays when a feed comes that has not heard of it
  'alter table product_key add column activations_granted integer check (activations_granted > 0)',
  `alter table support_case drop constraint support_case_kind_check, add column product_key_id uuid references product_key,
    add column wanted_activations integer check (wanted_activations > 0),
    add constraint support_case_kind_check check (kind in ('ADMINISTRATOR_WANTED', 'ACCESS', 'ACTIVATIONS_WANTED', 'OTHER')),
    add constraint support_case_activations check ((kind = 'ACTIVATIONS_WANTED') = (product_key_id is not null)
      and (product_key_id is null) = (wanted_activations is null))`,
  'create unique index support_case_one_about_key on support_case (person_id, product_key_id) where closed_at is null',
];
