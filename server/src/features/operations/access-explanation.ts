import type { Message } from '@vlsc/shared/messages.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { License } from '../agreements/license.entity.ts';
import { Permission } from '../permissions/permission.entity.ts';
import { User } from '../users/user.entity.ts';

export enum AccessCauseKind {
  NAMED_ON_LICENSE = 'NAMED_ON_LICENSE',
  NAMED_ON_AGREEMENT = 'NAMED_ON_AGREEMENT',
  TAKEN_OVER = 'TAKEN_OVER',
  KEPT_FROM_MVLS = 'KEPT_FROM_MVLS',
  ASSIGNED = 'ASSIGNED',
  INVITATION_ACCEPTED = 'INVITATION_ACCEPTED',
  REQUEST_APPROVED = 'REQUEST_APPROVED',
  GIVEN_BY_SUPPORT = 'GIVEN_BY_SUPPORT',
  CAUSE_GONE = 'CAUSE_GONE',
  SUSPENDED_BY_LAPSE = 'SUSPENDED_BY_LAPSE',
  END_DATE_PASSED = 'END_DATE_PASSED',
  LICENSE_UNKNOWN = 'LICENSE_UNKNOWN',
  ORDER_IN_PROGRESS = 'ORDER_IN_PROGRESS',
  NOT_REGISTERED = 'NOT_REGISTERED',
  ADDRESS_NOT_VERIFIED = 'ADDRESS_NOT_VERIFIED',
  ADDRESS_GIVEN_UP = 'ADDRESS_GIVEN_UP',
  OTHER_ADDRESS_NAMED = 'OTHER_ADDRESS_NAMED',
  NOT_NAMED = 'NOT_NAMED',
  TAKEOVER_NOT_CHOSEN = 'TAKEOVER_NOT_CHOSEN',
  TAKEOVER_DECLINED = 'TAKEOVER_DECLINED',
  PARTNER_ACCESS_NOT_CARRIED_OVER = 'PARTNER_ACCESS_NOT_CARRIED_OVER',
  NOT_GIVEN_YET = 'NOT_GIVEN_YET',
  PERMISSION_ENDED = 'PERMISSION_ENDED',
  REQUEST_PENDING = 'REQUEST_PENDING',
  REQUEST_DENIED = 'REQUEST_DENIED',
  REQUEST_EXPIRED = 'REQUEST_EXPIRED',
  REQUEST_WITHDRAWN = 'REQUEST_WITHDRAWN',
  INVITATION_WAITING = 'INVITATION_WAITING',
  INVITATION_EXPIRED = 'INVITATION_EXPIRED',
  INVITATION_WITHDRAWN = 'INVITATION_WITHDRAWN',
}
registerEnumType(AccessCauseKind, {
  name: 'AccessCauseKind',
  description: 'Why a person holds a role, why it is not in effect, or why there is none.',
  valuesConfig: {
    NAMED_ON_LICENSE: { description: 'A contact row of the license has a verified address of the person.' },
    NAMED_ON_AGREEMENT: { description: 'A contact row of an agreement at or above the license has a verified address of the person.' },
    TAKEN_OVER: { description: 'Named on an MBSA above, whose administration the person took over.' },
    KEPT_FROM_MVLS: { description: 'Named on an MBSA above that was not taken over; the license came from MVLS.' },
    ASSIGNED: { description: 'Given by an administrator of the license.' },
    INVITATION_ACCEPTED: { description: 'An administrator invited the address, and the person verified it.' },
    CAUSE_GONE: { description: 'The contract or choice that it came from is no longer found; it ends when permissions follow.' },
    SUSPENDED_BY_LAPSE: { description: 'The registration has lapsed: what is held is kept, and not in effect.' },
    END_DATE_PASSED: { description: 'It was given until a day that is over.' },
    LICENSE_UNKNOWN: { description: 'No license has that number.' },
    ORDER_IN_PROGRESS: { description: 'An agreement names the person, and its licenses have not arrived; `until` says when they are due.' },
    NOT_REGISTERED: { description: 'The person never registered a business e-mail address.' },
    ADDRESS_NOT_VERIFIED: {
      description: 'The person registered the address and has not followed the link; where it is named, `place` says on what.',
    },
    ADDRESS_GIVEN_UP: { description: 'An address is named that the person had once: removed, or verified by somebody else since.' },
    OTHER_ADDRESS_NAMED: { description: "Another address of the domain of the person's own is named." },
    NOT_NAMED: { description: 'Neither the license nor an agreement above it names an address of the person.' },
    TAKEOVER_NOT_CHOSEN: { description: 'Named on an MBSA above; the person has not chosen yet.' },
    TAKEOVER_DECLINED: { description: 'Named on an MBSA above; the person chose not to take it over.' },
    PARTNER_ACCESS_NOT_CARRIED_OVER: { description: 'The person is of the partner who sold the license, which came from eOpen.' },
    NOT_GIVEN_YET: { description: 'The contract entitles the person, and nothing was given: permissions have not followed it.' },
    PERMISSION_ENDED: { description: 'The person had it, and it ended; `by` is null where a contract or choice ended it.' },
    INVITATION_WAITING: { description: 'An address was invited that the person has not verified.' },
  },
});
export type AccessCauseKindName = keyof typeof AccessCauseKind;

/** What a cause is about, beside its kind. */
export interface CauseAbout {
  readonly address?: string | null;
  /** The number of the license or agreement that names the person. */
  readonly place?: string | null;
  readonly contactType?: string | null;
  readonly at?: Date | null;
  readonly until?: Date | null;
  readonly by?: User | null;
  readonly number?: string | null;
  readonly subjectId?: string | null;
}

@ObjectType({ description: 'Why somebody holds a role or does not: in words, and as data.' })
export class AccessCause {
  @Field(() => AccessCauseKind, { description: 'Which cause.' }) readonly kind: AccessCauseKind;
  @Field(() => String, { nullable: true, description: 'The e-mail address that it is about; null where it is about none.' })
  readonly address: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The number of the license or agreement whose contact row it is about; null where it is about none.',
  })
  readonly place: string | null;
  @Field(() => String, { nullable: true, description: 'As what that row names the person, such as `PRIMARY`.' })
  readonly contactType: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it happened; null for what is so without having happened.' })
  readonly at: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until when it waits or holds; null where it has no end.' })
  readonly until: Date | null;
  @Field(() => User, { nullable: true, description: 'Who did it; null where nobody did.' }) readonly by: User | null;
  @Field(() => String, { nullable: true, description: 'The number of the access request or support case; null where it is about none.' })
  readonly number: string | null;
  @Field(() => ID, { nullable: true, description: 'That request or case, or the invitation, for `node`; null where it is about none.' })
  readonly subjectId: string | null;

  constructor(kind: AccessCauseKindName, about: CauseAbout = {}) {
    this.kind = AccessCauseKind[kind];
    this.address = about.address ?? null;
    this.place = about.place ?? null;
    this.contactType = about.contactType ?? null;
    this.at = about.at ?? null;
    this.until = about.until ?? null;
    this.by = about.by ?? null;
    this.number = about.number ?? null;
    this.subjectId = about.subjectId ?? null;
  }

  /** The sentence, with a variant where it is known who did it. */
  get said(): Message {
    const { address, place, at, until, number, by } = this;
    const known = { address, place, at, until, number, name: by?.displayName };
    const params = Object.fromEntries(Object.entries(known).filter(([, value]) => value != null)) as NonNullable<Message['params']>;
    if (this.kind === 'PERMISSION_ENDED' && by) return { key: 'explanation.PERMISSION_ENDED.by', params };
    if (this.kind === 'ADDRESS_NOT_VERIFIED' && place) return { key: 'explanation.ADDRESS_NOT_VERIFIED.named', params };
    if (this.kind === 'ASSIGNED' && !by) return { key: 'explanation.ASSIGNED.unknown', params };
    return { key: `explanation.${this.kind}`, params };
  }
}

@ObjectType({ description: 'A role that the person holds on a license, and where it comes from.' })
export class PermissionExplanation {
  @Field(() => Permission, { description: 'The role with its source.' }) readonly permission!: Permission;
  @Field(() => Boolean, { description: 'Whether it can be used today.' }) readonly isInEffect!: boolean;
  @Field(() => [AccessCause], {
    description: 'Where it comes from (each contact row that gives it), then what keeps it from being in effect.',
  })
  readonly causes!: readonly AccessCause[];
}

@ObjectType({ description: 'What one license is to the person, and why.' })
export class LicenseExplanation {
  @Field(() => String, { description: 'The Licensing ID, as a number.' }) readonly licensingId!: string;
  @Field(() => License, { nullable: true, description: 'The license; null where none has that number.' }) readonly license!: License | null;
  @Field(() => Boolean, { description: 'Whether the person sees it today.' }) readonly isVisible!: boolean;
  @Field(() => [PermissionExplanation], { description: 'What the person holds on it, in effect or not.' })
  readonly permissions!: readonly PermissionExplanation[];
  @Field(() => [AccessCause], { description: 'Why the person does not see it, best explanation first; empty where they do.' })
  readonly obstacles!: readonly AccessCause[];
}

export const LicenseExplanationConnection = connectionOf(() => LicenseExplanation, 'LicenseExplanation');

@Scope('staff:read')
@ObjectType({ description: 'What a person sees, and why. For staff.' })
export class AccessExplanation {
  @Field(() => User, { description: 'The person.' }) readonly user!: User;
}
