import type { SignedIn } from '../../app/context.ts';
import { type AccessRequestRow, accessRequestsById } from '../access-requests/access-request.queries.ts';
import { type ProductKeyRow, productKeysById } from '../licenses/product-key.queries.ts';
import { widestSight } from '../permissions/license.queries.ts';
import { casesOfRequests, type SupportCaseRow } from './support-case.queries.ts';

/** The access request that a case came from, if any; those asked for in the same tick are read together. */
export async function requestOf(
  { database, batches, viewer, clock }: SignedIn,
  { accessRequestId }: SupportCaseRow,
): Promise<AccessRequestRow | null> {
  if (!accessRequestId) return null;
  const read = async (ids: readonly string[]) =>
    new Map((await accessRequestsById(database, viewer, clock.now(), ids)).map(row => [row.id, row]));
  return batches.load<AccessRequestRow | null>('requests of cases', accessRequestId, read, null);
}

/** The case of an access request that came to support, if the viewer may see it; those asked for in the same tick are read together. */
export function caseOfRequest({ database, batches, viewer }: SignedIn, requestId: string): Promise<SupportCaseRow | null> {
  const read = async (ids: readonly string[]) =>
    new Map((await casesOfRequests(database, viewer, ids)).map(row => [row.accessRequestId ?? '', row]));
  return batches.load<SupportCaseRow | null>('cases of requests', requestId, read, null);
}

/** The product key that a case is about, if the viewer may see it; those asked for in the same tick are read together. */
export function productKeyInSight({ database, batches, viewer, clock }: SignedIn, id: string): Promise<ProductKeyRow | null> {
  const read = async (ids: readonly string[]) =>
    new Map((await productKeysById(database, widestSight(viewer, clock.now()), ids)).map(row => [row.id, row]));
  return batches.load<ProductKeyRow | null>('keys of cases', id, read, null);
}
