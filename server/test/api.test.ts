import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApiSchema } from '../src/app/schema.ts';
import { declaredAccess } from '../src/platform/access.ts';
import { Portal } from './portal.ts';

test('every root field declares its access; a change here is a change of permissions', async () => {
  expect(declaredAccess(await buildApiSchema())).toMatchInlineSnapshot(`
    {
      "Mutation.activateBenefit": "benefits:activate",
      "Mutation.addUser": "users:write",
      "Mutation.addUsers": "users:write",
      "Mutation.approveAccessRequest": "accessRequests:decide",
      "Mutation.cancelExport": "licenses:read",
      "Mutation.changePermissions": "users:write",
      "Mutation.changePermissionsOfUsers": "users:write",
      "Mutation.chooseTakeover": "preferences:write",
      "Mutation.copyPermissions": "users:write",
      "Mutation.createApiToken": "tokens:write",
      "Mutation.createCalendarFeed": "preferences:write",
      "Mutation.createDownloadLink": "downloads:fetch",
      "Mutation.createWebhook": "webhooks:write",
      "Mutation.deleteCalendarFeed": "preferences:write",
      "Mutation.deleteSavedView": "preferences:write",
      "Mutation.deleteWebhook": "webhooks:write",
      "Mutation.denyAccessRequest": "accessRequests:decide",
      "Mutation.leaveLicense": "users:write",
      "Mutation.openSupportCase": "support:write",
      "Mutation.redeliver": "webhooks:write",
      "Mutation.registerBusinessEmail": "registration:write",
      "Mutation.removeBusinessEmail": "registration:write",
      "Mutation.removeUser": "users:write",
      "Mutation.replyToSupportCase": "support:write",
      "Mutation.requestAccess": "accessRequests:write",
      "Mutation.requestActivations": "support:write",
      "Mutation.resendInvitation": "users:write",
      "Mutation.resendVerification": "registration:write",
      "Mutation.resolveSupportCase": "staff:write",
      "Mutation.revealProductKey": "productKeys:reveal",
      "Mutation.revokeApiToken": "tokens:write",
      "Mutation.rotateWebhookSecret": "webhooks:write",
      "Mutation.saveView": "preferences:write",
      "Mutation.sendTestDelivery": "webhooks:write",
      "Mutation.startBulkQuery": "licenses:read",
      "Mutation.startExport": "licenses:read",
      "Mutation.undoPermissionChange": "users:write",
      "Mutation.updatePreferences": "preferences:write",
      "Mutation.updateWebhook": "webhooks:write",
      "Mutation.verifyBusinessEmail": "registration:write",
      "Mutation.withdrawAccessRequest": "accessRequests:write",
      "Mutation.withdrawInvitation": "users:write",
      "Query.accessRequests": "staff:read",
      "Query.agreements": "licenses:read",
      "Query.auditEvents": "staff:read",
      "Query.changes": "licenses:read",
      "Query.explainAccess": "staff:read",
      "Query.feedLoads": "staff:read",
      "Query.lateLicenses": "staff:read",
      "Query.license": "licenses:read",
      "Query.licenseSummary": "licenses:read",
      "Query.licenses": "licenses:read",
      "Query.node": "nodes:read",
      "Query.nodes": "nodes:read",
      "Query.queryCost": "public",
      "Query.softwareAssuranceExpiry": "licenses:read",
      "Query.supportCases": "staff:read",
      "Query.supportCenters": "public",
      "Query.users": "staff:read",
      "Query.viewer": "public",
    }
  `);
});

describe('limits and refusals', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.open({ env: { VLSC_COST_BUDGET: '3000', VLSC_COST_RESTORE_PER_SECOND: '10', VLSC_QUERY_COST: '2500' } });
  });
  afterAll(() => portal.close());

  test('every answer says what it cost and what is left', async () => {
    const person = await portal.person('予算 太郎');
    const answer = await portal.ask(person, '{ viewer { licenses(first: 10) { nodes { licensingId organization { name } } } } }');
    expect(answer.extensions.cost).toEqual({
      requested: 1 + 1 + 10 * (1 + 1),
      available: 3000 - answer.extensions.cost!.requested,
      restoreRate: 10,
    });
    expect(answer.headers.get('ratelimit-remaining')).toBe(String(answer.extensions.cost?.available));
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a query that would cost too much is refused before it runs', async () => {
    const person = await portal.person('高価 太郎');
    const nested = '{ viewer { licenses(first: 100) { nodes { people(first: 100) { nodes { user { displayName } } } } } } }';
    const answer = await portal.ask(person, nested);
    expect(answer.errors[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', limit: 2500 });
    const inVariables = await portal.ask(
      person,
      'query ($n: Int!) { viewer { licenses(first: $n) { nodes { people(first: $n) { nodes { user { displayName } } } } } } }',
      { n: 100 },
    );
    expect(inVariables.errors[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE');
  });

  test('what a variable stands for by default costs what it would cost if it were given', async () => {
    const person = await portal.person('既定 太郎');
    const ids = JSON.stringify(Array.from({ length: 40 }, (_, index) => `7000${index}`));
    const query = (byDefault: string) =>
      `query ($ids: [String!]! ${byDefault}) { viewer { lookUpLicensingIds(licensingIds: $ids) { typed license { organization { name } } } } }`;
    const byDefault = await portal.ask(person, query(`= ${ids}`));
    const given = await portal.ask(person, query(''), { ids: JSON.parse(ids) });
    expect(byDefault.errors).toEqual([]);
    expect(byDefault.extensions.cost?.requested).toBe(given.extensions.cost?.requested);
    expect(byDefault.extensions.cost?.requested).toBeGreaterThan(100);
  });

  test('beyond the budget the answer is 429 and says when to come back', async () => {
    const person = await portal.person('連打 太郎');
    const spend = () =>
      portal.ask(person, '{ viewer { licenses(first: 100) { nodes { organization { name } agreement { organization { name } } } } } }');
    const answers = [];
    for (let times = 0; times < 9; times++) answers.push(await spend());
    expect(answers[0]?.status).toBe(200);
    const last = answers.at(-1)!;
    expect(last.status).toBe(429);
    expect(last.errors[0]?.extensions.code).toBe('RATE_LIMITED');
    expect(last.data ?? null).toBeNull();
    const wait = Number(last.errors[0]?.extensions['retryAfterMs']);
    expect(Number(last.headers.get('retry-after'))).toBe(Math.ceil(wait / 1000));
    portal.clock.pass(wait);
    expect((await spend()).status).toBe(200);
  });

  test('depth, aliases and tokens have an end, each with its code', async () => {
    const person = await portal.person('深い 太郎');
    const deep =
      `{ viewer { ${'accessRequests(first: 1) { nodes { license { viewerPermissions { license { viewerPermissions { license { viewerPermissions { license { id } } } } } } } } }'} } }`.replace(
        '{ id }',
        '{ viewerPermissions { license { viewerPermissions { id } } } }',
      );
    expect((await portal.ask(person, deep)).errors[0]?.extensions.code).toBe('QUERY_TOO_EXPENSIVE');
    const aliases = `{ ${Array.from({ length: 31 }, (_, index) => `a${index}: viewer { id }`).join(' ')} }`;
    expect((await portal.ask(person, aliases)).errors[0]?.extensions).toMatchObject({ code: 'QUERY_TOO_EXPENSIVE', aliases: 31 });
    const tokens = `{ viewer { ${'id '.repeat(2001)} } }`;
    const answer = await portal.ask(person, tokens);
    expect([answer.status, answer.errors[0]?.extensions]).toMatchObject([400, { code: 'QUERY_TOO_EXPENSIVE', limit: 2000 }]);
  });

  test('introspection is answered: the schema is documentation', async () => {
    const answer = await portal.ask(null, getIntrospectionQuery());
    expect(answer.errors).toEqual([]);
    expect(answer.data.__schema.queryType.name).toBe('Query');
  });

  test('a form of another site and a foreign origin are refused, and so are batches and bodies that are too large', async () => {
    const person = await portal.person('標的');
    const url = `${portal.server.url}/graphql`;
    const body = JSON.stringify({ query: '{ viewer { id } }' });
    const headers = { cookie: person.cookie, 'content-type': 'application/json' };
    const foreign = await fetch(url, { method: 'POST', headers: { ...headers, origin: 'https://evil.example' }, body });
    expect([foreign.status, ((await foreign.json()) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code]).toEqual(
      [403, 'UNAUTHENTICATED'],
    );
    const form = await fetch(url, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' }, body });
    expect(form.status).toBeGreaterThanOrEqual(400);
    const mutationByGet = await fetch(`${url}?query=${encodeURIComponent('mutation { updatePreferences(input: {}) { id } }')}`, {
      headers: { ...headers, 'apollo-require-preflight': 'x' },
    });
    expect(mutationByGet.status).toBe(405);
    expect((await fetch(url, { method: 'POST', headers, body: `[${body},${body}]` })).status).toBe(400);
    expect(
      (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query: `{ viewer { id } } # ${'x'.repeat(110_000)}` }) })).status,
    ).toBe(413);
  });

  test('a stolen or invented session is nobody', async () => {
    const person = await portal.person('実在 者');
    for (const cookie of ['vlsc=', 'vlsc=invented', `${person.cookie}x`]) {
      expect((await portal.ask({ ...person, cookie }, '{ viewer { id } }')).data).toEqual({ viewer: null });
    }
  });

  test('GraphQL over HTTP: the media type asked for is the one answered with', async () => {
    const response = await fetch(`${portal.server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify({ query: '{ nonsense }' }),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/graphql-response+json; charset=utf-8']);
  });
});
