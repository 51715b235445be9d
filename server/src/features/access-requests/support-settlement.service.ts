import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { record } from '../../platform/audit.ts';
import { within } from '../../platform/database.ts';
import { User } from '../users/user.entity.ts';
import { AccessRequest } from './access-request.entity.ts';

/**
 * Settles a request that came to support, in the transaction that closes its case: all that was asked for, or nothing. A request that is
 * no longer open stays as it is. The role itself and the mail are the case's.
 */
export async function settleBySupport(
  em: EntityManager,
  settlement: { id: string; decision: 'approve' | 'deny'; by: string; at: Date; requestId: string },
): Promise<void> {
  const { id, decision, by, at, requestId } = settlement;
  const request = await em.findOneOrFail(AccessRequest, id, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!request.isOpen(at)) return;
  const staff = em.getReference(User, by);
  request.isDecidedBySupport = true;
  if (decision === 'approve') request.approve([...request.roles], staff, null, at);
  else request.deny(staff, null, at);
  await em.flush();
  await record(within(em), {
    action: decision === 'approve' ? 'accessRequest.approved' : 'accessRequest.denied',
    at,
    actorId: by,
    subject: { type: 'License', id: request.license.id },
    personId: request.requester.id,
    detail: { roles: request.roles, number: request.number, accessRequestId: id, isSupport: true },
    requestId,
  });
}
