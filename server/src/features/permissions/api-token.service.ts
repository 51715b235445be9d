import { record } from '../../platform/audit.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import { hashOf } from '../../platform/secrets.ts';
import type { Settings } from '../../platform/settings.ts';
import { newApiToken, startOf } from '../users/api-token.secret.ts';
import type { Viewer } from '../users/viewer.ts';
import { type CreateApiTokenInput, type NewToken, readNewToken } from './api-token.input.ts';
import { type ApiTokenRow, apiTokensById } from './api-token.queries.ts';
import { ApiTokenCreated, TooManyApiTokens } from './api-token.results.ts';
import { type Recipient, recipientOf } from './grants.ts';
import { licenseIdsHeld, ownSight } from './license.queries.ts';

const day = 24 * 3600_000;
const warnBefore = 7 * day;
const usesKept = 90 * day;

/** API tokens: made once, told once, kept as a hash; whoever owns one is told by mail when it is made and before it ends. */
export class ApiTokenService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'limits'>,
  ) {}

  async create(viewer: Viewer, input: CreateApiTokenInput, requestId: string): Promise<ApiTokenCreated | TooManyApiTokens> {
    const at = this.clock.now();
    const wanted = readNewToken(input, viewer, at);
    const [id, secret] = [crypto.randomUUID(), newApiToken()];
    const { apiTokens } = this.settings.limits;
    const isMade = await this.database.transaction(async em => {
      const transaction = within(em);
      // two clicks at once are counted one after the other
      await transaction.rows(sql`select from user_account where id = ${viewer.id} for no key update`);
      const [active] = await transaction.rows<{ count: number }>(sql`
        select count(*)::int as count from api_token where user_id = ${viewer.id} and revoked_at is null and expires_at > ${at}`);
      if ((active?.count ?? 0) >= apiTokens) return false;
      await transaction.rows(sql`
        insert into api_token (id, user_id, name, token_hash, start, scopes, is_narrowed, created_at, expires_at)
        values (${id}, ${viewer.id}, ${wanted.name}, ${hashOf(secret)}, ${startOf(secret)}, ${wanted.scopes}, ${wanted.isNarrowed}, ${at}, ${wanted.expiresAt})`);
      await this.narrow(transaction, viewer, id, wanted);
      await this.record(transaction, 'apiToken.created', { id, by: viewer.id, about: wanted.name, requestId });
      const owner = await recipientOf(transaction, viewer.id);
      if (owner) await this.tell(transaction, owner, 'api-token-created', { name: wanted.name, start: startOf(secret), createdAt: at });
      return true;
    });
    return isMade ? new ApiTokenCreated(await this.read(viewer, id), secret) : new TooManyApiTokens(apiTokens);
  }

  /** Ends a token at once, in every process; one that is over stays as it is. */
  async revoke(viewer: Viewer, id: string, requestId: string): Promise<ApiTokenRow> {
    await this.database.transaction(async em => {
      const transaction = within(em);
      const [revoked] = await transaction.rows<{ name: string }>(sql`
        update api_token set revoked_at = ${this.clock.now()} where id = ${id} and user_id = ${viewer.id} and revoked_at is null returning name`);
      if (revoked) await this.record(transaction, 'apiToken.revoked', { id, by: viewer.id, about: revoked.name, requestId });
    });
    return this.read(viewer, id);
  }

  /** Tells owners a week before a token ends, and forgets what tokens did long ago. */
  async run(): Promise<void> {
    const at = this.clock.now();
    await this.database.transaction(async em => {
      const transaction = within(em);
      const ending = await transaction.rows<{ userId: string; name: string; start: string; expiresAt: Date }>(sql`
        update api_token set warned_at = ${at} where revoked_at is null and warned_at is null and expires_at > ${at} and expires_at <= ${later(at, warnBefore)}
        returning user_id as "userId", name, start, expires_at as "expiresAt"`);
      for (const { userId, ...token } of ending) {
        const owner = await recipientOf(transaction, userId);
        if (owner) await this.tell(transaction, owner, 'api-token-ends', token);
      }
    });
    await this.database.rows(sql`delete from api_token_use where minute < ${later(at, -usesKept)}`);
  }

  private async narrow(transaction: Reader, viewer: Viewer, id: string, { licensingIds, customerNumbers }: NewToken): Promise<void> {
    const seen = sql`license.id in (${licenseIdsHeld(ownSight(viewer, this.clock.now()))})`;
    const licenses = await transaction.rows<{ number: string }>(sql`
      with reached as (
        insert into api_token_reach (api_token_id, license_id)
        select ${id}::uuid, license.id from license where license.licensing_id = any (${licensingIds}) and ${seen} returning license_id)
      select licensing_id as number from reached join license on license.id = reached.license_id`);
    const customers = await transaction.rows<{ number: string }>(sql`
      with reached as (
        insert into api_token_reach (api_token_id, organization_id)
        select distinct ${id}::uuid, organization.id from organization join license on license.organization_id = organization.id
        where organization.number = any (${customerNumbers}) and ${seen} returning organization_id)
      select number from reached join organization on organization.id = reached.organization_id`);
    refuseBad([...unknown('licensingIds', licensingIds, licenses), ...unknown('customerNumbers', customerNumbers, customers)]);
  }

  private tell(transaction: Reader, owner: Recipient, template: string, data: Record<string, unknown>): Promise<void> {
    const { address, locale, displayName } = owner;
    return this.outbox.post(transaction, [{ template, recipient: address, locale, data: { ...data, displayName } }]);
  }

  private record(
    transaction: Reader,
    action: string,
    { id, by, about, requestId }: { id: string; by: string; about: string; requestId: string },
  ): Promise<void> {
    return record(transaction, {
      action,
      at: this.clock.now(),
      actorId: by,
      subject: { type: 'ApiToken', id },
      detail: { about },
      requestId,
    });
  }

  private async read(viewer: Viewer, id: string): Promise<ApiTokenRow> {
    const [token] = await apiTokensById(this.database, viewer, this.clock.now(), [id]);
    if (!token) throw new NotFound();
    return token;
  }
}

/** A bad field for each number that was not found: unknown and unseen alike. */
const unknown = (field: string, asked: readonly string[], found: readonly { number: string }[]): BadField[] => {
  const known = new Set(found.map(({ number }) => number));
  return asked.flatMap((number, index) =>
    known.has(number) ? [] : [{ path: `input.${field}.${index}`, said: { key: 'errors.reach.unknown', params: { number } } } as const],
  );
};
