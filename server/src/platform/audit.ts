import type { Reader } from './database.ts';
import { sql } from './database.ts';

/** What happened: recorded in the transaction of the change, never changed afterwards. */
export interface AuditRecord {
  readonly action: string;
  readonly at: Date;
  /** Who did it; null for the product itself. */
  readonly actorId: string | null;
  readonly subject: { readonly type: string; readonly id: string };
  /** Whom it is about, where that is somebody else than the actor. */
  readonly personId?: string | null;
  readonly detail?: Record<string, unknown>;
  readonly requestId?: string | null;
}

export async function record(
  transaction: Reader,
  { action, at, actorId, subject, personId, detail, requestId }: AuditRecord,
): Promise<void> {
  await transaction.rows(sql`
    insert into audit_event (at, action, actor_id, subject_type, subject_id, person_id, detail, request_id)
    values (${at}, ${action}, ${actorId}, ${subject.type}, ${subject.id}, ${personId ?? null}, ${JSON.stringify(detail ?? {})}, ${requestId ?? null})`);
}
