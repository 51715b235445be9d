import type { WebhookDeliveryState } from '../../gql/operations.ts';
import { choiceParam } from '../../lib/search-params.ts';

export const deliveryStates = ['WAITING', 'DELIVERED', 'GIVEN_UP', 'WITHHELD'] as const satisfies readonly WebhookDeliveryState[];

export const webhookSearch = (search: Record<string, unknown>): { state?: WebhookDeliveryState } => ({
  state: choiceParam(search['state'], deliveryStates),
});
