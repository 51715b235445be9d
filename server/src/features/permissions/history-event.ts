import type { RoleName } from '@vlsc/shared/role.ts';
import { GraphQLDateTime, GraphQLLocalDate } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { User } from '../users/user.entity.ts';
import { PermissionSource, Role } from './permission.entity.ts';

export enum HistoryAction {
  PERMISSION_GIVEN = 'PERMISSION_GIVEN',
  PERMISSION_ENDED = 'PERMISSION_ENDED',
  PERMISSION_END_CHANGED = 'PERMISSION_END_CHANGED',
  INVITATION_SENT = 'INVITATION_SENT',
  INVITATION_WITHDRAWN = 'INVITATION_WITHDRAWN',
  ACCESS_REQUESTED = 'ACCESS_REQUESTED',
  ACCESS_REQUEST_APPROVED = 'ACCESS_REQUEST_APPROVED',
  ACCESS_REQUEST_DENIED = 'ACCESS_REQUEST_DENIED',
  ACCESS_REQUEST_WITHDRAWN = 'ACCESS_REQUEST_WITHDRAWN',
  ACCESS_REQUEST_EXPIRED = 'ACCESS_REQUEST_EXPIRED',
  ACCESS_REQUEST_ESCALATED = 'ACCESS_REQUEST_ESCALATED',
  PRODUCT_KEY_REVEALED = 'PRODUCT_KEY_REVEALED',
  KEY_REVEALS_PAUSED = 'KEY_REVEALS_PAUSED',
  FILE_FETCHED = 'FILE_FETCHED',
  BENEFIT_ACTIVATED = 'BENEFIT_ACTIVATED',
  ADDRESS_REGISTERED = 'ADDRESS_REGISTERED',
  VERIFICATION_SENT_AGAIN = 'VERIFICATION_SENT_AGAIN',
  ADDRESS_VERIFIED = 'ADDRESS_VERIFIED',
  ADDRESS_MOVED = 'ADDRESS_MOVED',
  ADDRESS_REMOVED = 'ADDRESS_REMOVED',
  REGISTRATION_LAPSED = 'REGISTRATION_LAPSED',
  REGISTRATION_RETURNED = 'REGISTRATION_RETURNED',
  TAKEOVER_CHOSEN = 'TAKEOVER_CHOSEN',
  TAKEOVER_DECLINED = 'TAKEOVER_DECLINED',
  CASE_OPENED = 'CASE_OPENED',
  CASE_REPLIED = 'CASE_REPLIED',
  CASE_ADMINISTRATOR_GIVEN = 'CASE_ADMINISTRATOR_GIVEN',
  CASE_ACTIVATIONS_ALLOWED = 'CASE_ACTIVATIONS_ALLOWED',
  CASE_ANSWERED = 'CASE_ANSWERED',
  CASE_REFUSED = 'CASE_REFUSED',
  EXPORT_MADE = 'EXPORT_MADE',
  CALENDAR_FEED_CREATED = 'CALENDAR_FEED_CREATED',
  CALENDAR_FEED_DELETED = 'CALENDAR_FEED_DELETED',
  API_TOKEN_CREATED = 'API_TOKEN_CREATED',
  API_TOKEN_REVOKED = 'API_TOKEN_REVOKED',
  WEBHOOK_CREATED = 'WEBHOOK_CREATED',
  WEBHOOK_CHANGED = 'WEBHOOK_CHANGED',
  WEBHOOK_DELETED = 'WEBHOOK_DELETED',
  WEBHOOK_SECRET_ROTATED = 'WEBHOOK_SECRET_ROTATED',
  WEBHOOK_SENT_BY_HAND = 'WEBHOOK_SENT_BY_HAND',
  QUERIED_AS_STAFF = 'QUERIED_AS_STAFF',
  KEYS_SEALED_AGAIN = 'KEYS_SEALED_AGAIN',
  OTHER = 'OTHER',
}
registerEnumType(HistoryAction, {
  name: 'HistoryAction',
  description:
    'What happened. A license has on record what changed its permissions or was done by them; the rest is found by staff in `auditEvents`.',
  valuesConfig: {
    ADDRESS_MOVED: { description: 'Somebody else verified the address, and the person lost it.' },
    REGISTRATION_RETURNED: { description: 'A lapsed registration came back.' },
    CASE_OPENED: {
      description: 'A support case was opened: by the person, or by the product where a request lost its last administrator.',
    },
    EXPORT_MADE: { description: 'A list left as a file.' },
    WEBHOOK_SENT_BY_HAND: { description: 'A test was sent to a webhook, or a delivery once more.' },
    QUERIED_AS_STAFF: { description: 'An API token asked with the eyes of the staff.' },
    KEYS_SEALED_AGAIN: { description: 'The stored product keys were sealed under a new encryption key.' },
    OTHER: { description: 'Something that has no name here yet; `recordedAs` tells it.' },
    KEY_REVEALS_PAUSED: { description: 'More product keys were asked for within an hour than may be; none was shown.' },
  },
});

export enum KeyRevealReason {
  INSTALLATION = 'INSTALLATION',
  ACTIVATION = 'ACTIVATION',
  RECOVERY = 'RECOVERY',
  AUDIT = 'AUDIT',
  OTHER = 'OTHER',
}
registerEnumType(KeyRevealReason, {
  name: 'KeyRevealReason',
  description: 'What a product key is needed for.',
  valuesConfig: {
    INSTALLATION: { description: 'A new installation.' },
    ACTIVATION: { description: 'Trouble with activation.' },
    RECOVERY: { description: 'A computer is set up again.' },
    AUDIT: { description: 'An inventory or an audit.' },
    OTHER: { description: 'Something else, told in a comment.' },
  },
});
export type KeyRevealReasonName = keyof typeof KeyRevealReason;

@Scope('users:read')
@ObjectType({
  implements: Node,
  description:
    'Something that changed access or used it, as it was put on record. Visible to administrators of the license that it is about, and to staff.',
})
export class HistoryEvent extends Node {
  @Field(() => GraphQLDateTime, { description: 'When.' }) readonly at!: Date;
  @Field(() => HistoryAction, { description: 'What.' }) readonly action!: HistoryAction;
  @Field(() => User, { nullable: true, description: 'Who did it; null for the feed and the product itself.' }) readonly actor!: User | null;
  @Field(() => User, { nullable: true, description: 'Whom it is about.' }) readonly person!: User | null;
  @Field(() => [Role], { description: 'The roles that it is about.' }) readonly roles!: RoleName[];
  @Field(() => PermissionSource, { nullable: true, description: 'The source of the permission; null where none was given or ended.' })
  readonly source!: PermissionSource | null;
  @Field(() => String, {
    nullable: true,
    description: 'The address that was invited, registered or verified; null where it is about none.',
  })
  readonly address!: string | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The last day on which the roles hold; null where none was set.' })
  readonly endsOn!: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'The product key (product and last five characters), file, benefit, agreement or exported list; null where it is about permissions.',
  })
  readonly about!: string | null;
  @Field(() => Int, { nullable: true, description: 'How many of the benefit were activated; null where it is about no benefit.' })
  readonly quantity!: number | null;
  @Field(() => KeyRevealReason, { nullable: true, description: 'What the product key was needed for; null where it is about none.' })
  readonly reason!: KeyRevealReasonName | null;
  @Field(() => Boolean, { description: 'Whether it took back what had been changed a moment before.' }) readonly isUndo!: boolean;
  @Field(() => String, { nullable: true, description: 'What was written with it.' }) readonly message!: string | null;
  @Field(() => String, { nullable: true, description: 'The number of the access request or support case; null where it is about none.' })
  readonly number!: string | null;
  @Field(() => String, { description: 'What the audit trail itself calls the action, such as `permission.given`.' })
  readonly recordedAs!: string;
  @Field(() => String, {
    nullable: true,
    description: 'The request to the API by which it happened, as errors and the log name it. For staff; null where no request caused it.',
  })
  readonly requestId!: string | null;
  readonly licenseId!: string | null;
  readonly subjectType!: string;
  readonly subjectId!: string;
  readonly accessRequestId!: string | null;
}

export const HistoryEventConnection = connectionOf(() => HistoryEvent, 'HistoryEvent');
