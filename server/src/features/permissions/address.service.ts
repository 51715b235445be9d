import type { Clock } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import type { VerificationLinkExpired, VerificationLinkInvalid } from '../users/registration.results.ts';
import type { RegistrationService, Verified } from '../users/registration.service.ts';
import { Viewer } from '../users/viewer.ts';
import { accessReturn } from './access-return.queries.ts';
import { BusinessEmailRemoved, BusinessEmailVerified, LastBusinessEmail, RemovalLosesAccess } from './address.results.ts';
import { administrationOf, leftWithout, lockAdministrators } from './administrators.ts';
import { followEntitlements } from './entitlements.ts';
import type { InvitationService } from './invitation.service.ts';
import { licensesById, ownSight } from './license.queries.ts';
import { holds } from './permission.queries.ts';
import { differences, disposableOf, longestBy, recordDifferences, writeBack } from './permission-change.ts';

/** Rolls a removal back that nobody has confirmed. */
class Unconfirmed extends Error {
  constructor(
    readonly licenseIds: readonly string[],
    readonly withoutAdministratorCount: number,
  ) {
    super('The removal is not confirmed.');
  }
}

const mostShown = 100;

/** Verifies and removes addresses, and lets permissions follow at once. */
export class AddressService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly registrations: RegistrationService,
    private readonly invitations: InvitationService,
  ) {}

  verify(
    viewer: Viewer,
    token: string,
    requestId: string,
  ): Promise<BusinessEmailVerified | VerificationLinkInvalid | VerificationLinkExpired> {
    return this.database.transaction(async em => {
      const transaction = within(em);
      const verified = await this.registrations.verify(em, viewer, token);
      if (!('isFirstTime' in verified)) return verified;
      const { businessEmail, isFirstTime, former, lapsedAt, lapseEnded } = verified;
      const at = this.clock.now();
      const isTakenOver = former !== null && (await this.inherit(transaction, former.userId, viewer, requestId));
      const userIds = former ? [viewer.id, former.userId] : [viewer.id];
      const changes = await followEntitlements(transaction, { userIds }, { at, actorId: viewer.id, requestId });
      if (lapseEnded) await this.endGiven(transaction, viewer.id, lapseEnded, requestId);
      const accepted = await this.invitations.accept(
        transaction,
        { userId: viewer.id, displayName: viewer.displayName, address: businessEmail.address },
        requestId,
      );
      const followed = changes.find(({ userId }) => viewer.is(userId))?.given ?? 0;
      return Object.assign(new BusinessEmailVerified(), {
        businessEmail,
        isFirstTime,
        newLicenseCount: followed + accepted,
        accessReturn: await this.returned(transaction, viewer, verified, isTakenOver),
        viewer: Viewer.from({
          ...viewer,
          registeredAt: viewer.registeredAt ?? businessEmail.verifiedAt,
          isAwaitingVerification: false,
          lapsedAt: lapsedAt || lapseEnded ? null : viewer.lapsedAt,
        } as never),
      });
    });
  }

  /** Removes an address. What hangs on it ends; that is told first, and has to be confirmed. */
  async remove(
    viewer: Viewer,
    businessEmailId: string,
    isConfirmed: boolean,
    requestId: string,
  ): Promise<BusinessEmailRemoved | RemovalLosesAccess | LastBusinessEmail> {
    const at = this.clock.now();
    try {
      return await this.database.transaction(async em => {
        const transaction = within(em);
        const removed = await this.registrations.end(em, viewer, businessEmailId);
        if (!removed) return new LastBusinessEmail();
        const before = await held(transaction, viewer.id, at);
        const licenseIds = [...new Set(before.map(({ licenseId }) => licenseId))];
        await lockAdministrators(transaction, licenseIds);
        const administration = await administrationOf(transaction, licenseIds, at);
        await followEntitlements(transaction, { userId: viewer.id }, { at, actorId: viewer.id, requestId });
        if (removed.lapseEnded) await this.endGiven(transaction, viewer.id, removed.lapseEnded, requestId);
        const after = new Set((await held(transaction, viewer.id, at)).map(({ licenseId, role }) => `${licenseId} ${role}`));
        const lost = [
          ...new Set(before.filter(({ licenseId, role }) => !after.has(`${licenseId} ${role}`)).map(({ licenseId }) => licenseId)),
        ];
        const left = leftWithout(administration, await administrationOf(transaction, licenseIds, at));
        if (lost.length > 0 && !isConfirmed) throw new Unconfirmed(lost, left.length);
        return Object.assign(new BusinessEmailRemoved(), {
          viewer: Viewer.from({ ...viewer, lapsedAt: removed.lapseEnded ? null : viewer.lapsedAt } as never),
        });
      });
    } catch (error) {
      if (!(error instanceof Unconfirmed)) throw error;
      const licenses = await licensesById(this.database, ownSight(viewer, at), error.licenseIds.slice(0, mostShown));
      return new RemovalLosesAccess(licenses, error.licenseIds.length, error.withoutAdministratorCount);
    }
  }

  /**
   * Passes on to a new sign-in what was given to the former holder of its address, where the former holder has no other address left:
   * it is the same mailbox, and nobody else can use it any more. Answers whether that is so.
   */
  private async inherit(transaction: Reader, formerId: string, viewer: Viewer, requestId: string): Promise<boolean> {
    const at = this.clock.now();
    await transaction.rows(sql`select from user_account where id = any (${[formerId, viewer.id]}::uuid[]) order by id for no key update`);
    const [other] = await transaction.rows(
      sql`select from business_email where user_id = ${formerId} and verified_at is not null and ended_at is null limit 1`,
    );
    if (other) return false;
    await transaction.rows(sql`
      insert into takeover_choice (user_id, agreement_id, is_taken_over, chosen_at)
      select ${viewer.id}::uuid, agreement_id, is_taken_over, chosen_at from takeover_choice where user_id = ${formerId} on conflict do nothing`);
    const licenseIds = (await held(transaction, formerId, at)).map(({ licenseId }) => licenseId);
    await lockAdministrators(transaction, licenseIds);
    const given = await disposableOf(transaction, { personId: formerId, licenseIds }, at);
    const own = await disposableOf(transaction, { personId: viewer.id, licenseIds }, at);
    const passedOn = given.map(each => ({ ...each, grantedAt: at.toISOString() }));
    const all = [...longestBy(({ licenseId, role, source }) => `${licenseId} ${role} ${source}`, [...own, ...passedOn]).values()];
    await writeBack(transaction, { personId: viewer.id, licenseIds }, all, at);
    await writeBack(transaction, { personId: formerId, licenseIds }, [], at);
    await recordDifferences(transaction, differences(own, all), { actorId: viewer.id, personId: viewer.id, at, requestId });
    await recordDifferences(transaction, differences(given, []), { actorId: viewer.id, personId: formerId, at, requestId });
    return true;
  }

  private returned(transaction: Reader, viewer: Viewer, { former, lapsedAt }: Verified, isTakenOver: boolean) {
    const at = this.clock.now();
    if (lapsedAt) return accessReturn(transaction, { holderId: viewer.id, loserId: viewer.id, since: lapsedAt, at });
    if (former && isTakenOver)
      return accessReturn(transaction, { holderId: viewer.id, loserId: former.userId, since: former.lapsedAt ?? at, at });
    return null;
  }

  /** Ends what administrators had given to somebody before the registration lapsed, and whose addresses of that time are gone. */
  private async endGiven(transaction: Reader, userId: string, lapsedAt: Date, requestId: string): Promise<void> {
    const at = this.clock.now();
    const licenseIds = (await held(transaction, userId, at)).map(({ licenseId }) => licenseId);
    const given = await disposableOf(transaction, { personId: userId, licenseIds }, at);
    const since = given.filter(({ grantedAt }) => new Date(grantedAt) > lapsedAt);
    await writeBack(transaction, { personId: userId, licenseIds }, since, at);
    await recordDifferences(transaction, differences(given, since), { actorId: userId, personId: userId, at, requestId });
  }
}

const held = (transaction: Reader, userId: string, at: Date) =>
  transaction.rows<{ licenseId: string; role: string }>(
    sql`select distinct license_id as "licenseId", role from permission where user_id = ${userId} and ${holds(at)}`,
  );
