import { paths } from '@vlsc/shared/paths.ts';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import { typeNameOf } from '../../platform/node.ts';
import { NextStep, Problem } from '../../platform/problem.ts';
import { Scope } from '../../platform/scope.ts';
import { Webhook, WebhookDelivery } from './webhook.ts';

@ObjectType({ description: 'A webhook was made, or got another secret.' })
@Scope('session')
export class WebhookSecretTold {
  readonly __typename = 'WebhookSecretTold';
  @Field(() => Webhook, { description: 'The webhook.' }) readonly webhook!: Webhook;
  @Field(() => String, {
    description:
      'The secret that deliveries are signed with, `whsec_` and Base64. It is told only now; whoever has it can write deliveries.',
  })
  readonly secret!: string;
}

@ObjectType({ implements: Problem, description: 'You have as many webhooks as anybody may have; none was made.' })
export class TooManyWebhooks extends Problem {
  constructor(most: number) {
    super({ key: 'problems.tooManyWebhooks', params: { most } }, [new NextStep('VIEW_WEBHOOKS', paths.webhooks)]);
  }
}

@ObjectType({
  implements: Problem,
  description:
    'Webhooks do not call such an address: only https, no user and password, port 443 or 1024 and above, and nothing inside of a network.',
})
export class WebhookAddressRefused extends Problem {
  constructor() {
    super({ key: 'problems.webhookAddressRefused' }, [new NextStep('VIEW_WEBHOOKS', paths.webhooks)]);
  }
}

@ObjectType({ implements: Problem, description: 'Too many tests were sent, or deliveries sent again, within the last hour.' })
export class TooManyTests extends Problem {
  constructor(most: number, waitUntil: Date) {
    super({ key: 'problems.tooManyWebhookTests', params: { most, waitUntil } }, [new NextStep('WAIT', null, waitUntil)]);
  }
}

@ObjectType({ description: 'Deliveries are sent again, each under the id that it had.' })
@Scope('session')
export class Redelivered {
  readonly __typename = 'Redelivered';
  @Field(() => Int, { description: 'How many; those that waited anyway are not counted.' }) readonly count!: number;
  @Field(() => Webhook, { description: 'The webhook.' }) readonly webhook!: Webhook;
}

const union = (name: string, description: string, types: () => readonly object[]) =>
  createUnionType({ name, description, types: types as never, resolveType: typeNameOf as never });

export const CreateWebhookResult = union('CreateWebhookResult', 'What came of making a webhook.', () => [
  WebhookSecretTold,
  TooManyWebhooks,
  WebhookAddressRefused,
]);
export const UpdateWebhookResult = union('UpdateWebhookResult', 'What came of changing a webhook.', () => [Webhook, WebhookAddressRefused]);
export const SendTestDeliveryResult = union('SendTestDeliveryResult', 'What came of asking for a test.', () => [
  WebhookDelivery,
  TooManyTests,
]);
export const RedeliverResult = union('RedeliverResult', 'What came of sending again.', () => [Redelivered, TooManyTests]);
