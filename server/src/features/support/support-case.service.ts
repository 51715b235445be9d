import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { longestSupportMessage } from '@vlsc/shared/limits.ts';
import { type Clock, later } from '../../platform/clock.ts';
import { type Database, type Reader, sql, within } from '../../platform/database.ts';
import { type BadField, NotFound, RateLimited, refuseBad } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { readText } from '../../platform/text.ts';
import { User } from '../users/user.entity.ts';
import type { Viewer } from '../users/viewer.ts';
import { type RequestActivationsInput, readActivationRequest } from './activation-request.input.ts';
import { newCaseNumber, SupportCase } from './support-case.entity.ts';
import {
  type Opening,
  type OpenSupportCaseInput,
  type ReplyToSupportCaseInput,
  type ResolveSupportCaseInput,
  readOpening,
} from './support-case.input.ts';
import { mayReply, mayResolve, type Part, partIn } from './support-case.policy.ts';
import { type SupportCaseRow, supportCasesById } from './support-case.queries.ts';
import { CaseAlreadyOpen, CaseClosed, PersonNotRegistered } from './support-case.results.ts';
import { closeCase } from './support-case-closing.ts';
import { recordStep, tellPerson, writeMessage } from './support-case-course.ts';

/** Within this time the same case sent again is the same click, milliseconds. */
const doubleClick = 60_000;
const day = 24 * 3600_000;

export class SupportCaseService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly limits: Settings['limits'],
  ) {}

  /** Opens a case; whether the license exists is not looked at, so that nothing can be learnt from the answer. */
  async open(viewer: Viewer, input: OpenSupportCaseInput, requestId: string): Promise<SupportCaseRow | CaseAlreadyOpen> {
    return this.openAs(viewer, readOpening(input), requestId);
  }

  /** Asks support for more activations of a product key. */
  async requestActivations(
    viewer: Viewer,
    productKeyId: string,
    input: RequestActivationsInput,
    requestId: string,
  ): Promise<SupportCaseRow | CaseAlreadyOpen> {
    const opening = await readActivationRequest(this.database, { viewer, productKeyId, at: this.clock.now() }, input);
    return this.openAs(viewer, opening, requestId);
  }

  private async openAs(viewer: Viewer, opening: Opening, requestId: string): Promise<SupportCaseRow | CaseAlreadyOpen> {
    const { id, isNew } = await this.database.transaction(em => this.openOnce(em, viewer, opening, requestId));
    const supportCase = await this.read(viewer, id);
    return isNew ? supportCase : new CaseAlreadyOpen(supportCase);
  }

  /** Adds to the conversation. The person's answer puts the case back to support; support may put it to the person. */
  async reply(viewer: Viewer, id: string, input: ReplyToSupportCaseInput, requestId: string): Promise<SupportCaseRow | CaseClosed> {
    const bad: BadField[] = [];
    const body = neededText(input.body, 'input.body', bad);
    const isWritten = await this.database.transaction(async em => {
      const supportCase = await this.locked(em, id);
      const relation = { isPerson: viewer.is(supportCase.person.id), isStaff: viewer.isStaff };
      if (!mayReply(relation)) throw new NotFound();
      if (supportCase.isClosed) return false;
      refuseBad(bad);
      const part = partIn(relation) as Part;
      const awaitsPerson = part === 'staff' && input.awaitsPerson === true;
      if (part === 'person') supportCase.hearPerson();
      if (awaitsPerson) supportCase.awaitPerson();
      await em.flush();
      const transaction = within(em);
      await writeMessage(transaction, { caseId: id, authorId: viewer.id, part, body, at: this.clock.now() });
      await recordStep(transaction, supportCase, { action: 'supportCase.replied', by: viewer.id, at: this.clock.now(), requestId });
      if (part === 'staff') {
        await tellPerson(transaction, this.outbox, supportCase, awaitsPerson ? 'support-case-awaits-person' : 'support-case-answered', {
          message: body,
        });
      }
      return true;
    });
    const supportCase = await this.read(viewer, id);
    return isWritten ? supportCase : new CaseClosed(supportCase);
  }

  /** Closes a case for good. Of two of the staff who close it at once, one does and the other is told. */
  async resolve(
    viewer: Viewer,
    id: string,
    input: ResolveSupportCaseInput,
    requestId: string,
  ): Promise<SupportCaseRow | CaseClosed | PersonNotRegistered> {
    const bad: BadField[] = [];
    const { resolution } = input;
    const message =
      resolution === 'GIVE_ADMINISTRATOR' || resolution === 'ALLOW_ACTIVATIONS'
        ? readText(input.message, 'input.message', longestSupportMessage, bad)
        : neededText(input.message, 'input.message', bad);
    const licensingId = normalizeLicensingNumber(input.licensingId ?? '');
    const outcome = await this.database.transaction(async em => {
      const supportCase = await this.locked(em, id);
      if (!mayResolve({ isPerson: viewer.is(supportCase.person.id), isStaff: viewer.isStaff })) throw new NotFound();
      if (supportCase.isClosed) return 'closed before';
      refuseBad(bad);
      return closeCase(em, this.outbox, supportCase, {
        resolution,
        licensingId,
        activationsAllowed: input.activationsAllowed ?? null,
        message,
        by: viewer.id,
        at: this.clock.now(),
        requestId,
      });
    });
    const supportCase = await this.read(viewer, id);
    if (outcome === 'closed before') return new CaseClosed(supportCase);
    return outcome === 'not registered' ? new PersonNotRegistered(supportCase) : supportCase;
  }

  /** Keeps one person from filling the queue of the staff. */
  private async refuseTooMany(transaction: Reader, viewer: Viewer, at: Date): Promise<void> {
    const [opened] = await transaction.rows<{ count: number; oldest: string | null }>(sql`
      select count(*)::int as count, extract(epoch from min(opened_at)) * 1000 as oldest from support_case
      where person_id = ${viewer.id} and opened_at > ${later(at, -day)}`);
    if (!opened?.oldest || opened.count < this.limits.supportCasesPerDay) return;
    throw new RateLimited(Number(opened.oldest) + day - at.getTime());
  }

  private async openOnce(
    em: EntityManager,
    viewer: Viewer,
    { facts, comment }: Opening,
    requestId: string,
  ): Promise<{ id: string; isNew: boolean }> {
    const at = this.clock.now();
    const transaction = within(em);
    // two clicks at once are looked at one after the other
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`support-case:${viewer.id}`}, 2))`);
    const [same] = await transaction.rows<{ id: string }>(sql`
      select id from support_case where person_id = ${viewer.id} and closed_at is null
        and product_key_id is not distinct from ${facts.productKeyId}::uuid
        and (product_key_id is not null or (licensing_id is not null and licensing_id = ${facts.licensingId}::text)
          or (kind = ${facts.kind} and licensing_id is not distinct from ${facts.licensingId}::text
            and subject is not distinct from ${facts.subject}::text and opened_at > ${later(at, -doubleClick)}))
      order by opened_at desc limit 1`);
    if (same) return { id: same.id, isNew: false };
    await this.refuseTooMany(transaction, viewer, at);
    const supportCase = new SupportCase({ ...facts, person: em.getReference(User, viewer.id), at });
    await em.persist(supportCase).flush();
    if (comment) await writeMessage(transaction, { caseId: supportCase.id, authorId: viewer.id, part: 'person', body: comment, at });
    await recordStep(transaction, supportCase, { action: 'supportCase.opened', by: viewer.id, at, requestId });
    await tellPerson(transaction, this.outbox, supportCase, 'support-case-received');
    return { id: supportCase.id, isNew: true };
  }

  /** Locks the case first, so that of several who act on it at once each finds what the one before left. */
  private async locked(em: EntityManager, id: string): Promise<SupportCase> {
    const supportCase = await em.findOne(SupportCase, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!supportCase) throw new NotFound();
    return supportCase;
  }

  private async read(viewer: Viewer, id: string): Promise<SupportCaseRow> {
    const [supportCase] = await supportCasesById(this.database, viewer, [id]);
    if (!supportCase) throw new NotFound();
    return supportCase;
  }
}

/**
 * Takes an access request that lost its last administrator to support, in the name of its requester. A request comes here once: called
 * again, or at once from two sides, it opens nothing more. Answers the number of the case that it opened, or null.
 */
export async function openForRequest(
  transaction: Reader,
  outbox: Outbox,
  { accessRequestId, at }: { accessRequestId: string; at: Date },
): Promise<string | null> {
  const [opened] = await transaction.rows<{ id: string; number: string; personId: string }>(sql`
    insert into support_case (id, number, person_id, kind, program, licensing_id, authorization_number, status, access_request_id, opened_at)
    select ${crypto.randomUUID()}, ${newCaseNumber()}, access_request.requester_id, 'ADMINISTRATOR_WANTED', license.program, license.licensing_id,
      license.authorization_number, 'OPEN', access_request.id, ${at}
    from access_request join license on license.id = access_request.license_id
    where access_request.id = ${accessRequestId} and access_request.status = 'PENDING' and access_request.expires_at > ${at}
      and not exists (select from support_case earlier where earlier.access_request_id = access_request.id)
    on conflict (access_request_id) where closed_at is null do nothing
    returning id, number, person_id as "personId"`);
  if (!opened) return null;
  await transaction.rows(sql`
    insert into support_case_message (support_case_id, author_id, is_from_staff, body, written_at)
    select ${opened.id}, requester_id, false, comment, ${at} from access_request where id = ${accessRequestId} and comment is not null`);
  const supportCase = { id: opened.id, number: opened.number, person: { id: opened.personId }, reason: null };
  await recordStep(transaction, supportCase, { action: 'supportCase.opened', by: null, at, requestId: null });
  await tellPerson(transaction, outbox, supportCase, 'support-case-escalated');
  return opened.number;
}

function neededText(typed: string | null | undefined, path: string, bad: BadField[]): string {
  const text = readText(typed, path, longestSupportMessage, bad);
  if (text === null) bad.push({ path, said: { key: 'errors.textEmpty' } });
  return text ?? '';
}
