import type { FastifyInstance } from 'fastify';
import type { CalendarFeedService } from '../features/licenses/calendar-feed.service.ts';
import { chargeFor } from './charge.ts';
import type { Services } from './context.ts';

const cachedFor = 15 * 60;
/** What a reading takes of the budget of its address. */
const cost = 50;

/** Private calendars, read by programs that cannot sign in: what is no calendar, is none any more or is suspended answers alike. */
export function calendarRoutes(app: FastifyInstance, services: Services, feeds: CalendarFeedService): void {
  const charge = chargeFor(services, { cost });
  app.get<{ Params: { file: string } }>('/calendar/:file', async (request, reply) => {
    if (!(await charge(request, reply))) return reply;
    const [, token] = /^([\w-]{43})\.ics$/.exec(request.params.file) ?? [];
    const calendar = token ? await feeds.read(token) : null;
    if (!calendar) return reply.code(404).type('text/plain').send('Not found');
    reply.header('cache-control', `private, max-age=${cachedFor}`).header('etag', calendar.tag);
    if (request.headers['if-none-match']?.includes(calendar.tag)) return reply.code(304).send();
    return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="vlsc.ics"').send(calendar.text);
  });
}
