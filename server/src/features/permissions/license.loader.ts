import type { SignedIn } from '../../app/context.ts';
import { type LicenseRow, licensesById, widestSight } from './license.queries.ts';

/** The license if the viewer may see it, else null; licenses asked for in the same tick are read together. */
export function licenseInSight({ database, batches, viewer, clock }: SignedIn, id: string): Promise<LicenseRow | null> {
  const read = async (ids: readonly string[]) =>
    new Map((await licensesById(database, widestSight(viewer, clock.now()), ids)).map(row => [row.id, row]));
  return batches.load<LicenseRow | null>('licenses in sight', id, read, null);
}

/** The same for a row that may have brought its license along. */
export const licenseOf = async (
  context: SignedIn,
  { license, licenseId }: { license?: LicenseRow | null; licenseId: string },
): Promise<LicenseRow | null> => (license === undefined ? licenseInSight(context, licenseId) : license);
