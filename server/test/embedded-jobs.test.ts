import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkplace } from '../src/app/workplace.ts';
import { sql, within } from '../src/platform/database.ts';
import { createLog } from '../src/platform/log.ts';
import { readSettings } from '../src/platform/settings.ts';

test('on the embedded database a transaction that posts mail waits for no second connection, worker or not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vlsc-jobs-'));
  const workplace = await openWorkplace(readSettings({ VLSC_DATA_DIR: folder, VLSC_SAMPLE_DATA: 'false' }), createLog('silent'), {
    statementTimeout: 5_000,
  });
  try {
    const posted = workplace.database.transaction(em =>
      workplace.outbox.post(within(em), [{ template: 'verify', recipient: 'somebody@jobs.example', locale: 'ja', data: {} }]),
    );
    const tooLong = new Promise((_resolve, reject) => setTimeout(() => reject(new Error('still waiting')), 5_000).unref());
    await Promise.race([posted, tooLong]);
    expect(await workplace.database.rows(sql`select recipient from outbox_mail`)).toEqual([{ recipient: 'somebody@jobs.example' }]);
  } finally {
    await workplace.close();
    await rm(folder, { recursive: true, force: true });
  }
});
