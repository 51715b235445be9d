import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bearerOf } from '../features/users/api-token.secret.ts';
import { type ApiUse, type Authentication, authenticate, spendMore } from '../features/users/session.queries.ts';
import type { Viewer } from '../features/users/viewer.ts';
import type { Refusal } from '../platform/errors.ts';
import { cookiesFor } from './auth-routes.ts';
import type { Context, Services } from './context.ts';
import { rateLimited } from './limits.ts';
import type { SpentAddresses } from './spent-addresses.ts';

/** How long a refusal is held back, milliseconds: who asks again at once, and does not wait as told, asks less often so. */
const heldBack = 250;

/** What an address outside of the API takes of the budget of whoever asks for it. */
interface Charge {
  readonly cost: number;
  /** Who is staff, where it is asked for with a session or a token; elsewhere the address of the caller pays. */
  readonly staff?: readonly string[];
}

/** Charges a request and answers who asks; when the budget is spent, answers the request by itself, and null. */
export function chargeFor({ database, clock, settings }: Pick<Services, 'database' | 'clock' | 'settings'>, { cost, staff }: Charge) {
  const cookies = cookiesFor(settings.publicUrl);
  return async (request: FastifyRequest, reply: FastifyReply): Promise<Pick<Authentication, 'viewer'> | null> => {
    const bearer = bearerOf(request.headers.authorization);
    const { viewer, budget } = await authenticate(
      database,
      { ...settings, staff: staff ?? [] },
      {
        sessionToken: staff && bearer === null ? (request.cookies[cookies.session] ?? null) : null,
        apiToken: staff ? bearer : null,
        address: request.ip,
        cost,
        at: clock.now(),
        use: { operation: null, fields: [request.routeOptions.url ?? ''], document: '', requestId: request.id },
      },
    );
    if (!budget.isRefused) return { viewer };
    await reply.code(429).header('retry-after', '1').type('text/plain').send('Too many requests');
    return null;
  };
}

/** Finds out who asks, and charges them for an operation or for reading its text; answers why they are refused, or null. */
export async function chargeCaller(
  context: Context,
  { cost, staff, spent, use }: { cost: number; staff: readonly string[]; spent: SpentAddresses; use?: ApiUse },
): Promise<Refusal | null> {
  const { settings, database, clock, apiToken, sessionToken, address, prepaid } = context;
  const { viewer, budget } = await authenticate(
    database,
    { ...settings, staff },
    {
      sessionToken: apiToken === null ? sessionToken : null,
      apiToken,
      address,
      cost: Math.max(0, cost - (prepaid ?? 0)),
      at: clock.now(),
      ...(use && { use }),
    },
  );
  context.viewer = viewer;
  // the language on the screen comes first; callers that ask for none are answered in their own
  if (viewer && !context.isLocaleAsked) context.locale = viewer.locale;
  context.budget = { ...budget, cost: Math.max(cost, prepaid ?? 0) };
  if (!budget.isRefused) return null;
  if (!viewer) spent.add(address);
  await sleep(heldBack);
  return rateLimited(cost, budget.available, settings.limits);
}

/** Charges the caller of an operation for that much more; refused as every operation is whose cost the budget does not hold. */
export async function chargeMore(context: Context, viewer: Viewer, more: number): Promise<void> {
  const { budget, database, clock, settings } = context;
  const spent = await spendMore(database, settings.limits, { viewer, cost: more, at: clock.now() });
  context.budget = { ...spent, cost: (budget?.cost ?? 0) + more };
  if (spent.isRefused) throw rateLimited(more, spent.available, settings.limits);
}
