import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type EmailAddressFault, emailAddressFault, normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import type { MessageKey } from '@vlsc/shared/messages.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { type BadField, BadInput, NotFound } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { BusinessEmail } from './business-email.entity.ts';
import {
  AddressAlreadyVerified,
  VerificationLinkExpired,
  VerificationLinkInvalid,
  VerificationSent,
  VerificationSentRecently,
} from './registration.results.ts';
import { Identity, User } from './user.entity.ts';
import { linkedRegistration, verifiedRound } from './verification-link.ts';
import type { Viewer } from './viewer.ts';

export const addressFaults: Record<EmailAddressFault, MessageKey> = {
  EMPTY: 'errors.email.empty',
  TOO_LONG: 'errors.email.tooLong',
  SEVERAL: 'errors.email.several',
  MALFORMED: 'errors.email.malformed',
};
const day = 24 * 3600_000;

type Sending = VerificationSent | AddressAlreadyVerified | VerificationSentRecently;

/** Ties business e-mail addresses to people. What an address entitles to is decided elsewhere. */
export class RegistrationService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly keyring: Keyring,
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
  ) {}

  register(viewer: Viewer, typed: { email: string; emailConfirmation: string }): Promise<Sending> {
    const address = readAddress(typed);
    return this.database.transaction(async em => {
      const user = await em.findOneOrFail(User, viewer.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const known = await em.findOne(BusinessEmail, { user, address, endedAt: null });
      if (known) return this.sendAgain(em, viewer, known);
      const tooSoon = await this.tooManyToday(within(em), viewer, address);
      if (tooSoon) return tooSoon;
      const identity = em.getReference(Identity, viewer.identityId);
      const registered = new BusinessEmail({
        user,
        identity,
        address,
        at: this.clock.now(),
        linkValid: this.settings.periods.verificationLinkValid,
      });
      await em.persist(registered).flush();
      return this.send(within(em), viewer, registered, 'businessEmail.registered');
    });
  }

  resend(viewer: Viewer, businessEmailId: string): Promise<Sending> {
    return this.database.transaction(async em => {
      const registered = await em.findOne(
        BusinessEmail,
        { id: businessEmailId, user: viewer.id, endedAt: null },
        { lockMode: LockMode.PESSIMISTIC_WRITE },
      );
      if (!registered) throw new NotFound();
      return this.sendAgain(em, viewer, registered);
    });
  }

  /**
   * Verifies the address of a link for the sign-in that asked for it, taking it from whoever held it before.
   * Following a link again is welcome: the address is verified already, and only its entitlements are looked up again.
   */
  async verify(em: EntityManager, viewer: Viewer, token: string): Promise<Verified | VerificationLinkInvalid | VerificationLinkExpired> {
    const id = linkedRegistration(token);
    const registered = id && (await em.findOne(BusinessEmail, { id, identity: viewer.identityId, user: viewer.id, endedAt: null }));
    if (!registered || verifiedRound(this.keyring, token, registered) === null) return new VerificationLinkInvalid();
    const transaction = within(em);
    // one verification of an address at a time, so that the former holder is known
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${registered.address}, 0))`);
    await em.refresh(registered, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (registered.endedAt) return new VerificationLinkInvalid();
    const at = this.clock.now();
    const user = await em.findOneOrFail(User, viewer.id, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true });
    const isReturning = user.lapsedAt !== null && registered.wasVerifiedBy(user.lapsedAt);
    const isOld = registered.linkExpiresAt < at || verifiedRound(this.keyring, token, registered) !== registered.round;
    if (isOld && (isReturning || !registered.isVerified)) return new VerificationLinkExpired(registered);
    if (registered.isVerified) {
      const lapsedAt = isReturning ? user.lapsedAt : null;
      if (lapsedAt) await this.comeBack(em, user, registered, lapsedAt);
      return { businessEmail: registered, isFirstTime: false, former: null, lapsedAt, lapseEnded: null };
    }

    const former = await em.findOne(
      BusinessEmail,
      { address: registered.address, verifiedAt: { $ne: null }, endedAt: null },
      { populate: ['user'] },
    );
    if (former) {
      former.end(at);
      await em.flush();
      const { id: personId, locale } = former.user.unwrap();
      await record(transaction, {
        action: 'businessEmail.moved',
        at,
        actorId: viewer.id,
        subject: { type: 'BusinessEmail', id: former.id },
        personId,
      });
      await this.outbox.post(transaction, [
        { template: 'address-moved', recipient: former.address, locale, data: { address: former.address } },
      ]);
    }
    registered.verify(at);
    await em.flush();
    await record(transaction, {
      action: 'businessEmail.verified',
      at,
      actorId: viewer.id,
      subject: { type: 'BusinessEmail', id: registered.id },
    });
    const formerHolder = former?.user.unwrap();
    return {
      businessEmail: registered,
      isFirstTime: true,
      former: formerHolder ? { userId: formerHolder.id, lapsedAt: formerHolder.lapsedAt } : null,
      lapsedAt: null,
      lapseEnded: await this.endLapseWithoutAddresses(em, user),
    };
  }

  /** Ends a lapse that nothing can bring back any more: no address is left that was verified before it. Answers since when it was. */
  private async endLapseWithoutAddresses(em: EntityManager, user: User): Promise<Date | null> {
    const { lapsedAt } = user;
    if (!lapsedAt) return null;
    const left = await em.count(BusinessEmail, { user, endedAt: null, verifiedAt: { $lte: lapsedAt } });
    if (left > 0) return null;
    user.comeBack();
    await em.flush();
    return lapsedAt;
  }

  /** Brings a registration back by one of its addresses; the others await verification again, since nobody has shown that they still reach. */
  private async comeBack(em: EntityManager, user: User, registered: BusinessEmail, lapsedAt: Date): Promise<void> {
    const others = await em.find(BusinessEmail, { user, endedAt: null, verifiedAt: { $lte: lapsedAt }, id: { $ne: registered.id } });
    for (const other of others) other.awaitVerification();
    user.comeBack();
    await em.flush();
    await record(within(em), {
      action: 'registration.returned',
      at: this.clock.now(),
      actorId: user.id,
      subject: { type: 'BusinessEmail', id: registered.id },
    });
  }

  /**
   * Ends an address of the viewer. Answers null where it is the only verified one, and in
   * `lapseEnded` since when the registration had lapsed, where with it the last address goes that was verified before that: there is nothing
   * left to bring back.
   */
  async end(em: EntityManager, viewer: Viewer, businessEmailId: string): Promise<{ lapseEnded: Date | null } | null> {
    const at = this.clock.now();
    const user = await em.findOneOrFail(User, viewer.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    const addresses = await em.find(
      BusinessEmail,
      { user, endedAt: null },
      { orderBy: { id: 'asc' }, lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    const ending = addresses.find(({ id }) => id === businessEmailId);
    if (!ending) throw new NotFound();
    const others = addresses.filter(each => each !== ending && each.isVerified);
    if (ending.isVerified && others.length === 0) return null;
    const { lapsedAt } = user;
    const endsLapse = lapsedAt !== null && others.length > 0 && others.every(({ verifiedAt }) => verifiedAt && verifiedAt > lapsedAt);
    ending.end(at);
    if (endsLapse) user.comeBack();
    await em.flush();
    await record(within(em), {
      action: 'businessEmail.removed',
      at,
      actorId: viewer.id,
      subject: { type: 'BusinessEmail', id: ending.id },
    });
    return { lapseEnded: endsLapse ? lapsedAt : null };
  }

  /** When another mail to this address may be asked for. */
  resendAvailableAt({ sentAt }: { sentAt: Date | string }): Date {
    return later(new Date(sentAt), this.settings.periods.verificationResendAfter);
  }

  private async sendAgain(em: EntityManager, viewer: Viewer, registered: BusinessEmail): Promise<Sending> {
    if (registered.isVerified && !viewer.lapsedAt) return new AddressAlreadyVerified(registered);
    const at = this.clock.now();
    const availableAt = this.resendAvailableAt(registered);
    if (availableAt > at) return new VerificationSentRecently(availableAt);
    const tooMany = await this.tooManyToday(within(em), viewer, registered.address);
    if (tooMany) return tooMany;
    registered.sendAgain(em.getReference(Identity, viewer.identityId), at, this.settings.periods.verificationLinkValid);
    await em.flush();
    return this.send(within(em), viewer, registered, 'businessEmail.sentAgain');
  }

  private async send(transaction: Reader, viewer: Viewer, registered: BusinessEmail, action: string): Promise<VerificationSent> {
    await this.outbox.post(transaction, [
      {
        template: 'verify',
        recipient: registered.address,
        locale: viewer.locale,
        data: { businessEmailId: registered.id, round: registered.round, expiresAt: registered.linkExpiresAt.toISOString() },
        concerns: registered.id,
      },
    ]);
    await record(transaction, { action, at: this.clock.now(), actorId: viewer.id, subject: { type: 'BusinessEmail', id: registered.id } });
    return new VerificationSent(registered);
  }

  /** Keeps one person from flooding others, and one address from being flooded by many. */
  private async tooManyToday(transaction: Reader, viewer: Viewer, address: string): Promise<VerificationSentRecently | null> {
    const since = later(this.clock.now(), -day);
    const limit = this.settings.limits.verificationMailsPerDay;
    const [sent] = await transaction.rows<{ by_person: string; to_address: string; oldest: string }>(sql`
      select count(*) filter (where business_email.user_id = ${viewer.id}) as by_person,
        count(*) filter (where business_email.address = ${address}) as to_address,
        extract(epoch from min(outbox_mail.created_at)) * 1000 as oldest
      from outbox_mail join business_email on business_email.id = outbox_mail.concerns
      where outbox_mail.template = 'verify' and outbox_mail.created_at > ${since}
        and (business_email.user_id = ${viewer.id} or business_email.address = ${address})`);
    if (!sent || Math.max(Number(sent.by_person), Number(sent.to_address)) < limit) return null;
    return new VerificationSentRecently(later(new Date(Number(sent.oldest)), day));
  }
}

export interface Verified {
  readonly businessEmail: BusinessEmail;
  /** Whether this visit verified the address. */
  readonly isFirstTime: boolean;
  /** Who held the address until now, if that was somebody else, and since when their registration had lapsed. */
  readonly former: { readonly userId: string; readonly lapsedAt: Date | null } | null;
  /** Since when the registration had lapsed that this visit brought back; null where it had not. */
  readonly lapsedAt: Date | null;
  /** Since when the registration had lapsed of which nothing was left to bring back, so that it begins anew; null otherwise. */
  readonly lapseEnded: Date | null;
}

function readAddress({ email, emailConfirmation }: { email: string; emailConfirmation: string }): string {
  const [address, confirmation] = [normalizeEmailAddress(email), normalizeEmailAddress(emailConfirmation)];
  const fault = emailAddressFault(address);
  const bad: BadField[] = [];
  if (fault) bad.push({ path: 'input.email', said: { key: addressFaults[fault] } });
  if (address !== confirmation) bad.push({ path: 'input.emailConfirmation', said: { key: 'errors.email.mismatch' } });
  const [first, ...others] = bad;
  if (first) throw new BadInput([first, ...others]);
  return address;
}
