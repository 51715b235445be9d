import { expect, test } from 'vitest';
import { readSettings, SettingsRefused } from '../src/platform/settings.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const refusals = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsRefused) return error.lines;
    throw error;
  }
};

test('with nothing set, everything is embedded, on loopback, with sample data', () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    host: '127.0.0.1',
    port: 4000,
    publicUrl: 'http://localhost:4000',
    databaseUrl: null,
    identityProvider: null,
    smtpUrl: null,
    sampleData: true,
  });
  expect(settings.periods.orderDue).toBe(48 * 3600_000);
});

test('an empty setting counts as not set, and a slash at the end of PUBLIC_URL as not written', () => {
  expect(readSettings({ DATABASE_URL: '', PUBLIC_URL: 'https://vlsc.example/' })).toMatchObject({
    databaseUrl: null,
    publicUrl: 'https://vlsc.example',
  });
});

test('sample data is not loaded into a database of somebody’s own unless asked for', () => {
  expect(readSettings({ DATABASE_URL: 'postgresql://db.example/vlsc' }).sampleData).toBe(false);
  expect(readSettings({ DATABASE_URL: 'postgresql://db.example/vlsc', VLSC_SAMPLE_DATA: 'true' }).sampleData).toBe(true);
});

test.each([
  [{ PORT: 'http' }, /^PORT /],
  [{ PORT: '70000' }, /^PORT /],
  [{ PUBLIC_URL: 'vlsc.example' }, /^PUBLIC_URL /],
  [{ DATABASE_URL: 'mysql://db.example' }, /^DATABASE_URL must begin with postgresql:\/\//],
  [{ SMTP_URL: 'http://mail.example' }, /^SMTP_URL must begin with smtp:\/\//],
  [{ VLSC_ORDER_DUE: '48 hours' }, /^VLSC_ORDER_DUE must be an ISO 8601 duration such as PT48H or P7D, not "48 hours"$/],
  [{ VLSC_ORDER_DUE: 'P1M' }, /^VLSC_ORDER_DUE must be an ISO 8601 duration/],
  [{ VLSC_WRONG_PAIRS: '0' }, /^VLSC_WRONG_PAIRS must be 1 or more$/],
  [{ VLSC_ENCRYPTION_KEYS: 'a:short' }, /^VLSC_ENCRYPTION_KEYS must be id:base64 pairs of 32-byte keys/],
  [{ VLSC_WEBHOOK_NAME_SERVERS: '192.0.2.53:53, ns.example' }, /^VLSC_WEBHOOK_NAME_SERVERS must be addresses such as 192\.0\.2\.53/],
  [{ OIDC_ISSUER: 'https://id.example' }, /^OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET$/],
])('%j stops the start with one line that names it', (env, line) => {
  expect(refusals(env)).toEqual([expect.stringMatching(line)]);
});

test('production refuses every embedded part, each with a line, unless it is asked for', () => {
  const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://vlsc.example' };
  expect(refusals(production).map(line => line.split(' ')[0])).toEqual(['OIDC_ISSUER', 'SMTP_URL', 'VLSC_ENCRYPTION_KEYS']);
  expect(refusals({ ...production, VLSC_EMBEDDED: 'allow' })).toEqual([]);
  expect(
    refusals({
      ...production,
      OIDC_ISSUER: 'https://id.example',
      OIDC_CLIENT_ID: 'vlsc',
      OIDC_CLIENT_SECRET: 'secret',
      SMTP_URL: 'smtp://mail.example',
      VLSC_ENCRYPTION_KEYS: `first:${key}`,
    }),
  ).toEqual([]);
});

test.each([
  ['PT90S', 90_000],
  ['P1W2DT3H4M5S', (((7 + 2) * 24 + 3) * 3600 + 4 * 60 + 5) * 1000],
])('%s lasts %d milliseconds', (text, milliseconds) => {
  expect(readSettings({ VLSC_SUSPENSION: text }).periods.suspension).toBe(milliseconds);
});
