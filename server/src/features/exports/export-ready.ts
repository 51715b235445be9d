import { record } from '../../platform/audit.ts';
import type { Reader } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { recipientOf } from '../permissions/grants.ts';

interface Ready {
  readonly id: string;
  readonly userId: string;
  readonly list: string | null;
  readonly query: string | null;
  readonly variables: Record<string, unknown>;
  readonly format: string;
  readonly fileName: string;
  readonly rowCount: number;
  readonly at: Date;
  readonly keptUntil: Date;
}

/** Puts on record what left, but not its content; tells the person by mail where there is an outbox to put it in. */
export async function tellReady(transaction: Reader, outbox: Outbox | null, made: Ready): Promise<void> {
  const { id, userId, list, query, variables, format, fileName, rowCount, at, keptUntil } = made;
  await record(transaction, {
    action: 'export.made',
    at,
    actorId: userId,
    subject: { type: 'Export', id },
    detail: { ...(list === null ? { query, variables } : { list }), format, rows: rowCount },
  });
  const recipient = outbox && (await recipientOf(transaction, userId));
  if (!recipient) return;
  const { address, locale, displayName } = recipient;
  const data = { displayName, fileName, rowCount, expiresAt: keptUntil.toISOString() };
  await outbox.post(transaction, [{ template: 'export-ready', recipient: address, locale, data, concerns: id }]);
}
