import type { GraphQLSchema } from 'graphql';
import { accessRequestsById } from '../features/access-requests/access-request.queries.ts';
import { exportsById } from '../features/exports/export.queries.ts';
import { feedLoadsById } from '../features/feed/feed.queries.ts';
import { downloadsById } from '../features/licenses/download.queries.ts';
import { orderLinesById } from '../features/licenses/order-line.queries.ts';
import { productKeysById } from '../features/licenses/product-key.queries.ts';
import { benefitsById } from '../features/licenses/software-assurance-benefit.queries.ts';
import { agreementsById, organizationsById } from '../features/permissions/agreement.queries.ts';
import { apiTokensById } from '../features/permissions/api-token.queries.ts';
import { historyById } from '../features/permissions/history.queries.ts';
import { licensesById, widestSight } from '../features/permissions/license.queries.ts';
import { managedCustomersById } from '../features/permissions/managed-customer.ts';
import { invitationsById, managedUsersById } from '../features/permissions/managed-user.queries.ts';
import { permissionsById, usersInSight } from '../features/permissions/permission.queries.ts';
import { takeoverOptions } from '../features/permissions/takeover.queries.ts';
import { supportCaseMessagesById, supportCasesById } from '../features/support/support-case.queries.ts';
import { supportCentersById } from '../features/support/support-center.ts';
import { savedViewsById } from '../features/users/saved-view.queries.ts';
import { businessEmailsOf } from '../features/users/user.queries.ts';
import { deliveriesById, webhooksById } from '../features/webhooks/webhook.queries.ts';
import { parseNodeId } from '../platform/node-id.ts';
import { mayRead } from '../platform/scope.ts';
import type { SignedIn } from './context.ts';

interface Row {
  readonly id: string;
  readonly formerIds?: readonly string[];
}
type Find = (context: SignedIn, keys: string[]) => Promise<Row[]>;

/** How each type is found by its keys: with the same conditions as in lists, so that what may not be seen is not found. */
const finders: Record<string, Find> = {
  Viewer: async ({ viewer }) => [viewer],
  User: ({ database, viewer, clock }, keys) => usersInSight(database, viewer, clock.now(), keys),
  BusinessEmail: ({ database, viewer }, keys) => businessEmailsOf(database, viewer, keys),
  License: ({ database, viewer, clock }, keys) => licensesById(database, widestSight(viewer, clock.now()), keys),
  Agreement: ({ database, viewer, clock }, keys) => agreementsById(database, widestSight(viewer, clock.now()), keys),
  Organization: ({ database, viewer, clock }, keys) => organizationsById(database, widestSight(viewer, clock.now()), keys),
  Permission: ({ database, viewer, clock }, keys) => permissionsById(database, viewer, clock.now(), keys),
  ManagedCustomer: ({ database, viewer, clock }, keys) => managedCustomersById(database, viewer, clock.now(), keys),
  ManagedUser: ({ database, viewer, clock }, keys) => managedUsersById(database, viewer, clock.now(), keys),
  TakeoverOption: ({ database, viewer }, keys) => takeoverOptions(database, viewer, keys),
  Invitation: ({ database, viewer, clock }, keys) => invitationsById(database, viewer, clock.now(), keys),
  HistoryEvent: ({ database, viewer, clock }, keys) => historyById(database, viewer, clock.now(), keys),
  OrderLine: ({ database, viewer, clock }, keys) => orderLinesById(database, widestSight(viewer, clock.now()), keys),
  ProductKey: ({ database, viewer, clock }, keys) => productKeysById(database, widestSight(viewer, clock.now()), keys),
  Download: ({ database, viewer, clock }, keys) => downloadsById(database, widestSight(viewer, clock.now()), keys),
  SoftwareAssuranceBenefit: ({ database, viewer, clock }, keys) => benefitsById(database, widestSight(viewer, clock.now()), keys),
  AccessRequest: ({ database, viewer, clock }, keys) => accessRequestsById(database, viewer, clock.now(), keys),
  FeedLoad: async ({ database, viewer }, keys) => (viewer.isStaff ? feedLoadsById(database, keys) : []),
  SupportCase: ({ database, viewer }, keys) => supportCasesById(database, viewer, keys),
  SupportCaseMessage: ({ database, viewer }, keys) => supportCaseMessagesById(database, viewer, keys),
  ApiToken: ({ database, viewer, clock }, keys) => apiTokensById(database, viewer, clock.now(), keys),
  Export: ({ database, viewer, clock }, keys) => exportsById(database, viewer, clock.now(), keys),
  Webhook: ({ database, viewer, clock }, keys) => webhooksById(database, viewer, clock.now(), keys),
  WebhookDelivery: ({ database, viewer }, keys) => deliveriesById(database, viewer, keys),
  SavedView: ({ database, viewer }, keys) => savedViewsById(database, viewer, keys),
  SupportCenter: ({ database }, keys) => supportCentersById(database, keys),
};
/** Types whose keys are counted numbers; all others have UUIDs. */
const counted = new Set(['HistoryEvent', 'SupportCaseMessage']);

export async function findNodes(context: SignedIn, ids: readonly string[], schema: GraphQLSchema): Promise<(object | null)[]> {
  const { token } = context.viewer;
  const wanted = ids.map(parseNodeId).map(parsed => {
    const isWellFormed = parsed && /^\d+$/.test(parsed.key) === counted.has(parsed.type);
    return isWellFormed && (!token || mayRead(schema, parsed.type, token.scopes)) ? parsed : null;
  });
  const byType = Map.groupBy(
    wanted.filter(parsed => parsed !== null),
    ({ type }) => type,
  );
  const found = new Map<string, Row>();
  for (const [type, group] of byType) {
    const rows =
      (await finders[type]?.(
        context,
        group.map(({ key }) => key),
      )) ?? [];
    for (const row of rows) for (const id of [row.id, ...(row.formerIds ?? [])]) found.set(`${type}:${id}`, row);
  }
  return wanted.map(parsed => (parsed && found.get(`${parsed.type}:${parsed.key}`)) ?? null);
}
