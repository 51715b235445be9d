import { joinSql, type Reader, type Sql, sql } from '../../platform/database.ts';
import { counting, type Page, pageOf, type Slice, type SortColumn, walk } from '../../platform/paging.ts';
import { containing, folded, pairsOf, wordsOf } from '../../platform/text.ts';
import { type ReminderPreferences, standardReminders } from './reminder-preferences.ts';
import type { RegistrationState, Viewer } from './viewer.ts';

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

export type UserOrderName = 'NAME' | 'LAST_SIGN_IN' | 'CREATED';

export interface UserConditions {
  /** Words of a name, or parts of verified addresses. */
  readonly search: string | null;
  readonly states: readonly (keyof typeof RegistrationState)[];
  readonly isStaff: boolean | null;
}

const foldedName = sql`lower(normalize(user_account.display_name, nfkc))`;
const isVerified = sql`business_email.verified_at is not null and business_email.ended_at is null`;

/** The verified addresses of a person, as one text to search in. */
export const addressesOf = (userId: Sql): Sql => sql`(select string_agg(business_email.address, ' ') from business_email
  where business_email.user_id = ${userId} and ${isVerified})`;

const longestFirst = (typed: string): string[] => wordsOf(typed).sort((one, other) => other.length - one.length);

/** Whose name or verified address holds a folded word, found by index. */
const idsHolding = (word: string): Sql => {
  const [pairs, part] = [pairsOf(word), containing(word)];
  return sql`select account.id from user_account account
    where character_pairs(lower(normalize(account.display_name, nfkc))) @> ${pairs} and lower(normalize(account.display_name, nfkc)) like ${part}
    union all select business_email.user_id from business_email
    where character_pairs(business_email.address) @> ${pairs} and business_email.address like ${part} and ${isVerified}`;
};

/** Found by index up to so many, a word is rare; of a word that more people have, reading a list in its order soon fills a page. */
const mostRare = 10_000;

/** The ids of those who have a word, as far as it is rare: one more than that tells that it is not. No pair leads to a single character. */
const idsOfRare = (word: string): Sql =>
  pairsOf(word).length === 0
    ? sql`select null::uuid as id from generate_series(0, ${mostRare})`
    : sql`select id from (${idsHolding(word)}) holding limit ${mostRare + 1}`;
const isRare = sql`(select count(*) from rare) <= ${mostRare}`;

/** Whether every word that was typed is in the name or an address of a person who is looked at anyway. */
const hasEveryWord = (words: readonly string[], inAddress: (part: string) => Sql): Sql =>
  joinSql([sql`true`, ...words.map(containing).map(part => sql`(${foldedName} like ${part} or ${inAddress(part)})`)], sql` and `);

/** The conditions by which those are found who have every word: among few; one after the other, as a list goes; and all of them, to be counted. */
function matchingWords(typed: string) {
  const [longest = '', ...others] = longestFirst(typed);
  const inOwnAddress = (part: string) => sql`${addressesOf(sql`user_account.id`)} like ${part}`;
  const inSomeAddress = (part: string) =>
    sql`user_account.id in (select business_email.user_id from business_email where ${isVerified} and business_email.address like ${part})`;
  return {
    withRare: sql`with rare as materialized (${idsOfRare(longest)})`,
    rare: sql`user_account.id in (select id from rare) and ${hasEveryWord(others, inOwnAddress)}`,
    // the planner takes a part of a text for seldom, and would sort everybody; of what it cannot look into, it takes half for so
    walked: sql`case when ${hasEveryWord([longest, ...others], inOwnAddress)} then true else false end`,
    counted: hasEveryWord([longest, ...others], inSomeAddress),
  };
}

/** Whether every word that was typed is in the name or an address: the longest, which finds the fewest, by index; the others in what it found. */
function isNamed(typed: string): Sql {
  const [longest = '', ...others] = longestFirst(typed);
  const inAddress = (part: string): Sql =>
    sql`exists (select from business_email where business_email.user_id = user_account.id and ${isVerified} and business_email.address like ${part})`;
  return joinSql(
    [
      sql`user_account.id in (${idsHolding(longest)})`,
      ...others.map(containing).map(part => sql`(${foldedName} like ${part} or ${inAddress(part)})`),
    ],
    sql` and `,
  );
}

/** Ids of the people with every word that was typed in their name or verified addresses. For staff. */
export const userIdsNamed = (typed: string): Sql => sql`select user_account.id from user_account where ${isNamed(typed)}`;

const verifiedAddress = sql`exists (select from business_email where business_email.user_id = user_account.id and ${isVerified})`;
const openAddress = sql`exists (select from business_email where business_email.user_id = user_account.id and business_email.ended_at is null)`;
/** How far a registration is, as conditions on `user_account`. */
const stateConditions: Record<keyof typeof RegistrationState, Sql> = {
  LAPSED: sql`user_account.lapsed_at is not null`,
  REGISTERED: sql`user_account.lapsed_at is null and ${verifiedAddress}`,
  AWAITING_VERIFICATION: sql`user_account.lapsed_at is null and ${openAddress} and not ${verifiedAddress}`,
  NOT_REGISTERED: sql`user_account.lapsed_at is null and not ${openAddress}`,
};

function matchingUsers({ states, isStaff }: UserConditions, staff: readonly string[]): Sql {
  const all: Sql[] = [sql`true`];
  if (states.length > 0)
    all.push(
      sql`(${joinSql(
        states.map(each => sql`(${stateConditions[each]})`),
        sql` or `,
      )})`,
    );
  const staffIds = sql`select business_email.user_id from business_email join user_account lasting on lasting.id = business_email.user_id
    where ${isVerified} and lasting.lapsed_at is null and business_email.address = any (${staff})`;
  if (isStaff !== null) all.push(isStaff ? sql`user_account.id in (${staffIds})` : sql`user_account.id not in (${staffIds})`);
  return joinSql(all, sql` and `);
}

const userOrders: Record<UserOrderName, SortColumn> = {
  NAME: { column: sql`user_account.display_name`, cast: sql`text` },
  LAST_SIGN_IN: { column: sql`user_account.last_signed_in_at`, cast: sql`timestamptz` },
  CREATED: { column: sql`user_account.created_at`, cast: sql`timestamptz` },
};

/** Everybody who meets the conditions, in that order. For staff. */
export async function allUsers(
  database: Reader,
  conditions: UserConditions,
  staff: readonly string[],
  { order, isDescending }: { order: UserOrderName; isDescending: boolean },
  slice: Slice,
): Promise<Page<UserRow>> {
  const { search } = conditions;
  const where = matchingUsers(conditions, staff);
  const sort = userOrders[order];
  const steps = walk([sort, { column: sql`user_account.id`, cast: sql`uuid` }], slice, isDescending);
  const idsOf = (those: Sql): Sql =>
    sql`(select user_account.id from user_account where ${where} and ${steps.where} and ${those} order by ${steps.order} limit ${slice.limit})`;
  const countOf = (those: Sql): Sql => sql`(select count(*)::int from user_account where ${where} and ${those})`;
  const matching = search === null ? null : matchingWords(search);
  const count = counting(slice, async () => {
    const counted = matching
      ? sql`${matching.withRare} select case when ${isRare} then ${countOf(matching.rare)} else ${countOf(matching.counted)} end as count`
      : sql`select ${countOf(sql`true`)} as count`;
    return (await database.rows<{ count: number }>(counted))[0]?.count ?? 0;
  });
  const page = matching
    ? sql`${idsOf(sql`${isRare} and ${matching.rare}`)} union all ${idsOf(sql`not (${isRare}) and ${matching.walked}`)}`
    : idsOf(sql`true`);
  const found = await database.rows<{ person: UserRow; sort: string[] }>(sql`
    ${matching?.withRare ?? sql``} select ${userJson(person)} as person, array[${sort.column}::text, user_account.id::text] as sort
    from (${page}) page join user_account on user_account.id = page.id order by ${steps.order}`);
  const sorts = new Map(found.map(row => [row.person.id, row.sort]));
  return pageOf(
    found.map(row => row.person),
    slice,
    ({ id }) => sorts.get(id) ?? [],
    count,
  );
}

/** Everybody with every word that was typed in their name or addresses: beginnings of names first. For staff. */
export async function usersNamed(database: Reader, typed: string, limit: number): Promise<UserRow[]> {
  const found = await database.rows<{ person: UserRow }>(sql`
    select ${userJson(person)} as person from user_account where ${isNamed(typed)}
    order by starts_with(${foldedName}, ${folded(typed)}) desc, user_account.display_name, user_account.id limit ${limit}`);
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
