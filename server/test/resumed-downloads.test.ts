import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { keyOf } from '../src/platform/node-id.ts';
import { ExportDesk } from './export-desk.ts';
import { type Person, Portal, type Program } from './portal.ts';
import { statementsOf } from './statements.ts';

const run = promisify(execFile);
let portal: Portal;
let desk: ExportDesk;
let owner: Person;
let program: Program;
let path: string;
let text: Buffer;
let exportId: string;
beforeAll(async () => {
  portal = await Portal.open();
  desk = new ExportDesk(portal);
  owner = await portal.person('再開 花子');
  await desk.manyLicenses(5_000, 'R', owner);
  program = await portal.program(owner, ['LICENSES_READ']);
  const query = `{ viewer { licenses(orderBy: LICENSING_ID) { nodes { id licensingId program status startDate endDate organization { id number name city country } } } } }`;
  const made = await desk.over(program, (await desk.startQuery(program, query)).id);
  path = made.downloadPath ?? '';
  exportId = keyOf('Export', made.id);
  text = Buffer.from(await (await desk.fetchFile(program, path)).arrayBuffer());
  expect(text.length).toBe(made.byteCount);
}, 60_000);
afterAll(() => portal.close());

/** As curl asks: without compression. */
const part = async (headers: Record<string, string>, caller: Person | Program = program) => {
  const answer = await desk.fetchFile(caller, path, { 'accept-encoding': 'identity', ...headers });
  return {
    status: answer.status,
    length: Number(answer.headers.get('content-length')),
    range: answer.headers.get('content-range'),
    body: Buffer.from(await answer.arrayBuffer()),
  };
};

describe('a part of an export', () => {
  test('is the bytes that were asked for, wherever pieces end', async () => {
    const pieces = await portal.database.rows<{ bytes: number }>(
      sql`select octet_length(content) as bytes from export_chunk where export_id = ${exportId} order by number`,
    );
    expect(pieces.length).toBeGreaterThan(2);
    const [first = 0, second = 0] = pieces.map(({ bytes }) => bytes);
    const last = text.length - 1;
    for (const [asked, start, end] of [
      ['0-', 0, last],
      ['0-0', 0, 0],
      [`${first - 1}-${first}`, first - 1, first],
      [`${first}-`, first, last],
      [`${first + 1}-${first + second}`, first + 1, first + second],
      [`${first + second - 1}-${first + second - 1}`, first + second - 1, first + second - 1],
      ['-1', last, last],
      [`-${text.length * 2}`, 0, last],
      [`10-${text.length * 2}`, 10, last],
    ] as const) {
      const answer = await part({ range: `bytes=${asked}` });
      expect([asked, answer.status, answer.range]).toEqual([asked, 206, `bytes ${start}-${end}/${text.length}`]);
      expect(answer.length).toBe(end - start + 1);
      expect(answer.body.equals(text.subarray(start, end + 1)), asked).toBe(true);
    }
  });

  test('that is beyond the end is none, and one that cannot be understood is the whole', async () => {
    const beyond = await part({ range: `bytes=${text.length}-` });
    expect([beyond.status, beyond.range]).toEqual([416, `bytes */${text.length}`]);
    expect(beyond.body.length).toBeLessThan(100);
    for (const range of ['bytes=0-1,5-9', 'bytes=x', 'bytes=9-3,', 'pages=1-2', 'bytes', '']) {
      const { status, body } = await part({ range });
      expect([range, status === 416 ? 0 : body.length]).toEqual([range, text.length]);
      expect(status).toBe(200);
    }
  });

  test('goes on only with the file that was begun', async () => {
    const whole = await desk.fetchFile(program, path, { 'accept-encoding': 'identity' });
    const etag = whole.headers.get('etag') ?? '';
    expect([whole.headers.get('accept-ranges'), Number(whole.headers.get('content-length'))]).toEqual(['bytes', text.length]);
    await whole.arrayBuffer();
    expect(etag).toMatch(/^"[^"]+"$/);
    const range = 'bytes=100-';
    expect((await part({ range, 'if-range': etag })).status).toBe(206);
    for (const other of ['"another"', `W/${etag}`, 'Sun, 22 Nov 2026 03:00:00 GMT'])
      expect(await part({ range, 'if-range': other })).toMatchObject({ status: 200, length: text.length, range: null });
  });

  test('is not promised to whoever gets the file compressed, and is never compressed itself', async () => {
    const whole = await desk.fetchFile(program, path, { 'accept-encoding': 'gzip' });
    expect(['content-encoding', 'accept-ranges', 'etag', 'content-length'].map(name => whole.headers.get(name))).toEqual([
      'gzip',
      null,
      null,
      null,
    ]);
    expect(Buffer.from(await whole.arrayBuffer()).equals(text)).toBe(true);
    const some = await desk.fetchFile(program, path, { 'accept-encoding': 'gzip', range: 'bytes=0-9999' });
    expect([some.status, some.headers.get('content-encoding')]).toEqual([206, null]);
    expect(Buffer.from(await some.arrayBuffer()).equals(text.subarray(0, 10_000))).toBe(true);
  });

  test('reads the pieces that have it and no others; asking for the head reads none', async () => {
    const piecesReadBy = async (ask: () => Promise<unknown>): Promise<number> =>
      (await statementsOf(portal, ask)).filter(statement => /select content from export_chunk/.test(statement)).length;
    expect(await piecesReadBy(() => part({ range: `bytes=${text.length - 10}-` }))).toBe(1);
    expect(await piecesReadBy(() => part({ range: `bytes=${text.length}-` }))).toBe(0);
    const head = () =>
      fetch(`${portal.server.url}${path}`, {
        method: 'HEAD',
        headers: { authorization: `Bearer ${program.token}`, 'accept-encoding': 'identity', range: 'bytes=5-' },
      });
    expect(await piecesReadBy(head)).toBe(0);
    const { status, headers } = await head();
    expect([status, headers.get('content-length'), headers.get('accept-ranges')]).toEqual([200, String(text.length), 'bytes']);
  });
});

describe('a broken download', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vlsc-resume-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const curl = async (file: string, ...more: string[]) => {
    const asked = ['--silent', '--output', file, '--write-out', '%{http_code}', '--header', `Authorization: Bearer ${program.token}`];
    return (await run('curl', [...asked, ...more, `${portal.server.url}${path}`])).stdout;
  };
  const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');

  test('is completed by curl to the byte, and is left alone when it was complete', async () => {
    const file = join(folder, 'broken.jsonl');
    await writeFile(file, text);
    await truncate(file, 300_001);
    expect(await curl(file, '--continue-at', '-')).toBe('206');
    expect(digest(await readFile(file))).toBe(digest(text));
    expect(await curl(file, '--continue-at', '-')).toBe('416');
    expect(digest(await readFile(file))).toBe(digest(text));
  });

  test('is sent as it is to a browser too where the file is long, so that it can be resumed there', async () => {
    // as long as forty pieces of a quarter of a megabyte
    const [made] = await portal.database.rows<{ id: string }>(sql`
      insert into export (id, user_id, list, format, variables, file_name, state, chunk_count, byte_count, created_at, touched_at, finished_at, expires_at, losses_known)
      values (${crypto.randomUUID()}, ${owner.id}, 'LICENSES', 'CSV', '{}', 'long.csv', 'READY', 40, ${40 * 262_144}, ${portal.clock.now()}, ${portal.clock.now()},
        ${portal.clock.now()}, ${new Date(portal.clock.now().getTime() + 3_600_000)}, 0) returning id`);
    await portal.database.rows(sql`insert into export_chunk (export_id, number, content)
      select ${made?.id}::uuid, nth, convert_to(repeat(lpad(nth::text, 8, '0'), 32768), 'UTF8') from generate_series(0, 39) nth`);
    const long = `/exports/${Buffer.from(`Export:${made?.id}`).toString('base64url')}/long.csv`;
    const asBrowser = { 'accept-encoding': 'gzip, deflate, br, zstd' };
    const begun = await desk.fetchFile(owner, long, asBrowser);
    expect([begun.status, begun.headers.get('content-encoding'), begun.headers.get('accept-ranges')]).toEqual([200, null, 'bytes']);
    await begun.body?.cancel();
    const rest = await desk.fetchFile(owner, long, { ...asBrowser, range: 'bytes=5242880-', 'if-range': begun.headers.get('etag') ?? '' });
    const bytes = Buffer.from(await rest.arrayBuffer());
    expect([rest.status, bytes.length, bytes.subarray(0, 8).toString(), bytes.subarray(-8).toString()]).toEqual([
      206,
      5_242_880,
      '00000020',
      '00000039',
    ]);
  });

  test('is not resumed by whoever may not have the file any more', async () => {
    const file = join(folder, 'lost.jsonl');
    await writeFile(file, text.subarray(0, 1_000));
    const etag = (await desk.fetchFile(program, path, { 'accept-encoding': 'identity', range: 'bytes=0-0' })).headers.get('etag') ?? '';
    const other = await portal.program(owner, ['LICENSES_READ']);
    const range = 'bytes=1000-';
    expect((await part({ range, 'if-range': etag }, other)).status).toBe(404);
    await portal.ask(owner, 'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { state } }', { id: program.tokenId });
    const refused = await part({ range, 'if-range': etag });
    expect([refused.status, refused.range, refused.body.toString()]).toEqual([404, null, 'Not found']);
    expect(await curl(file, '--fail', '--continue-at', '-').catch((error: { stdout: string }) => error.stdout)).toBe('404');
    expect(await readFile(file)).toEqual(text.subarray(0, 1_000));
    expect((await part({ range, 'if-range': etag }, owner)).status).toBe(206);
    const at = portal.clock.now();
    await portal.database.rows(sql`insert into audit_event (at, action, subject_type, subject_id, person_id)
      values (${at}, 'permission.ended', 'License', ${owner.id}, ${owner.id})`);
    expect((await part({ range, 'if-range': etag }, owner)).status).toBe(404);
  });
});
