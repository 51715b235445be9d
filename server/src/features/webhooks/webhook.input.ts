import { longestWebhookName, mostWebhookLicenses } from '@vlsc/shared/limits.ts';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType } from 'type-graphql';
import { ChangeKind, type ChangeKindName } from '../changes/change.ts';

const url = 'An https address, without user and password, on port 443 or 1024 and above; nothing inside of a network.';
const licenses = `The Licensing IDs of licenses that you see, ${mostWebhookLicenses} at most`;

@InputType({ description: 'A webhook to be made.' })
export class CreateWebhookInput {
  @Field(() => String, { description: `What you call it: 1 to ${longestWebhookName} characters.` }) name!: string;
  @Field(() => String, { description: url }) url!: string;
  @Field(() => [ChangeKind], { nullable: true, description: 'Which changes it sends; all when left out.' }) kinds?: ChangeKindName[] | null;
  @Field(() => [String], { nullable: true, description: `${licenses}; when left out it is about all, also those to come.` })
  licensingIds?: string[] | null;
}

@InputType({ description: 'What to change of a webhook; what is left out stays as it is.' })
export class UpdateWebhookInput {
  @Field(() => ID, { description: 'A webhook of yours.' }) id!: string;
  @Field(() => String, { nullable: true, description: `What you call it: 1 to ${longestWebhookName} characters.` }) name?: string | null;
  @Field(() => String, { nullable: true, description: url }) url?: string | null;
  @Field(() => [ChangeKind], { nullable: true, description: 'Which changes it sends; null for all.' }) kinds?: ChangeKindName[] | null;
  @Field(() => [String], { nullable: true, description: `${licenses}; null for all.` }) licensingIds?: string[] | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is paused. When it goes on, what changed meanwhile is sent, as far as it is kept.',
  })
  isPaused?: boolean | null;
}

@InputType({ description: 'Which webhook.' })
export class WebhookInput {
  @Field(() => ID, { description: 'A webhook of yours.' }) id!: string;
}

@InputType({ description: 'What to send again: one delivery, or all of a webhook since an instant. Give one of both.' })
export class RedeliverInput {
  @Field(() => ID, { nullable: true, description: 'A delivery of yours.' }) deliveryId?: string | null;
  @Field(() => ID, { nullable: true, description: 'A webhook of yours; with `since`.' }) webhookId?: string | null;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Deliveries that were made at that time or later; with `webhookId`.' })
  since?: Date | null;
}
