import { type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, walk } from '../../platform/paging.ts';
import { containing, containingWords, folded } from '../../platform/text.ts';
import { type ReminderPreferences, standardReminders } from './reminder-preferences.ts';
import type { Viewer } from './viewer.ts';

/** A person as those may see them who share a matter with them. */
export interface UserRow {
  readonly __typename: 'User';
  readonly id: string;
  readonly displayName: string;
  readonly businessEmails: readonly string[];
}

/** The person in the table `user_account` under that alias, as JSON; SQL null where there is none. */
export const userJson = (
  alias: Sql,
): Sql => sql`case when ${alias}.id is null then null else json_build_object('__typename', 'User', 'id', ${alias}.id,
  'displayName', ${alias}.display_name, 'businessEmails', (select coalesce(json_agg(address order by verified_at), '[]') from business_email
    where business_email.user_id = ${alias}.id and verified_at is not null and ended_at is null)) end`;

const person = sql`user_account`;

/** Everybody, by name; `search` is part of a name or of a verified address. For staff. */
export async function allUsers(database: Reader, search: string | null | undefined, slice: Slice): Promise<Page<UserRow>> {
  const wanted = containing(search ?? '');
  const where = sql`(${!search?.trim()} or display_name ilike ${wanted} or exists (select from business_email
    where user_id = user_account.id and verified_at is not null and ended_at is null and address ilike ${wanted}))`;
  const steps = walk([{ column: sql`user_account.id`, cast: sql`uuid` }], slice);
  const count = counting(
    slice,
    async () =>
      (await database.rows<{ count: number }>(sql`select count(*)::int as count from user_account where ${where}`))[0]?.count ?? 0,
  );
  const found = await database.rows<{ person: UserRow }>(sql`
    select ${userJson(person)} as person from user_account where ${where} and ${steps.where} order by ${steps.order} limit ${slice.limit}`);
  return pageOf(
    found.map(row => row.person),
    slice,
    row => [row.id],
    count,
  );
}

/** The verified addresses of a person, as one text to search in. */
export const addressesOf = (userId: Sql): Sql => sql`(select string_agg(business_email.address, ' ') from business_email
  where business_email.user_id = ${userId} and business_email.verified_at is not null and business_email.ended_at is null)`;

/** Everybody with every word that was typed in their name or addresses: beginnings of names first. For staff. */
export async function usersNamed(database: Reader, typed: string, limit: number): Promise<UserRow[]> {
  const name = sql`lower(normalize(user_account.display_name, nfkc))`;
  const found = await database.rows<{ person: UserRow }>(sql`
    select ${userJson(person)} as person from user_account
    where concat_ws(' ', ${name}, ${addressesOf(sql`user_account.id`)}) like all (${containingWords(typed)})
    order by starts_with(${name}, ${folded(typed)}) desc, user_account.display_name, user_account.id limit ${limit}`);
  return found.map(row => row.person);
}

export interface BusinessEmailRow {
  readonly __typename: 'BusinessEmail';
  readonly id: string;
  readonly address: string;
  readonly sentAt: Date;
  readonly linkExpiresAt: Date;
  readonly verifiedAt: Date | null;
}

export async function businessEmailsOf(database: Reader, viewer: Viewer, ids?: readonly string[]): Promise<BusinessEmailRow[]> {
  const found = await database.rows<Omit<BusinessEmailRow, '__typename'>>(sql`
    select id, address, sent_at as "sentAt", link_expires_at as "linkExpiresAt", verified_at as "verifiedAt" from business_email
    where user_id = ${viewer.id} and ended_at is null and (${ids ?? null}::uuid[] is null or id = any (${ids ?? null}::uuid[]))
    order by created_at, id`);
  return found.map(row => ({ ...row, __typename: 'BusinessEmail' }));
}

export async function reminderPreferencesOf(database: Reader, viewer: Viewer): Promise<ReminderPreferences> {
  const [row] = await database.rows<ReminderPreferences>(
    sql`select reminder_kinds as kinds, reminder_days as days from user_account where id = ${viewer.id}`,
  );
  return row ?? standardReminders;
}
