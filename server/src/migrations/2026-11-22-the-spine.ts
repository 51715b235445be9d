import { Migration } from '@mikro-orm/migrations';

export class Migration20261122TheSpine extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  // people
  `create table user_account (
    id uuid primary key,
    display_name text not null check (display_name <> ''),
    locale text not null check (locale in ('ja', 'en')),
    created_at timestamptz not null,
    last_signed_in_at timestamptz not null,
    lapsed_at timestamptz
  )`,
  `create table identity (
    id uuid primary key,
    user_id uuid not null references user_account,
    issuer text not null check (issuer <> ''),
    subject text not null check (subject <> ''),
    email text,
    created_at timestamptz not null,
    unique (issuer, subject)
  )`,
  'create index identity_user on identity (user_id)',
  `create table session (
    token_hash bytea primary key,
    user_id uuid not null references user_account,
    identity_id uuid not null references identity,
    id_token text not null,
    created_at timestamptz not null,
    last_seen_at timestamptz not null,
    ends_at timestamptz not null
  )`,
  'create index session_ends_at on session (ends_at)',
  'create index session_account on session (user_id)',
  `create table business_email (
    id uuid primary key,
    user_id uuid not null references user_account,
    identity_id uuid not null references identity,
    address text not null check (address = lower(address) and octet_length(address) <= 254 and address not like '%,%'),
    created_at timestamptz not null,
    sent_at timestamptz not null,
    send_count integer not null check (send_count > 0),
    link_expires_at timestamptz not null,
    verified_at timestamptz,
    ended_at timestamptz
  )`,
  // one verified business address belongs to one active user
  'create unique index business_email_one_holder on business_email (address) where verified_at is not null and ended_at is null',
  'create unique index business_email_once_per_user on business_email (user_id, address) where ended_at is null',
  'create index business_email_user on business_email (user_id)',

  // organizations, agreements, licenses, contacts
  `create table organization (
    id uuid primary key default gen_random_uuid(),
    number text not null unique check (number <> ''),
    kind text not null check (kind in ('CUSTOMER', 'PARTNER')),
    name text not null check (name <> ''),
    country text not null check (country ~ '^[A-Z]{2}$'),
    city text not null,
    street_address text not null,
    email_domain text
  )`,
  'create index organization_email_domain on organization (email_domain)',
  `create table agreement (
    id uuid primary key default gen_random_uuid(),
    number text not null unique check (number <> ''),
    program text not null check (program in ('MBSA', 'ENTERPRISE', 'SELECT', 'SELECT_PLUS', 'OPEN_VALUE', 'OPEN_LICENSE')),
    parent_id uuid references agreement check (parent_id <> id),
    organization_id uuid not null references organization,
    start_date date not null,
    end_date date,
    source_system text not null check (source_system in ('VLSC', 'MVLS', 'EOPEN')),
    first_loaded_at timestamptz not null,
    path text collate "C"
  )`,
  `comment on column agreement.path is 'Agreement numbers from the topmost agreement down to this one, joined by /. Derived by the feed.'`,
  'create index agreement_parent on agreement (parent_id)',
  'create index agreement_organization on agreement (organization_id)',
  'create index agreement_path on agreement (path, id)',
  `create table agreement_ancestry (
    agreement_id uuid not null references agreement,
    ancestor_id uuid not null references agreement,
    distance integer not null check (distance >= 0),
    primary key (agreement_id, ancestor_id)
  )`,
  `comment on table agreement_ancestry is 'Every agreement with itself (distance 0) and each agreement above it. Derived by the feed.'`,
  'create index agreement_ancestry_descendants on agreement_ancestry (ancestor_id, agreement_id)',
  `create table license (
    id uuid primary key default gen_random_uuid(),
    licensing_id text collate "C" not null unique check (licensing_id ~ '^[0-9A-Z]{1,40}$'),
    program text not null check (program in ('ENTERPRISE', 'SELECT', 'SELECT_PLUS', 'OPEN_VALUE', 'OPEN_LICENSE')),
    agreement_id uuid not null references agreement,
    authorization_number text,
    organization_id uuid not null references organization,
    partner_organization_id uuid references organization,
    start_date date not null,
    end_date date not null default 'infinity',
    received_at timestamptz not null,
    source_system text not null check (source_system in ('VLSC', 'MVLS', 'EOPEN')),
    check ((program = 'OPEN_LICENSE') = (authorization_number is not null))
  )`,
  `comment on column license.end_date is 'infinity where the license has no end, so that lists are walked by one index.'`,
  'create index license_agreement on license (agreement_id)',
  'create index license_organization on license (organization_id)',
  'create index license_partner on license (partner_organization_id)',
  'create index license_end_date on license (end_date, id)',
  `create table contact (
    id uuid primary key default gen_random_uuid(),
    agreement_id uuid references agreement,
    license_id uuid references license,
    contact_type text not null check (contact_type in
      ('PRIMARY', 'NOTICES', 'ONLINE_ADMINISTRATOR', 'SA_MANAGER', 'ONLINE_SERVICES_MANAGER', 'SUBSCRIPTIONS_MANAGER')),
    email text not null check (email = lower(email)),
    family_name text not null,
    given_name text not null,
    locale text not null check (locale in ('ja', 'en')),
    check (num_nonnulls(agreement_id, license_id) = 1),
    unique nulls not distinct (agreement_id, license_id, contact_type, email)
  )`,
  'create index contact_email on contact (email)',
  'create index contact_license on contact (license_id)',

  // what was bought
  `create table product (
    id uuid primary key default gen_random_uuid(),
    part_number text not null unique check (part_number <> ''),
    description text not null,
    product_family text not null,
    version text not null,
    product_pool text not null check (product_pool in ('APPLICATIONS', 'SYSTEMS', 'SERVERS')),
    product_type text not null check (product_type in ('SOFTWARE', 'ONLINE_SERVICE', 'SUBSCRIPTION'))
  )`,
  `create table order_line (
    id uuid primary key default gen_random_uuid(),
    order_number text collate "C" not null check (order_number <> ''),
    line_number integer not null check (line_number > 0),
    license_id uuid not null references license,
    customer_order_number text not null,
    reseller_order_number text not null,
    ordered_on date not null,
    usage_start_date date not null,
    product_id uuid not null references product,
    license_type text not null check (license_type in ('LICENSE', 'LICENSE_AND_SA', 'SA', 'UPGRADE', 'SUBSCRIPTION')),
    quantity integer not null check (quantity > 0),
    sa_end_date date,
    usage_country text not null,
    unique (order_number, line_number)
  )`,
  'create index order_line_license on order_line (license_id, ordered_on desc, id desc)',
  `create table product_key (
    id uuid primary key,
    license_id uuid not null references license,
    product_family text not null,
    version text not null,
    key_type text not null check (key_type in ('MAK', 'KMS', 'VLK', 'SETUP')),
    sealed_key bytea not null,
    key_digest bytea not null,
    last_five text not null check (length(last_five) = 5),
    activations_allowed integer check (activations_allowed >= 0),
    activations_used integer check (activations_used >= 0),
    unique (license_id, key_digest)
  )`,
  `comment on column product_key.sealed_key is 'AES-256-GCM with the row id as associated data; the key is outside the database.'`,
  `comment on column product_key.key_digest is 'HMAC of the normalized key, by which a feed row finds its own row again.'`,
  `create table download (
    id uuid primary key default gen_random_uuid(),
    product_family text not null,
    version text not null,
    language text not null,
    architecture text not null,
    file_type text not null,
    file_name text not null unique check (file_name <> ''),
    size_bytes bigint not null check (size_bytes >= 0),
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    url text not null check (url ~ '^https://')
  )`,
  'create index download_product on download (product_family, version)',
  `create table sa_benefit (
    id uuid primary key default gen_random_uuid(),
    license_id uuid not null references license,
    benefit text not null check (benefit <> ''),
    quantity integer not null check (quantity >= 0),
    activated_quantity integer not null check (activated_quantity >= 0),
    end_date date,
    unique (license_id, benefit)
  )`,
  `create table support_center (
    id uuid primary key default gen_random_uuid(),
    region text not null check (region in ('ASIA', 'EUROPE', 'MIDDLE_EAST_AND_AFRICA', 'AMERICAS', 'SOUTH_PACIFIC')),
    country text not null check (country ~ '^[A-Z]{2}$'),
    country_name text not null,
    phone text not null,
    toll_free boolean not null,
    hours text not null check (hours ~ '^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$'),
    time_zone text not null,
    languages text[] not null,
    unique (country, phone)
  )`,

  // who may do what
  `create table takeover_choice (
    user_id uuid not null references user_account,
    agreement_id uuid not null references agreement,
    is_taken_over boolean not null,
    chosen_at timestamptz not null,
    primary key (user_id, agreement_id)
  )`,
  `create table permission (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references user_account,
    license_id uuid not null references license,
    role text not null check (role in ('ADMINISTRATOR', 'LICENSE_INFO', 'PRODUCT_KEYS', 'DOWNLOADS',
      'SOFTWARE_ASSURANCE_MANAGER', 'ONLINE_SERVICES_MANAGER', 'SUBSCRIPTIONS_MANAGER')),
    source text not null check (source in ('CONTACT', 'ASSIGNED', 'REQUEST', 'TAKEOVER', 'MVLS', 'SUPPORT')),
    granted_at timestamptz not null,
    granted_by_id uuid references user_account,
    ends_on date,
    unique (user_id, license_id, role, source)
  )`,
  'create index permission_license on permission (license_id, role)',
  // What the contracts and the takeover choices entitle verified addresses to. Permissions with these sources follow it, and nothing else.
  `create view entitlement (user_id, license_id, role, source) as
    with named as not materialized (
      select contact.agreement_id, contact.license_id, business_email.user_id,
        case contact.contact_type
          when 'SA_MANAGER' then 'SOFTWARE_ASSURANCE_MANAGER'
          when 'ONLINE_SERVICES_MANAGER' then 'ONLINE_SERVICES_MANAGER'
          when 'SUBSCRIPTIONS_MANAGER' then 'SUBSCRIPTIONS_MANAGER'
          else 'ADMINISTRATOR'
        end as role
      from contact
      join business_email on business_email.address = contact.email
        and business_email.verified_at is not null and business_email.ended_at is null
    )
    select named.user_id, named.license_id, named.role, 'CONTACT'
      from named where named.license_id is not null
    union
    select named.user_id, license.id,
        case when agreement.program = 'MBSA' and named.role = 'ADMINISTRATOR' and not coalesce(choice.is_taken_over, false)
          then 'LICENSE_INFO' else named.role end,
        case when agreement.program <> 'MBSA' or named.role <> 'ADMINISTRATOR' then 'CONTACT'
          when coalesce(choice.is_taken_over, false) then 'TAKEOVER' else 'MVLS' end
      from named
      join agreement on agreement.id = named.agreement_id
      join agreement_ancestry on agreement_ancestry.ancestor_id = agreement.id
      join license on license.agreement_id = agreement_ancestry.agreement_id
      left join takeover_choice choice on choice.user_id = named.user_id and choice.agreement_id = agreement.id
      where agreement.program <> 'MBSA' or named.role <> 'ADMINISTRATOR'
        or coalesce(choice.is_taken_over, false) or license.source_system = 'MVLS'`,
  `create table access_request (
    id uuid primary key,
    number text not null unique,
    requester_id uuid not null references user_account,
    license_id uuid not null references license,
    roles text[] not null check (cardinality(roles) > 0),
    comment text,
    status text not null check (status in ('PENDING', 'APPROVED', 'DENIED', 'WITHDRAWN', 'EXPIRED')),
    requested_at timestamptz not null,
    expires_at timestamptz not null,
    closed_at timestamptz,
    decided_by_id uuid references user_account check (decided_by_id <> requester_id),
    granted_roles text[] not null default '{}' check (granted_roles <@ roles),
    decision_message text,
    check ((status = 'PENDING') = (closed_at is null)),
    check ((status in ('APPROVED', 'DENIED')) = (decided_by_id is not null)),
    check ((status = 'APPROVED') = (cardinality(granted_roles) > 0))
  )`,
  `create unique index access_request_one_pending on access_request (requester_id, license_id) where status = 'PENDING'`,
  'create index access_request_requester on access_request (requester_id, requested_at desc, id desc)',
  'create index access_request_license on access_request (license_id, requested_at desc, id desc)',
  'create index access_request_newest on access_request (requested_at desc, id desc)',
  `create table failed_lookup (
    id bigint generated always as identity primary key,
    user_id uuid not null references user_account,
    number text not null,
    at timestamptz not null
  )`,
  `comment on table failed_lookup is 'Wrong Open License pairs, counted by person and by number to suspend guessing.'`,
  'create index failed_lookup_user on failed_lookup (user_id, at)',
  'create index failed_lookup_number on failed_lookup (number, at)',

  // the platform's own: audit trail, outgoing mail, limits
  `create table audit_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    action text not null,
    actor_id uuid,
    subject_type text not null,
    subject_id uuid not null,
    person_id uuid,
    detail jsonb not null default '{}',
    request_id text
  )`,
  'create index audit_event_subject on audit_event (subject_id, id)',
  'create index audit_event_person on audit_event (person_id, id)',
  `create table outbox_mail (
    id uuid primary key default gen_random_uuid(),
    template text not null,
    recipient text not null check (recipient not like '%,%' and recipient not like '% %'),
    locale text not null check (locale in ('ja', 'en')),
    data jsonb not null,
    concerns uuid,
    created_at timestamptz not null,
    attempts integer not null default 0,
    sent_at timestamptz,
    given_up_at timestamptz,
    last_error text
  )`,
  'create index outbox_mail_waiting on outbox_mail (created_at) where sent_at is null and given_up_at is null',
  'create index outbox_mail_concerns on outbox_mail (concerns)',
  `create unlogged table spending (
    caller text primary key,
    available double precision not null,
    is_refused boolean not null,
    at timestamptz not null
  )`,
  `comment on table spending is 'What each caller may still spend on queries; lost in a crash without harm.'`,

  // feed loads
  `create table feed_load (
    id uuid primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    state text not null check (state in ('RUNNING', 'FINISHED', 'FAILED', 'INTERRUPTED')),
    is_dry_run boolean not null,
    files jsonb not null default '[]',
    failure text
  )`,
  `create table feed_reject (
    id bigint generated always as identity primary key,
    feed_load_id uuid not null references feed_load,
    file text not null,
    line integer not null,
    column_name text,
    reason text not null,
    value text not null
  )`,
  'create index feed_reject_load on feed_reject (feed_load_id, id)',
];
