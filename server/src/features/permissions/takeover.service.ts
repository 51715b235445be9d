import { record } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { NotFound } from '../../platform/errors.ts';
import { keyOf } from '../../platform/node-id.ts';
import type { Viewer } from '../users/viewer.ts';
import { keepingAdministrators, lockAdministrators, WithoutAdministrator } from './administrators.ts';
import { followEntitlements } from './entitlements.ts';
import { licensesById, ownSight } from './license.queries.ts';
import { takeoverOptions } from './takeover.queries.ts';
import { type ChooseTakeoverInput, LicensesLeftWithoutAdministrator, TakeoverChosen } from './takeover.ts';

const mostShown = 100;

/** Lets contacts of an MBSA choose whether they administer everything below it. */
export class TakeoverService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async choose(
    viewer: Viewer,
    { optionId, choice, confirmsWithoutAdministrator }: ChooseTakeoverInput,
    requestId: string,
  ): Promise<TakeoverChosen | LicensesLeftWithoutAdministrator> {
    const agreementId = keyOf('TakeoverOption', optionId);
    const at = this.clock.now();
    try {
      const change = await this.database.transaction(async em => {
        const transaction = within(em);
        await transaction.rows(sql`select from user_account where id = ${viewer.id} for no key update`);
        const [option] = await takeoverOptions(transaction, viewer, [agreementId]);
        if (!option) throw new NotFound();
        const decide = async () => {
          await transaction.rows(sql`
            insert into takeover_choice (user_id, agreement_id, is_taken_over, chosen_at) values (${viewer.id}, ${agreementId}, ${choice === 'TAKE_OVER'}, ${at})
            on conflict (user_id, agreement_id) do update set is_taken_over = excluded.is_taken_over, chosen_at = excluded.chosen_at`);
          await record(transaction, {
            action: choice === 'TAKE_OVER' ? 'takeover.chosen' : 'takeover.declined',
            at,
            actorId: viewer.id,
            subject: { type: 'Agreement', id: agreementId },
            requestId,
          });
          const [changed] = await followEntitlements(transaction, { userId: viewer.id }, { at, actorId: viewer.id, requestId });
          return changed;
        };
        const licenseIds = await takenOver(transaction, viewer);
        if (!confirmsWithoutAdministrator) return keepingAdministrators(transaction, licenseIds, at, decide);
        await lockAdministrators(transaction, licenseIds);
        return decide();
      });
      const [option] = await takeoverOptions(this.database, viewer, [agreementId]);
      return Object.assign(new TakeoverChosen(), {
        option,
        givenLicenseCount: change?.given ?? 0,
        endedLicenseCount: change?.ended ?? 0,
        viewer,
      });
    } catch (error) {
      if (!(error instanceof WithoutAdministrator)) throw error;
      const licenses = await licensesById(this.database, ownSight(viewer, at), error.licenseIds.slice(0, mostShown));
      return new LicensesLeftWithoutAdministrator(licenses, error.licenseIds.length);
    }
  }
}

/** The licenses that a person administers because of a takeover. */
async function takenOver(transaction: Reader, viewer: Viewer): Promise<string[]> {
  const found = await transaction.rows<{ id: string }>(sql`
    select distinct license_id as id from permission where user_id = ${viewer.id} and source = 'TAKEOVER' and role = 'ADMINISTRATOR'`);
  return found.map(({ id }) => id);
}
