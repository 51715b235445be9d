import { type RoleName, roles } from '@vlsc/shared/role.ts';
import { type GraphQLField, type GraphQLObjectType, getNamedType, isLeafType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { type Person, Portal } from './portal.ts';

let portal: Portal;
let license: { id: string; licensingId: string; nodeId: string };
let licenseType: GraphQLObjectType;
const people = new Map<string, Person>();
const ids: Record<string, string> = {};

/** One license with something in every corner, and a person for each role on it; besides, one without any, and one of the staff. */
beforeAll(async () => {
  portal = await Portal.open();
  licenseType = (await buildApiSchema()).getType('License') as GraphQLObjectType;
  const [partner] = await portal.database.rows<{
    id: string;
  }>(sql`insert into organization (number, kind, name, country, city, street_address)
    values ('P1', 'PARTNER', '販売店', 'JP', '', '') returning id`);
  license = await portal.license({
    program: 'OPEN_LICENSE',
    authorizationNumber: '12345678ZZE1234',
    licensingId: '12345678',
    partnerId: partner!.id,
  });
  for (const role of roles) {
    const person = await portal.person(role);
    await portal.grant(person, license, role);
    people.set(role, person);
  }
  people.set('nobody', await portal.person('他人'));
  people.set('staff', await portal.person('運用', { address: 'staff@operator.example' }));
  const [rows] = await portal.database.rows<Record<string, string>>(sql`
    with sold as (insert into product (part_number, description, product_family, version, product_pool, product_type)
      values ('P-1', 'Office', 'Office', '2019', 'APPLICATIONS', 'SOFTWARE') returning id
    ), line as (insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
        product_id, license_type, quantity, sa_end_date, usage_country)
      select 'SO-1', 1, ${license.id}, '', '', '2025-01-01', '2025-01-01', id, 'LICENSE_AND_SA', 10, '2027-12-31', 'JP' from sold returning id
    ), offered as (insert into product (part_number, description, product_family, version, product_pool, product_type)
      values ('P-2', 'Mail', 'Mail', '', 'APPLICATIONS', 'ONLINE_SERVICE'), ('P-3', 'Studio', 'Studio', '', 'APPLICATIONS', 'SUBSCRIPTION') returning id, product_type
    ), service as (insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
        product_id, license_type, quantity, sa_end_date, usage_country)
      select product_type, 1, ${license.id}, '', '', '2025-01-01', '2025-01-01', id, 'SUBSCRIPTION', 10, null, 'JP' from offered returning id, order_number
    ), key as (insert into product_key (id, license_id, product_family, version, key_type, sealed_key, key_digest, last_five, activations_allowed, activations_used)
      values (gen_random_uuid(), ${license.id}, 'Office', '2019', 'MAK', '', '', 'ABCDE', 10, 1) returning id
    ), file as (insert into download (product_family, version, language, architecture, file_type, file_name, size_bytes, sha256, url)
      values ('Office', '2019', 'ja-JP', 'x64', 'ISO', 'office.iso', 1, repeat('0', 64), 'https://files.example/office.iso') returning id
    ), benefit as (insert into sa_benefit (license_id, benefit, quantity, activated_quantity, end_date)
      values (${license.id}, 'TRAINING_VOUCHERS', 10, 0, '2027-12-31') returning id
    ), event as (insert into audit_event (at, action, subject_type, subject_id, detail)
      values (${portal.clock.now()}, 'permission.given', 'License', ${license.id}, '{}') returning id)
    select line.id as "OrderLine", key.id as "ProductKey", file.id as "Download", benefit.id as "SoftwareAssuranceBenefit", event.id as "HistoryEvent",
      (select id from service where order_number = 'ONLINE_SERVICE') as "OrderLine of an online service",
      (select id from service where order_number = 'SUBSCRIPTION') as "OrderLine of a subscription",
      (select permission.id from permission where user_id = ${people.get('DOWNLOADS')!.id}) as "Permission"
    from line, key, file, benefit, event`);
  for (const [type, id] of Object.entries(rows!)) ids[type] = nodeId(type.split(' ')[0]!, id);
});
afterAll(() => portal.close());

/** Asks for a field in the least way that is valid. */
function asked(field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return field.name;
  const paged = field.args.some(({ name }) => name === 'first') ? '(first: 1)' : '';
  return `${field.name}${paged} { __typename }`;
}

const letters: Record<RoleName, string> = {
  ADMINISTRATOR: 'Admin',
  LICENSE_INFO: 'Info',
  PRODUCT_KEYS: 'Keys',
  DOWNLOADS: 'Down',
  SOFTWARE_ASSURANCE_MANAGER: 'SA',
  ONLINE_SERVICES_MANAGER: 'OS',
  SUBSCRIPTIONS_MANAGER: 'Subs',
};
/** Who of them, as one line of the table. */
async function who(sees: (person: Person) => Promise<boolean>): Promise<string> {
  const seeing: string[] = [];
  for (const [role, person] of people) if (await sees(person)) seeing.push(letters[role as RoleName] ?? role);
  return seeing.length === people.size - 1 && !seeing.includes('nobody') ? 'everybody with a role' : seeing.join(' ');
}

test('each role sees of a license what the product says, field by field', async () => {
  const table: Record<string, string> = {};
  for (const field of Object.values(licenseType.getFields())) {
    table[field.name] = await who(async person => {
      const { data, errors } = await portal.ask(person, `query ($n: String!) { license(licensingId: $n) { ${asked(field)} } }`, {
        n: license.licensingId,
      });
      expect(errors).toEqual([]);
      const value = data.license?.[field.name];
      return isNonNullType(field.type) ? data.license !== null : value !== null && value !== undefined;
    });
  }
  expect(table).toMatchInlineSnapshot(`
    {
      "administratorCount": "Admin staff",
      "agreement": "everybody with a role",
      "authorizationNumber": "Admin Info staff",
      "downloads": "Admin Down staff",
      "dueAt": "Admin Info staff",
      "endDate": "everybody with a role",
      "endings": "everybody with a role",
      "history": "Admin staff",
      "id": "everybody with a role",
      "licensingId": "everybody with a role",
      "orderLines": "Admin Info staff",
      "organization": "everybody with a role",
      "partner": "Admin Info staff",
      "people": "Admin staff",
      "productKeys": "Admin Keys staff",
      "program": "everybody with a role",
      "receivedAt": "Admin Info staff",
      "serviceLines": "Admin Info OS Subs staff",
      "siblings": "everybody with a role",
      "softwareAssuranceBenefits": "Admin Info SA staff",
      "sourceSystem": "Admin Info staff",
      "startDate": "everybody with a role",
      "status": "everybody with a role",
      "viewerCanAdminister": "everybody with a role",
      "viewerCanDownload": "everybody with a role",
      "viewerCanViewDetails": "everybody with a role",
      "viewerPermissions": "everybody with a role",
      "viewerRoles": "everybody with a role",
    }
  `);
});

test('each role finds by its id what it sees in lists, and nothing else', async () => {
  const table: Record<string, string> = {};
  for (const [type, id] of Object.entries({ License: license.nodeId, ...ids }))
    table[type] = await who(
      async person => (await portal.ask(person, 'query ($id: ID!) { node(id: $id) { id } }', { id })).data.node !== null,
    );
  expect(table).toMatchInlineSnapshot(`
    {
      "Download": "Admin Down staff",
      "HistoryEvent": "Admin staff",
      "License": "everybody with a role",
      "OrderLine": "Admin Info staff",
      "OrderLine of a subscription": "Admin Info Subs staff",
      "OrderLine of an online service": "Admin Info OS staff",
      "Permission": "Admin Down staff",
      "ProductKey": "Admin Keys staff",
      "SoftwareAssuranceBenefit": "Admin Info SA staff",
    }
  `);
});

test('each role has in its own lists what it may see', async () => {
  const table: Record<string, string> = {};
  const lists = {
    'viewer.licenses': '{ viewer { list: licenses(first: 1) { totalCount } } }',
    'viewer.productKeys': '{ viewer { list: productKeys(first: 1) { totalCount } } }',
    'viewer.downloads': '{ viewer { list: downloads(first: 1) { totalCount } } }',
    'viewer.softwareAssuranceBenefits': '{ viewer { list: softwareAssuranceBenefits(first: 1) { totalCount } } }',
  };
  for (const [name, query] of Object.entries(lists))
    table[name] = await who(async person => (await portal.ask(person, query)).data.viewer.list.totalCount > 0);
  table['licenseSummary'] = await who(
    async person => (await portal.ask(person, '{ licenseSummary { version } }')).data.licenseSummary.length > 0,
  );
  table['softwareAssuranceExpiry'] = await who(
    async person => (await portal.ask(person, '{ softwareAssuranceExpiry { month } }')).data.softwareAssuranceExpiry.length > 0,
  );
  table['agreements'] = await who(
    async person => (await portal.ask(person, '{ agreements(first: 1) { totalCount } }')).data.agreements.totalCount > 0,
  );
  expect(table).toMatchInlineSnapshot(`
    {
      "agreements": "everybody with a role",
      "licenseSummary": "Admin Info staff",
      "softwareAssuranceExpiry": "Admin Info staff",
      "viewer.downloads": "Admin Down",
      "viewer.licenses": "Admin Info Keys Down SA OS Subs",
      "viewer.productKeys": "Admin Keys",
      "viewer.softwareAssuranceBenefits": "Admin Info SA",
    }
  `);
});

test('each role may do what the product says', async () => {
  const table: Record<string, string> = {};
  const acts: Record<string, readonly [string, Record<string, unknown>]> = {
    revealProductKey: ['RevealProductKeyInput', { id: 'ProductKey', reason: 'AUDIT' }],
    requestActivations: [
      'RequestActivationsInput',
      { productKeyId: 'ProductKey', lastFive: 'ABCDE', wantedActivations: 20, justification: '増設' },
    ],
    createDownloadLink: ['CreateDownloadLinkInput', { id: 'Download' }],
    activateBenefit: ['ActivateBenefitInput', { id: 'SoftwareAssuranceBenefit', quantity: 1, activatedQuantity: -1 }],
  };
  for (const [mutation, [type, wish]] of Object.entries(acts)) {
    const input = Object.fromEntries(Object.entries(wish).map(([name, value]) => [name, ids[value as string] ?? value]));
    table[mutation] = await who(async person => {
      const { errors } = await portal.ask(person, `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`, { input });
      // the key of this license is no real one: whoever gets as far as opening it may reveal it
      expect(errors[0]?.extensions.code ?? 'done').toMatch(/done|NOT_FOUND|INTERNAL_SERVER_ERROR/);
      return errors[0]?.extensions.code !== 'NOT_FOUND';
    });
  }
  expect(table).toMatchInlineSnapshot(`
    {
      "activateBenefit": "Admin SA",
      "createDownloadLink": "Admin Down",
      "requestActivations": "Admin Keys",
      "revealProductKey": "Admin Keys",
    }
  `);
});
