import type { SignedIn } from '../../app/context.ts';
import { type AccessRequestRow, accessRequestsById } from '../access-requests/access-request.queries.ts';
import { agreementsById } from '../permissions/agreement.queries.ts';
import type { HistoryEventRow } from '../permissions/history.queries.ts';
import { licenseInSight } from '../permissions/license.loader.ts';
import { widestSight } from '../permissions/license.queries.ts';
import { usersInSight } from '../permissions/permission.queries.ts';
import { supportCasesById } from '../support/support-case.queries.ts';

type Find = (context: SignedIn, ids: readonly string[]) => Promise<readonly { readonly id: string }[]>;

const finders: Record<string, Find> = {
  Agreement: ({ database, viewer, clock }, ids) => agreementsById(database, widestSight(viewer, clock.now()), ids),
  SupportCase: ({ database, viewer }, ids) => supportCasesById(database, viewer, ids),
  User: ({ database, viewer, clock }, ids) => usersInSight(database, viewer, clock.now(), ids),
};

/** What an event is about, where that is an object that can be asked for again, and in sight. */
export function subjectInSight(context: SignedIn, { subjectType, subjectId }: HistoryEventRow): Promise<object | null> | null {
  if (subjectType === 'License') return licenseInSight(context, subjectId);
  const find = finders[subjectType];
  if (!find) return null;
  const read = async (ids: readonly string[]) => new Map((await find(context, ids)).map(row => [row.id, row]));
  return context.batches.load<object | null>(`${subjectType} that an event is about`, subjectId, read, null);
}

export function accessRequestInSight(context: SignedIn, id: string): Promise<AccessRequestRow | null> {
  const { database, viewer, clock, batches } = context;
  const read = async (ids: readonly string[]) =>
    new Map((await accessRequestsById(database, viewer, clock.now(), ids)).map(row => [row.id, row]));
  return batches.load<AccessRequestRow | null>('access request of an event', id, read, null);
}
