import { normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';
import { GraphQLJSON, GraphQLLocalDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { AccessRequestStatus, type AccessRequestStatusName } from '../access-requests/access-request.entity.ts';
import { DownloadFilter } from '../licenses/download.ts';
import { ProductKeyFilter } from '../licenses/product-key.ts';
import { BenefitFilter } from '../licenses/software-assurance-benefit.ts';
import { AuditEventFilter } from '../operations/audit-search.input.ts';
import type { LicenseOrderName } from '../permissions/license.queries.ts';
import { LicenseFilter, LicenseOrder } from '../permissions/license.resolver.ts';
import { ManagedUserStatus } from '../permissions/managed-user.ts';
import { SupportCaseStatus, type SupportCaseStatusName } from '../support/support-case.entity.ts';
import { EndingKind } from '../users/reminder-preferences.ts';
import type { UserOrderName } from '../users/user.queries.ts';
import { UserFilter, UserOrder } from '../users/user.resolver.ts';
import { ExportFormat, ExportList } from './export.ts';
import { type ExportListName, listed, sourceFor } from './export-catalogue.ts';
import type { ExportFormatName } from './export-format.ts';
import { takenBy } from './export-source.ts';

@InputType({ description: 'What to export: a list, narrowed and ordered as on its page. What the list does not take must be left out.' })
export class StartExportInput {
  @Field(() => ExportList, { description: 'Which list.' }) list!: ExportListName;
  @Field(() => ExportFormat, { description: 'What kind of file.' }) format!: ExportFormatName;
  @Field(() => LicenseFilter, { nullable: true, description: 'Which licenses; all when left out.' }) licenseFilter?: LicenseFilter | null;
  @Field(() => LicenseOrder, { nullable: true, description: 'The order of licenses; by end date when left out.' })
  licenseOrder?: LicenseOrderName | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the order of licenses or people is turned around.' }) descending?:
    | boolean
    | null;
  @Field(() => GraphQLLocalDate, { nullable: true, description: 'The day of the license summary; today when left out.' }) asOf?:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'The product family of the license summary; all when left out.' })
  productFamily?: string | null;
  @Field(() => ProductKeyFilter, { nullable: true, description: 'Which product keys; all when left out.' })
  productKeyFilter?: ProductKeyFilter | null;
  @Field(() => DownloadFilter, { nullable: true, description: 'Which files; all when left out.' }) downloadFilter?: DownloadFilter | null;
  @Field(() => BenefitFilter, { nullable: true, description: 'Which benefits; all when left out.' }) benefitFilter?: BenefitFilter | null;
  @Field(() => Int, { nullable: true, description: 'How many days ahead to look for what ends; 90 when left out.' })
  withinDays?: number | null;
  @Field(() => [EndingKind], { nullable: true, description: 'Which kinds of endings; all when left out.' })
  endingKinds?: (keyof typeof EndingKind)[] | null;
  @Field(() => String, {
    nullable: true,
    description: 'The license that the list is about, as people type its Licensing ID. Needed for lists of one license.',
  })
  licensingId?: string | null;
  @Field(() => String, { nullable: true, description: 'What is searched for, as on the page of the list.' }) search?: string | null;
  @Field(() => [ManagedUserStatus], { nullable: true, description: 'People with one of these statuses; all when left out.' })
  managedUserStatuses?: (keyof typeof ManagedUserStatus)[] | null;
  @Field(() => [SupportCaseStatus], { nullable: true, description: 'Cases with one of these statuses; all when left out.' })
  caseStatuses?: SupportCaseStatusName[] | null;
  @Field(() => [AccessRequestStatus], { nullable: true, description: 'Requests with one of these statuses; all when left out.' })
  requestStatuses?: AccessRequestStatusName[] | null;
  @Field(() => UserFilter, { nullable: true, description: 'Which people; all when left out.' }) userFilter?: UserFilter | null;
  @Field(() => UserOrder, { nullable: true, description: 'The order of people; by name when left out.' })
  userOrder?: UserOrderName | null;
  @Field(() => AuditEventFilter, { nullable: true, description: 'Which events; all when left out.' })
  auditFilter?: AuditEventFilter | null;
}

@InputType({ description: 'A query to run over everything that it asks for.' })
export class StartBulkQueryInput {
  @Field(() => String, { description: 'The document, with one operation or the named one: a query.' }) query!: string;
  @Field(() => GraphQLJSON, { nullable: true, description: 'Values of its variables: an object.' }) variables?: unknown;
  @Field(() => String, { nullable: true, description: 'Which operation, where the document has several.' }) operationName?: string | null;
}

@InputType({ description: 'Which export to stop.' })
export class CancelExportInput {
  @Field(() => ID, { description: 'An export of yours.' }) id!: string;
}

/** The variables for the query of a list; throws with every field that the list does not take, or lacks. */
export function readVariables({ list, format: _format, ...given }: StartExportInput): Record<string, unknown> {
  const variables: Record<string, unknown> = Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  if (typeof variables['licensingId'] === 'string') variables['licensingId'] = normalizeLicensingNumber(variables['licensingId']);
  const entry = listed(list);
  const taken = takenBy(sourceFor(entry, variables));
  const bad: BadField[] = Object.keys(variables)
    .filter(name => !taken.includes(name))
    .map(name => ({ path: `input.${name}`, said: { key: 'errors.exports.notTaken' } }));
  if (!entry.from && !variables['licensingId']) bad.push({ path: 'input.licensingId', said: { key: 'errors.textEmpty' } });
  refuseBad(bad);
  return variables;
}
