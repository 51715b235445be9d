import { paths } from '@vlsc/shared/paths.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { nodeId } from '../../platform/node-id.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { License } from '../agreements/license.entity.ts';
import type { LicenseRow } from '../permissions/license.queries.ts';
import { AccessRequest } from './access-request.entity.ts';
import type { AccessRequestRow } from './access-request.queries.ts';

@ObjectType({
  implements: Problem,
  description:
    'Either the license information is wrong or the license has no administrator. The answer, its wording and its work are the same for both.',
})
export class AccessRequestFailed extends Problem {
  constructor() {
    super({ key: 'problems.accessRequestFailed' }, [new NextStep('CHECK_NUMBERS', null), new NextStep('CONTACT_SUPPORT', paths.contactUs)]);
  }
}

@ObjectType({ implements: Problem, description: 'Too many pairs of license number and authorization number did not match.' })
export class AccessRequestsSuspended extends Problem {
  @Field(() => GraphQLDateTime, { description: 'When requests are accepted again.' }) readonly suspendedUntil: Date;
  constructor(suspendedUntil: Date) {
    super({ key: 'problems.accessRequestsSuspended', params: { suspendedUntil } }, [
      new NextStep('WAIT', null, suspendedUntil),
      new NextStep('CONTACT_SUPPORT', paths.contactUs),
    ]);
    this.suspendedUntil = suspendedUntil;
  }
}

@ObjectType({ implements: Problem, description: 'A request of yours for this license is pending; nothing new was submitted.' })
export class AlreadyRequested extends Problem {
  @Field(() => AccessRequest, { description: 'The pending one.' }) readonly accessRequest: AccessRequestRow;
  constructor(accessRequest: AccessRequestRow) {
    const path = paths.myRequest(nodeId('AccessRequest', accessRequest.id));
    super({ key: 'problems.alreadyRequested', params: { number: accessRequest.number } }, [new NextStep('VIEW_REQUEST', path)]);
    this.accessRequest = accessRequest;
  }
}

@ObjectType({ implements: Problem, description: 'You hold every role that you asked for.' })
export class AlreadyPermitted extends Problem {
  @Field(() => License, {
    nullable: true,
    description: 'The license; never null here, but nullable as `AccessRequest.license` is, so that both can be asked for together.',
  })
  readonly license: LicenseRow;
  constructor(license: LicenseRow) {
    super({ key: 'problems.alreadyPermitted' }, [new NextStep('VIEW_LICENSES', paths.license(license.licensingId))]);
    this.license = license;
  }
}

@ObjectType({ implements: Problem, description: 'You have no verified business e-mail address yet.' })
export class RegistrationRequired extends Problem {
  constructor() {
    super({ key: 'problems.registrationRequired' }, [new NextStep('REGISTER', paths.register)]);
  }
}

@ObjectType({ implements: Problem, description: 'Somebody was first, or the time was over; `accessRequest` says what became of it.' })
export class AlreadyDecided extends Problem {
  @Field(() => AccessRequest, { description: 'The request as it stands.' }) readonly accessRequest: AccessRequestRow;
  constructor(accessRequest: AccessRequestRow) {
    const status = accessRequest.status === 'PENDING' ? 'EXPIRED' : accessRequest.status;
    super({ key: `problems.alreadyDecided.${status}` }, []);
    this.accessRequest = accessRequest;
  }
}

export const RequestAccessResult = createUnionType({
  name: 'RequestAccessResult',
  description: 'What came of asking for access.',
  types: () =>
    [AccessRequest, AccessRequestFailed, AccessRequestsSuspended, AlreadyRequested, AlreadyPermitted, RegistrationRequired] as const,
  resolveType: typeNameOf as never,
});
export const WithdrawAccessRequestResult = createUnionType({
  name: 'WithdrawAccessRequestResult',
  description: 'What came of withdrawing a request.',
  types: () => [AccessRequest, AlreadyDecided] as const,
  resolveType: typeNameOf as never,
});
export const DecideAccessRequestResult = createUnionType({
  name: 'DecideAccessRequestResult',
  description: 'What came of a decision.',
  types: () => [AccessRequest, AlreadyDecided] as const,
  resolveType: typeNameOf as never,
});
