import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { normalizeEmailAddress } from '@vlsc/shared/email-address.ts';
import { AccessRequestService } from '../features/access-requests/access-request.service.ts';
import { AccessRequestTimingService } from '../features/access-requests/access-request-timing.service.ts';
import { type FailedPair, noticeSuspension, SuspensionNoticeService } from '../features/access-requests/suspension-notice.service.ts';
import { ChangeKeepingService } from '../features/changes/change-keeping.service.ts';
import { ExportService } from '../features/exports/export.service.ts';
import { type ExportTurn, ExportWritingService, writeExport } from '../features/exports/export-writing.service.ts';
import { markInterruptedLoads } from '../features/feed/feed-lock.ts';
import { loadSample } from '../features/feed/sample.ts';
import { type SamplePerson, samplePeople, sampleStaff } from '../features/feed/sample-people.ts';
import { CalendarFeedService } from '../features/licenses/calendar-feed.service.ts';
import { DownloadService } from '../features/licenses/download.service.ts';
import { EndingReminderService } from '../features/licenses/ending-reminder.service.ts';
import { ProductKeyService } from '../features/licenses/product-key.service.ts';
import { SoftwareAssuranceBenefitService } from '../features/licenses/software-assurance-benefit.service.ts';
import { AddressService } from '../features/permissions/address.service.ts';
import { ApiTokenService } from '../features/permissions/api-token.service.ts';
import { BatchAdministrationService } from '../features/permissions/batch-administration.service.ts';
import { InvitationService } from '../features/permissions/invitation.service.ts';
import { TakeoverService } from '../features/permissions/takeover.service.ts';
import { UserAdministrationService } from '../features/permissions/user-administration.service.ts';
import { openForRequest, SupportCaseService } from '../features/support/support-case.service.ts';
import { LapseService } from '../features/users/lapse.service.ts';
import { PreferencesService } from '../features/users/preferences.service.ts';
import { RegistrationService } from '../features/users/registration.service.ts';
import { SavedViewService } from '../features/users/saved-view.service.ts';
import { forgetEndedSessions } from '../features/users/session.queries.ts';
import { SignIn } from '../features/users/sign-in.ts';
import { WebhookService } from '../features/webhooks/webhook.service.ts';
import { WebhookPump } from '../features/webhooks/webhook-pump.ts';
import { WebhookRecording } from '../features/webhooks/webhook-recording.ts';
import { WebhookSendingService } from '../features/webhooks/webhook-sending.service.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { createEmbeddedIdentity } from '../platform/embedded-identity.ts';
import { startEmbeddedMail } from '../platform/embedded-mail.ts';
import { Idempotency } from '../platform/idempotency.ts';
import type { Log } from '../platform/log.ts';
import { mailDelivery } from '../platform/mail.ts';
import { Outbound, Outside } from '../platform/outbound.ts';
import { PeopleFirst } from '../platform/people-first.ts';
import type { Settings } from '../platform/settings.ts';
import { authRoutes } from './auth-routes.ts';
import { calendarRoutes } from './calendar-routes.ts';
import type { Services } from './context.ts';
import { docsRoutes } from './docs-routes.ts';
import { exportRoutes } from './export-routes.ts';
import { fileRoutes } from './file-routes.ts';
import { createApi } from './graphql.ts';
import { createHttp, mountApi } from './http.ts';
import { RepeatedMutations } from './idempotency.ts';
import { mailWriter } from './mails.ts';
import { askAs } from './own-queries.ts';
import { ProgramTurns } from './program-turns.ts';
import { buildApiSchema } from './schema.ts';
import { SpentAddresses } from './spent-addresses.ts';
import {
  changesInTime,
  endedSessions,
  endingReminders,
  exportsInTime,
  lapses,
  oldAnswers,
  oldChanges,
  openWorkplace,
  requestsInTime,
  tidying,
  tokensInTime,
  webhooksInTime,
} from './workplace.ts';

export interface RunningServer {
  readonly url: string;
  readonly database: Database;
  /** What a first visitor would like to know: where things are, and who can sign in by one click. */
  readonly welcome: { readonly inbox: string | null; readonly people: readonly SamplePerson[] };
  /** What returns by itself, for those who have a clock of their own. */
  readonly timed: readonly TimedJob[];
  /** Stops taking requests, lets those under way finish, and gives back everything that was opened. */
  stop(): Promise<void>;
}

/** Work that returns by itself. */
export interface TimedJob {
  readonly name: string;
  readonly cron: string;
  readonly work: () => Promise<void>;
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
    const administration = new UserAdministrationService(database, clock, outbox, settings);
    const invitations = new InvitationService(database, clock, outbox, administration, settings);
    const schema = await buildApiSchema();
    const people = new PeopleFirst();
    const writing = new ExportWritingService(
      database,
      clock,
      outbox,
      jobs,
      settings,
      staff,
      schema,
      askAs(schema, () => services),
      people,
      log,
    );
    const outside = new Outside(settings.webhooks.privateAddresses);
    opened(writing, () => writing.stop());
    const services: Services = {
      database,
      clock,
      settings,
      staff,
      registrations,
      addresses: new AddressService(database, clock, registrations, invitations),
      takeovers: new TakeoverService(database, clock),
      administration,
      invitations,
      apiTokens: new ApiTokenService(database, clock, outbox, settings),
      batchAdministration: new BatchAdministrationService(database, clock, administration, invitations),
      preferences: new PreferencesService(database),
      productKeys: new ProductKeyService(database, clock, outbox, keyring, settings),
      downloads: new DownloadService(database, clock, keyring, settings),
      benefits: new SoftwareAssuranceBenefitService(database, clock),
      savedViews: new SavedViewService(database, clock),
      accessRequests: new AccessRequestService(database, clock, outbox, jobs, settings),
      supportCases: new SupportCaseService(database, clock, outbox, settings.limits),
      exports: new ExportService(database, clock, settings, writing),
      calendarFeeds: new CalendarFeedService(database, clock, settings),
      webhooks: new WebhookService(database, clock, outbox, keyring, outside, settings),
    };
    const app = createHttp({ services, log, issuerOrigin: new URL(provider.issuer).origin, webRoot });
    const signIn = new SignIn(database, clock, keyring, provider, { publicUrl, sessionLongest: settings.periods.sessionLongest });
    authRoutes(app, { signIn, database, publicUrl, log });
    fileRoutes(app, services);
    calendarRoutes(app, services, services.calendarFeeds);
    await identity?.mount(app);
    await inbox?.mount(app);
    exportRoutes(app, services, staff);
    const idempotency = new Idempotency(database, clock, keyring, settings.periods);
    const repeated = new RepeatedMutations(idempotency, log);
    docsRoutes(app);
    const turns = new ProgramTurns(settings, people);
    const spent = new SpentAddresses(clock);
    await mountApi(app, createApi(schema, log, { staff, limits: settings.limits, turns, repeated, spent }), services, spent);
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
    const lapse = new LapseService(database, clock, outbox, settings);
    const inTime = new AccessRequestTimingService(database, clock, outbox, settings, (transaction, { id }) =>
      openForRequest(transaction, outbox, { accessRequestId: id, at: clock.now() }),
    );
    const reminders = new EndingReminderService(database, clock, outbox);
    const keeping = new ChangeKeepingService(database, clock, settings);
    const { certificatesFile, nameServers } = settings.webhooks;
    const certificates = certificatesFile ? readFileSync(certificatesFile, 'utf8') : null;
    const outbound = new Outbound({ outside, certificates, timeout: settings.periods.webhookTimeout, nameServers });
    const recording = new WebhookRecording(database, clock, outbox, settings);
    const sending = new WebhookSendingService(database, clock, keyring, outbound, recording, settings, staff);
    const pump = new WebhookPump(database, clock, sending, settings, staff, log);
    const notices = new SuspensionNoticeService(database, clock, outbox, settings);
    const timed: TimedJob[] = [
      { name: endedSessions, cron: '17 * * * *', work: () => forgetEndedSessions(database, clock.now()) },
      { name: lapses, cron: '7 * * * *', work: () => lapse.run() },
      { name: requestsInTime, cron: '* * * * *', work: () => inTime.run() },
      { name: oldChanges, cron: '27 * * * *', work: () => administration.forgetChanges() },
      { name: oldAnswers, cron: '37 * * * *', work: () => idempotency.forget() },
      { name: exportsInTime, cron: '* * * * *', work: () => writing.run() },
      { name: tokensInTime, cron: '37 * * * *', work: () => services.apiTokens.run() },
      { name: changesInTime, cron: '* * * * *', work: () => keeping.run() },
      { name: webhooksInTime, cron: '* * * * *', work: () => pump.run() },
      // nine in the morning in Japan, where it is the same day as in UTC
      { name: endingReminders, cron: '0 0 * * *', work: () => reminders.run() },
      // the embedded database does not tidy up by itself
      ...(embeddedIn
        ? [{ name: tidying, cron: '43 3 * * *', work: () => database.pool.query('vacuum (analyze)').then(() => undefined) }]
        : []),
    ];
    await jobs.work([
      delivery,
      { name: noticeSuspension, work: (failed: FailedPair) => notices.tell(failed) },
      { name: writeExport, work: (turn: ExportTurn) => writing.work(turn) },
      ...timed,
    ]);
    pump.start();
    opened(pump, () => pump.stop());
    return {
      url: publicUrl,
      database,
      timed,
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
