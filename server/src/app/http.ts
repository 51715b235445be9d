import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastifyCompress from '@fastify/compress';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import { askedLocale, preferredLocale } from '@vlsc/shared/locale.ts';
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { bearerOf } from '../features/users/api-token.secret.ts';
import { sql } from '../platform/database.ts';
import { asWork } from '../platform/effect.ts';
import { type Log, withoutSecrets } from '../platform/log.ts';
import { cookiesFor } from './auth-routes.ts';
import { chargeCaller } from './charge.ts';
import { type Context, contextFor, type Services } from './context.ts';
import { reject, rejectionBy, rejectionOf, textOf, unreadable } from './graphql-over-http.ts';
import { budgetHeaders, leftOf, priceOfReading, tooManyRepeats } from './limits.ts';
import type { SpentAddresses } from './spent-addresses.ts';

const largestBody = 100 * 1024;
/** What gets smaller; JSON Lines are not known to be such by themselves. */
const compressible = /^text\/(?!event-stream)|[+/](?:json|jsonl|text|xml)(?:;|$)|octet-stream(?:;|$)/;
const readyWithin = 1_000;

export interface HttpOptions {
  readonly services: Services;
  readonly log: Log;
  /** Where browsers are sent for signing in and out, besides our own origin. */
  readonly issuerOrigin: string;
  readonly webRoot: string;
}

/** The HTTP server without its API: security headers, health, metrics and the single-page application. */
export function createHttp({ services, log, issuerOrigin, webRoot }: HttpOptions): FastifyInstance & { isStopping?: boolean } {
  const { publicUrl } = services.settings;
  const isSecure = publicUrl.startsWith('https:');
  const app = fastify({
    loggerInstance: log as never,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: largestBody,
    forceCloseConnections: 'idle',
    // a link to a file: what it is signed for, and a name in any script
    routerOptions: { maxParamLength: 4096 },
  }) as unknown as FastifyInstance & { isStopping?: boolean };

  app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: [...new Set(["'self'", issuerOrigin])],
        ...(isSecure && { upgradeInsecureRequests: [] }),
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
  });
  app.register(fastifyCookie);
  app.register(fastifyCompress, { encodings: ['br', 'gzip'], threshold: 1024, customTypes: compressible });

  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'By route and status.',
    labelNames: ['route', 'status'],
    registers: [metrics],
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    duration.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1000);
    if (route.startsWith('/assets') || ['/livez', '/readyz', '/metrics'].includes(route)) return;
    log.info(
      {
        requestId: request.id,
        method: request.method,
        url: withoutSecrets(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'request',
    );
  });

  app.get('/livez', async () => 'ok');
  app.get('/readyz', async (_request, reply) => {
    const isReady = !app.isStopping && (await answersSoon(services.database.rows(sql`select 1`)));
    return reply.code(isReady ? 200 : 503).send(isReady ? 'ok' : 'not ready');
  });
  app.get('/metrics', async (_request, reply) => reply.type(metrics.contentType).send(await metrics.metrics()));

  if (existsSync(webRoot)) {
    app.register(fastifyStatic, { root: webRoot, preCompressed: true, wildcard: false, index: false, setHeaders: cacheHeaders });
    app.get('/graphiql', async (_request, reply) =>
      reply.header('content-security-policy', graphiqlPolicy).header('cache-control', 'no-cache').sendFile('graphiql.html', webRoot),
    );
    app.setNotFoundHandler((request, reply) => {
      const wantsPage =
        request.method === 'GET' &&
        (request.headers.accept ?? '').includes('text/html') &&
        !/\.\w{2,5}$/.test(request.url.split('?')[0] ?? '');
      return wantsPage
        ? reply.header('cache-control', 'no-cache').sendFile('index.html', webRoot)
        : reply.code(404).type('text/plain').send('Not found');
    });
  }
  return app;
}

/** GraphiQL's editor writes <style> elements and brings its fonts as data; on its own page, it may. Scripts are ours all the same. */
const graphiqlPolicy =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const cacheHeaders = (reply: { header(name: string, value: string): unknown }, path: string): void => {
  reply.header('cache-control', path.includes(`${join('dist', 'assets')}`) ? 'public, max-age=31536000, immutable' : 'no-cache');
};

const answersSoon = (answer: Promise<unknown>): Promise<boolean> =>
  Promise.race([answer.then(() => true), new Promise<boolean>(resolve => setTimeout(() => resolve(false), readyWithin).unref())]).catch(
    () => false,
  );

/** Mounts the API at /graphql: one context a request, refused when a browser sends it from another site. */
export async function mountApi(app: FastifyInstance, api: ApolloServer<Context>, services: Services, spent: SpentAddresses): Promise<void> {
  api.addPlugin(fastifyApolloDrainPlugin(app));
  await api.start();
  const { publicUrl, limits } = services.settings;
  const { origin } = new URL(publicUrl);
  const prepaid = new WeakMap<FastifyRequest, number>();
  const cookies = cookiesFor(publicUrl);
  const language = (request: FastifyRequest) => preferredLocale(request.headers['accept-language']);
  const contextOf = (request: FastifyRequest): Context =>
    contextFor(services, {
      viewer: null,
      locale: language(request),
      isLocaleAsked: askedLocale(request.headers['accept-language']) !== null,
      requestId: request.id,
      sessionToken: request.cookies[cookies.session] ?? null,
      apiToken: bearerOf(request.headers.authorization),
      address: request.ip,
      prepaid: prepaid.get(request) ?? null,
    });
  const handler = fastifyApolloHandler(api, { context: async (request): Promise<Context> => contextOf(request) });
  app.route({
    method: ['GET', 'HEAD', 'POST', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'],
    url: '/graphql',
    preHandler: [
      async (request, reply) => {
        reply.header('cache-control', 'no-store');
        if (request.method === 'OPTIONS') return reply.code(204).header('allow', 'GET, POST, OPTIONS').send('');
        const from = request.headers.origin;
        const session = request.cookies[cookies.session];
        const rejection =
          from !== undefined && from !== origin && session
            ? ({ status: 403, code: 'UNAUTHENTICATED', said: { key: 'errors.foreignOrigin' } } as const)
            : rejectionOf(request, session !== undefined && bearerOf(request.headers.authorization) === null);
        if (rejection) return reject(request, reply, { locale: language(request), publicUrl }, rejection);
        const tooMany = tooManyRepeats(textOf(request));
        if (tooMany) return reject(request, reply, { locale: language(request), publicUrl }, rejectionBy(tooMany));
        if (spent.has(request.ip)) {
          const context = contextOf(request);
          const cost = 1 + priceOfReading(textOf(request), limits);
          const refusal = await chargeCaller(context, { cost, staff: [], spent });
          if (refusal) {
            const available = leftOf(context.budget?.available ?? 0);
            for (const [name, value] of budgetHeaders(available, limits, refusal.more['retryAfterMs'])) reply.header(name, value);
            return reject(request, reply, { locale: context.locale, publicUrl }, rejectionBy(refusal));
          }
          prepaid.set(request, cost);
        }
        // without a session, or with a token, there is nothing that another site could ride on
        if (!session || bearerOf(request.headers.authorization) !== null) request.headers['apollo-require-preflight'] = 'no session';
      },
      (_request, _reply, next) => asWork(next),
    ],
    errorHandler: (error, request, reply) => {
      const rejection = unreadable(error as { statusCode?: number; code?: string }, largestBody);
      if (rejection.status >= 500) request.log.error({ requestId: request.id, failure: error.stack }, 'unexpected failure');
      return reject(request, reply, { locale: language(request), publicUrl }, rejection);
    },
    handler,
  });
}
