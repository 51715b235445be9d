import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { type IncomingMessage, request as sendRequest } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { resolve } from 'node:path';
import { type Duplex, pipeline } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomSecret } from './secrets.ts';

export interface EmbeddedMail {
  readonly smtpUrl: string;
  mount(app: FastifyInstance): Promise<void>;
  stop(): Promise<void>;
}

interface Ports {
  readonly smtp: number;
  readonly web: number;
}

const path = '/inbox';

// The source stands beside the child; a bundle or a chunk of it stands one folder above.
const childFile = ['./embedded-mail.child.ts', './platform/embedded-mail.child.js', './embedded-mail.child.js']
  .map(name => fileURLToPath(new URL(name, import.meta.url)))
  .find(name => existsSync(name));

/** What the inbox's own pages need; a mail shown inside inherits it, so nothing in a mail is fetched from elsewhere. */
const inboxPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ');
/** Mails and attachments come from anywhere: opened by themselves they get an origin of their own. */
const mailPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

/**
 * A real SMTP server with an inbox at `/inbox/`. The address listens at once; the mail server behind it starts with the first mail or
 * the first look into the inbox. Mails stay in `folder`.
 */
export async function startEmbeddedMail({ folder }: { folder: string }): Promise<EmbeddedMail> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const secret = randomSecret();
  const open = new Set<Duplex>();
  const live = new Set<Duplex>();
  let child: ChildProcess | undefined;
  let starting: Promise<Ports> | undefined;

  const keep = <S extends Duplex>(socket: S): S => {
    open.add(socket);
    socket.on('error', () => undefined).once('close', () => open.delete(socket));
    return socket;
  };
  const join = (one: Duplex, other: Duplex) => {
    pipeline(one, other, () => undefined);
    pipeline(other, one, () => undefined);
  };

  const start = async (): Promise<Ports> => {
    if (!childFile) throw new Error('The embedded mail server is not part of this build.');
    const started = fork(childFile, [resolve(folder), path, secret], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    child = started;
    started.once('exit', () => {
      if (child === started) child = starting = undefined;
    });
    const failed = once(started, 'exit').then(([code]) => {
      throw new Error(`The embedded mail server stopped with code ${code}.`);
    });
    failed.catch(() => undefined);
    const [ports] = (await Promise.race([once(started, 'message'), failed])) as [Ports];
    return ports;
  };
  const ports = (): Promise<Ports> => {
    starting ??= start().catch(error => {
      starting = undefined;
      throw error;
    });
    return starting;
  };

  const smtp = createServer({ pauseOnConnect: true }, socket => {
    keep(socket);
    ports().then(
      ({ smtp: port }) => join(socket, keep(connect(port, '127.0.0.1'))),
      () => socket.destroy(),
    );
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp, 'listening');

  const ask = async (request: IncomingMessage, body?: NodeJS.ReadableStream): Promise<IncomingMessage> => {
    const { web } = await ports();
    const { 'accept-encoding': encoding, connection, ...headers } = request.headers;
    const asked = sendRequest({
      host: '127.0.0.1',
      port: web,
      method: request.method,
      path: request.url,
      headers: { ...headers, 'x-inbox-secret': secret },
    });
    const answered = once(asked, 'response');
    if (body) body.pipe(asked);
    else asked.end();
    const [answer] = (await answered) as [IncomingMessage];
    return answer;
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!isSameOrigin(request.raw)) return reply.code(403).send({ error: 'Only this origin may use the inbox.' });
    const from = await ask(request.raw, request.body as NodeJS.ReadableStream | undefined);
    const isApi = request.url.startsWith(`${path}/api/`);
    reply.code(from.statusCode ?? 502).headers({
      'content-security-policy': isApi ? mailPolicy : inboxPolicy,
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
      'cache-control': from.headers['cache-control'] ?? 'no-store',
    });
    // Nothing else of its answer is passed on: maildev lets every origin read it.
    for (const name of ['content-type', 'content-disposition', 'etag', 'last-modified'] as const) {
      const value = from.headers[name];
      if (value) reply.header(name, value);
    }
    const mended = mending.find(({ at }) => at.test(request.url));
    return reply.send(mended && from.statusCode === 200 ? mended.mend(await text(from)) : from);
  };

  /** The inbox's live updates. */
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    if (!isSameOrigin(request)) {
      socket.destroy();
      return;
    }
    live.add(keep(socket).once('close', () => live.delete(socket)));
    ports().then(
      ({ web }) => {
        const behind = keep(connect(web, '127.0.0.1'));
        const lines = request.rawHeaders.flatMap((name, index, all) => (index % 2 === 0 ? [`${name}: ${all[index + 1]}`] : []));
        behind.write([`${request.method} ${request.url} HTTP/1.1`, ...lines, `x-inbox-secret: ${secret}`, '', ''].join('\r\n'));
        behind.write(head);
        join(socket, behind);
      },
      () => socket.destroy(),
    );
  };

  const mount = async (app: FastifyInstance): Promise<void> => {
    app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (request.url?.startsWith(`${path}/socket.io/`)) upgrade(request, socket, head);
      else if (app.server.listenerCount('upgrade') === 1) socket.destroy();
    });
    app.addHook('preClose', async () => {
      for (const socket of live) socket.destroy();
    });
    app.get(path, (_request, reply) => reply.redirect(`${path}/`, 308));
    await app.register(async scope => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
      scope.route({ method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], url: `${path}/*`, handler: answer });
    });
  };

  const stop = async (): Promise<void> => {
    smtp.close();
    for (const socket of open) socket.destroy();
    if (!child) return;
    const gone = once(child, 'exit');
    if (child.connected) child.disconnect();
    else child.kill();
    await gone;
  };

  return { smtpUrl: `smtp://127.0.0.1:${(smtp.address() as AddressInfo).port}`, mount, stop };
}

/** maildev 3 shows a mail in a frame in which links can open nothing; here they open a tab. */
const mending: readonly { readonly at: RegExp; readonly mend: (text: string) => string }[] = [
  { at: /^\/inbox\/assets\/[^/]+\.js$/, mend: script => script.replace('sandbox:"allow-same-origin"', `sandbox:"${frameSandbox}"`) },
  { at: /^\/inbox\/api\/email\/[^/]+\/html$/, mend: mail => mail.replace(/<head[^>]*>/, '$&<base target="_blank">') },
];
const frameSandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox';

/** Browsers name the origin of everything that another page asks for by script or form. */
function isSameOrigin({ headers }: IncomingMessage): boolean {
  if (headers.origin === undefined) return true;
  return URL.parse(headers.origin)?.host === headers.host;
}
