import { Migration } from '@mikro-orm/migrations';

export class Migration20261122SupportCases extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

const statements = [
  `create table support_case (
    id uuid primary key,
    number text not null unique check (number <> ''),
    person_id uuid not null references user_account,
    kind text not null check (kind in ('ADMINISTRATOR_WANTED', 'ACCESS', 'OTHER')),
    program text check (program in ('MBSA', 'ENTERPRISE', 'SELECT', 'SELECT_PLUS', 'OPEN_VALUE', 'OPEN_LICENSE')),
    licensing_id text check (licensing_id <> ''),
    authorization_number text check (authorization_number <> ''),
    organization_name text check (organization_name <> ''),
    organization_address text check (organization_address <> ''),
    subject text check (subject <> ''),
    status text not null check (status in ('OPEN', 'WAITING_FOR_PERSON', 'RESOLVED', 'REFUSED')),
    license_id uuid references license,
    access_request_id uuid references access_request,
    opened_at timestamptz not null,
    closed_at timestamptz check (closed_at >= opened_at),
    closed_by_id uuid references user_account check (closed_by_id <> person_id),
    reason text check (reason <> ''),
    check ((status in ('RESOLVED', 'REFUSED')) = (closed_at is not null)),
    check ((closed_at is null) = (closed_by_id is null)),
    check (closed_at is not null or reason is null),
    check (license_id is null or status = 'RESOLVED'),
    check (closed_at is null or license_id is not null or reason is not null),
    check (kind <> 'ADMINISTRATOR_WANTED' or (program is not null and licensing_id is not null)),
    check (kind <> 'OTHER' or subject is not null)
  )`,
  `comment on column support_case.licensing_id is 'As the person typed it, normalized; it need not be the number of a license.'`,
  `comment on column support_case.license_id is 'The license on which the person was made an administrator; null when the case ended otherwise.'`,
  `comment on column support_case.reason is 'What support wrote when it closed the case: the answer, the reason of a refusal, a word with the role.'`,
  'create unique index support_case_one_open on support_case (access_request_id) where closed_at is null',
  'create index support_case_access_request on support_case (access_request_id)',
  'create index support_case_person on support_case (person_id, opened_at desc, id desc)',
  'create index support_case_status on support_case (status, opened_at desc, id desc)',
  'create index support_case_newest on support_case (opened_at desc, id desc)',
  `create table support_case_message (
    id bigint generated always as identity primary key,
    support_case_id uuid not null references support_case,
    author_id uuid not null references user_account,
    is_from_staff boolean not null,
    body text not null check (body <> ''),
    written_at timestamptz not null
  )`,
  'create index support_case_message_case on support_case_message (support_case_id, id)',
];
