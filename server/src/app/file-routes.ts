import { preferredLocale } from '@vlsc/shared/locale.ts';
import { say } from '@vlsc/shared/messages.ts';
import { paths } from '@vlsc/shared/paths.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { chargeFor } from './charge.ts';
import type { Services } from './context.ts';

/** What a fetch takes of the budget of its address: each is put on record. */
const cost = 100;

/** Links to files. They work without a session, so that a file can be fetched by a command line. */
export function fileRoutes(app: FastifyInstance, services: Services): void {
  const { downloads, settings } = services;
  const charge = chargeFor(services, { cost });
  app.get<{ Params: { token: string } }>(
    '/files/:token/:fileName',
    // asking whether a file is there fetches nothing
    { exposeHeadRoute: false },
    async (request, reply) => {
      if (!(await charge(request, reply))) return reply;
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const outcome = await downloads.follow(request.params.token, request.id);
      if (outcome !== null && outcome !== 'expired') return reply.redirect(outcome.location, 302);
      if (wantsPage(request)) return reply.redirect(`${paths.downloadsAndKeys}?link=${outcome ?? 'unknown'}`, 303);
      const key = outcome === 'expired' ? 'errors.downloadLinkExpired' : 'errors.notFound';
      const text = say(
        { key, params: { address: settings.publicUrl + paths.downloadsAndKeys } },
        preferredLocale(request.headers['accept-language']),
      );
      return reply
        .code(outcome === 'expired' ? 410 : 404)
        .type('text/plain; charset=utf-8')
        .send(`${text}\n`);
    },
  );
}

const wantsPage = (request: FastifyRequest): boolean => (request.headers.accept ?? '').includes('text/html');
