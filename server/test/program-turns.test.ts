import { expect, test, vi } from 'vitest';
import { ProgramTurns } from '../src/app/program-turns.ts';
import { PeopleFirst } from '../src/platform/people-first.ts';
import { readSettings } from '../src/platform/settings.ts';

const settled = () => new Promise(resolve => setImmediate(resolve));

/** Operations that begin when they are let, and go on until they are ended. */
function programs(env: Record<string, string> = {}) {
  const people = new PeopleFirst();
  const turns = new ProgramTurns(readSettings({ VLSC_PROGRAMS_AT_ONCE: '3', VLSC_PROGRAMS_AT_ONCE_PER_OWNER: '2', ...env }), people);
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
    people,
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

test('a program begins once nobody waits for a page any more, however many were asked for', async () => {
  const { ask, people, running, end } = programs();
  const [home, licenses] = [people.begin(), people.begin()];
  void ask('販売店');
  home();
  home();
  await settled();
  expect(running()).toEqual([]);
  licenses();
  await settled();
  expect(running()).toEqual(['販売店']);
  // and who asks for a page meanwhile does not end what has begun
  people.begin();
  void ask('顧客');
  await settled();
  expect(running()).toEqual(['販売店']);
  end('販売店');
});

test('pages without end hold a program up for a second', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const { ask, people, running } = programs();
    people.begin();
    void ask('販売店');
    await vi.advanceTimersByTimeAsync(999);
    expect(running()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(running()).toEqual(['販売店']);
  } finally {
    vi.useRealTimers();
  }
});
