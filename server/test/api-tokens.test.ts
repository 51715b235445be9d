import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isApiToken, newApiToken } from '../src/features/users/api-token.secret.ts';
import { dayOf, later } from '../src/platform/clock.ts';
import { sql } from '../src/platform/database.ts';
import { keyOf } from '../src/platform/node-id.ts';
import { credentials, day, minute, type Person, Portal, type Program } from './portal.ts';
import { statementsOf } from './statements.ts';

let portal: Portal;
beforeAll(async () => {
  portal = await Portal.open({ env: { VLSC_API_TOKENS: '3' } });
});
afterAll(() => portal.close());

const name = '{ viewer { displayName } }';
const myLicenses = '{ viewer { licenses(first: 100) { totalCount nodes { id licensingId } } } }';
const create = (person: Person, input: Record<string, unknown>) =>
  portal.ask(
    person,
    `mutation ($input: CreateApiTokenInput!) { createApiToken(input: $input) { __typename
      ... on ApiTokenCreated { secret token { id name start scopes state expiresAt lastUsedAt isNarrowed } } ... on Problem { message nextSteps { path } } } }`,
    { input: { name: '在庫システム', scopes: ['LICENSES_READ'], expiresOn: dayOf(later(portal.clock.now(), 30 * day)), ...input } },
  );
const revoke = (person: Person, id: string) =>
  portal.ask(person, 'mutation ($id: ID!) { revokeApiToken(input: { id: $id }) { state revokedAt } }', { id });
const post = (authorization: string) =>
  fetch(`${portal.server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: name }),
  });

describe('a token', () => {
  test('is told once, kept as a hash, told of by mail, and asks in the name of its owner', async () => {
    const partner = await portal.person('販売 太郎');
    const { data } = await create(partner, {});
    const { secret, token } = data.createApiToken;
    expect(secret).toMatch(/^vlsc_[0-9A-Za-z]{38}$/);
    expect(token).toMatchObject({
      name: '在庫システム',
      start: secret.slice(0, 9),
      scopes: ['LICENSES_READ'],
      state: 'ACTIVE',
      lastUsedAt: null,
    });
    const kept = await portal.database.rows<{ token_hash: Buffer; row: string }>(
      sql`select token_hash, api_token::text as row from api_token where user_id = ${partner.id}`,
    );
    expect(kept[0]?.token_hash).toEqual(createHash('sha256').update(secret).digest());
    expect(kept[0]?.row).not.toContain(secret.slice(9));
    const [mail] = await portal.mails(partner.address);
    expect(mail?.subject).toBe('[VLSC] API トークンが作成されました');
    expect(mail?.text).not.toContain(secret);
    const answer = await portal.ask({ token: secret, tokenId: token.id }, name);
    expect(answer.data.viewer.displayName).toBe('販売 太郎');
  });

  test('that is mistyped, unknown, expired or revoked is refused alike, whatever session comes along', async () => {
    const person = await portal.person('失効 花子');
    const [expiring, revoked] = [
      await portal.program(person, ['LICENSES_READ'], { expiresOn: dayOf(portal.clock.now()) }),
      await portal.program(person, ['LICENSES_READ']),
    ];
    expect((await revoke(person, revoked.tokenId)).data.revokeApiToken.state).toBe('REVOKED');
    portal.clock.pass(day);
    const refused = await Promise.all(
      [
        newApiToken(),
        'vlsc_short',
        expiring.token,
        revoked.token,
        `${revoked.token.slice(0, -1)}${revoked.token.endsWith('a') ? 'b' : 'a'}`,
      ].map(async token => {
        const response = await fetch(`${portal.server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, cookie: person.cookie },
          body: JSON.stringify({ query: name }),
        });
        const { data, errors } = (await response.json()) as any;
        return {
          status: response.status,
          challenge: response.headers.get('www-authenticate'),
          data,
          message: errors[0].message,
          code: errors[0].extensions.code,
        };
      }),
    );
    expect(new Set(refused.map(each => JSON.stringify(each))).size).toBe(1);
    expect(refused[0]).toMatchObject({ status: 401, challenge: 'Bearer error="invalid_token"', code: 'UNAUTHENTICATED' });
    expect(refused[0]?.data ?? null).toBeNull();
    expect((await post('Basic dXNlcjpwYXNz')).status).toBe(200);
  });

  test('carries a checksum, by which a mistyped one is known', () => {
    const token = newApiToken();
    expect(isApiToken(token)).toBe(true);
    for (const [place, letter] of [...token].entries()) {
      const other = letter === 'x' ? 'y' : 'x';
      expect(isApiToken(token.slice(0, place) + other + token.slice(place + 1))).toBe(false);
    }
  });

  test('holds to its owner: no more than three at once, however many clicks', async () => {
    const person = await portal.person('連打 次郎');
    const made = await Promise.all(Array.from({ length: 6 }, () => create(person, {})));
    expect(made.filter(({ data }) => data.createApiToken.__typename === 'ApiTokenCreated')).toHaveLength(3);
    expect(made.find(({ data }) => data.createApiToken.__typename === 'TooManyApiTokens')?.data.createApiToken.nextSteps).toEqual([
      { path: '/settings/api-tokens' },
    ]);
  });

  test('with bad wishes is not made, and every bad field is named', async () => {
    const person = await portal.person('誤記 三郎');
    const { errors } = await create(person, { name: ' ', scopes: [], expiresOn: dayOf(later(portal.clock.now(), 366 * day)) });
    expect(errors[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['input.name', 'input.scopes', 'input.expiresOn']);
    const staffOnly = await create(person, { scopes: ['STAFF_READ'] });
    expect(staffOnly.errors[0]?.extensions.fields?.[0]).toEqual({
      path: 'input.scopes',
      message: 'すべてを読み取るトークンは運用担当者のみ作成できます。',
    });
    const elsewhere = await portal.license();
    for (const licensingIds of [[elsewhere.licensingId], ['99999999'], []]) {
      const refused = await create(person, { licensingIds });
      expect(refused.errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
    }
    const wide = await create(person, { scopes: ['SUPPORT_READ', 'LICENSES_READ'], customerNumbers: ['C1'] });
    expect(wide.errors[0]?.extensions.fields?.[0]?.message).toContain('support:read');
  });

  test('cannot be made, listed or revoked by a token, and nobody sees those of others', async () => {
    const [person, other] = [await portal.person('持主 四郎'), await portal.person('他人 五郎')];
    const program = await portal.program(person, ['PROFILE_READ', 'LICENSES_READ']);
    for (const query of [
      '{ viewer { apiTokens(first: 1) { totalCount } } }',
      `mutation { revokeApiToken(input: { id: "${program.tokenId}" }) { state } }`,
      '{ viewer { session { endsAt } } }',
    ]) {
      const { status, errors } = await portal.ask(program, query);
      expect([status, errors[0]?.extensions.code, errors[0]?.extensions['requiredScopes']]).toEqual([403, 'INSUFFICIENT_SCOPE', []]);
    }
    expect((await portal.ask(program, 'query ($id: ID!) { node(id: $id) { id } }', { id: program.tokenId })).data.node).toBeNull();
    expect((await portal.ask(other, 'query ($id: ID!) { node(id: $id) { id } }', { id: program.tokenId })).data.node).toBeNull();
    expect((await revoke(other, program.tokenId)).errors[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await portal.ask(program, name)).status).toBe(200);
  });

  test('that is about to end is told of by mail a week before, once', async () => {
    const person = await portal.person('期限 六郎');
    await portal.program(person, ['LICENSES_READ'], { expiresOn: dayOf(later(portal.clock.now(), 10 * day)) });
    await portal.tick();
    portal.clock.pass(5 * day);
    await portal.tick();
    await portal.tick();
    const mails = await portal.mails(person.address, 2);
    expect(mails.map(({ subject }) => subject)).toEqual([
      '[VLSC] API トークンが作成されました',
      '[VLSC] API トークンの有効期限が近づいています',
    ]);
  });
});

describe('the list of tokens', () => {
  test('is counted as a whole on each of its pages, also behind the last, with the reach of each as far as its owner still sees it', async () => {
    const person = await portal.person('一覧 花子');
    const [kept, lost] = [await portal.license(), await portal.license()];
    for (const license of [kept, lost]) await portal.grant(person, license, 'LICENSE_INFO');
    const numbers = await portal.database.rows<{ number: string }>(sql`select organization.number from license
      join organization on organization.id = license.organization_id where license.id = any (${[kept.id, lost.id]}::uuid[]) order by license.id = ${kept.id} desc`);
    await portal.program(person, ['LICENSES_READ']);
    portal.clock.pass(minute);
    await portal.program(person, ['LICENSES_READ'], {
      licensingIds: [kept.licensingId, lost.licensingId],
      customerNumbers: numbers.map(({ number }) => number),
    });
    await portal.database.rows(sql`delete from permission where license_id = ${lost.id}`);
    const page = async (after: string | null) =>
      (
        await portal.ask(
          person,
          `query ($after: String) { viewer { apiTokens(first: 1, after: $after) {
            totalCount pageInfo { endCursor hasNextPage } nodes { isNarrowed licenses { licensingId } customers { number } } } } }`,
          { after },
        )
      ).data.viewer.apiTokens;
    const first = await page(null);
    expect(first).toMatchObject({
      totalCount: 2,
      nodes: [{ isNarrowed: true, licenses: [{ licensingId: kept.licensingId }], customers: [{ number: numbers[0]?.number }] }],
    });
    const second = await page(first.pageInfo.endCursor);
    expect(second).toMatchObject({
      totalCount: 2,
      pageInfo: { hasNextPage: false },
      nodes: [{ isNarrowed: false, licenses: [], customers: [] }],
    });
    expect(await page(second.pageInfo.endCursor)).toMatchObject({ totalCount: 2, nodes: [] });
    expect(
      (await portal.ask(await portal.person('別の 花子'), '{ viewer { apiTokens(first: 1) { totalCount } } }')).data.viewer.apiTokens
        .totalCount,
    ).toBe(0);
  });
});

describe('what a token did', () => {
  test('is a picture of thirty days, each a day in UTC, with those on which it did nothing', async () => {
    const person = await portal.person('図 花子');
    const [program, other] = [await portal.program(person, ['LICENSES_READ']), await portal.program(person, ['LICENSES_READ'])];
    const use = (minuteOfUse: string, requests: number, refused: number) =>
      portal.database.rows(sql`
        insert into api_token_use (api_token_id, minute, digest, fields, address, request_count, refused_count, cost, last_at)
        values (${keyOf('ApiToken', program.tokenId)}, ${minuteOfUse}, ${Buffer.from(minuteOfUse)}, '{}', '127.0.0.1', ${requests}, ${refused}, 1, ${minuteOfUse})`);
    const today = portal.clock.now().toISOString().slice(0, 10);
    const before = (days: number) => new Date(Date.parse(today) - days * day).toISOString().slice(0, 10);
    await use(`${today}T00:00:00Z`, 5, 2);
    await use(`${before(1)}T23:59:00Z`, 7, 0);
    await use(`${before(1)}T00:00:00Z`, 1, 1);
    await use(`${before(29)}T00:00:00Z`, 3, 0);
    await use(`${before(30)}T23:59:00Z`, 1000, 0);
    await portal.ask(other, myLicenses);
    const query = '{ viewer { apiTokens(first: 2) { nodes { id dailyUses { day requestCount refusedCount } } } } }';
    const statements = await statementsOf(portal, () => portal.ask(person, query));
    expect(statements).toHaveLength(3);
    const { nodes } = (await portal.ask(person, query)).data.viewer.apiTokens;
    const { dailyUses } = nodes.find(({ id }: { id: string }) => id === program.tokenId);
    expect(dailyUses.map((each: { day: string }) => each.day)).toEqual(Array.from({ length: 30 }, (_, index) => before(29 - index)));
    expect(dailyUses.filter(({ requestCount }: { requestCount: number }) => requestCount > 0)).toEqual([
      { day: before(29), requestCount: 3, refusedCount: 0 },
      { day: before(1), requestCount: 8, refusedCount: 1 },
      { day: today, requestCount: 5, refusedCount: 2 },
    ]);
  });

  test('is summed up for its owner by minute, operation and address', async () => {
    const person = await portal.person('記録 花子');
    const program = await portal.program(person, ['LICENSES_READ']);
    const costs: number[] = [];
    const use = async (query: string) => costs.push((await portal.ask(program, query)).extensions.cost?.requested ?? 0);
    for (let times = 0; times < 3; times++) await use(`query Stock ${myLicenses}`);
    portal.clock.pass(minute);
    await use('{ license(licensingId: "1") { id } viewer { managedCustomers(first: 1) { totalCount } } }');
    const { data } = await portal.ask(
      person,
      `{ viewer { apiTokens(first: 1) { nodes { lastUsedAt lastUsedFrom uses(first: 10) { totalCount nodes { operation fields address requestCount refusedCount cost } } } } } }`,
    );
    expect(data.viewer.apiTokens.nodes[0]).toEqual({
      lastUsedAt: portal.clock.now().toISOString(),
      lastUsedFrom: '127.0.0.1',
      uses: {
        totalCount: 2,
        nodes: [
          {
            operation: null,
            fields: ['license', 'viewer.managedCustomers'],
            address: '127.0.0.1',
            requestCount: 1,
            refusedCount: 0,
            cost: costs[3],
          },
          {
            operation: 'Stock',
            fields: ['viewer.licenses'],
            address: '127.0.0.1',
            requestCount: 3,
            refusedCount: 0,
            cost: 3 * (costs[0] ?? 0),
          },
        ],
      },
    });
  });

  test('with the eyes of the staff is on record, query by query; without that scope staff see what is theirs', async () => {
    const staff = await portal.person('運用 花子', { address: 'staff@operator.example' });
    const license = await portal.license();
    const all = '{ licenses(first: 100) { nodes { id } } }';
    const [analyst, modest] = [await portal.program(staff, ['STAFF_READ']), await portal.program(staff, ['LICENSES_READ'])];
    expect((await portal.ask(analyst, `query Everything ${all}`)).data.licenses.nodes).toContainEqual({ id: license.nodeId });
    expect((await portal.ask(modest, all)).data.licenses.nodes).toEqual([]);
    expect((await portal.ask(modest, '{ users(first: 1) { totalCount } }')).errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_SCOPE',
      requiredScopes: ['staff:read', 'users:read'],
    });
    const odd = await portal.ask(analyst, 'query Odd($text: String!) { license(licensingId: $text) { id } }', { text: 'a\u0000b\ud800' });
    expect([odd.status, odd.errors.map(({ extensions }) => extensions.code)]).not.toContain('INTERNAL_SERVER_ERROR');
    expect(odd.status).toBe(200);
    const onRecord = await portal.database.rows<{ detail: { operation: string; document: string } }>(
      sql`select detail from audit_event where action = 'staff.queried' and actor_id = ${staff.id}`,
    );
    expect(onRecord.map(({ detail }) => [detail.operation, detail.document])).toEqual([
      ['Everything', `query Everything ${all}`],
      ['Odd', 'query Odd($text: String!) { license(licensingId: $text) { id } }'],
    ]);
  });

  test('is a few rows a minute, however its operations are called, and one for all that was refused', async () => {
    const person = await portal.person('多弁 太郎');
    const program = await portal.program(person, ['LICENSES_READ']);
    for (let number = 0; number < 55; number++) await portal.ask(program, `query N${number}${'x'.repeat(number * 10)} ${name}`);
    await portal.database.rows(sql`update spending set available = 0, at = ${portal.clock.now()} where caller = ${`api:${person.id}`}`);
    for (let number = 0; number < 5; number++) expect((await portal.ask(program, `query R${number} ${name}`)).status).toBe(429);
    const uses = await portal.database.rows<{ operation: string | null; requests: number; refused: number }>(sql`
      select operation, request_count as requests, refused_count as refused from api_token_use join api_token on api_token.id = api_token_id where user_id = ${person.id} order by operation`);
    expect(uses.length).toBe(51);
    expect(Math.max(...uses.map(({ operation }) => operation?.length ?? 0))).toBe(100);
    expect(uses.find(({ operation }) => operation === null)).toEqual({ operation: null, requests: 10, refused: 5 });
  });

  test('is paid from a budget apart from the pages of its owner, and by all tokens of one owner together', async () => {
    const person = await portal.person('予算 花子');
    const [first, second] = [await portal.program(person, ['LICENSES_READ']), await portal.program(person, ['LICENSES_READ'])];
    const left = async (caller: Person | Program) => (await portal.ask(caller, name)).extensions.cost?.available ?? 0;
    const [before, own] = [await left(first), await left(person)];
    const spent = (await portal.ask(first, myLicenses)).extensions.cost?.requested ?? 0;
    expect(await left(second)).toBe(before - spent - 2);
    expect(await left(person)).toBe(own - 2);
  });

  test('ends with the registration of its owner', async () => {
    const person = await portal.person('休眠 花子');
    await portal.grant(person, await portal.license(), 'LICENSE_INFO');
    const program = await portal.program(person, ['LICENSES_READ'], { expiresOn: dayOf(later(portal.clock.now(), 365 * day)) });
    expect((await portal.ask(program, myLicenses)).data.viewer.licenses.totalCount).toBe(1);
    await portal.database.rows(sql`update user_account set lapsed_at = ${portal.clock.now()} where id = ${person.id}`);
    expect((await portal.ask(program, myLicenses)).data.viewer.licenses.totalCount).toBe(0);
  });
});

describe('a token that was revoked', () => {
  test('leaves nothing behind: neither its exports nor its links lead anywhere, though the owner keeps the exports', async () => {
    const person = await portal.person('取消 花子');
    await portal.grant(person, await portal.license(), 'LICENSE_INFO');
    const [program, other] = [await portal.program(person, ['LICENSES_READ']), await portal.program(person, ['LICENSES_READ'])];
    const { data } = await portal.ask(
      program,
      'mutation { startExport(input: { list: LICENSES, format: CSV }) { ... on Export { id state downloadPath } } }',
    );
    const { id, downloadPath } = data.startExport;
    const file = (caller: Person | Program) => fetch(`${portal.server.url}${downloadPath}`, { headers: credentials(caller) });
    expect((await file(program)).status).toBe(200);
    expect((await file(other)).status).toBe(404);
    expect((await portal.ask(other, 'query ($id: ID!) { node(id: $id) { id } }', { id })).data.node).toBeNull();
    await revoke(person, program.tokenId);
    expect((await file(program)).status).toBe(404);
    expect((await file(person)).status).toBe(200);
  });

  test('stops what it began: a long export of a token goes on as that token, or not at all', async () => {
    const person = await portal.person('長い 花子');
    const program = await portal.program(person, ['LICENSES_READ']);
    await portal.database.rows(sql`
      insert into export (id, user_id, api_token_id, list, format, variables, file_name, created_at, touched_at, losses_known)
      select gen_random_uuid(), user_id, id, 'MANAGED_USERS', 'CSV', '{}', 'a.csv', ${portal.clock.now()}, ${later(portal.clock.now(), -2 * minute)}, 0
      from api_token where user_id = ${person.id}`);
    await portal.tick();
    const state = async () =>
      (await portal.ask(person, '{ viewer { exports(first: 1) { nodes { state failure } } } }')).data.viewer.exports.nodes[0];
    for (let tries = 0; tries < 100 && (await state()).state !== 'FAILED'; tries++) await new Promise(resolve => setTimeout(resolve, 100));
    // its scopes do not cover who holds what
    expect((await state()).state).toBe('FAILED');
    expect((await portal.ask(program, name)).status).toBe(200);
  });
});
