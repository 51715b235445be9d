import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { record } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Reader, type Sql, sql, within } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { administratorsOf, recipientOf } from '../permissions/grants.ts';
import { holds } from '../permissions/permission.queries.ts';
import { AccessRequest } from './access-request.entity.ts';

/** Takes over a request that nobody is left to decide, in the transaction that says so. */
export type Escalation = (transaction: Reader, request: AccessRequest) => Promise<unknown>;

/** What happens to pending requests as time goes by: reminders, expiry, and support where the last administrator has gone. */
export class AccessRequestTimingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly settings: Pick<Settings, 'periods'>,
    private readonly escalation: Escalation,
  ) {}

  async run(): Promise<void> {
    const at = this.clock.now();
    const isWaiting = sql`escalated_at is null and expires_at > ${at}`;
    const failures = [
      ...(await this.each(sql`escalated_at is null and expires_at <= ${at}`, (em, request) => this.expire(em, request))),
      ...(await this.each(sql`${isWaiting} and ${hasNoAdministrator(at)}`, (em, request) => this.escalate(em, request))),
      ...(await this.each(
        sql`${isWaiting} and reminder_count < (select count(*) from unnest(${this.settings.periods.accessRequestReminders}::bigint[]) after
          where requested_at + make_interval(secs => after / 1000.0) <= ${at})`,
        (em, request) => this.remind(em, request),
      )),
    ];
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} access requests could not be settled.`);
  }

  /**
   * Acts on each pending request of that kind in a transaction of its own; who decides it at this moment is first, or finds it settled.
   * Answers what failed.
   */
  private async each(isDue: Sql, act: (em: EntityManager, request: AccessRequest) => Promise<void>): Promise<unknown[]> {
    const due = await this.database.rows<{ id: string }>(sql`
      select id from access_request where status = 'PENDING' and ${isDue} order by requested_at`);
    const failures: unknown[] = [];
    for (const { id } of due) {
      // one that fails shall not hold up the others
      await this.settle(id, isDue, act).catch((error: unknown) => failures.push(error));
    }
    return failures;
  }

  private settle(id: string, isDue: Sql, act: (em: EntityManager, request: AccessRequest) => Promise<void>): Promise<void> {
    return this.database.transaction(async em => {
      const request = await em.findOne(AccessRequest, id, {
        lockMode: LockMode.PESSIMISTIC_WRITE,
        populate: ['license'],
        strategy: 'select-in',
      });
      const [stillDue] = await within(em).rows(sql`select from access_request where id = ${id} and status = 'PENDING' and ${isDue}`);
      if (request && stillDue) await act(em, request);
    });
  }

  private async expire(em: EntityManager, request: AccessRequest): Promise<void> {
    request.expire();
    await em.flush();
    await this.put(within(em), request, 'accessRequest.expired');
    await this.tellRequester(within(em), request);
  }

  private async escalate(em: EntityManager, request: AccessRequest): Promise<void> {
    request.escalate(this.clock.now());
    await em.flush();
    await this.put(within(em), request, 'accessRequest.escalated');
    await this.escalation(within(em), request);
  }

  private async remind(em: EntityManager, request: AccessRequest): Promise<void> {
    const at = this.clock.now();
    request.remind(
      at,
      this.settings.periods.accessRequestReminders.filter(after => request.requestedAt.getTime() + after <= at.getTime()).length,
    );
    await em.flush();
    const transaction = within(em);
    const administrators = await administratorsOf(transaction, request.license.id, at);
    const requester = await recipientOf(transaction, request.requester.id);
    await this.outbox.post(
      transaction,
      administrators
        .filter(({ userId }) => userId !== request.requester.id)
        .map(({ address, locale, displayName }) => ({
          template: 'access-request-reminder',
          recipient: address,
          locale,
          data: { ...about(request), displayName, requester: requester?.displayName ?? '', expiresAt: request.expiresAt.toISOString() },
          concerns: request.id,
        })),
    );
  }

  private async tellRequester(transaction: Reader, request: AccessRequest): Promise<void> {
    const asking = await recipientOf(transaction, request.requester.id);
    if (!asking) return;
    const { address, locale, displayName } = asking;
    await this.outbox.post(transaction, [
      { template: 'access-request-expired', recipient: address, locale, data: { ...about(request), displayName }, concerns: request.id },
    ]);
  }

  private put(transaction: Reader, request: AccessRequest, action: string): Promise<void> {
    return record(transaction, {
      action,
      at: this.clock.now(),
      actorId: null,
      subject: { type: 'License', id: request.license.id },
      personId: request.requester.id,
      detail: { roles: request.roles, number: request.number, accessRequestId: request.id },
    });
  }
}

const about = (request: AccessRequest) => ({
  number: request.number,
  licensingId: request.license.unwrap().licensingId,
  requestKey: request.id,
});

/** Nobody but the requester administers the license today whom mail can reach. */
const hasNoAdministrator = (at: Date): Sql => sql`not exists (
  select from permission join user_account on user_account.id = permission.user_id and user_account.lapsed_at is null
  where permission.license_id = access_request.license_id and permission.role = 'ADMINISTRATOR' and permission.user_id <> access_request.requester_id
    and ${holds(at)}
    and exists (select from business_email where business_email.user_id = permission.user_id and verified_at is not null and ended_at is null))`;
