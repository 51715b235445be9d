import { GraphQLDateTime } from 'graphql-scalars';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../platform/node.ts';
import { connectionOf } from '../../platform/paging.ts';
import { Scope } from '../../platform/scope.ts';
import { ChangeKind, type ChangeKindName } from '../changes/change.ts';

export enum WebhookPause {
  OWNER = 'OWNER',
  FAILING = 'FAILING',
  GONE = 'GONE',
}
registerEnumType(WebhookPause, {
  name: 'WebhookPause',
  description: 'Why nothing is sent.',
  valuesConfig: {
    OWNER: { description: 'You paused it.' },
    FAILING: { description: 'Nothing was taken for days.' },
    GONE: { description: 'The receiver answered 410, which says that it wants nothing more.' },
  },
});

export enum WebhookDeliveryKind {
  CHANGES = 'CHANGES',
  TEST = 'TEST',
  FORGOTTEN = 'FORGOTTEN',
}
registerEnumType(WebhookDeliveryKind, {
  name: 'WebhookDeliveryKind',
  description: 'What a delivery is.',
  valuesConfig: {
    CHANGES: { description: 'Changes, up to 100, in their order; its `type` is `changes`.' },
    TEST: { description: 'A test that was asked for; its `type` is `test`. It is tried once.' },
    FORGOTTEN: {
      description:
        'Changes are not kept any more that were not sent, because nothing was sent for long; its `type` is `changes.forgotten`. The receiver reads everything again.',
    },
  },
});

export enum WebhookDeliveryState {
  WAITING = 'WAITING',
  DELIVERED = 'DELIVERED',
  GIVEN_UP = 'GIVEN_UP',
  WITHHELD = 'WITHHELD',
}
registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'How far a delivery is.',
  valuesConfig: {
    WAITING: { description: 'It is sent at `dueAt`, unless the webhook is paused.' },
    DELIVERED: { description: 'The receiver answered with a status of 200 to 299.' },
    GIVEN_UP: { description: 'It was tried for as long as it may be. It can be sent again.' },
    WITHHELD: { description: 'It was not sent, because you may not see any of it any more.' },
  },
});
export type WebhookDeliveryStateName = keyof typeof WebhookDeliveryState;

export enum WebhookFailure {
  ADDRESS = 'ADDRESS',
  CERTIFICATE = 'CERTIFICATE',
  TIMEOUT = 'TIMEOUT',
  CONNECTION = 'CONNECTION',
}
registerEnumType(WebhookFailure, {
  name: 'WebhookFailure',
  description: 'Why an attempt got no answer.',
  valuesConfig: {
    ADDRESS: { description: 'The name of the host leads to no address that may be called.' },
    CERTIFICATE: { description: 'The certificate of the host is not to be trusted.' },
    TIMEOUT: { description: 'The answer was not there in time.' },
    CONNECTION: { description: 'The host does not answer, or the connection broke off.' },
  },
});

@ObjectType({
  implements: Node,
  description:
    'An address of yours to which changes are posted as they happen, signed as Standard Webhooks have it. It gets what you may see when it is sent, and nothing while your registration has lapsed. Visible to you alone.',
})
@Scope('session')
export class Webhook extends Node {
  readonly __typename = 'Webhook';
  @Field(() => String, { description: 'What you call it.' }) readonly name!: string;
  @Field(() => String, { description: 'Where it posts to.' }) readonly url!: string;
  @Field(() => [ChangeKind], { nullable: true, description: 'The kinds of changes that it sends; null for all.' })
  readonly kinds!: readonly ChangeKindName[] | null;
  @Field(() => [String], { nullable: true, description: 'The Licensing IDs of the licenses that it is about; null for all.' })
  readonly licensingIds!: readonly string[] | null;
  @Field(() => WebhookPause, {
    nullable: true,
    description: 'Why nothing is sent; null while it is. What changes meanwhile is sent when it goes on.',
  })
  readonly pause!: keyof typeof WebhookPause | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when nothing is sent; null while it is.' })
  readonly pausedAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Since when every attempt failed; null when the last one was taken.' })
  readonly failingSince!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When something was last taken; null before the first time.' })
  readonly lastSuccessAt!: Date | null;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when deliveries are signed with the former secret as well; null where there is none in use.',
  })
  readonly formerSecretUntil!: Date | null;
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) readonly createdAt!: Date;
}

@ObjectType({ description: 'One try to deliver.' })
@Scope('session')
export class WebhookAttempt {
  @Field(() => GraphQLDateTime, { description: 'When.' }) readonly at!: Date | string;
  @Field(() => Int, { description: 'How long it took, in milliseconds.' }) readonly milliseconds!: number;
  @Field(() => Int, { nullable: true, description: 'The status of the answer; null where there was none.' }) readonly status!:
    | number
    | null;
  @Field(() => WebhookFailure, { nullable: true, description: 'Why there was no answer; null where there was one.' })
  readonly failure!: keyof typeof WebhookFailure | null;
  @Field(() => String, { description: 'The first 500 characters of the answer, as text. A receiver may write anything here.' })
  readonly answer!: string;
}

@ObjectType({ implements: Node, description: 'Something that was, or is to be, posted to your webhook. Kept for 30 days.' })
@Scope('session')
export class WebhookDelivery extends Node {
  readonly __typename = 'WebhookDelivery';
  @Field(() => WebhookDeliveryKind, { description: 'What it is.' }) readonly kind!: keyof typeof WebhookDeliveryKind;
  @Field(() => WebhookDeliveryState, { description: 'How far it is.' }) readonly state!: WebhookDeliveryStateName;
  @Field(() => Int, { description: 'How many changes it was made of.' }) readonly changeCount!: number;
  @Field(() => GraphQLDateTime, { description: 'When it was made.' }) readonly createdAt!: Date;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it is tried next at the earliest; null unless it waits.' })
  readonly dueAt!: Date | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it was over; null while it waits.' })
  readonly finishedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'The JSON that was last sent; null before the first attempt.' })
  readonly payload!: string | null;
  @Field(() => [WebhookAttempt], { description: 'Each try, oldest first.' }) readonly attempts!: readonly WebhookAttempt[];
}

export const WebhookDeliveryConnection = connectionOf(() => WebhookDelivery, 'WebhookDelivery');
