import 'reflect-metadata';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Arg, buildSchema, Ctx, ID, Info, Query, Resolver } from 'type-graphql';
import { AccessRequestResolver, ViewerAccessRequestsResolver } from '../features/access-requests/access-request.resolver.ts';
import { AccessRequestSearchResolver } from '../features/access-requests/access-request-search.resolver.ts';
import { ChangeResolver } from '../features/changes/change.resolver.ts';
import { BulkQueryRefusalResolver, ExportResolver, ViewerExportsResolver } from '../features/exports/export.resolver.ts';
import { FeedResolver } from '../features/feed/feed.resolver.ts';
import { CalendarFeedResolver } from '../features/licenses/calendar-feed.resolver.ts';
import { DownloadResolver, LicenseDownloadsResolver, ViewerDownloadsResolver } from '../features/licenses/download.resolver.ts';
import { LicenseEndingsResolver, ViewerEndingsResolver } from '../features/licenses/ending.resolver.ts';
import { LicenseSummaryResolver } from '../features/licenses/license-summary.resolver.ts';
import { LicenseOrderLinesResolver, OrderLineResolver } from '../features/licenses/order-line.resolver.ts';
import { ViewerOrderLinesResolver } from '../features/licenses/order-line-list.ts';
import { LicenseProductKeysResolver, ProductKeyResolver, ViewerProductKeysResolver } from '../features/licenses/product-key.resolver.ts';
import { AgreementLicenseCountResolver, LicenseSiblingsResolver } from '../features/licenses/related-licenses.ts';
import { SearchResultsResolver, ViewerSearchResolver } from '../features/licenses/search.resolver.ts';
import {
  LicenseBenefitsResolver,
  SoftwareAssuranceBenefitResolver,
  ViewerBenefitsResolver,
} from '../features/licenses/software-assurance-benefit.resolver.ts';
import { AccessCauseResolver, AccessExplanationResolver } from '../features/operations/access-explanation.resolver.ts';
import { AuditSearchResolver } from '../features/operations/audit-search.resolver.ts';
import { UserAccountResolver } from '../features/operations/user-account.resolver.ts';
import { ApiTokenResolver, ViewerApiTokensResolver } from '../features/permissions/api-token.resolver.ts';
import { BatchAdministrationResolver } from '../features/permissions/batch-administration.resolver.ts';
import { AgreementResolver, LicenseResolver, ViewerLicensesResolver } from '../features/permissions/license.resolver.ts';
import { ManagedCustomerResolver, ViewerCustomersResolver } from '../features/permissions/managed-customer.ts';
import { ManagedRoleResolver, ViewerManagedRolesResolver } from '../features/permissions/managed-role.ts';
import {
  AccessDiagnosisCauseResolver,
  HistoryEventResolver,
  NamedAddressResolver,
  PermissionResolver,
  ViewerPermissionsResolver,
} from '../features/permissions/permission.resolver.ts';
import { TakeoverResolver } from '../features/permissions/takeover.resolver.ts';
import {
  InvitationResolver,
  ManagedUserResolver,
  UserAdministrationResolver,
  ViewerAdministrationResolver,
} from '../features/permissions/user-administration.resolver.ts';
import {
  AccessRequestSupportCaseResolver,
  ProductKeySupportCaseResolver,
  SupportCaseResolver,
  ViewerSupportCasesResolver,
} from '../features/support/support-case.resolver.ts';
import { SupportCaseSearchResolver } from '../features/support/support-case-search.resolver.ts';
import { SupportCenterResolver } from '../features/support/support-center.resolver.ts';
import { BusinessEmailResolver, ViewerResolver } from '../features/users/registration.resolver.ts';
import { SavedViewResolver } from '../features/users/saved-view.resolver.ts';
import { UserResolver } from '../features/users/user.resolver.ts';
import { ViewerWebhooksResolver, WebhookResolver } from '../features/webhooks/webhook.resolver.ts';
import { Access, refuseUndeclaredAccess } from '../platform/access.ts';
import { BadInput } from '../platform/errors.ts';
import { Node, NodeIdResolver } from '../platform/node.ts';
import { largestPage } from '../platform/paging.ts';
import { NextStepResolver, ProblemResolver } from '../platform/problem.ts';
import { RefusedFieldResolver } from '../platform/row-by-row.ts';
import { refuseUndeclaredScopes } from '../platform/scope.ts';
import type { SignedIn } from './context.ts';
import { findNodes } from './nodes.ts';
import { QueryCostResolver } from './query-cost.ts';

@Resolver()
class NodeResolver {
  @Access('nodes:read')
  @Query(() => Node, { nullable: true, description: 'The object with that id; null when there is none that you may see.' })
  async node(
    @Arg('id', () => ID, { description: 'An id that the API gave.' }) id: string,
    @Ctx() context: SignedIn,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<object | null> {
    const [found] = await findNodes(context, [id], schema);
    return found ?? null;
  }

  @Access('nodes:read')
  @Query(() => [Node], {
    nullable: 'items',
    description: `Objects by their ids, in the same order; null in the place of each that you may not see. ${largestPage} at most.`,
  })
  nodes(
    @Arg('ids', () => [ID], { description: 'Ids that the API gave.' }) ids: string[],
    @Ctx() context: SignedIn,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<(object | null)[]> {
    if (ids.length > largestPage)
      throw new BadInput([{ path: 'ids', said: { key: 'errors.tooManyIds', params: { largest: largestPage } } }]);
    return findNodes(context, ids, schema);
  }
}

/** Every resolver, and so the whole API. Refuses to build when a root field declares no access. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      NodeIdResolver,
      ProblemResolver,
      NextStepResolver,
      NodeResolver,
      ViewerResolver,
      BusinessEmailResolver,
      UserResolver,
      SavedViewResolver,
      ViewerLicensesResolver,
      LicenseResolver,
      AgreementResolver,
      ViewerPermissionsResolver,
      AccessDiagnosisCauseResolver,
      NamedAddressResolver,
      HistoryEventResolver,
      PermissionResolver,
      TakeoverResolver,
      ViewerApiTokensResolver,
      ApiTokenResolver,
      ViewerCustomersResolver,
      ManagedCustomerResolver,
      ViewerAdministrationResolver,
      UserAdministrationResolver,
      BatchAdministrationResolver,
      RefusedFieldResolver,
      ManagedUserResolver,
      InvitationResolver,
      LicenseOrderLinesResolver,
      LicenseProductKeysResolver,
      LicenseDownloadsResolver,
      LicenseBenefitsResolver,
      ViewerProductKeysResolver,
      ViewerDownloadsResolver,
      ViewerBenefitsResolver,
      ProductKeyResolver,
      DownloadResolver,
      SoftwareAssuranceBenefitResolver,
      ViewerManagedRolesResolver,
      ManagedRoleResolver,
      ViewerSearchResolver,
      SearchResultsResolver,
      ViewerEndingsResolver,
      LicenseEndingsResolver,
      LicenseSiblingsResolver,
      AgreementLicenseCountResolver,
      CalendarFeedResolver,
      OrderLineResolver,
      ViewerOrderLinesResolver,
      LicenseSummaryResolver,
      ViewerAccessRequestsResolver,
      AccessRequestResolver,
      ViewerSupportCasesResolver,
      SupportCaseResolver,
      AccessRequestSupportCaseResolver,
      ProductKeySupportCaseResolver,
      SupportCenterResolver,
      FeedResolver,
      AccessRequestSearchResolver,
      SupportCaseSearchResolver,
      AuditSearchResolver,
      AccessExplanationResolver,
      AccessCauseResolver,
      UserAccountResolver,
      ViewerExportsResolver,
      ExportResolver,
      QueryCostResolver,
      ChangeResolver,
      ViewerWebhooksResolver,
      WebhookResolver,
      BulkQueryRefusalResolver,
    ],
    validate: false,
    simpleResolvers: true,
  } as Parameters<typeof buildSchema>[0]);
  refuseUndeclaredAccess(schema);
  refuseUndeclaredScopes(schema);
  return schema;
}
