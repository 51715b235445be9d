import { longestComment } from '@vlsc/shared/limits.ts';
import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Keyring } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { readText } from '../../platform/text.ts';
import { administratorsOf } from '../permissions/grants.ts';
import { licenseIdsInSight, ownSight } from '../permissions/license.queries.ts';
import type { Viewer } from '../users/viewer.ts';
import { productKeysById } from './product-key.queries.ts';
import { KeyRevealsPaused, RecentSignInNeeded, type RevealedProductKey, type RevealProductKeyInput } from './product-key.ts';
import { openProductKey } from './sealed-product-key.ts';

const hour = 3600_000;

interface Asked {
  readonly id: string;
  readonly licenseId: string;
  readonly licensingId: string;
  readonly name: string;
  readonly lastFive: string;
  readonly sealed: Buffer;
}

/** Reveals product keys: one at a time, with a reason, and on record before anybody reads it. */
export class ProductKeyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly keyring: Keyring,
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
  ) {}

  async reveal(
    viewer: Viewer,
    id: string,
    { reason, comment: typed }: RevealProductKeyInput,
    requestId: string,
  ): Promise<(RevealedProductKey & { __typename: 'RevealedProductKey' }) | RecentSignInNeeded | KeyRevealsPaused> {
    const at = this.clock.now();
    const bad: BadField[] = [];
    const comment = readText(typed, 'input.comment', longestComment, bad);
    if (reason === 'OTHER' && comment === null) bad.push({ path: 'input.comment', said: { key: 'errors.textEmpty' } });
    const outcome = await this.database.transaction(async em => {
      const transaction = within(em);
      // several at once are looked at one after the other, so that none slips past the limit
      await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`product-key:${viewer.id}`}, 3))`);
      const asked = await this.asked(transaction, viewer, id, at);
      refuseBad(bad);
      if (later(viewer.authenticatedAt, this.settings.periods.recentSignIn) < at) return new RecentSignInNeeded();
      const revealAgainAt = await this.pausedUntil(transaction, viewer, at);
      if (revealAgainAt) {
        await this.tellOfPause(transaction, viewer, asked, { at, revealAgainAt, requestId });
        return new KeyRevealsPaused(revealAgainAt);
      }
      await record(transaction, {
        action: 'productKey.revealed',
        at,
        actorId: viewer.id,
        subject: { type: 'License', id: asked.licenseId },
        detail: { productKeyId: id, about: `${asked.name} (…${asked.lastFive})`, reason, message: comment },
        requestId,
      });
      return openProductKey(this.keyring, id, asked.sealed);
    });
    if (typeof outcome !== 'string') return outcome;
    const [productKey] = await productKeysById(this.database, ownSight(viewer, at), [id]);
    if (!productKey) throw new NotFound();
    return { __typename: 'RevealedProductKey', productKey, key: outcome };
  }

  /** The key, if the viewer holds Product Keys on its license: being of the staff is not enough. */
  private async asked(transaction: Reader, viewer: Viewer, id: string, at: Date): Promise<Asked> {
    const [asked] = await transaction.rows<Asked>(sql`
      select product_key.id, license.id as "licenseId", license.licensing_id as "licensingId", product_key.last_five as "lastFive",
        trim(product_key.product_family || ' ' || product_key.version) as name, product_key.sealed_key as sealed
      from product_key join license on license.id = product_key.license_id
      where product_key.id = ${id} and license.id in (${licenseIdsInSight(ownSight(viewer, at), {}, ['ADMINISTRATOR', 'PRODUCT_KEYS'])})`);
    if (!asked) throw new NotFound();
    return asked;
  }

  private async pausedUntil(transaction: Reader, viewer: Viewer, at: Date): Promise<Date | null> {
    const reveals = await transaction.rows<{ at: string }>(sql`
      select at::text as at from audit_event where actor_id = ${viewer.id} and action = 'productKey.revealed' and at > ${later(at, -hour)}
      order by at desc limit ${this.settings.limits.keyRevealsPerHour}`);
    const first = reveals[this.settings.limits.keyRevealsPerHour - 1];
    return first ? later(new Date(first.at), hour) : null;
  }

  /** Tells the administrators of the license whose key was asked for beyond the limit; once while it lasts. */
  private async tellOfPause(
    transaction: Reader,
    viewer: Viewer,
    { licenseId, licensingId }: Asked,
    { at, revealAgainAt, requestId }: { at: Date; revealAgainAt: Date; requestId: string },
  ): Promise<void> {
    const told = await transaction.rows(sql`
      select id from audit_event where subject_id = ${licenseId} and actor_id = ${viewer.id} and action = 'productKey.revealsPaused'
        and at > ${later(at, -hour)} limit 1`);
    if (told.length > 0) return;
    await record(transaction, {
      action: 'productKey.revealsPaused',
      at,
      actorId: viewer.id,
      subject: { type: 'License', id: licenseId },
      requestId,
    });
    const administrators = await administratorsOf(transaction, licenseId, at);
    await this.outbox.post(
      transaction,
      administrators.map(({ address, locale, displayName }) => ({
        template: 'key-reveals-paused',
        recipient: address,
        locale,
        data: {
          displayName,
          person: viewer.displayName,
          licensingId,
          limit: this.settings.limits.keyRevealsPerHour,
          until: revealAgainAt.toISOString(),
        },
        concerns: licenseId,
      })),
    );
  }
}
