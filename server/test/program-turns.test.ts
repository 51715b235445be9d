import { expect, test } from 'vitest';
import { ProgramTurns } from '../src/app/program-turns.ts';
import { readSettings } from '../src/platform/settings.ts';

const settled = () => new Promise(resolve => setImmediate(resolve));

/** Operations that begin when they are let, and go on until they are ended. */
function programs(env: Record<string, string> = {}) {
  const turns = new ProgramTurns(readSettings({ VLSC_PROGRAMS_AT_ONCE: '3', VLSC_PROGRAMS_AT_ONCE_PER_OWNER: '2', ...env }));
  const running: { owner: string; end: () => void }[] = [];
  const ask = (owner: string) =>
    turns.take(owner).then(giveBack => {
      const end = () => {
        running.splice(running.indexOf(each), 1);
        giveBack();
      };
      const each = { owner, end };
      running.push(each);
    });
  return {
    ask,
    running: () => running.map(({ owner }) => owner),
    end: (owner: string) => running.find(each => each.owner === owner)?.end(),
  };
}

test('who asks for much at once waits for themself; others come in between', async () => {
  const { ask, running, end } = programs();
  for (let times = 0; times < 10; times++) void ask('販売店');
  void ask('顧客');
  void ask('分析');
  await settled();
  expect(running()).toEqual(['販売店', '販売店', '顧客']);
  end('販売店');
  await settled();
  expect(running().sort()).toEqual(['分析', '販売店', '顧客'].sort());
  for (const owner of ['顧客', '分析']) end(owner);
  await settled();
  expect(running()).toEqual(['販売店', '販売店']);
});

test('who waited too long is told when to come back, and takes no turn from anybody', async () => {
  const { ask, running, end } = programs({ VLSC_OPERATION_TIMEOUT: 'PT1S', VLSC_PROGRAMS_AT_ONCE: '1' });
  await ask('販売店');
  const refused = await Promise.allSettled([ask('販売店'), ask('顧客')]);
  for (const each of refused)
    expect(each).toMatchObject({ status: 'rejected', reason: { code: 'RATE_LIMITED', status: 429, more: { retryAfterMs: 1000 } } });
  end('販売店');
  await ask('顧客');
  expect(running()).toEqual(['顧客']);
});
