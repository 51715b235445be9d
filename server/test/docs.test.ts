import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lexicographicSortSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chapters, guideFolder, japaneseChapters } from '../docs/guide.ts';
import { Markdown } from '../docs/markdown.ts';
import { filesOf, type Site, siteOf } from '../docs/site.ts';
import { buildApiSchema } from '../src/app/schema.ts';
import { signatures } from '../src/features/webhooks/webhook-secret.ts';
import { errorCodes } from '../src/platform/errors.ts';
import { readSettings } from '../src/platform/settings.ts';
import { Examples } from './docs-examples.ts';
import { Portal } from './portal.ts';

const guide = [...chapters, ...japaneseChapters];
const text = (chapter: string) => readFileSync(join(guideFolder, `${chapter}.md`), 'utf8');
const blocksOf = (chapter: string) => new Markdown(() => null).blocks(text(chapter));
const withExamples = guide.filter(chapter => blocksOf(chapter).length > 0);

/** Blocks that no test runs, each for a reason. */
const onlyShown = [
  'getting-started: export VLSC_URL=http://localhost:4000', // a reader's own shell; the examples have both
  'errors: {', // the answer of a spent budget, told by the story of it below
  'webhooks: {', // what the server posts: told by webhooks.test.ts
  'ja/getting-started: export VLSC_URL=http://localhost:4000',
];

describe('the guide', () => {
  test('only these blocks are not run', () => {
    const shown = guide.flatMap(chapter =>
      blocksOf(chapter).flatMap(({ words, code }) => (words.includes('shown') ? [`${chapter}: ${code.split('\n')[0]}`] : [])),
    );
    expect(shown).toEqual(onlyShown);
  });

  test('what a block is saved for is a later block that names its file', () => {
    for (const chapter of guide) {
      const blocks = blocksOf(chapter);
      for (const [index, { words, given }] of blocks.entries()) {
        if (!words.includes('saved')) continue;
        const names = [given['file'] ?? '?', `from ${given['file']?.replace(/\.py$/, '')} import`];
        expect(blocks.slice(index + 1).some(({ code }) => names.some(name => code.includes(name)))).toBe(true);
      }
    }
  });

  test.each(withExamples)('every example of "%s" does what the page says', { timeout: 90_000 }, async chapter => {
    const examples = await Examples.open();
    try {
      for (const outcome of await examples.run(chapter)) {
        const { shown, actual } = examples.expected(outcome);
        expect(actual, outcome.block.code).toEqual(shown);
        expect(outcome.shown ?? outcome.block.words.includes('saved'), `nothing says what comes of ${outcome.block.code}`).toBeTruthy();
      }
    } finally {
      await examples.close();
    }
  });

  test('every code has its section, under the address that errors carry', () => {
    const apollo = ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_REQUEST'];
    const { headings } = new Markdown(() => null).page(text('errors'));
    for (const code of [...errorCodes, ...apollo, 'PERSISTED_QUERY_NOT_SUPPORTED']) {
      expect(headings).toContainEqual({ id: code.toLowerCase(), text: code });
    }
  });

  test('the delivery to try a verification on is signed as the server signs', () => {
    const given = (name: string) => new RegExp(`${name} ?[:=] '(.+?)'`).exec(text('webhooks'))?.[1] ?? '';
    const message = { id: given("'webhook-id'"), timestamp: Number(given("'webhook-timestamp'")), body: given('const body') };
    expect(message).toEqual({ id: 'msg_1', timestamp: 1795316400, body: '{"type":"test"}' });
    expect(given("'webhook-signature'")).toBe(signatures([given('const secret')], message));
  });

  test('the limits that it tells are those of a portal that nobody has set otherwise', () => {
    const { limits, periods } = readSettings({});
    const number = (value: number) => value.toLocaleString('en');
    for (const [limit, value] of [
      ['cost', number(limits.queryCost)],
      ['depth of fields', number(limits.queryDepth)],
      ['aliases', number(limits.queryAliases)],
      ['tokens in the document', number(limits.queryTokens)],
      ['work of the database', `${periods.operationTimeout / 1000} seconds`],
    ]) {
      expect(text('limits')).toContain(`| ${limit} | ${value} |`);
    }
    expect(text('limits')).toContain(
      `a budget of ${number(limits.costBudget)}, and ${number(limits.costRestorePerSecond)} of it come back every second`,
    );
    const days = (period: number) => period / 86_400_000;
    expect(text('changes')).toContain(`For ${days(periods.changesKept)} days.`);
    expect(text('repeating')).toContain(`for ${days(periods.idempotencyKept) * 24} hours`);
    for (const [limit, value] of [
      ['jobs under way, exports of lists included', `${limits.exportsUnfinished} of one person`],
      ['jobs started in a day', `${limits.exportsPerDay} of one person`],
      ['cost of one row with its inner lists', number(limits.queryCost)],
      ['how long a file is kept', `${days(periods.exportKept) * 24} hours`],
    ]) {
      expect(text('bulk-queries')).toContain(`| ${limit} | ${value} |`);
    }
    expect(text('limits')).toContain(`${limits.programsAtOncePerOwner} operation runs at once`);
    expect(text('authentication')).toContain(`${limits.apiTokens} tokens of one person can work at once`);
  });
});

describe('the site', () => {
  let site: Site;
  let files: Map<string, string>;
  beforeAll(async () => {
    site = siteOf(lexicographicSortSchema(await buildApiSchema()));
    files = filesOf(site, { css: '/docs/assets/docs.css', script: '/docs/assets/docs.js' });
  });

  test('every link leads somewhere, down to its anchor', () => {
    const elsewhere = new Set(['/', '/graphiql', '/favicon.svg', '/docs/search.json', '/docs/assets/docs.css', '/docs/assets/docs.js']);
    const anchors = new Map(
      [...files].map(([path, html]) => [
        path.replace(/(^|\/)index\.html$|\.html$/, ''),
        new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)),
      ]),
    );
    const dead: string[] = [];
    const follow = (from: string, href: string) => {
      const [path = '', anchor] = href.split('#');
      const target = path === '' ? from : path.replace(/^\/docs\/?/, '');
      const found = anchors.get(target);
      if (!found || (path !== '' && !/^\/docs(\/|$)/.test(path)) || (anchor !== undefined && !found.has(anchor)))
        dead.push(`${from}: ${href}`);
    };
    for (const [path, html] of files) {
      if (!path.endsWith('.html')) continue;
      for (const [, href = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        if (!elsewhere.has(href) && !/^https?:\/\//.test(href)) follow(path.replace(/(^|\/)index\.html$|\.html$/, ''), href);
      }
    }
    for (const { url } of site.entries) follow('search', url);
    expect(dead).toEqual([]);
    for (const [path, html] of files) expect(html, `an empty link in ${path}`).not.toMatch(/<a [^>]*><\/a>/);
    // one in another is taken apart by browsers
    for (const [path, html] of files) expect(html, `a link in a link in ${path}`).not.toMatch(/<a [^>]*>(?:(?!<\/a>)[\s\S])*<a /);
  });

  test('it asks nothing of the policy: no style and no script in its pages', () => {
    for (const [path, html] of files) {
      if (path.endsWith('.html'))
        expect(html.replace(/<pre[\s\S]*?<\/pre>/g, '')).not.toMatch(/ style="|<style|<script(?! type="module" src=)| on\w+="/);
    }
  });

  test('every type, field and value of the schema has its place and can be found', async () => {
    const schema = await buildApiSchema();
    const names = new Set(site.entries.map(({ name }) => name));
    expect([...names]).toEqual(
      expect.arrayContaining(['License', 'License.licensingId', 'createApiToken', 'ApiScope.LICENSES_READ', 'RATE_LIMITED']),
    );
    for (const { name } of Object.values(schema.getTypeMap())) {
      if (name.startsWith('__') || name === 'Query' || name === 'Mutation') continue;
      expect(files.has(`reference/${name}.html`), name).toBe(true);
      expect(names.has(name), name).toBe(true);
    }
  });

  test('the table of scopes is what the server holds a token to', () => {
    const table = files.get('reference/scopes.html') ?? '';
    const row = (name: string) => new RegExp(`<code>${name}</code></a></th><td>(.*?)</td>`).exec(table)?.[1];
    expect(row('Query.licenses')).toBe('<code>licenses:read</code>');
    expect(row('Mutation.revealProductKey')).toMatch(/^none: /);
    expect(row('Query.supportCenters')).toBe('any token');
    expect(row('Viewer.accessRequestsToDecide')).toBe('<code>accessRequests:read</code>');
  });
});

describe('/docs', () => {
  let portal: Portal;
  beforeAll(async () => {
    portal = await Portal.open({ env: { VLSC_COST_BUDGET: '5000' } });
  });
  afterAll(() => portal.close());
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${portal.server.url}${path}`, { redirect: 'manual', headers: { accept: 'text/html', ...headers } });

  test('is answered under the policy of all our pages, to be asked for anew each time, and not sent twice', async () => {
    const page = await get('/docs/errors');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(await page.text()).toContain('<h2 id="rate_limited">');
    const again = await get('/docs/errors', { 'if-none-match': page.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('its style and script are named by their content and may be kept', async () => {
    const html = await (await get('/docs')).text();
    for (const [path, type] of [
      [/href="(\/docs\/assets\/docs-[0-9a-f]+\.css)"/.exec(html)?.[1] ?? '', 'text/css; charset=utf-8'],
      [/src="(\/docs\/assets\/docs-[0-9a-f]+\.js)"/.exec(html)?.[1] ?? '', 'text/javascript; charset=utf-8'],
    ] as const) {
      const file = await get(path);
      expect([file.status, file.headers.get('content-type'), file.headers.get('cache-control')]).toEqual([
        200,
        type,
        'public, max-age=31536000, immutable',
      ]);
    }
  });

  test('a slash too many leads to the page; what is not there says so, and nothing else is reached', async () => {
    for (const [from, to] of [
      ['/docs/', '/docs'],
      ['/docs/errors/?a=1', '/docs/errors?a=1'],
    ] as const) {
      const moved = await get(from);
      expect([moved.status, moved.headers.get('location')]).toEqual([308, to]);
    }
    for (const path of [
      '/docs/nothing',
      '/docs/404',
      '/docs/errors.html',
      '/docs/reference/license',
      '/docs/..%2f..%2fmain.js',
      '/docs/assets/none.css',
    ]) {
      const missing = await get(path);
      expect([missing.status, missing.headers.get('cache-control')], path).toEqual([404, 'no-cache']);
      expect(await missing.text()).toContain('There is no such page');
    }
  });

  test('a spent budget is answered as the guide shows it', async () => {
    const person = await portal.person('連打 花子', { locale: 'en' });
    const spend = '{ viewer { licenses(first: 50) { nodes { people(first: 40) { nodes { user { displayName } } } } } } }';
    await portal.ask(person, spend);
    const { status, headers, errors } = await portal.ask(person, spend, {}, { 'accept-language': 'en' });
    const shown = blocksOf('errors').find(({ words }) => words.includes('shown'));
    const [told] = JSON.parse(shown?.code ?? '{}').errors;
    expect([status, headers.get('retry-after')]).toEqual([429, String(Math.ceil(Number(errors[0]?.extensions['retryAfterMs']) / 1000))]);
    expect(Object.keys(errors[0]?.extensions ?? {}).sort()).toEqual(Object.keys(told.extensions).sort());
    expect(errors[0]?.message.replace(/\d+/, '3')).toBe(told.message);
  });
});
