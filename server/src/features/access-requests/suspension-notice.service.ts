import { type Clock, later } from '../../platform/clock.ts';
import { type Database, sql, within } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { administratorsOf } from '../permissions/grants.ts';
import { suspendedUntil } from './failed-lookup.queries.ts';

export const noticeSuspension = 'notice-suspension';

/** A pair of license number and authorization number that did not match. */
export interface FailedPair {
  readonly userId: string;
  readonly number: string;
}

/**
 * Tells the administrators of a license when guessing its numbers was stopped. Apart from the request that guessed, which does the same
 * work whether there is such a license or not.
 */
export class SuspensionNoticeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
  ) {}

  tell({ userId, number }: FailedPair): Promise<void> {
    const at = this.clock.now();
    return this.database.transaction(async em => {
      const transaction = within(em);
      const until = await suspendedUntil(transaction, this.settings, { userId, number, at });
      if (!until) return;
      const tried = await transaction.rows<{ id: string; licensingId: string }>(sql`
        select license.id, license.licensing_id as "licensingId" from license
        where license.program = 'OPEN_LICENSE' and (license.licensing_id = ${number} or license.licensing_id in (
          select failed_lookup.number from failed_lookup where user_id = ${userId} and at > ${later(at, -this.settings.periods.wrongPairsWindow)}))
          and not exists (select from outbox_mail where concerns = license.id and template = 'wrong-pairs'
            and created_at > ${later(at, -this.settings.periods.suspension)})
        order by license.id for no key update of license`);
      for (const { id, licensingId } of tried) {
        const administrators = await administratorsOf(transaction, id, at);
        await this.outbox.post(
          transaction,
          administrators.map(({ address, locale, displayName }) => ({
            template: 'wrong-pairs',
            recipient: address,
            locale,
            data: { displayName, licensingId, until: until.toISOString() },
            concerns: id,
          })),
        );
      }
    });
  }
}
