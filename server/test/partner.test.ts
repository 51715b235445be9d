import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { nodeId } from '../src/platform/node-id.ts';
import { Portal, StoppedClock } from './portal.ts';
import { Stock } from './stock.ts';
import { verified, WebhookReceiver } from './webhook-receiver.ts';

vi.setConfig({ testTimeout: 60_000 });
let receiver: WebhookReceiver;
let portal: Portal;
beforeAll(async () => {
  receiver = await WebhookReceiver.open();
  portal = await Portal.open({ env: receiver.env, clock: new StoppedClock(new Date()) });
});
afterAll(async () => {
  await portal?.close();
  await receiver?.close();
});

const done = async (answer: ReturnType<Portal['ask']>): Promise<any> => {
  const { data, errors } = await answer;
  expect(errors).toEqual([]);
  return data;
};

test('from the customer who adds a partner to a program that serves that customer, and back again', async () => {
  const customer = await portal.person('顧客 花子');
  const agreementId = await portal.agreement({ organizationName: '見本商事 株式会社' });
  const licenses = [await portal.license({ agreementId }), await portal.license({ agreementId })];
  const stock = new Stock(portal);
  for (const license of licenses) {
    await portal.grant(customer, license, 'ADMINISTRATOR');
    await stock.order(license, { family: 'Office', version: '2019' });
  }

  // the customer adds a partner whom the portal does not know yet
  const address = 'sales@partner.example';
  const added = await done(
    portal.ask(customer, 'mutation ($input: AddUserInput!) { addUser(input: $input) { __typename } }', {
      input: {
        email: address,
        familyName: '販売',
        givenName: '太郎',
        licenses: licenses.map(({ nodeId: licenseId }) => ({ licenseId, roles: ['LICENSE_INFO'] })),
      },
    }),
  );
  expect(added.addUser.__typename).toBe('UserAdded');
  const partner = await portal.person('販売 太郎', { registered: false });
  await done(
    portal.ask(partner, 'mutation ($input: RegisterBusinessEmailInput!) { registerBusinessEmail(input: $input) { __typename } }', {
      input: { email: address, emailConfirmation: address },
    }),
  );
  const { data } = await portal.followLink(partner, address, '... on BusinessEmailVerified { newLicenseCount }', 2);
  expect(data.verifyBusinessEmail).toMatchObject({ __typename: 'BusinessEmailVerified', newLicenseCount: 2 });

  // the partner makes a token for that customer alone, and an address for what changes
  const customers =
    '{ viewer { managedCustomers(first: 10) { nodes { organization { number name } licenseCount licenses(first: 10) { nodes { licensingId orderLines(first: 5) { nodes { quantity } } } } } } } }';
  const [{ organization }] = (await done(portal.ask(partner, customers))).viewer.managedCustomers.nodes;
  const program = await portal.program(partner, ['LICENSES_READ'], { customerNumbers: [organization.number] });
  const { createWebhook } = await done(
    portal.ask(
      partner,
      'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { ... on WebhookSecretTold { secret webhook { id } } ... on Problem { message } } }',
      { input: { name: '在庫システム', url: receiver.url('/stock') } },
    ),
  );
  const served = (await done(portal.ask(program, customers))).viewer.managedCustomers.nodes;
  expect(served).toMatchObject([{ organization: { name: '見本商事 株式会社' }, licenseCount: 2 }]);
  expect(served[0].licenses.nodes.map((each: any) => [each.licensingId, each.orderLines.nodes])).toEqual(
    licenses.map(({ licensingId }) => [licensingId, [{ quantity: 10 }]]),
  );
  const changes =
    'query ($since: String) { changes(since: $since, first: 50) { ... on ChangePage { cursor nodes { kind licensingId isOwn roles license { licensingId } } } } }';
  let since = (await done(portal.ask(program, changes))).changes.cursor;
  const changed = async () => {
    const page = (await done(portal.ask(program, changes, { since }))).changes;
    since = page.cursor;
    return page.nodes;
  };

  // the customer gives more, and takes everything away; both arrive signed, and the program reads the same
  const userId = nodeId('User', partner.id);
  await done(
    portal.ask(customer, 'mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { __typename } }', {
      input: { userId, licenses: [{ licenseId: licenses[0]!.nodeId, roles: ['LICENSE_INFO', 'DOWNLOADS'] }] },
    }),
  );
  const [given] = await receiver.arrived('/stock', 1);
  expect(verified(createWebhook.secret, given!)).toEqual(given!.payload);
  const told = { kind: 'PERMISSION_GIVEN', licensingId: licenses[0]!.licensingId, roles: ['DOWNLOADS'], isOwn: true };
  expect(given!.payload.data.changes).toMatchObject([told]);
  expect(await changed()).toMatchObject([told]);
  await done(portal.ask(customer, 'mutation ($id: ID!) { removeUser(input: { userId: $id }) { __typename } }', { id: userId }));
  const ended = (await receiver.arrived('/stock', 2)).slice(1);
  expect(ended.flatMap(({ payload }) => payload.data.changes.map(({ kind }: any) => kind))).toContain('PERMISSION_ENDED');
  for (const each of ended) expect(verified(createWebhook.secret, each)).toEqual(each.payload);
  const last = await changed();
  expect(new Set(last.map(({ kind }: any) => kind))).toEqual(new Set(['PERMISSION_ENDED']));
  expect(last.every(({ license }: any) => license === null)).toBe(true);
  expect((await done(portal.ask(program, customers))).viewer.managedCustomers.nodes).toEqual([]);
  expect((await done(portal.ask(program, 'query ($id: ID!) { node(id: $id) { id } }', { id: licenses[0]!.nodeId }))).node).toBeNull();
});
