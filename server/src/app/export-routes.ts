import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { contentOf, exportsById } from '../features/exports/export.queries.ts';
import { writers } from '../features/exports/export-format.ts';
import { rangeAsked } from '../platform/byte-range.ts';
import { parseNodeId } from '../platform/node-id.ts';
import { chargeFor } from './charge.ts';
import type { Services } from './context.ts';

/** What a download takes of its caller's budget: as much as a small query. */
const cost = 10;
/** From that size on a file is sent as it is, to be resumed where it broke; shorter ones are compressed, and fetched again as quickly. Bytes. */
const resumedFrom = 8 * 1024 * 1024;

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
    const size = found.byteCount;
    // what is ready is never written again
    const etag = `"${found.id}"`;
    const asked = request.method === 'GET' ? rangeAsked(request.headers, { size, etag }) : null;
    if (size >= resumedFrom) request.headers['accept-encoding'] = 'identity';
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
    // bytes are counted in the file as it is; whoever gets it compressed has none of them
    if (asked || !/gzip|br|\*/.test(request.headers['accept-encoding'] ?? '')) reply.header('accept-ranges', 'bytes').header('etag', etag);
    if (asked === 'outside') return reply.code(416).header('content-range', `bytes */${size}`).type('text/plain').send('Nothing is there');
    const { start, end } = asked ?? { start: 0, end: size - 1 };
    if (asked) reply.code(206).header('content-range', `bytes ${start}-${end}/${size}`);
    return reply
      .header('content-length', end - start + 1)
      .header('content-disposition', `attachment; filename="${found.fileName}"; filename*=UTF-8''${encodeURIComponent(found.fileName)}`)
      .type(writers[found.format].mediaType)
      .send(Readable.from(request.method === 'HEAD' ? [] : contentOf(database, found, { start, end })));
  });
}
