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
import { readVerificationToken } from './verification-link.ts';
import type { Viewer } from './viewer.ts';

const faults: Record<EmailAddressFault, MessageKey> = {
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
    const id = readVerificationToken(this.keyring, token);
    const registered = id && (await em.findOne(BusinessEmail, { id, identity: viewer.identityId, user: viewer.id, endedAt: null }));
    if (!registered) return new VerificationLinkInvalid();
    const transaction = within(em);
    // one verification of an address at a time, so that the former holder is known
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${registered.address}, 0))`);
    await em.refresh(registered, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (registered.endedAt) return new VerificationLinkInvalid();
    const at = this.clock.now();
    if (!registered.isVerified && registered.linkExpiresAt < at) return new VerificationLinkExpired(registered);
    if (registered.isVerified) return { businessEmail: registered, isFirstTime: false, formerHolderId: null };

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
    return { businessEmail: registered, isFirstTime: true, formerHolderId: former?.user.id ?? null };
  }

  /** When another mail to this address may be asked for. */
  resendAvailableAt({ sentAt }: { sentAt: Date | string }): Date {
    return later(new Date(sentAt), this.settings.periods.verificationResendAfter);
  }

  private async sendAgain(em: EntityManager, viewer: Viewer, registered: BusinessEmail): Promise<Sending> {
    if (registered.isVerified) return new AddressAlreadyVerified(registered);
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
        data: { businessEmailId: registered.id, expiresAt: registered.linkExpiresAt.toISOString() },
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
  /** Who held the address until now, if that was somebody else. */
  readonly formerHolderId: string | null;
}

function readAddress({ email, emailConfirmation }: { email: string; emailConfirmation: string }): string {
  const [address, confirmation] = [normalizeEmailAddress(email), normalizeEmailAddress(emailConfirmation)];
  const fault = emailAddressFault(address);
  const bad: BadField[] = [];
  if (fault) bad.push({ path: 'input.email', said: { key: faults[fault] } });
  if (address !== confirmation) bad.push({ path: 'input.emailConfirmation', said: { key: 'errors.email.mismatch' } });
  const [first, ...others] = bad;
  if (first) throw new BadInput([first, ...others]);
  return address;
}
