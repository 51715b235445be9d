import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { AccessRequestService } from '../features/access-requests/access-request.service.ts';
import { markInterruptedLoads } from '../features/feed/feed-lock.ts';
import { loadSample } from '../features/feed/sample.ts';
import { type SamplePerson, samplePeople, sampleStaff } from '../features/feed/sample-people.ts';
import { VerificationService } from '../features/permissions/verification.service.ts';
import { PreferencesService } from '../features/users/preferences.service.ts';
import { RegistrationService } from '../features/users/registration.service.ts';
import { forgetEndedSessions } from '../features/users/session.queries.ts';
import { SignIn } from '../features/users/sign-in.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { createEmbeddedIdentity } from '../platform/embedded-identity.ts';
import { startEmbeddedMail } from '../platform/embedded-mail.ts';
import type { Log } from '../platform/log.ts';
import { mailDelivery } from '../platform/mail.ts';
import type { Settings } from '../platform/settings.ts';
import { authRoutes } from './auth-routes.ts';
import type { Services } from './context.ts';
import { createApi } from './graphql.ts';
import { createHttp, mountApi } from './http.ts';
import { mailWriter } from './mails.ts';
import { buildApiSchema } from './schema.ts';
import { endedSessions, openWorkplace, tidying } from './workplace.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: Database;
  /** What a first visitor would like to know: where things are, and who can sign in by one click. */
  readonly welcome: { readonly inbox: string | null; readonly people: readonly SamplePerson[] };
  /** Stops taking requests, lets those under way finish, and gives back everything that was opened. */
  stop(): Promise<void>;
}

/** Composes the whole product, top to bottom, and listens. */
export async function startServer(settings: Settings, log: Log, clock: Clock = systemClock): Promise<RunningServer> {
  const cleanups: (() => Promise<unknown> | unknown)[] = [];
  const opened = <Thing>(thing: Thing, close: () => Promise<unknown> | unknown): Thing => {
    cleanups.push(close);
    return thing;
  };
  const stop = async () => {
    for (const close of cleanups.splice(0).reverse())
      await Promise.resolve(close()).catch((error: unknown) => log.warn({ reason: String(error) }, 'stopping'));
  };
  try {
    const workplace = await openWorkplace(settings, log, { clock, statementTimeout: settings.periods.operationTimeout });
    opened(workplace, () => workplace.close());
    const { database, keyring, jobs, outbox, embeddedIn } = workplace;
    const inbox = settings.smtpUrl ? null : await startEmbeddedMail({ folder: join(settings.dataDir, 'mail') });
    if (inbox) opened(inbox, () => inbox.stop());

    await markInterruptedLoads({ pool: database.pool, embeddedIn }, clock.now());

    const { publicUrl } = settings;
    const embeddedClient = { clientId: 'vlsc', clientSecret: keyring.sign('embedded-identity-client', 'vlsc').toString('base64url') };
    const identity = settings.identityProvider
      ? null
      : await createEmbeddedIdentity({
          publicUrl,
          folder: join(settings.dataDir, 'identity'),
          ...embeddedClient,
          redirectUri: `${publicUrl}/auth/callback`,
          postLogoutRedirectUri: `${publicUrl}/`,
          people: settings.sampleData ? samplePeople : [],
        });
    const provider = settings.identityProvider ?? { issuer: identity?.issuer ?? '', ...embeddedClient };
    const staff = (settings.staff ?? (settings.sampleData ? sampleStaff : [])).map(normalizeEmailAddress);
    const loadsSample = settings.sampleData && identity !== null;
    if (loadsSample) await loadSample({ ...workplace, rejectsDir: settings.rejectsDir }, identity.issuer);

    const registrations = new RegistrationService(database, clock, outbox, keyring, settings);
    const services: Services = {
      database,
      clock,
      settings,
      registrations,
      verifications: new VerificationService(database, clock, registrations),
      preferences: new PreferencesService(database),
      accessRequests: new AccessRequestService(database, clock, outbox, settings),
    };
    const app = createHttp({ services, log, issuerOrigin: new URL(provider.issuer).origin, webRoot });
    const signIn = new SignIn(database, clock, keyring, provider, { publicUrl, sessionLongest: settings.periods.sessionLongest });
    authRoutes(app, { signIn, database, publicUrl, log });
    await identity?.mount(app);
    await inbox?.mount(app);
    await mountApi(app, createApi(await buildApiSchema(), log, staff), services);
    await app.listen({ host: settings.host, port: settings.port });
    opened(app, () => app.close());

    const smtpUrl = settings.smtpUrl ?? inbox?.smtpUrl ?? '';
    const write = mailWriter(keyring, publicUrl);
    const delivery = mailDelivery(database, clock, log, {
      smtpUrl,
      from: settings.mailFrom,
      publicUrl,
      retryFor: settings.periods.mailRetry,
      write,
    });
    opened(delivery, () => delivery.close());
    await jobs.work([
      delivery,
      { name: endedSessions, cron: '17 * * * *', work: () => forgetEndedSessions(database, clock.now()) },
      // the embedded database does not tidy up by itself
      ...(embeddedIn
        ? [{ name: tidying, cron: '43 3 * * *', work: () => database.pool.query('vacuum (analyze)').then(() => undefined) }]
        : []),
    ]);
    return {
      url: publicUrl,
      database,
      welcome: { inbox: inbox ? `${publicUrl}/inbox/` : null, people: identity && settings.sampleData ? samplePeople : [] },
      stop: async () => {
        app.isStopping = true;
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The built single-page application: beside the server's own folder, whether it runs from source or built. */
const webRoot =
  ['../../../web/dist/', '../../web/dist/'].map(path => fileURLToPath(new URL(path, import.meta.url))).find(path => existsSync(path)) ??
  'web/dist';
