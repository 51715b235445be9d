import type { Locale } from '@vlsc/shared/locale.ts';
import type { AccessRequestService } from '../features/access-requests/access-request.service.ts';
import type { ExportService } from '../features/exports/export.service.ts';
import type { CalendarFeedService } from '../features/licenses/calendar-feed.service.ts';
import type { DownloadService } from '../features/licenses/download.service.ts';
import type { ProductKeyService } from '../features/licenses/product-key.service.ts';
import type { SoftwareAssuranceBenefitService } from '../features/licenses/software-assurance-benefit.service.ts';
import type { AddressService } from '../features/permissions/address.service.ts';
import type { ApiTokenService } from '../features/permissions/api-token.service.ts';
import type { BatchAdministrationService } from '../features/permissions/batch-administration.service.ts';
import type { InvitationService } from '../features/permissions/invitation.service.ts';
import type { TakeoverService } from '../features/permissions/takeover.service.ts';
import type { UserAdministrationService } from '../features/permissions/user-administration.service.ts';
import type { SupportCaseService } from '../features/support/support-case.service.ts';
import type { PreferencesService } from '../features/users/preferences.service.ts';
import type { RegistrationService } from '../features/users/registration.service.ts';
import type { SavedViewService } from '../features/users/saved-view.service.ts';
import type { Budget } from '../features/users/session.queries.ts';
import type { Viewer } from '../features/users/viewer.ts';
import type { WebhookService } from '../features/webhooks/webhook.service.ts';
import { Batches } from '../platform/batch.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Reader } from '../platform/database.ts';
import { gathering } from '../platform/gather.ts';
import type { Attempt } from '../platform/idempotency.ts';
import type { Settings } from '../platform/settings.ts';

/** What one process offers to every request. */
export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  readonly settings: Settings;
  /** The business addresses of the operator's people, in lower case. */
  readonly staff: readonly string[];
  readonly registrations: RegistrationService;
  readonly addresses: AddressService;
  readonly takeovers: TakeoverService;
  readonly administration: UserAdministrationService;
  readonly invitations: InvitationService;
  readonly apiTokens: ApiTokenService;
  readonly batchAdministration: BatchAdministrationService;
  readonly preferences: PreferencesService;
  readonly productKeys: ProductKeyService;
  readonly downloads: DownloadService;
  readonly benefits: SoftwareAssuranceBenefitService;
  readonly savedViews: SavedViewService;
  readonly accessRequests: AccessRequestService;
  readonly supportCases: SupportCaseService;
  readonly exports: ExportService;
  readonly calendarFeeds: CalendarFeedService;
  readonly webhooks: WebhookService;
}

/** What the fields of one request work with. */
export interface Context extends Omit<Services, 'database'> {
  /** Reads only; what is asked for at the same moment is read together. */
  readonly database: Reader;
  viewer: Viewer | null;
  locale: Locale;
  /** Whether the request itself asked for a language. */
  readonly isLocaleAsked: boolean;
  budget: (Budget & { cost: number }) | null;
  /** What was paid before the text of the request was read; null where it was read unpaid. */
  readonly prepaid: number | null;
  /** What comes of the request's Idempotency-Key: the attempt that it makes, or the answer of before; null without one. */
  repeat: Attempt | string | null;
  /** Charges the caller for more than the operation looks like; throws when the budget does not hold it. Nobody pays for queries of our own. */
  charge: (cost: number) => Promise<void>;
  readonly batches: Batches;
  readonly requestId: string;
  readonly sessionToken: string | null;
  /** The token of an `Authorization` header; it comes before the session. */
  readonly apiToken: string | null;
  readonly address: string;
}

/** The context behind a root field that declared that it needs somebody signed in. */
export interface SignedIn extends Context {
  viewer: Viewer;
}

/** A fresh context: what was read for one request is not kept for another. */
export const contextFor = (
  services: Services,
  caller: Pick<Context, 'viewer' | 'locale' | 'isLocaleAsked' | 'requestId' | 'sessionToken' | 'apiToken' | 'address'> &
    Partial<Pick<Context, 'prepaid'>>,
): Context => ({
  ...services,
  database: gathering(services.database),
  budget: null,
  prepaid: null,
  repeat: null,
  charge: async () => undefined,
  batches: new Batches(),
  ...caller,
});
