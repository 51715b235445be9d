import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Locale } from '@vlsc/shared/locale.ts';
import { type MessageKey, say } from '@vlsc/shared/messages.ts';
import { sql, within } from '../../platform/database.ts';
import { BadInput } from '../../platform/errors.ts';
import type { Outbox } from '../../platform/mail.ts';
import { AccessRequest } from '../access-requests/access-request.entity.ts';
import { settleBySupport } from '../access-requests/support-settlement.service.ts';
import { License } from '../agreements/license.entity.ts';
import { give, registrationUntilDone } from '../permissions/grants.ts';
import { User } from '../users/user.entity.ts';
import type { SupportCase } from './support-case.entity.ts';
import type { SupportCaseResolutionName } from './support-case.input.ts';
import { recordStep, tellPerson } from './support-case-course.ts';

interface Closing {
  readonly resolution: SupportCaseResolutionName;
  readonly licensingId: string;
  readonly activationsAllowed: number | null;
  readonly message: string | null;
  readonly by: string;
  readonly at: Date;
  readonly requestId: string;
}

/** Closes an open case that the transaction has locked; with it ends the access request that it came from. */
export async function closeCase(
  em: EntityManager,
  outbox: Outbox,
  supportCase: SupportCase,
  closing: Closing,
): Promise<'done' | 'not registered'> {
  const { resolution } = closing;
  if (resolution === 'GIVE_ADMINISTRATOR') return giveAdministrator(em, outbox, supportCase, closing);
  if (resolution === 'ALLOW_ACTIVATIONS') return allowActivations(em, outbox, supportCase, closing);
  return closeWithoutAccess(em, outbox, supportCase, closing);
}

/** Raises what the product key of the case allows. A feed that allows less, because it has not heard of it, changes nothing. */
async function allowActivations(em: EntityManager, outbox: Outbox, supportCase: SupportCase, closing: Closing): Promise<'done'> {
  const { by, at, requestId, message, activationsAllowed } = closing;
  const transaction = within(em);
  const [raised] = await transaction.rows<{ locale: Locale }>(sql`
    update product_key set activations_granted = ${activationsAllowed}
    where id = ${supportCase.productKeyId}::uuid and ${activationsAllowed}::integer > coalesce(greatest(activations_allowed, activations_granted), 0)
    returning (select locale from user_account where id = ${supportCase.person.id}) as locale`);
  if (!raised) throw new BadInput([{ path: 'input.activationsAllowed', said: { key: 'errors.activationsAllowed' } }]);
  const outcome = say({ key: 'supportCases.activationsAllowed', params: { count: activationsAllowed ?? 0 } }, raised.locale);
  supportCase.resolveWithAnswer(em.getReference(User, by), [outcome, message].filter(Boolean).join('\n\n'), at);
  await em.flush();
  await recordStep(transaction, supportCase, { action: 'supportCase.activationsAllowed', by, at, requestId });
  await tellPerson(transaction, outbox, supportCase, 'support-case-resolved', { message: supportCase.reason });
  return 'done';
}

async function giveAdministrator(
  em: EntityManager,
  outbox: Outbox,
  supportCase: SupportCase,
  closing: Closing,
): Promise<'done' | 'not registered'> {
  const { by, at, requestId, message } = closing;
  const transaction = within(em);
  const { id: userId } = supportCase.person;
  const license = await licenseToGive(em, supportCase, closing.licensingId);
  await demandUnsettled(em, supportCase, at);
  if ((await registrationUntilDone(transaction, userId)) !== 'REGISTERED') return 'not registered';
  supportCase.resolveWithAdministrator(license, em.getReference(User, by), message, at);
  await em.flush();
  await give(transaction, { userId, licenseId: license.id, roles: ['ADMINISTRATOR'], source: 'SUPPORT', by, at, requestId });
  await settleRequest(em, supportCase, 'approve', closing);
  await recordStep(transaction, supportCase, { action: 'supportCase.administratorGiven', by, at, requestId });
  await tellPerson(transaction, outbox, supportCase, 'support-case-administrator-given', { message, licensingId: license.licensingId });
  return 'done';
}

/** What an administrator who appeared meanwhile has decided, or the person has taken back, stands. */
async function demandUnsettled(em: EntityManager, { accessRequest }: SupportCase, at: Date): Promise<void> {
  if (!accessRequest) return;
  const request = await em.findOneOrFail(AccessRequest, accessRequest.id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!request.isOpen(at)) throw badLicensingId('errors.requestSettled');
}

async function closeWithoutAccess(em: EntityManager, outbox: Outbox, supportCase: SupportCase, closing: Closing): Promise<'done'> {
  const { resolution, by, at, requestId, message } = closing;
  const transaction = within(em);
  const isAnswer = resolution === 'ANSWER';
  const staff = em.getReference(User, by);
  if (isAnswer) supportCase.resolveWithAnswer(staff, message ?? '', at);
  else supportCase.refuse(staff, message ?? '', at);
  await em.flush();
  await settleRequest(em, supportCase, 'deny', closing);
  await recordStep(transaction, supportCase, { action: isAnswer ? 'supportCase.answered' : 'supportCase.refused', by, at, requestId });
  await tellPerson(transaction, outbox, supportCase, isAnswer ? 'support-case-resolved' : 'support-case-refused', { message });
  return 'done';
}

/** The license by its number. A case about an access request is about that license and no other. */
async function licenseToGive(em: EntityManager, { accessRequest }: SupportCase, licensingId: string): Promise<License> {
  const license = await em.findOne(License, { licensingId });
  if (!license) throw badLicensingId('errors.licensingIdUnknown');
  const request = accessRequest && (await em.findOneOrFail(AccessRequest, accessRequest.id));
  if (request && request.license.id !== license.id) throw badLicensingId('errors.licensingIdOfRequest');
  return license;
}

const badLicensingId = (key: MessageKey) => new BadInput([{ path: 'input.licensingId', said: { key } }]);

async function settleRequest(
  em: EntityManager,
  { accessRequest }: SupportCase,
  decision: 'approve' | 'deny',
  { by, at, requestId }: Closing,
): Promise<void> {
  if (accessRequest) await settleBySupport(em, { id: accessRequest.id, decision, by, at, requestId });
}
