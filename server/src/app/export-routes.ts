import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { contentOf, exportsById } from '../features/exports/export.queries.ts';
import { writers } from '../features/exports/export-format.ts';
import { parseNodeId } from '../platform/node-id.ts';
import { chargeFor } from './charge.ts';
import type { Services } from './context.ts';

/** What a download takes of its caller's budget: as much as a small query. */
const cost = 10;

/** The files of exports, each for the person who asked for it; everything else is answered like an address that does not exist. */
export function exportRoutes(app: FastifyInstance, services: Services, staff: readonly string[]): void {
  const { database, clock } = services;
  const charge = chargeFor(services, { cost, staff });
  app.get<{ Params: { id: string; fileName: string } }>('/exports/:id/:fileName', async (request, reply) => {
    const caller = await charge(request, reply);
    if (!caller) return reply;
    const { viewer } = caller;
    const id = parseNodeId(request.params.id);
    const [found] = viewer && id?.type === 'Export' ? await exportsById(database, viewer, clock.now(), [id.key]) : [];
    if (found?.state !== 'READY' || found.fileName !== request.params.fileName) return reply.code(404).type('text/plain').send('Not found');
    return reply
      .header('cache-control', 'no-store')
      .header('x-content-type-options', 'nosniff')
      .header('content-disposition', `attachment; filename="${found.fileName}"; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
      .type(writers[found.format].mediaType)
      .send(Readable.from(contentOf(database, found)));
  });
}
