import { normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import type { CsvRow } from './csv-reader.ts';
import { resolvedOf } from './feed-merge.ts';
import type { FeedSession } from './feed-session.ts';
import type { StagedFile } from './feed-staging.ts';
import type { RejectCode } from './reject.ts';

/**
 * What rejected rows of contacts may have meant to say. A license or agreement that one of them names keeps all of its contacts, and so
 * does, everywhere, a person named in a row of which nobody knows where it belongs.
 */
export class ContactDoubts {
  readonly #parents = new Set<string>();
  readonly #addresses = new Set<string>();

  note({ cells, raw }: CsvRow, code: RejectCode, names: readonly string[]): void {
    // a repeated row says nothing that the first one did not
    if (code === 'DUPLICATE_KEY') return;
    if (cells?.length !== names.length) {
      // where cells cannot be told apart, each part of the row may be anything
      const parts = raw.split(/[,"\r\n]+/);
      this.#keep(parts, parts);
      return;
    }
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const parents = [cell('agreement_number'), cell('licensing_id')].filter(parent => parent.trim() !== '');
    const isHomeless = code === 'UNKNOWN_REFERENCE' || code === 'MALFORMED_NUMBER' || parents.length !== 1;
    this.#keep(parents, isHomeless ? [cell('email')] : []);
  }

  #keep(parents: readonly string[], addresses: readonly string[]): void {
    for (const parent of parents) this.#parents.add(parent.trim()).add(normalizeLicensingNumber(parent));
    for (const address of addresses) this.#addresses.add(normalizeEmailAddress(address));
  }

  get parents(): string[] {
    return [...this.#parents];
  }

  get addresses(): string[] {
    return [...this.#addresses];
  }
}

/**
 * Removes the contacts of every license and agreement named in the file that its rows no longer name, for the file carries them as a
 * whole. Answers with how many were removed, and how many were kept only because rejected rows leave a doubt.
 */
export async function removeAbsentContacts(
  session: FeedSession,
  staged: StagedFile,
  doubts: ContactDoubts,
): Promise<{ removed: number; kept: number }> {
  const parents = ['license_id', 'agreement_id'].filter(parent => staged.columns.some(column => column.refers?.as === parent));
  await session.run(`
    create temporary table named_contact on commit drop as
    select coalesce(${parents.join(', ')}) as parent_id, contact_type, email from ${resolvedOf(staged)};
    analyze named_contact`);
  const [counts] = await session.run<{ removed: number; kept: number }>(
    `
    with absent as materialized (
      select contact.id, agreement.number = any($1) or license.licensing_id = any($1) or contact.email = any($2) as is_doubtful
      from contact join (select distinct parent_id from named_contact) named on named.parent_id = coalesce(contact.license_id, contact.agreement_id)
      left join agreement on agreement.id = contact.agreement_id left join license on license.id = contact.license_id
      where not exists (select from named_contact where named_contact.parent_id = coalesce(contact.license_id, contact.agreement_id)
        and named_contact.contact_type = contact.contact_type and named_contact.email = contact.email)
    ), removed as (
      delete from contact using absent where contact.id = absent.id and absent.is_doubtful is not true returning 1
    )
    select (select count(*) from removed)::int as removed, (select count(*) from absent where is_doubtful)::int as kept`,
    [doubts.parents, doubts.addresses],
  );
  return counts ?? { removed: 0, kept: 0 };
}
