import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { minute, type Person, Portal } from './portal.ts';
import { Stock } from './stock.ts';

let portal: Portal;
let stock: Stock;
beforeAll(async () => {
  portal = await Portal.open();
  stock = new Stock(portal);
});
afterAll(() => portal?.close());

const activate = (person: Person | null, id: string, quantity: number, activatedQuantity: number, comment?: string) =>
  portal.ask(
    person,
    `mutation ($input: ActivateBenefitInput!) { activateBenefit(input: $input) {
      __typename ... on SoftwareAssuranceBenefit { activatedQuantity remainingQuantity }
      ... on BenefitChanged { message current: benefit { activatedQuantity remainingQuantity } }
      ... on BenefitExhausted { message nextSteps { kind } current: benefit { activatedQuantity remainingQuantity } } } }`,
    { input: { id, quantity, activatedQuantity, comment } },
  );
const activationsOf = async (person: Person, id: string) =>
  (
    await portal.ask(
      person,
      'query ($id: ID!) { node(id: $id) { ... on SoftwareAssuranceBenefit { activations(first: 10) { totalCount nodes { quantity comment isOwn user { displayName } } } } } }',
      { id },
    )
  ).data.node?.activations;

/** A license with a benefit of ten, and its Software Assurance manager. */
async function managed(wish: Parameters<Stock['benefit']>[1] = {}) {
  const license = await portal.license();
  const manager = await portal.person('特典 子');
  await portal.grant(manager, license, 'SOFTWARE_ASSURANCE_MANAGER');
  return { license, manager, benefit: await stock.benefit(license, wish) };
}

test('a part is activated, then the rest, and nothing beyond it', async () => {
  const { license, manager, benefit } = await managed();
  expect((await activate(manager, benefit.nodeId, 3, 0, '夏の研修')).data.activateBenefit).toEqual({
    __typename: 'SoftwareAssuranceBenefit',
    activatedQuantity: 3,
    remainingQuantity: 7,
  });
  expect((await activate(manager, benefit.nodeId, 8, 3)).data.activateBenefit).toEqual({
    __typename: 'BenefitExhausted',
    message: 'アクティブ化できる残りは 7 です。',
    nextSteps: [{ kind: 'CONTACT_SUPPORT' }],
    current: { activatedQuantity: 3, remainingQuantity: 7 },
  });
  portal.clock.pass(minute);
  expect((await activate(manager, benefit.nodeId, 7, 3)).data.activateBenefit.remainingQuantity).toBe(0);
  expect((await activate(manager, benefit.nodeId, 1, 10)).data.activateBenefit.__typename).toBe('BenefitExhausted');
  expect(await activationsOf(manager, benefit.nodeId)).toEqual({
    totalCount: 2,
    nodes: [
      { quantity: 7, comment: null, isOwn: true, user: { displayName: '特典 子' } },
      { quantity: 3, comment: '夏の研修', isOwn: true, user: { displayName: '特典 子' } },
    ],
  });
  const administrator = await portal.person('管理 者');
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const { data } = await portal.ask(
    administrator,
    'query ($licensingId: String!) { license(licensingId: $licensingId) { history(first: 5) { nodes { action about quantity message actor { displayName } } } } }',
    { licensingId: license.licensingId },
  );
  expect(data.license.history.nodes).toEqual([
    { action: 'BENEFIT_ACTIVATED', about: 'TRAINING_VOUCHERS', quantity: 7, message: null, actor: { displayName: '特典 子' } },
    { action: 'BENEFIT_ACTIVATED', about: 'TRAINING_VOUCHERS', quantity: 3, message: '夏の研修', actor: { displayName: '特典 子' } },
  ]);
});

test('a quantity is a whole number of one or more', async () => {
  const { manager, benefit } = await managed();
  for (const quantity of [0, -3])
    expect((await activate(manager, benefit.nodeId, quantity, 0)).errors[0]?.extensions.fields?.map(({ path }) => path)).toEqual([
      'input.quantity',
    ]);
  expect(await activationsOf(manager, benefit.nodeId)).toMatchObject({ totalCount: 0 });
});

test('what has ended is activated no more, and on its last day it still is', async () => {
  const last = await managed({ endDate: '2026-11-22' });
  expect((await activate(last.manager, last.benefit.nodeId, 1, 0)).data.activateBenefit.__typename).toBe('SoftwareAssuranceBenefit');
  const ended = await managed({ endDate: '2026-11-21' });
  expect((await activate(ended.manager, ended.benefit.nodeId, 1, 0)).data.activateBenefit).toMatchObject({
    __typename: 'BenefitExhausted',
    current: { activatedQuantity: 0, remainingQuantity: 0 },
  });
  const endless = await managed({ endDate: null });
  expect((await activate(endless.manager, endless.benefit.nodeId, 10, 0)).data.activateBenefit.remainingQuantity).toBe(0);
});

test('who reads the license information sees a benefit and may not activate it; others and staff neither', async () => {
  const { license, benefit } = await managed();
  const reader = await portal.person('読 子');
  await portal.grant(reader, license, 'LICENSE_INFO');
  const seen = await portal.ask(
    reader,
    '{ viewer { softwareAssuranceBenefits(first: 5) { nodes { benefit viewerCanActivate remainingQuantity } } } }',
  );
  expect(seen.data.viewer.softwareAssuranceBenefits.nodes).toEqual([
    { benefit: 'TRAINING_VOUCHERS', viewerCanActivate: false, remainingQuantity: 10 },
  ]);
  const staff = await portal.person('運用 担当', { address: 'staff@operator.example' });
  for (const person of [reader, await portal.person('他人'), staff])
    expect((await activate(person, benefit.nodeId, 1, 0)).errors[0]?.extensions.code).toBe('NOT_FOUND');
  expect((await activate(null, benefit.nodeId, 1, 0)).errors[0]?.extensions.code).toBe('UNAUTHENTICATED');
});

test('who acted on figures that have changed is shown the new ones, and nothing is activated twice', async () => {
  const { license, manager, benefit } = await managed();
  const colleague = await portal.person('同僚');
  await portal.grant(colleague, license, 'SOFTWARE_ASSURANCE_MANAGER');
  expect((await activate(manager, benefit.nodeId, 4, 0)).data.activateBenefit.activatedQuantity).toBe(4);
  expect((await activate(colleague, benefit.nodeId, 4, 0)).data.activateBenefit).toEqual({
    __typename: 'BenefitChanged',
    message: 'この間に数量が変わりました。現在 10 のうち 4 がアクティブ化されています。内容を確認してから続けてください。',
    current: { activatedQuantity: 4, remainingQuantity: 6 },
  });
  expect((await activate(colleague, benefit.nodeId, 4, 4)).data.activateBenefit.activatedQuantity).toBe(8);
});

test('of many who activate at once one does, and the others are told', async () => {
  const { license, manager, benefit } = await managed({ quantity: 100 });
  const answers = await Promise.all(Array.from({ length: 8 }, () => activate(manager, benefit.nodeId, 5, 0)));
  const kinds = answers.map(({ data }) => data.activateBenefit.__typename).sort();
  expect(kinds).toEqual([...Array(7).fill('BenefitChanged'), 'SoftwareAssuranceBenefit']);
  const [kept] = await portal.database.rows<{ activated: number; events: number }>(sql`
    select activated_quantity as activated, (select count(*)::int from audit_event where subject_id = ${license.id} and action = 'benefit.activated') as events
    from sa_benefit where id = ${benefit.id}`);
  expect(kept).toEqual({ activated: 5, events: 1 });
});

test('who it was is told to themselves and to administrators of the license, and to nobody else', async () => {
  const { license, manager, benefit } = await managed();
  await activate(manager, benefit.nodeId, 2, 0, '春');
  const [colleague, reader, administrator] = [await portal.person('同僚'), await portal.person('読 子'), await portal.person('管理 者')];
  await portal.grant(colleague, license, 'SOFTWARE_ASSURANCE_MANAGER');
  await portal.grant(reader, license, 'LICENSE_INFO');
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  const told = async (person: Person) => (await activationsOf(person, benefit.nodeId)).nodes;
  for (const person of [colleague, reader]) expect(await told(person)).toEqual([{ quantity: 2, comment: '春', isOwn: false, user: null }]);
  expect(await told(administrator)).toEqual([{ quantity: 2, comment: '春', isOwn: false, user: { displayName: '特典 子' } }]);
  // an administrator who activates is not named to others either
  await activate(administrator, benefit.nodeId, 1, 2);
  expect((await told(colleague))[0]).toEqual({ quantity: 1, comment: null, isOwn: false, user: null });
  expect(await activationsOf(await portal.person('他人'), benefit.nodeId)).toBeUndefined();
});

test('benefits are listed by what ends first, and found by license, organization, kind and whether they have ended', async () => {
  const agreementId = await portal.agreement({ organizationName: '特典株式会社' });
  const license = await portal.license({ agreementId, licensingId: '72223333' });
  const manager = await portal.person('一覧 子');
  await portal.grant(manager, license, 'SOFTWARE_ASSURANCE_MANAGER');
  const endless = await stock.benefit(license, { benefit: 'E_LEARNING', endDate: null });
  const later = await stock.benefit(license, { benefit: 'PLANNING_SERVICES', endDate: '2027-01-31' });
  const soon = await stock.benefit(license, { benefit: 'HOME_USE_PROGRAM', endDate: '2026-12-01' });
  const ended = await stock.benefit(license, { endDate: '2026-11-21' });
  const found = async (filter: object) =>
    (
      await portal.ask(
        manager,
        'query ($filter: BenefitFilter) { viewer { softwareAssuranceBenefits(first: 10, filter: $filter) { nodes { id } } } }',
        { filter },
      )
    ).data.viewer.softwareAssuranceBenefits.nodes.map(({ id }: { id: string }) => id);
  expect(await found({})).toEqual([ended, soon, later, endless].map(({ nodeId }) => nodeId));
  expect(await found({ hasEnded: false })).toEqual([soon, later, endless].map(({ nodeId }) => nodeId));
  expect(await found({ hasEnded: true })).toEqual([ended.nodeId]);
  expect(await found({ benefits: ['E_LEARNING'] })).toEqual([endless.nodeId]);
  expect(await found({ search: '７２２２-', hasEnded: true })).toEqual([ended.nodeId]);
  expect(await found({ search: '特典株', benefits: ['PLANNING_SERVICES'] })).toEqual([later.nodeId]);
  expect(await found({ search: 'ほか' })).toEqual([]);
});
