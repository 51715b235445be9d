import { type Reader, sql } from '../../platform/database.ts';
import type { Outbox } from '../../platform/mail.ts';
import { recipientOf } from './grants.ts';
import type { Difference } from './permission-change.ts';

/** Licenses that one mail names; the rest is counted. */
const mostTold = 20;

interface Told {
  readonly personId: string;
  readonly changed: readonly Difference[];
  readonly message: string | null;
  readonly changeId: string;
  /** Milliseconds, so that what is undone at once is never told. */
  readonly after: number;
}

/** Tells a person what changed for them. */
export async function tellOfChange(
  transaction: Reader,
  outbox: Outbox,
  { personId, changed, message, changeId, after }: Told,
): Promise<void> {
  const recipient = await recipientOf(transaction, personId);
  if (!recipient) return;
  const licenses = await transaction.rows<{ id: string; licensingId: string; organization: string }>(sql`
    select license.id, license.licensing_id as "licensingId", organization.name as organization
    from license join organization on organization.id = license.organization_id
    where license.id = any (${changed.slice(0, mostTold).map(({ licenseId }) => licenseId)}::uuid[])`);
  const names = new Map(licenses.map(license => [license.id, license]));
  const lines = changed.flatMap(({ licenseId, given, ended, prolonged, endsOn }) => {
    const { licensingId, organization } = names.get(licenseId) ?? {};
    return licensingId ? [{ licensingId, organization, given, ended, prolonged, endsOn }] : [];
  });
  await outbox.post(
    transaction,
    [
      {
        template: 'permissions-edited',
        recipient: recipient.address,
        locale: recipient.locale,
        data: { displayName: recipient.displayName, lines, more: changed.length - lines.length, message },
        concerns: changeId,
      },
    ],
    after,
  );
}
