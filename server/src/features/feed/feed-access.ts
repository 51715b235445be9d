import type { Locale } from '@vlsc/shared/locale.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Reader, sql } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { type AccessChange, followEntitlements } from '../permissions/entitlements.ts';

/** What a load changed for people who had registered. */
export interface AccessResult {
  readonly users: number;
  /** Licenses, counted once for each person. */
  readonly given: number;
  readonly ended: number;
}

export const usersPerTransaction = 50;

/** Lets the permissions of these users follow the feed, and tells each of them by one mail, in one transaction. */
export async function followFeed(transaction: Reader, userIds: readonly string[], clock: Clock, outbox: Outbox): Promise<AccessResult> {
  const changes = await followEntitlements(transaction, { userIds }, { at: clock.now(), actorId: null });
  await tell(transaction, changes, outbox);
  const sum = (count: (change: AccessChange) => number): number => changes.reduce((total, change) => total + count(change), 0);
  return { users: changes.length, given: sum(({ given }) => given), ended: sum(({ ended }) => ended) };
}

interface Person {
  readonly userId: string;
  readonly displayName: string;
  readonly locale: Locale;
  readonly recipient: string;
}

async function tell(transaction: Reader, changes: readonly AccessChange[], outbox: Outbox): Promise<void> {
  // whoever has let their registration lapse can use nothing of it yet, and whoever has no address left cannot be told
  const people = await transaction.rows<Person>(sql`
    select distinct on (user_account.id) user_account.id as "userId", display_name as "displayName", locale, address as recipient
    from user_account join business_email on business_email.user_id = user_account.id and verified_at is not null and ended_at is null
    where user_account.id = any(${changes.map(({ userId }) => userId)}::uuid[]) and lapsed_at is null
    order by user_account.id, verified_at, business_email.id`);
  const byUser = new Map(people.map(person => [person.userId, person]));
  await outbox.post(
    transaction,
    changes.flatMap(({ userId, given, ended }) => {
      const person = byUser.get(userId);
      if (!person) return [];
      const { displayName, locale, recipient } = person;
      return [{ template: 'permissions-changed', recipient, locale, data: { displayName, given, ended } }];
    }),
  );
}
