import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

vi.setConfig({ testTimeout: 60_000 });
const budget = 2_000;
let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  // nothing comes back while a test looks
  processes = await TwoProcesses.start({
    VLSC_COST_BUDGET: String(budget),
    VLSC_COST_RESTORE_PER_SECOND: '1',
    VLSC_OPERATION_TIMEOUT: 'PT30S',
  });
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const name = '{ viewer { displayName } }';

test('a token that was revoked through one process is refused by both from that moment on, in the midst of what it does', async () => {
  const person = await portal.person('取消 花子');
  const program = await portal.program(person, ['LICENSES_READ']);
  const answers: { begun: number; status: number }[] = [];
  let revokedAt = Number.POSITIVE_INFINITY;
  const keepAsking = async (process: number) => {
    for (let times = 0; times < 60; times++) {
      const begun = performance.now();
      const { status } = await processes.through(process, { person: program, query: name });
      answers.push({ begun, status });
    }
  };
  const asking = [0, 1, 0, 1].map(keepAsking);
  await expect.poll(() => answers.length).toBeGreaterThan(20);
  const { data } = await processes.through(0, {
    person,
    query: `mutation { revokeApiToken(input: { id: "${program.tokenId}" }) { state } }`,
  });
  revokedAt = performance.now();
  await Promise.all(asking);
  expect(data.revokeApiToken.state).toBe('REVOKED');
  expect(answers.some(({ status }) => status === 200)).toBe(true);
  const after = answers.filter(({ begun }) => begun >= revokedAt);
  expect(after.length).toBeGreaterThan(10);
  expect(new Set(after.map(({ status }) => status))).toEqual(new Set([401]));
});

test('what a program may spend is one budget, through however many processes it asks, and what people ask is another', async () => {
  const person = await portal.person('予算 花子');
  const program = await portal.program(person, ['LICENSES_READ']);
  const query = '{ viewer { licenses(first: 98) { nodes { licensingId } } } }';
  const [first] = await processes.both([{ person: program, query }]);
  const cost = Number((first as any).extensions.cost.requested);
  const answers = await processes.both(Array.from({ length: 60 }, () => ({ person: program, query })));
  const letIn = answers.filter(({ status }) => status === 200).length;
  // a few points come back while the test runs
  expect(letIn + 1).toBeGreaterThanOrEqual(Math.floor(budget / cost));
  expect(letIn + 1).toBeLessThanOrEqual(Math.floor(budget / cost) + 1);
  for (const { errors, headers, status } of answers.filter(answer => answer.status !== 200)) {
    expect([status, errors?.[0]?.extensions.code]).toEqual([429, 'RATE_LIMITED']);
    const wait = Number(errors?.[0]?.extensions['retryAfterMs']);
    expect(wait).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBe(Math.ceil(wait / 1000));
    expect(Number(headers.get('ratelimit-remaining'))).toBeLessThan(cost);
  }
  const own = await processes.both([0, 1].map(() => ({ person, query })));
  expect(own.map(({ status }) => status)).toEqual([200, 200]);
});

test('what changed through one process is read through the other, with the cursor of either', async () => {
  const [administrator, partner] = [await portal.person('管理 花子'), await portal.person('販売 太郎')];
  const license = await portal.license();
  await portal.grant(administrator, license, 'ADMINISTRATOR');
  await portal.grant(partner, license, 'DOWNLOADS');
  const program = await portal.program(partner, ['LICENSES_READ']);
  const read = async (process: number, since: string | null) => {
    const query =
      'query ($since: String) { changes(since: $since, first: 50) { ... on ChangePage { nodes { id kind licensingId } cursor } } }';
    const { data } = await processes.through(process, { person: program, query, variables: { since } });
    return data.changes as { nodes: { id: string; kind: string; licensingId: string }[]; cursor: string };
  };
  let { cursor } = await read(0, null);
  const seen: string[] = [];
  for (let round = 0; round < 6; round++) {
    const roles = round % 2 === 0 ? ['DOWNLOADS', 'LICENSE_INFO'] : ['DOWNLOADS'];
    const variables = {
      input: { userId: Buffer.from(`User:${partner.id}`).toString('base64url'), licenses: [{ licenseId: license.nodeId, roles }] },
    };
    const query = 'mutation ($input: ChangePermissionsInput!) { changePermissions(input: $input) { __typename } }';
    const { data } = await processes.through(round % 2, { person: administrator, query, variables });
    expect(data.changePermissions.__typename).toBe('PermissionsChanged');
    const page = await read((round + 1) % 2, cursor);
    seen.push(...page.nodes.map(({ kind }) => kind));
    cursor = page.cursor;
  }
  await expect
    .poll(async () => {
      const page = await read(0, cursor);
      seen.push(...page.nodes.map(({ kind }) => kind));
      cursor = page.cursor;
      return seen.filter(kind => kind.startsWith('PERMISSION')).length;
    })
    .toBe(6);
});
