import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

interface File {
  readonly content: Buffer;
  readonly type: string;
  readonly tag: string;
}

/** The documentation of the API at `/docs`: files made by the build, under the same policy as every other page of ours. */
export function docsRoutes(app: FastifyInstance, folder = docsRoot): void {
  const files = filesIn(folder);
  const missing = files.get('404');
  const send = (request: FastifyRequest, reply: FastifyReply, file: File, status = 200) => {
    const isNamedByContent = request.url.startsWith('/docs/assets/') && status === 200;
    reply
      .header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache')
      .header('etag', file.tag)
      .type(file.type);
    if (status === 200 && request.headers['if-none-match']?.split(/,\s*/).includes(file.tag)) return reply.code(304).send();
    return reply.code(status).send(file.content);
  };
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { '*': path = '' } = request.params as { '*'?: string };
    const [address = '', query] = request.url.split('?');
    if (address.endsWith('/') && files.has(path.replace(/\/+$/, ''))) {
      return reply.redirect(`${address.replace(/\/+$/, '')}${query === undefined ? '' : `?${query}`}`, 308);
    }
    const file = path === '404' ? undefined : files.get(path);
    if (file) return send(request, reply, file);
    return missing ? send(request, reply, missing, 404) : reply.code(404).type('text/plain').send('Not found');
  };
  app.get('/docs', answer);
  app.get('/docs/*', answer);
}

/** All of them in memory, by what follows `/docs/`: they are few and small, and no address can reach another file. */
function filesIn(folder: string): Map<string, File> {
  if (!existsSync(folder)) return new Map();
  const paths = globSync('**/*.{html,css,js,json}', { cwd: folder });
  return new Map(
    paths.map(path => {
      const content = readFileSync(join(folder, path));
      const tag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
      return [path.replace(/\.html$/, '').replace(/^index$/, ''), { content, type: types[path.split('.').pop() ?? ''] ?? '', tag }];
    }),
  );
}

/** Beside the server's bundle, whether it runs from source or built. */
const docsRoot =
  ['../../dist/docs/', './docs/'].map(path => fileURLToPath(new URL(path, import.meta.url))).find(path => existsSync(path)) ?? 'dist/docs';
