import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../../app/context.ts';
import { Access } from '../../platform/access.ts';
import { keyOf } from '../../platform/node-id.ts';
import { PageArgs, sliceOf } from '../../platform/paging.ts';
import { Viewer } from '../users/viewer.ts';
import { CreateWebhookInput, RedeliverInput, UpdateWebhookInput, WebhookInput } from './webhook.input.ts';
import { deliveriesOf, type WebhookRow, webhooksOf } from './webhook.queries.ts';
import { CreateWebhookResult, RedeliverResult, SendTestDeliveryResult, UpdateWebhookResult, WebhookSecretTold } from './webhook.results.ts';
import { Webhook, WebhookDeliveryConnection, WebhookDeliveryState, type WebhookDeliveryStateName } from './webhook.ts';

@Resolver(() => Viewer)
export class ViewerWebhooksResolver {
  @FieldResolver(() => [Webhook], { description: 'Your webhooks, oldest first; ten at most unless the operator allows more.' })
  webhooks(@Root() viewer: Viewer, @Ctx() { database, clock }: Context): Promise<WebhookRow[]> {
    return webhooksOf(database, viewer, clock.now());
  }
}

@Resolver(() => Webhook)
export class WebhookResolver {
  @Access('webhooks:write')
  @Mutation(() => CreateWebhookResult, { description: 'Makes a webhook, which sends what changes from now on.' })
  createWebhook(@Arg('input', () => CreateWebhookInput) input: CreateWebhookInput, @Ctx() { viewer, webhooks, requestId }: SignedIn) {
    return webhooks.create(viewer, input, requestId);
  }

  @Access('webhooks:write')
  @Mutation(() => UpdateWebhookResult, { description: 'Changes a webhook of yours, pauses it, or lets it go on.' })
  updateWebhook(@Arg('input', () => UpdateWebhookInput) input: UpdateWebhookInput, @Ctx() { viewer, webhooks, requestId }: SignedIn) {
    return webhooks.update(viewer, keyOf('Webhook', input.id), input, requestId);
  }

  @Access('webhooks:write')
  @Mutation(() => Webhook, { description: 'Deletes a webhook of yours with its log; the answer is what it was.' })
  deleteWebhook(@Arg('input', () => WebhookInput) { id }: WebhookInput, @Ctx() { viewer, webhooks, requestId }: SignedIn) {
    return webhooks.delete(viewer, keyOf('Webhook', id), requestId);
  }

  @Access('webhooks:write')
  @Mutation(() => WebhookSecretTold, {
    description: 'Gives a webhook of yours another secret. For a day deliveries are signed with the former one as well, and then no more.',
  })
  rotateWebhookSecret(@Arg('input', () => WebhookInput) { id }: WebhookInput, @Ctx() { viewer, webhooks, requestId }: SignedIn) {
    return webhooks.rotateSecret(viewer, keyOf('Webhook', id), requestId);
  }

  @Access('webhooks:write')
  @Mutation(() => SendTestDeliveryResult, {
    description: 'Sends a test to a webhook of yours, within seconds; what came of it is in its log.',
  })
  sendTestDelivery(@Arg('input', () => WebhookInput) { id }: WebhookInput, @Ctx() { viewer, webhooks }: SignedIn) {
    return webhooks.test(viewer, keyOf('Webhook', id));
  }

  @Access('webhooks:write')
  @Mutation(() => RedeliverResult, {
    description: 'Sends deliveries again, as far as you may still see what they tell, under the ids that they had. 1,000 at most.',
  })
  redeliver(@Arg('input', () => RedeliverInput) input: RedeliverInput, @Ctx() { viewer, webhooks }: SignedIn) {
    return webhooks.redeliver(viewer, input);
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What was sent and what waits, newest first.' })
  deliveries(
    @Root() { id }: WebhookRow,
    @Arg('states', () => [WebhookDeliveryState], { nullable: true, description: 'In these states; in any when left out.' })
    states: WebhookDeliveryStateName[] | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { database, viewer }: SignedIn,
    @Info() info: GraphQLResolveInfo,
  ) {
    return deliveriesOf(database, viewer, id, states ?? null, sliceOf(page, 1, info));
  }
}
