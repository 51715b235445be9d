import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf, later } from '../../platform/clock.ts';
import { sql, within } from '../../platform/database.ts';
import { followEntitlements } from '../permissions/entitlements.ts';
import { type FeedOptions, loadFeed } from './feed-loader.ts';
import { generatedSample, writeSampleStories } from './sample-feed.ts';
import { type SamplePerson, sampleGrants, samplePeople } from './sample-people.ts';

const dayLength = 24 * 3600_000;

/** Loads the sample licenses and registers the sample people. The last of them tells that all is there; a start that was cut off goes on. */
export async function loadSample(options: Omit<FeedOptions, 'folder'>, issuer: string): Promise<void> {
  await followAddress(options, issuer);
  const present = await options.database.rows<{ subject: string }>(sql`select subject from identity where issuer = ${issuer}`);
  const missing = samplePeople.filter(({ subject }) => !present.some(known => known.subject === subject));
  if (!missing.some(({ subject }) => subject === samplePeople.at(-1)?.subject)) return;
  if (!generatedSample)
    throw new Error('The sample feed (server/sample/feed) is not beside the program. Set VLSC_SAMPLE_DATA=false to do without.');
  const stories = await mkdtemp(join(tmpdir(), 'vlsc-sample-'));
  try {
    await writeSampleStories(stories, options.clock.now());
    await loadFeed({ ...options, folder: generatedSample });
    await loadFeed({ ...options, folder: stories });
    for (const person of missing) await register(options, issuer, person);
    await giveGrants(options, issuer);
  } finally {
    await rm(stories, { recursive: true, force: true });
  }
}

/** The embedded provider's name is its address: when that changes, the sample people stay who they were. */
async function followAddress({ database, clock }: Pick<FeedOptions, 'database' | 'clock'>, issuer: string): Promise<void> {
  await database.rows(sql`
    insert into identity (id, user_id, issuer, subject, email, created_at)
    select distinct on (subject) gen_random_uuid(), user_id, ${issuer}, subject, email, ${clock.now()} from identity
    where subject = any (${samplePeople.map(({ subject }) => subject)}) order by subject, created_at
    on conflict (issuer, subject) do nothing`);
}

function register({ database, clock }: Pick<FeedOptions, 'database' | 'clock'>, issuer: string, person: SamplePerson): Promise<void> {
  const at = clock.now();
  const [id, identityId] = [randomUUID(), randomUUID()];
  const { awayForDays = 0 } = person;
  const lastSeenAt = later(at, -awayForDays * dayLength);
  const lapsedAt = awayForDays > 365 ? later(lastSeenAt, 365 * dayLength) : null;
  return database.transaction(async em => {
    const transaction = within(em);
    await transaction.rows(sql`insert into user_account (id, display_name, locale, created_at, last_signed_in_at, lapsed_at)
      values (${id}, ${person.name}, ${person.locale}, ${lastSeenAt}, ${lastSeenAt}, ${lapsedAt})`);
    await transaction.rows(sql`insert into identity (id, user_id, issuer, subject, email, created_at)
      values (${identityId}, ${id}, ${issuer}, ${person.subject}, ${person.email}, ${at})`);
    if (!person.registered) return;
    await transaction.rows(sql`insert into business_email (id, user_id, identity_id, address, created_at, sent_at, send_count, link_expires_at, verified_at, round)
      values (${randomUUID()}, ${id}, ${identityId}, ${person.registered}, ${lastSeenAt}, ${lastSeenAt}, 1, ${lastSeenAt}, ${lastSeenAt}, ${lapsedAt ? 1 : 0})`);
    await followEntitlements(transaction, { userId: id }, { at, actorId: null });
  });
}

async function giveGrants({ database, clock }: Pick<FeedOptions, 'database' | 'clock'>, issuer: string): Promise<void> {
  const at = clock.now();
  for (const { to, by, licensingId, role, forDays } of sampleGrants) {
    const endsOn = forDays === null ? null : dayOf(later(at, forDays * dayLength));
    await database.rows(sql`
      insert into permission (user_id, license_id, role, source, granted_at, granted_by_id, ends_on)
      select receiver.user_id, license.id, ${role}, 'ASSIGNED', ${later(at, -410 * dayLength)}, giver.user_id, ${endsOn}::date
      from license, identity receiver, identity giver
      where license.licensing_id = ${licensingId} and (receiver.issuer, receiver.subject) = (${issuer}, ${to}) and (giver.issuer, giver.subject) = (${issuer}, ${by})
      on conflict do nothing`);
  }
}
