import {
  below,
  caseColumns,
  eventColumns,
  held,
  licenseColumns,
  orderLineColumns,
  permissionColumns,
  personColumns,
  requestColumns,
  requestOfOthers,
} from './export-columns.ts';
import { type Layout, pages, type Source, whole } from './export-source.ts';

/** A list that can be exported: where its rows are in the API, and which columns they make. */
export interface Catalogued extends Layout {
  readonly description: string;
  /** Where it is. */
  readonly from?: Source;
  /** Where it is of one license; without `from`, the license must be named. */
  readonly ofLicense?: Source;
  readonly isForStaff?: true;
}

/**
 * Every list that can be exported. Column keys are the feed's where it has them; they and the values of enums mean the same in every language.
 * A list of the API becomes one here by an entry, and a name on the web (`web/src/locales/…/exports.ts`).
 */
export const catalogue = {
  LICENSES: {
    description: 'Your licenses; takes `licenseFilter`, `licenseOrder` and `descending`.',
    from: pages('viewer', 'licenses(filter: $licenseFilter, orderBy: $licenseOrder, descending: $descending)'),
    columns: licenseColumns,
  },
  LICENSE_SUMMARY: {
    description: 'The license summary; takes `licenseFilter`, `asOf` and `productFamily`.',
    from: whole('licenseSummary(filter: $licenseFilter, asOf: $asOf, productFamily: $productFamily)'),
    columns: {
      product_pool: 'productPool',
      product_type: 'productType',
      product_family: 'productFamily',
      version: 'version',
      effective_quantity: 'effectiveQuantity',
      bought_quantity: 'boughtQuantity',
      upgraded_to_quantity: 'upgradedToQuantity',
      upgraded_from_quantity: 'upgradedFromQuantity',
      subscribed_quantity: 'subscribedQuantity',
      active_sa_quantity: 'activeSoftwareAssuranceQuantity',
      unresolved_quantity: 'unresolvedQuantity',
      unresolved_upgrade_quantity: 'unresolvedUpgradeQuantity',
      unresolved_sa_quantity: 'unresolvedSoftwareAssuranceQuantity',
      license_count: 'licenseCount',
    },
  },
  ORDER_LINES: {
    description: 'Order lines of the licenses of `licenseFilter`, or of the license `licensingId`.',
    from: pages('viewer', 'orderLines(filter: $licenseFilter)'),
    ofLicense: pages('license(licensingId: $licensingId)', 'orderLines'),
    columns: orderLineColumns,
  },
  SERVICE_LINES: {
    description:
      'Online services and subscriptions that were ordered for the license `licensingId`, as far as your roles let you see them.',
    ofLicense: pages('license(licensingId: $licensingId)', 'serviceLines'),
    columns: orderLineColumns,
  },
  PRODUCT_KEYS: {
    description: 'Product keys, masked, of `productKeyFilter`, or of the license `licensingId`.',
    from: pages('viewer', 'productKeys(filter: $productKeyFilter)'),
    ofLicense: whole('license(licensingId: $licensingId)', 'productKeys'),
    columns: {
      ...below('license', held),
      product_family: 'productFamily',
      version: 'version',
      key_type: 'keyType',
      last_five: 'lastFive',
      activations_allowed: 'activationsAllowed',
      activations_used: 'activationsUsed',
    },
  },
  DOWNLOADS: {
    description: 'Files to install from, each once, of `downloadFilter`, or for the license `licensingId`.',
    from: pages('viewer', 'downloads(filter: $downloadFilter)'),
    ofLicense: whole('license(licensingId: $licensingId)', 'downloads'),
    columns: {
      product_family: 'productFamily',
      version: 'version',
      language: 'language',
      architecture: 'architecture',
      file_type: 'fileType',
      file_name: 'fileName',
      size_bytes: 'sizeBytes',
      sha256: 'sha256',
    },
  },
  SA_BENEFITS: {
    description: 'Software Assurance benefits of `benefitFilter`, or of the license `licensingId`.',
    from: pages('viewer', 'softwareAssuranceBenefits(filter: $benefitFilter)'),
    ofLicense: whole('license(licensingId: $licensingId)', 'softwareAssuranceBenefits'),
    columns: {
      ...below('license', held),
      benefit: 'benefit',
      quantity: 'quantity',
      activated_quantity: 'activatedQuantity',
      remaining_quantity: 'remainingQuantity',
      end_date: 'endDate',
    },
  },
  ENDINGS: {
    description: 'What ends within `withinDays`; takes `licenseFilter` and `endingKinds`.',
    from: pages('viewer', 'endings(withinDays: $withinDays, kinds: $endingKinds, filter: $licenseFilter)'),
    columns: {
      ends_on: 'endsOn',
      kind: 'kind',
      ...below('license', held),
      agreement_number: 'agreement.number',
      agreement_program: 'agreement.program',
      quantity: 'quantity',
      benefit: 'benefit',
      product_families: 'productFamilies',
      name: 'user.displayName',
      emails: 'user.businessEmails',
      roles: 'roles',
    },
  },
  PEOPLE: {
    description: 'Who holds what on the license `licensingId`; for its administrators.',
    ofLicense: pages('license(licensingId: $licensingId)', 'people'),
    each: 'permissions',
    columns: {
      ...below('user', personColumns),
      ...below('permissions', { ...permissionColumns, granted_by: 'grantedBy.displayName' }),
    },
  },
  HISTORY: {
    description: 'What happened to the permissions of the license `licensingId`; for its administrators.',
    ofLicense: pages('license(licensingId: $licensingId)', 'history'),
    columns: eventColumns,
  },
  MY_PERMISSIONS: {
    description: 'What you hold.',
    from: pages('viewer', 'permissions'),
    columns: { ...below('license', held), ...permissionColumns },
  },
  MANAGED_USERS: {
    description:
      'One row for each role of each person that you manage, on each license; takes `search`, `managedUserStatuses` and `licensingId`.',
    from: pages('viewer', 'managedRoles(search: $search, statuses: $managedUserStatuses, licensingId: $licensingId)'),
    columns: {
      name: 'name',
      emails: 'addresses',
      status: 'status',
      ...below('license', held),
      role: 'role',
      source: 'source',
      granted_at: 'givenAt',
      ends_on: 'endsOn',
    },
  },
  MANAGED_CUSTOMERS: {
    description: 'The customers that you serve as a partner.',
    from: pages('viewer', 'managedCustomers'),
    columns: {
      ...below('organization', { organization_number: 'number', organization_name: 'name', city: 'city', country: 'country' }),
      license_count: 'licenseCount',
      roles: 'roles',
    },
  },
  MY_REQUESTS: {
    description: 'The access requests that you made.',
    from: pages('viewer', 'accessRequests'),
    columns: { ...requestColumns, comment: 'comment', decision_message: 'decisionMessage' },
  },
  REQUESTS_TO_DECIDE: {
    description: 'The access requests that await your decision.',
    from: pages('viewer', 'accessRequestsToDecide'),
    columns: requestOfOthers,
  },
  REQUESTS_DECIDED: {
    description: 'The access requests on licenses that you administer that are over.',
    from: pages('viewer', 'accessRequestsDecided'),
    columns: { ...requestOfOthers, decided_by: 'decidedBy.displayName' },
  },
  SUPPORT_CASES: {
    description: 'Your support cases.',
    from: pages('viewer', 'supportCases'),
    columns: caseColumns,
  },
  SUPPORT_CENTERS: {
    description: 'The support centers that can be called.',
    from: whole('supportCenters'),
    columns: {
      region: 'region',
      country: 'country',
      country_name: 'countryName',
      phone: 'phone',
      toll_free: 'tollFree',
      hours: 'hours',
      time_zone: 'timeZone',
      languages: 'languages',
    },
  },
  STAFF_LICENSES: {
    description: 'All licenses; takes `licenseFilter`. For staff.',
    from: pages('licenses(filter: $licenseFilter, orderBy: LICENSING_ID)'),
    columns: { ...licenseColumns, administrator_count: 'administratorCount' },
    isForStaff: true,
  },
  STAFF_USERS: {
    description: 'Everybody; takes `search`, `userFilter`, `userOrder` and `descending`. For staff.',
    from: pages('users(search: $search, filter: $userFilter, orderBy: $userOrder, descending: $descending)'),
    columns: {
      ...personColumns,
      ...below('account', { registration: 'registration.state', is_staff: 'isStaff', last_signed_in_at: 'lastSignedInAt' }),
    },
    isForStaff: true,
  },
  STAFF_REQUESTS: {
    description: 'All access requests; takes `search` and `requestStatuses`. For staff.',
    from: pages('accessRequests(statuses: $requestStatuses, search: $search)'),
    columns: { ...requestOfOthers, decided_by: 'decidedBy.displayName' },
    isForStaff: true,
  },
  STAFF_CASES: {
    description: 'All support cases; takes `search` and `caseStatuses`. For staff.',
    from: pages('supportCases(statuses: $caseStatuses, search: $search)'),
    columns: {
      ...caseColumns,
      ...below('person', { person: 'displayName', person_emails: 'businessEmails' }),
      organization_address: 'organizationAddress',
    },
    isForStaff: true,
  },
  STAFF_AUDIT: {
    description: 'Everything on record; takes `auditFilter`. For staff.',
    from: pages('auditEvents(filter: $auditFilter)'),
    columns: eventColumns,
    isForStaff: true,
  },
} as const satisfies Record<string, Catalogued>;

export type ExportListName = keyof typeof catalogue;

/** The entry of a list, with what is left out spelled out. */
export const listed = (list: ExportListName): Catalogued => catalogue[list];

/** Where the rows of an export are: of one license where it names one and the list can be of one. */
export function sourceFor({ from, ofLicense }: Catalogued, variables: Record<string, unknown>): Source {
  const source = ofLicense && (variables['licensingId'] || !from) ? ofLicense : from;
  if (!source) throw new Error('A list in the catalogue is somewhere.');
  return source;
}
