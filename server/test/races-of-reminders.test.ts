import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sql, within } from '../src/platform/database.ts';
import type { Person, Portal } from './portal.ts';
import { TwoProcesses } from './two-processes.ts';

let processes: TwoProcesses;
let portal: Portal;
beforeAll(async () => {
  processes = await TwoProcesses.start();
  ({ portal } = processes);
}, 60_000);
afterAll(() => processes?.stop(), 30_000);

const count: TwoProcesses['count'] = statement => processes.count(statement);
const rounds = Number(process.env['VLSC_RACE_ROUNDS'] ?? 25);
vi.setConfig({ testTimeout: 60_000 + rounds * 1_000 });

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await isSo()) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about within 15 seconds.');
}

/** Lets every process remind at once: none gets its mails out before others have begun. */
async function remindEverywhere(): Promise<void> {
  await portal.database.transaction(async em => {
    await within(em).rows(sql`lock table outbox_mail in share row exclusive mode`);
    await portal.database.rows(sql`insert into jobs.job (name, data) select 'remind-of-endings', '{}' from generate_series(1, 6)`);
    await until(async () => (await count(sql`select count(*)::int as count from pg_locks where not granted`)) >= 2);
  });
  await until(
    async () =>
      (await count(
        sql`select count(*)::int as count from jobs.job where name = 'remind-of-endings' and state in ('created', 'retry', 'active')`,
      )) === 0,
  );
  expect(await count(sql`select count(*)::int as count from jobs.job where name = 'remind-of-endings' and state = 'failed'`)).toBe(0);
}

test('however many processes remind at once, each person is written to once', async () => {
  const inDays = (days: number) => new Date(portal.clock.now().getTime() + days * 24 * 3600_000).toISOString().slice(0, 10);
  const people: Person[] = [];
  for (let number = 0; number < 4; number++) people.push(await portal.person(`一度 ${number}`));
  for (let round = 1; round <= Math.ceil(rounds / 25); round++) {
    for (const person of people) {
      for (let each = 0; each < 5; each++) await portal.grant(person, await portal.license({ endDate: inDays(10 + each) }), 'LICENSE_INFO');
    }
    await remindEverywhere();
    for (const { address } of people) {
      const told = await portal.database.rows<{ number: string }>(sql`
        select item ->> 'number' as number from outbox_mail, jsonb_array_elements(data -> 'items') item where recipient = ${address}`);
      expect(told).toHaveLength(5 * round);
      expect(new Set(told.map(({ number }) => number)).size).toBe(5 * round);
      expect(await count(sql`select count(*)::int as count from outbox_mail where recipient = ${address}`)).toBe(round);
    }
  }
});
