import type { CookieSerializeOptions } from '@fastify/cookie';
import { preferredLocale } from '@vlsc/shared/locale.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endSession } from '../features/users/session.queries.ts';
import { ownPath, type SignIn } from '../features/users/sign-in.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';

/** The names of our cookies. Over HTTPS the browser itself guards them from other hosts and paths. */
export function cookiesFor(publicUrl: string) {
  const secure = publicUrl.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  const options: CookieSerializeOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  return {
    session: `${prefix}vlsc`,
    attempt: (state: string) => `${prefix}vlsc-sign-in-${state.slice(0, 8).replace(/[^\w-]/g, '')}`,
    options,
  };
}

const attemptSeconds = 15 * 60;

/** Sign-in at the identity provider, the way back, and sign-out. */
export function authRoutes(
  scope: FastifyInstance,
  { signIn, database, publicUrl, log }: { signIn: SignIn; database: Database; publicUrl: string; log: Log },
): void {
  const cookies = cookiesFor(publicUrl);
  const { origin } = new URL(publicUrl);
  const query = (request: FastifyRequest, name: string) => {
    const value = (request.query as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : undefined;
  };

  scope.register(async app => {
    // a form without fields: there is nothing to read
    app.addContentTypeParser('application/x-www-form-urlencoded', (_request, payload, done) => {
      payload.resume();
      done(null);
    });

    app.get('/auth/sign-in', async (request, reply) => {
      const returnTo = ownPath(query(request, 'returnTo'));
      try {
        const language = query(request, 'lang');
        const { location, state, attempt } = await signIn.begin(
          returnTo,
          preferredLocale(language ?? request.headers['accept-language']),
          query(request, 'again') !== undefined,
        );
        reply.setCookie(cookies.attempt(state), attempt, { ...cookies.options, maxAge: attemptSeconds });
        return reply.header('cache-control', 'no-store').redirect(location);
      } catch (error) {
        log.warn({ requestId: request.id, reason: String(error) }, 'identity provider out of reach');
        return reply.redirect(`${paths.signInFailed}?returnTo=${encodeURIComponent(returnTo)}`);
      }
    });

    app.get('/auth/callback', async (request, reply) => {
      const name = cookies.attempt(query(request, 'state') ?? '');
      const attempt = request.cookies[name];
      reply.clearCookie(name, cookies.options).header('cache-control', 'no-store');
      try {
        if (!attempt) throw new Error('This browser began no such sign-in.');
        const { token, returnTo } = await signIn.complete(new URL(request.url, publicUrl), attempt, request.headers['accept-language']);
        const former = request.cookies[cookies.session];
        if (former) await endSession(database, former);
        reply.setCookie(cookies.session, token, cookies.options);
        return reply.redirect(returnTo);
      } catch (error) {
        log.warn({ requestId: request.id, reason: String(error) }, 'sign-in failed');
        return reply.redirect(paths.signInFailed);
      }
    });

    app.post('/auth/sign-out', async (request, reply) => {
      const from = request.headers.origin;
      if (from !== undefined && from !== origin) return reply.code(403).send();
      const token = request.cookies[cookies.session];
      const idToken = token ? await endSession(database, token) : null;
      reply.clearCookie(cookies.session, cookies.options).header('cache-control', 'no-store');
      return reply.redirect(await signIn.signOutLocation(idToken).catch(() => '/'), 303);
    });
  });
}
