import { Resolver } from 'node:dns';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** An ISO 8601 duration such as `PT48H`, `P7D` or `P1DT12H`, as milliseconds. Months and years have no fixed length and are refused. */
const duration = z.string().transform((text, context) => {
  const parts = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (!parts || text === 'P') {
    context.addIssue({ code: 'custom', message: `must be an ISO 8601 duration such as PT48H or P7D, not "${text}"` });
    return z.NEVER;
  }
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map(part => Number(part ?? 0));
  return ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
});
const period = (standard: string) => duration.prefault(standard);
const periods = (standard: string) =>
  z
    .string()
    .transform(text => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(duration))
    .transform(lengths => lengths.sort((a, b) => a - b))
    .prefault(standard);
const limit = (standard: number) => z.coerce.number().int('must be a whole number').positive('must be 1 or more').default(standard);
const nameServers = z.string().transform((text, context) => {
  const servers = text.split(/[\s,]+/).filter(Boolean);
  try {
    new Resolver().setServers(servers);
    return servers;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be addresses such as 192.0.2.53 or 192.0.2.53:5353, separated by commas' });
    return z.NEVER;
  }
});
const secretKeys = z.string().transform((text, context) => {
  const keys = text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(pair => {
      const [id = '', key = ''] = [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)];
      return { id, key: Buffer.from(key, 'base64') };
    });
  if (keys.length === 0 || keys.some(({ id, key }) => !/^[\w-]{1,40}$/.test(id) || key.length !== 32)) {
    context.addIssue({ code: 'custom', message: 'must be id:base64 pairs of 32-byte keys, separated by commas' });
    return z.NEVER;
  }
  return keys;
});

const environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgresql://')
    .optional(),
  VLSC_DATA_DIR: z.string().min(1).default('.data'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: z.string().min(3).default('VLSC <no-reply@vlsc.example>'),
  VLSC_STAFF: z.string().optional(),
  VLSC_SAMPLE_DATA: z.enum(['true', 'false']).optional(),
  VLSC_EMBEDDED: z.enum(['allow']).optional(),
  VLSC_ENCRYPTION_KEYS: secretKeys.optional(),
  VLSC_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  VLSC_ORDER_DUE: period('PT48H'),
  VLSC_VERIFICATION_LINK_VALID: period('P7D'),
  VLSC_VERIFICATION_RESEND_AFTER: period('PT1M'),
  VLSC_VERIFICATION_MAILS_PER_DAY: limit(20),
  VLSC_ACCESS_REQUEST_EXPIRES: period('P30D'),
  VLSC_ACCESS_REQUEST_REMINDERS: periods('P3D,P7D'),
  VLSC_INVITATION_EXPIRES: period('P60D'),
  VLSC_INVITATIONS_PER_DAY: limit(200),
  VLSC_SUPPORT_CASES_PER_DAY: limit(20),
  VLSC_EXPORTS_UNFINISHED: limit(3),
  VLSC_EXPORTS_PER_DAY: limit(100),
  VLSC_EXPORT_KEPT: period('PT24H'),
  VLSC_EXPORT_MAIL_AFTER: period('PT30S'),
  VLSC_API_TOKENS: limit(20),
  VLSC_CHANGES_KEPT: period('P30D'),
  VLSC_WEBHOOKS_PER_PERSON: limit(10),
  VLSC_WEBHOOK_TESTS_PER_HOUR: limit(60),
  VLSC_WEBHOOK_TIMEOUT: period('PT10S'),
  VLSC_WEBHOOK_RETRY: period('PT72H'),
  VLSC_WEBHOOK_FAILING: period('P5D'),
  VLSC_WEBHOOK_SECRET_OVERLAP: period('PT24H'),
  VLSC_WEBHOOK_LOG_KEPT: period('P30D'),
  VLSC_WEBHOOK_PRIVATE_ADDRESSES: z.string().optional(),
  VLSC_WEBHOOK_CA: z.string().min(1).optional(),
  VLSC_WEBHOOK_NAME_SERVERS: nameServers.optional(),
  VLSC_BULK_SHARE: z.coerce.number().int('must be a whole number').min(1, 'must be 1 to 100').max(100, 'must be 1 to 100').default(50),
  VLSC_UNDO: period('PT10S'),
  VLSC_RECENT_SIGN_IN: period('PT15M'),
  VLSC_KEY_REVEALS_PER_HOUR: limit(20),
  VLSC_DOWNLOAD_LINK_VALID: period('PT1H'),
  VLSC_DOWNLOAD_SIGNING_KEY: z.string().min(16, 'must have 16 characters or more').optional(),
  VLSC_LAPSE_AFTER: period('P365D'),
  VLSC_LAPSE_WARNING: period('P30D'),
  VLSC_WRONG_PAIRS: limit(5),
  VLSC_WRONG_PAIRS_WINDOW: period('PT1H'),
  VLSC_SUSPENSION: period('PT24H'),
  VLSC_SESSION_IDLE: period('PT30M'),
  VLSC_SESSION_LONGEST: period('PT12H'),
  VLSC_MAIL_RETRY: period('PT72H'),
  VLSC_QUERY_DEPTH: limit(12),
  VLSC_QUERY_ALIASES: limit(30),
  VLSC_QUERY_TOKENS: limit(2000),
  VLSC_QUERY_COST: limit(5_000),
  VLSC_COST_BUDGET: limit(50_000),
  VLSC_COST_RESTORE_PER_SECOND: limit(500),
  VLSC_OPERATION_TIMEOUT: period('PT10S'),
  VLSC_PROGRAMS_AT_ONCE: limit(2),
  VLSC_PROGRAMS_AT_ONCE_PER_OWNER: limit(1),
  VLSC_IDEMPOTENCY_KEPT: period('PT24H'),
});

export type Settings = ReturnType<typeof readSettings>;

/** Thrown with one readable line for each setting that is missing or wrong. */
export class SettingsRefused extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** The settings of one process; `env` is the process's environment. Reads nothing else and changes nothing. */
export function readSettings(env: Record<string, string | undefined>) {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) throw new SettingsRefused(parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`));
  const set = parsed.data;
  const refusals: string[] = [];
  const everythingEmbedded = !set.DATABASE_URL && !set.OIDC_ISSUER && !set.SMTP_URL;
  if (set.OIDC_ISSUER && !(set.OIDC_CLIENT_ID && set.OIDC_CLIENT_SECRET))
    refusals.push('OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  if (set.NODE_ENV === 'production' && set.VLSC_EMBEDDED !== 'allow') {
    const hint = 'is needed in production (or VLSC_EMBEDDED=allow)';
    if (!set.OIDC_ISSUER) refusals.push(`OIDC_ISSUER ${hint}`);
    if (!set.SMTP_URL) refusals.push(`SMTP_URL ${hint}`);
    if (!set.VLSC_ENCRYPTION_KEYS) refusals.push(`VLSC_ENCRYPTION_KEYS ${hint}`);
  }
  if (set.NODE_ENV === 'production' && !set.PUBLIC_URL) refusals.push('PUBLIC_URL is needed in production');
  if (set.DATABASE_URL && !set.VLSC_ENCRYPTION_KEYS && set.NODE_ENV === 'production' && set.VLSC_EMBEDDED === 'allow') {
    refusals.push('VLSC_ENCRYPTION_KEYS is needed with DATABASE_URL in production, so that every process has the same keys');
  }
  if (refusals.length > 0) throw new SettingsRefused(refusals);

  const publicUrl = (set.PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/+$/, '');
  const dataDir = resolve(set.VLSC_DATA_DIR);
  return {
    isProduction: set.NODE_ENV === 'production',
    host: set.HOST,
    port: set.PORT,
    publicUrl,
    databaseUrl: set.DATABASE_URL ?? null,
    dataDir,
    rejectsDir: join(dataDir, 'rejects'),
    identityProvider: set.OIDC_ISSUER
      ? { issuer: set.OIDC_ISSUER, clientId: set.OIDC_CLIENT_ID ?? '', clientSecret: set.OIDC_CLIENT_SECRET ?? '' }
      : null,
    smtpUrl: set.SMTP_URL ?? null,
    mailFrom: set.MAIL_FROM,
    staff: set.VLSC_STAFF?.split(/[\s,]+/).filter(Boolean) ?? null,
    sampleData: set.VLSC_SAMPLE_DATA ? set.VLSC_SAMPLE_DATA === 'true' : everythingEmbedded,
    encryptionKeys: set.VLSC_ENCRYPTION_KEYS ?? null,
    /** By which the host of the files knows that a link comes from here; null where it does not ask. */
    downloadSigningKey: set.VLSC_DOWNLOAD_SIGNING_KEY ?? null,
    /**
     * Hosts and networks inside that webhooks may call; a file of certificates that they trust besides the well-known ones; and the name
     * servers that they ask, where those are not the system's.
     */
    webhooks: {
      privateAddresses: set.VLSC_WEBHOOK_PRIVATE_ADDRESSES?.split(/[\s,]+/).filter(Boolean) ?? [],
      certificatesFile: set.VLSC_WEBHOOK_CA ?? null,
      nameServers: set.VLSC_WEBHOOK_NAME_SERVERS ?? null,
    },
    logLevel: set.VLSC_LOG_LEVEL,
    /** All in milliseconds. */
    periods: {
      orderDue: set.VLSC_ORDER_DUE,
      verificationLinkValid: set.VLSC_VERIFICATION_LINK_VALID,
      verificationResendAfter: set.VLSC_VERIFICATION_RESEND_AFTER,
      accessRequestExpires: set.VLSC_ACCESS_REQUEST_EXPIRES,
      accessRequestReminders: set.VLSC_ACCESS_REQUEST_REMINDERS,
      invitationExpires: set.VLSC_INVITATION_EXPIRES,
      exportKept: set.VLSC_EXPORT_KEPT,
      exportMailAfter: set.VLSC_EXPORT_MAIL_AFTER,
      changesKept: set.VLSC_CHANGES_KEPT,
      webhookTimeout: set.VLSC_WEBHOOK_TIMEOUT,
      webhookRetry: set.VLSC_WEBHOOK_RETRY,
      webhookFailing: set.VLSC_WEBHOOK_FAILING,
      webhookSecretOverlap: set.VLSC_WEBHOOK_SECRET_OVERLAP,
      webhookLogKept: set.VLSC_WEBHOOK_LOG_KEPT,
      undo: set.VLSC_UNDO,
      recentSignIn: set.VLSC_RECENT_SIGN_IN,
      downloadLinkValid: set.VLSC_DOWNLOAD_LINK_VALID,
      lapseAfter: set.VLSC_LAPSE_AFTER,
      lapseWarning: set.VLSC_LAPSE_WARNING,
      wrongPairsWindow: set.VLSC_WRONG_PAIRS_WINDOW,
      suspension: set.VLSC_SUSPENSION,
      sessionIdle: set.VLSC_SESSION_IDLE,
      sessionLongest: set.VLSC_SESSION_LONGEST,
      mailRetry: set.VLSC_MAIL_RETRY,
      operationTimeout: set.VLSC_OPERATION_TIMEOUT,
      idempotencyKept: set.VLSC_IDEMPOTENCY_KEPT,
    },
    limits: {
      verificationMailsPerDay: set.VLSC_VERIFICATION_MAILS_PER_DAY,
      invitationsPerDay: set.VLSC_INVITATIONS_PER_DAY,
      supportCasesPerDay: set.VLSC_SUPPORT_CASES_PER_DAY,
      keyRevealsPerHour: set.VLSC_KEY_REVEALS_PER_HOUR,
      exportsUnfinished: set.VLSC_EXPORTS_UNFINISHED,
      exportsPerDay: set.VLSC_EXPORTS_PER_DAY,
      apiTokens: set.VLSC_API_TOKENS,
      webhooksPerPerson: set.VLSC_WEBHOOKS_PER_PERSON,
      webhookTestsPerHour: set.VLSC_WEBHOOK_TESTS_PER_HOUR,
      /** Percent of the time. */
      bulkShare: set.VLSC_BULK_SHARE,
      wrongPairs: set.VLSC_WRONG_PAIRS,
      queryDepth: set.VLSC_QUERY_DEPTH,
      queryAliases: set.VLSC_QUERY_ALIASES,
      queryTokens: set.VLSC_QUERY_TOKENS,
      queryCost: set.VLSC_QUERY_COST,
      costBudget: set.VLSC_COST_BUDGET,
      programsAtOnce: set.VLSC_PROGRAMS_AT_ONCE,
      programsAtOncePerOwner: set.VLSC_PROGRAMS_AT_ONCE_PER_OWNER,
      costRestorePerSecond: set.VLSC_COST_RESTORE_PER_SECOND,
    },
  };
}
