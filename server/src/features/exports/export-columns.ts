/** Columns of an object that is reached by that field. */
export const below = (field: string, columns: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(columns).map(([key, path]) => [key, `${field}.${path}`]));

/** The keys of columns, which are the feed's where it has them, and the paths of fields to their values. */
const numbered = { licensing_id: 'licensingId', program: 'program' };
export const held = { ...numbered, organization_number: 'organization.number', organization_name: 'organization.name' };
export const licenseColumns = {
  ...held,
  city: 'organization.city',
  country: 'organization.country',
  agreement_number: 'agreement.number',
  agreement_program: 'agreement.program',
  parent_agreement_numbers: 'agreement.ancestors.number',
  start_date: 'startDate',
  end_date: 'endDate',
  status: 'status',
  authorization_number: 'authorizationNumber',
  partner_organization_number: 'partner.number',
  partner_organization_name: 'partner.name',
  received_at: 'receivedAt',
  source_system: 'sourceSystem',
  roles: 'viewerRoles',
};
export const orderLineColumns = {
  order_number: 'orderNumber',
  line_number: 'lineNumber',
  ...below('license', held),
  customer_order_number: 'customerOrderNumber',
  reseller_order_number: 'resellerOrderNumber',
  ordered_on: 'orderedOn',
  usage_start_date: 'usageStartDate',
  part_number: 'product.partNumber',
  description: 'product.description',
  product_family: 'product.productFamily',
  version: 'product.version',
  product_pool: 'product.productPool',
  product_type: 'product.productType',
  license_type: 'licenseType',
  quantity: 'quantity',
  sa_end_date: 'softwareAssuranceEndDate',
  usage_country: 'usageCountry',
};
export const personColumns = { name: 'displayName', emails: 'businessEmails' };
export const permissionColumns = { role: 'role', source: 'source', granted_at: 'grantedAt', ends_on: 'endsOn' };
export const eventColumns = {
  at: 'at',
  action: 'action',
  actor: 'actor.displayName',
  person: 'person.displayName',
  roles: 'roles',
  source: 'source',
  email: 'address',
  ends_on: 'endsOn',
  is_undo: 'isUndo',
  message: 'message',
};
export const requestColumns = {
  number: 'number',
  ...numbered,
  organization_name: 'license.organization.name',
  roles: 'roles',
  status: 'status',
  requested_at: 'requestedAt',
  expires_at: 'expiresAt',
  closed_at: 'closedAt',
  granted_roles: 'grantedRoles',
};
export const requestOfOthers = {
  ...requestColumns,
  requester: 'requester.displayName',
  requester_emails: 'requester.businessEmails',
  comment: 'comment',
  decision_message: 'decisionMessage',
};
export const caseColumns = {
  number: 'number',
  kind: 'kind',
  status: 'status',
  subject: 'subject',
  ...numbered,
  authorization_number: 'authorizationNumber',
  organization_name: 'organizationName',
  opened_at: 'openedAt',
  closed_at: 'closedAt',
  reason: 'reason',
};
