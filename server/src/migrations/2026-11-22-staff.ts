import { Migration } from '@mikro-orm/migrations';

export class Migration20261122Staff extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // trigrams find no Japanese name of two characters, and are an extension; pairs find them, and are not
  `create function character_pairs(text) returns text[] language sql immutable parallel safe strict return
    (select coalesce(array_agg(distinct substr($1, place, 2)), '{}') from generate_series(1, length($1) - 1) place)`,
  `comment on function character_pairs is 'The pairs of neighboring characters of a folded text: what holds a word holds all of its pairs.'`,
  'create index user_account_pairs on user_account using gin (character_pairs(lower(normalize(display_name, nfkc))))',
  `create index business_email_pairs on business_email using gin (character_pairs(address)) where verified_at is not null and ended_at is null`,
  'create index organization_pairs on organization using gin (character_pairs(folded_name))',
  'create index access_request_pairs on access_request using gin (character_pairs(lower(number)))',
  'create index support_case_pairs on support_case using gin (character_pairs(lower(number)))',
  'create index business_email_address on business_email (address)',
  // the lists of the staff in their orders
  'create index user_account_name on user_account (display_name, id)',
  'create index user_account_newest_sign_in on user_account (last_signed_in_at, id)',
  'create index user_account_lapsed on user_account (lapsed_at) where lapsed_at is not null',
  'create index license_received on license (received_at, id)',
  'create index feed_load_newest on feed_load (started_at, id)',
  'create index feed_reject_file on feed_reject (feed_load_id, file, id)',
  'create index invitation_address on invitation (address, license_id)',
  'create index invitation_accepted_by on invitation (accepted_by_id) where accepted_by_id is not null',
  'create index support_case_license on support_case (license_id, person_id) where license_id is not null',
  // the audit trail from every side
  'create index audit_event_newest on audit_event (at, id)',
  'create index audit_event_actor on audit_event (actor_id, at, id)',
  'create index audit_event_action on audit_event (action, at, id)',
  `create index audit_event_number on audit_event ((detail ->> 'number')) where detail ->> 'number' is not null`,
  `create index audit_event_address on audit_event ((detail ->> 'address')) where detail ->> 'address' is not null`,
  'create index audit_event_request on audit_event (request_id) where request_id is not null',
];
