import { nodeId } from '../../platform/node-id.ts';
import type { ChangeRow } from '../changes/change.queries.ts';
import type { WebhookDeliveryKind } from './webhook.ts';

const types = { CHANGES: 'changes', TEST: 'test', FORGOTTEN: 'changes.forgotten' } as const;

interface Told {
  readonly kind: keyof typeof WebhookDeliveryKind;
  readonly webhookId: string;
  readonly createdAt: Date;
  readonly changes: readonly ChangeRow[];
}

/** The facts of `changes` with ids to ask for the rest by; no names, no addresses. */
export const payloadOf = ({ kind, webhookId, createdAt, changes }: Told): string =>
  JSON.stringify({
    type: types[kind],
    timestamp: createdAt.toISOString(),
    data: { webhookId: nodeId('Webhook', webhookId), ...(kind === 'CHANGES' && { changes: changes.map(factsOf) }) },
  });

const idOf = (type: string, key: string | null | undefined): string | null => (key ? nodeId(type, key) : null);

const factsOf = ({ key, kind, at, licensingId, licenseId, isOwn, person, roles, source, endsOn, count, accessRequestId }: ChangeRow) => ({
  id: nodeId('Change', key),
  kind,
  at: new Date(at).toISOString(),
  licensingId,
  licenseId: idOf('License', licenseId),
  isOwn,
  userId: idOf('User', person?.id),
  roles,
  source,
  endsOn,
  count,
  accessRequestId: idOf('AccessRequest', accessRequestId),
});
