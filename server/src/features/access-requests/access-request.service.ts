import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { longestComment } from '@vlsc/shared/limits.ts';
import { record } from '../../platform/audit.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, type Reader, violatedConstraint, within } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import type { Jobs } from '../../platform/jobs.ts';
import type { Outbox } from '../../platform/mail.ts';
import type { Settings } from '../../platform/settings.ts';
import { readText } from '../../platform/text.ts';
import { License } from '../agreements/license.entity.ts';
import {
  administersUntilDone,
  administratorsOf,
  give,
  holdsAll,
  lastingRoles,
  recipientOf,
  registrationUntilDone,
} from '../permissions/grants.ts';
import { licensesById, ownSight } from '../permissions/license.queries.ts';
import { User } from '../users/user.entity.ts';
import type { Viewer } from '../users/viewer.ts';
import { AccessRequest } from './access-request.entity.ts';
import {
  type ApproveAccessRequestInput,
  type DenyAccessRequestInput,
  type RequestAccessInput,
  readWish,
  type Wish,
} from './access-request.input.ts';
import { areAmong, mayDecide, mayWithdraw } from './access-request.policy.ts';
import { type AccessRequestRow, accessRequestActedOn } from './access-request.queries.ts';
import {
  AccessRequestFailed,
  AccessRequestsSuspended,
  AlreadyDecided,
  AlreadyPermitted,
  AlreadyRequested,
  RegistrationRequired,
} from './access-request.results.ts';
import { rememberFailure, suspendedUntil } from './failed-lookup.queries.ts';
import { type FailedPair, noticeSuspension } from './suspension-notice.service.ts';

type Submission =
  | AccessRequestRow
  | AccessRequestFailed
  | AccessRequestsSuspended
  | AlreadyRequested
  | AlreadyPermitted
  | RegistrationRequired;
type Outcome<Done> = { readonly done: Done } | { readonly id: string; readonly as: 'submitted' | 'pending' | 'permitted' };

export class AccessRequestService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: Outbox,
    private readonly jobs: Jobs,
    private readonly settings: Pick<Settings, 'periods' | 'limits'>,
  ) {}

  /** Submits a request to the administrators of a license, who are not named and not counted to the person asking. */
  async submit(viewer: Viewer, input: RequestAccessInput, requestId: string): Promise<Submission> {
    const wish = readWish(input);
    if (!viewer.isRegistered) return new RegistrationRequired();
    const outcome = await this.submitOnce(viewer, wish, requestId).catch((error: unknown) => {
      // the same click twice: the other one made the request
      if (violatedConstraint(error) === 'access_request_one_pending') return this.submitOnce(viewer, wish, requestId);
      throw error;
    });
    if ('done' in outcome) return outcome.done;
    if (outcome.as === 'permitted') {
      const [license] = await licensesById(this.database, ownSight(viewer, this.clock.now()), [outcome.id]);
      return license ? new AlreadyPermitted(license) : new AccessRequestFailed();
    }
    const request = await this.read(viewer, outcome.id);
    return outcome.as === 'pending' ? new AlreadyRequested(request) : request;
  }

  /** Gives all or some of the roles asked for. Of two administrators who decide at once, one decides and the other is told. */
  approve(
    viewer: Viewer,
    id: string,
    { roles, message }: ApproveAccessRequestInput,
    requestId: string,
  ): Promise<AccessRequestRow | AlreadyDecided> {
    return this.decide(viewer, id, message, requestId, async (request, text, em) => {
      const at = this.clock.now();
      const granted = [...new Set(roles)];
      if (!areAmong(granted, request.roles)) {
        refuseBad([{ path: 'input.roles', said: { key: granted.length === 0 ? 'errors.roles.none' : 'errors.roles.notRequested' } }]);
      }
      request.approve(granted, em.getReference(User, viewer.id), text, at);
      await em.flush();
      const { id: userId } = request.requester;
      await give(within(em), { userId, licenseId: request.license.id, roles: granted, source: 'REQUEST', by: viewer.id, at, requestId });
      await this.settle(within(em), request, viewer, 'accessRequest.approved', requestId);
    });
  }

  deny(viewer: Viewer, id: string, { message }: DenyAccessRequestInput, requestId: string): Promise<AccessRequestRow | AlreadyDecided> {
    return this.decide(viewer, id, message, requestId, async (request, text, em) => {
      request.deny(em.getReference(User, viewer.id), text, this.clock.now());
      await em.flush();
      await this.settle(within(em), request, viewer, 'accessRequest.denied', requestId);
    });
  }

  async withdraw(viewer: Viewer, id: string, requestId: string): Promise<AccessRequestRow | AlreadyDecided> {
    const at = this.clock.now();
    const isWithdrawn = await this.database.transaction(async em => {
      const request = await this.locked(em, id);
      if (!request || !mayWithdraw({ isRequester: viewer.is(request.requester.id), administersLicense: false, isStaff: false }))
        throw new NotFound();
      if (!request.isOpen(at)) return false;
      request.withdraw(at);
      await em.flush();
      const transaction = within(em);
      await this.put(transaction, request, viewer.id, 'accessRequest.withdrawn', requestId);
      const { licensingId } = request.license.unwrap();
      await this.outbox.post(
        transaction,
        (await administratorsOf(transaction, request.license.id, at)).map(({ address, locale, displayName }) => ({
          template: 'access-request-withdrawn',
          recipient: address,
          locale,
          data: { displayName, number: request.number, licensingId, requestKey: request.id },
          concerns: request.id,
        })),
      );
      return true;
    });
    const request = await this.read(viewer, id);
    return isWithdrawn ? request : new AlreadyDecided(request);
  }

  private submitOnce(viewer: Viewer, wish: Wish, requestId: string): Promise<Outcome<Submission>> {
    const at = this.clock.now();
    return this.database.transaction(async (em): Promise<Outcome<Submission>> => {
      const transaction = within(em);
      const isOpenLicense = wish.program === 'OPEN_LICENSE';
      if (isOpenLicense) {
        const until = await suspendedUntil(transaction, this.settings, { userId: viewer.id, number: wish.licensingId, at });
        if (until) return { done: new AccessRequestsSuspended(until) };
      }
      const license = await em.findOne(License, {
        licensingId: wish.licensingId,
        program: wish.program,
        authorizationNumber: wish.authorizationNumber,
      });
      // the same statements for unknown and unadministered licenses, so that time tells nothing
      const licenseId = license?.id ?? viewer.id;
      const held = await lastingRoles(transaction, viewer.id, licenseId);
      const administrators = (await administratorsOf(transaction, licenseId, at)).filter(({ userId }) => !viewer.is(userId));
      if (license && holdsAll(held, wish.roles)) return { id: license.id, as: 'permitted' };
      const pending = await em.findOne(AccessRequest, { requester: viewer.id, license: licenseId, status: 'PENDING' });
      if (pending?.isOpen(at)) return { id: pending.id, as: 'pending' };
      if (!license || administrators.length === 0) {
        if (isOpenLicense) await this.countFailure(transaction, { userId: viewer.id, number: wish.licensingId }, at);
        return { done: new AccessRequestFailed() };
      }
      if (pending) {
        pending.expire();
        await em.flush();
      }
      const { roles, comment } = wish;
      const requester = em.getReference(User, viewer.id);
      const request = new AccessRequest({
        requester,
        license,
        roles,
        comment,
        at,
        expiresAfter: this.settings.periods.accessRequestExpires,
      });
      await em.persist(request).flush();
      await this.put(transaction, request, viewer.id, 'accessRequest.submitted', requestId);
      const common = { number: request.number, licensingId: license.licensingId, requestKey: request.id };
      const asking = await recipientOf(transaction, viewer.id);
      await this.outbox.post(transaction, [
        ...administrators.map(({ address, locale, displayName }) => ({
          template: 'access-requested',
          recipient: address,
          locale,
          data: {
            ...common,
            displayName,
            requester: viewer.displayName,
            requesterAddress: asking?.address,
            roles,
            comment,
            expiresAt: request.expiresAt.toISOString(),
          },
          concerns: request.id,
        })),
        ...(asking
          ? [
              {
                template: 'access-request-received',
                recipient: asking.address,
                locale: viewer.locale,
                data: { ...common, displayName: viewer.displayName },
                concerns: request.id,
              },
            ]
          : []),
      ]);
      return { id: request.id, as: 'submitted' };
    });
  }

  private async countFailure(transaction: Reader, failed: FailedPair, at: Date): Promise<void> {
    await rememberFailure(transaction, { ...failed, at });
    await this.jobs.queue(transaction, noticeSuspension, [failed]);
  }

  private async decide(
    viewer: Viewer,
    id: string,
    message: string | null | undefined,
    requestId: string,
    act: (request: AccessRequest, text: string | null, em: EntityManager) => Promise<void>,
  ): Promise<AccessRequestRow | AlreadyDecided> {
    const bad: BadField[] = [];
    const text = readText(message, 'input.message', longestComment, bad);
    const isDecided = await this.database.transaction(async em => {
      const at = this.clock.now();
      const request = await this.locked(em, id);
      if (!request) throw new NotFound();
      const administersLicense = await administersUntilDone(within(em), viewer, request.license.id, at);
      if (!mayDecide({ isRequester: viewer.is(request.requester.id), administersLicense, isStaff: viewer.isStaff })) throw new NotFound();
      if (!request.isOpen(at)) return false;
      refuseBad(bad);
      if (!(await registrationUntilDone(within(em), request.requester.id))) {
        // the address that asked is somebody else's by now
        request.withdraw(at);
        await em.flush();
        await this.put(within(em), request, request.requester.id, 'accessRequest.withdrawn', requestId);
        return false;
      }
      await act(request, text, em);
      return true;
    });
    const request = await this.read(viewer, id);
    return isDecided ? request : new AlreadyDecided(request);
  }

  /** Locks the request first, so that of several who act on it at once each finds what the one before left. */
  private locked(em: EntityManager, id: string): Promise<AccessRequest | null> {
    return em.findOne(AccessRequest, id, { lockMode: LockMode.PESSIMISTIC_WRITE, populate: ['license'], strategy: 'select-in' });
  }

  private async settle(
    transaction: Reader,
    request: AccessRequest,
    viewer: Viewer,
    action: 'accessRequest.approved' | 'accessRequest.denied',
    requestId: string,
  ) {
    await this.put(transaction, request, viewer.id, action, requestId);
    const asked = await recipientOf(transaction, request.requester.id);
    if (!asked) return;
    await this.outbox.post(transaction, [
      {
        template: action === 'accessRequest.approved' ? 'access-request-approved' : 'access-request-denied',
        recipient: asked.address,
        locale: asked.locale,
        data: {
          displayName: asked.displayName,
          number: request.number,
          licensingId: request.license.unwrap().licensingId,
          roles: request.grantedRoles,
          message: request.decisionMessage,
          requestKey: request.id,
        },
        concerns: request.id,
      },
    ]);
  }

  private put(transaction: Reader, request: AccessRequest, actorId: string, action: string, requestId: string): Promise<void> {
    const roles = action === 'accessRequest.approved' ? request.grantedRoles : request.roles;
    return record(transaction, {
      action,
      at: this.clock.now(),
      actorId,
      subject: { type: 'License', id: request.license.id },
      personId: request.requester.id,
      detail: { roles, number: request.number, accessRequestId: request.id, message: request.decisionMessage ?? undefined },
      requestId,
    });
  }

  private async read(viewer: Viewer, id: string): Promise<AccessRequestRow> {
    const request = await accessRequestActedOn(this.database, viewer, this.clock.now(), id);
    if (!request) throw new NotFound();
    return request;
  }
}
