import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';

export interface Received {
  readonly path: string;
  readonly id: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly payload: any;
}

type Answer = (received: Received, response: ServerResponse) => unknown;

/** A partner's HTTPS server on loopback, with a certificate of its own. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  /** How it answers; 204 unless told otherwise. */
  answer: Answer = (_received, response) => response.writeHead(204).end();

  private constructor(
    private readonly server: Server,
    private readonly folder: string,
  ) {}

  static async open(): Promise<WebhookReceiver> {
    const folder = mkdtempSync(join(tmpdir(), 'vlsc-webhook-'));
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,DNS:*.partners.example,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
        '-keyout',
        key,
        '-out',
        certificate,
        ...subject,
      ],
      { stdio: 'ignore' },
    );
    const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) });
    const receiver = new WebhookReceiver(server, folder);
    server.on('request', async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      const body = Buffer.concat(parts).toString('utf8');
      const received = {
        path: request.url ?? '',
        id: String(request.headers['webhook-id']),
        headers: request.headers,
        body,
        payload: body ? JSON.parse(body) : null,
      };
      receiver.received.push(received);
      await receiver.answer(received, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  /** What a server must be told to call and to trust it. */
  get env(): Record<string, string> {
    return { VLSC_WEBHOOK_PRIVATE_ADDRESSES: 'localhost', VLSC_WEBHOOK_CA: join(this.folder, 'certificate.pem') };
  }

  url(path = '/hook'): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** What came to a path, once it is so many. */
  async arrived(path: string, atLeast = 1): Promise<Received[]> {
    return until(
      () => this.received.filter(each => each.path === path),
      found => found.length >= atLeast,
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Checks a signature as receivers do, by the library of Standard Webhooks; throws when it is wrong. */
export const verified = (secret: string, { headers, body }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

export async function until<Found>(look: () => Promise<Found> | Found, isSo: (found: Found) => boolean): Promise<Found> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await look();
    if (isSo(found)) return found;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It did not come about within 15 seconds.');
}
