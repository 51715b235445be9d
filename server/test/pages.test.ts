import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Kind, type OperationDefinitionNode, parse, print, visit } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { nodeId } from '../src/platform/node-id.ts';
import { type Person, Portal } from './portal.ts';
import { statementsOf } from './statements.ts';
import { Stock } from './stock.ts';

const web = fileURLToPath(new URL('../../web/src/', import.meta.url));
const definitions = globSync('**/*.graphql', { cwd: web }).flatMap(file => parse(readFileSync(web + file, 'utf8')).definitions);
const fragments = new Map(definitions.flatMap(each => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [])));
const queries = definitions.filter(
  (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION && each.operation === 'query',
);

/** The query with every fragment that it spreads, however deep. */
function whole(query: OperationDefinitionNode): string {
  const used = new Set<string>();
  const gather = (node: Parameters<typeof visit>[0]) =>
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || used.has(name.value)) return;
        used.add(name.value);
        gather(fragment);
      },
    });
  gather(query);
  return [query, ...[...used].map(name => fragments.get(name)!)].map(print).join('\n');
}

let portal: Portal;
let person: Person;
let variables: Record<string, unknown>;
/** What a page about one object may be about. */
let nodes: readonly string[];
beforeAll(async () => {
  portal = await Portal.open();
  person = await portal.person('運用 管理者', { address: 'staff@operator.example' });
  const colleague = await portal.person('同僚');
  const mbsa = await portal.agreement({ program: 'MBSA' });
  const invited = crypto.randomUUID();
  let licensingId = '';
  let request = '';
  let benefit = '';
  const stock = new Stock(portal);
  const keys: string[] = [];
  for (let count = 0; count < 12; count++) {
    const license = await portal.license({ agreementId: await portal.agreement({ parentId: mbsa }) });
    await portal.grant(person, license, 'ADMINISTRATOR');
    await portal.grant(colleague, license, 'DOWNLOADS');
    await portal.database.rows(sql`insert into invitation (id, address, family_name, given_name, locale, license_id, roles, invited_by_id, created_at, sent_at, expires_at)
      values (${count === 0 ? invited : crypto.randomUUID()}, 'invited@pages.example', '招待', '者', 'ja', ${license.id}, '{DOWNLOADS}', ${person.id}, ${portal.clock.now()}, ${portal.clock.now()}, '2027-01-31')`);
    await portal.database.rows(sql`
      with sold as (insert into product (part_number, description, product_family, version, product_pool, product_type)
        values ('P-1', 'Office', 'Office', '2019', 'APPLICATIONS', 'SOFTWARE') on conflict (part_number) do update set description = 'Office' returning id)
      insert into order_line (order_number, line_number, license_id, customer_order_number, reseller_order_number, ordered_on, usage_start_date,
        product_id, license_type, quantity, sa_end_date, usage_country)
      select ${`SO-${count}`}, 1, ${license.id}, '', '', '2025-01-01', '2025-01-01', id, 'LICENSE_AND_SA', 10, '2027-12-31', 'JP' from sold`);
    const id = crypto.randomUUID();
    await portal.database.rows(sql`insert into access_request (id, number, requester_id, license_id, roles, status, requested_at, expires_at)
      values (${id}, ${`AR-${count}`}, ${colleague.id}, ${license.id}, '{LICENSE_INFO}', 'PENDING', ${portal.clock.now()}, '2026-12-31')`);
    ({ licensingId } = license);
    keys.push((await stock.productKey(license)).nodeId);
    benefit = (await stock.benefit(license)).nodeId;
    request = nodeId('AccessRequest', id);
  }
  const caseId = await cases(colleague);
  const token = await tokens(licensingId);
  nodes = [
    token,
    request,
    nodeId('ManagedUser', colleague.id),
    nodeId('ManagedUser', invited),
    keys[0]!,
    benefit,
    nodeId('User', colleague.id),
    await load(),
  ];
  variables = {
    ids: keys,
    licensingId,
    licensingIds: [licensingId],
    caseId,
    first: 20,
    search: '',
    country: 'JP',
    orderBy: 'RELATIONSHIP',
    descending: false,
    text: '者',
    withinDays: 90,
    productFamily: 'Office',
    version: '2019',
    quantity: 'EFFECTIVE',
    userOrder: 'NAME',
    userId: nodeId('User', colleague.id),
    person: nodeId('User', colleague.id),
    actor: nodeId('User', person.id),
  };
});
afterAll(() => portal.close());

/** A load of the feed that rejected rows; answers its id. */
async function load(): Promise<string> {
  const id = crypto.randomUUID();
  await portal.database.rows(sql`insert into feed_load (id, started_at, finished_at, state, is_dry_run, files)
    values (${id}, ${portal.clock.now()}, ${portal.clock.now()}, 'FINISHED', false, '[]')`);
  await portal.database.rows(sql`insert into feed_reject (feed_load_id, file, line, reason, value)
    select ${id}, 'contacts.csv', line, 'UNKNOWN_REFERENCE: Nothing with this number is known.', '' from generate_series(1, 12) line`);
  return nodeId('FeedLoad', id);
}

/** Tokens that reach a license and a customer, one of which was used; answers its id. */
async function tokens(licensingId: string): Promise<string> {
  const [customer] = await portal.database.rows<{ number: string }>(
    sql`select organization.number from license join organization on organization.id = license.organization_id where licensing_id <> ${licensingId} limit 1`,
  );
  const reach = { licensingIds: [licensingId], customerNumbers: [customer!.number] };
  await portal.program(person, ['LICENSES_READ'], reach);
  const program = await portal.program(person, ['LICENSES_READ'], reach);
  for (const operation of ['First', 'Second'])
    await portal.ask(program, `query ${operation} { viewer { licenses(first: 1) { totalCount } } }`);
  return program.tokenId;
}

/** A dozen support cases with a conversation each, half of them of the person who looks; answers the id of one. */
async function cases(colleague: Person): Promise<string> {
  let last = '';
  for (let count = 0; count < 12; count++) {
    last = crypto.randomUUID();
    const owner = count % 2 === 0 ? person : colleague;
    await portal.database.rows(sql`insert into support_case (id, number, person_id, kind, subject, status, access_request_id, opened_at)
      select ${last}, ${`SC-${count}`}, ${owner.id}, 'OTHER', '質問', 'OPEN', access_request.id, ${portal.clock.now()}
      from access_request where access_request.number = ${`AR-${count}`}`);
    await portal.database.rows(sql`insert into support_case_message (support_case_id, author_id, is_from_staff, body, written_at)
      values (${last}, ${owner.id}, false, '質問', ${portal.clock.now()}), (${last}, ${person.id}, true, '回答', ${portal.clock.now()})`);
  }
  return nodeId('SupportCase', last);
}

test.each(queries.map(query => [query.name?.value ?? '', query] as const))(
  'the page of the query %s asks the database at most three times',
  async (_name, query) => {
    const wanted = (query.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    for (const id of wanted.includes('id') ? nodes : [undefined]) {
      const given = Object.fromEntries(Object.entries({ ...variables, id }).filter(([name]) => wanted.includes(name)));
      const statements = await statementsOf(portal, async () => expect((await portal.ask(person, whole(query), given)).errors).toEqual([]));
      expect(statements.length).toBeLessThanOrEqual(3);
    }
  },
);
