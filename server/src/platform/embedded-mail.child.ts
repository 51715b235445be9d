// The mail server as a process of its own: its HTML parser alone takes 130 MB and a second to load, which no visitor should wait for.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MailDev } from 'maildev';

const [folder = '', path = '', secret = ''] = process.argv.slice(2);
const isOurs = (headers: NodeJS.Dict<string | string[]>) => headers['x-inbox-secret'] === secret;

// The parent stops us by hanging up, after its last mail; a Ctrl+C in the terminal reaches both of us at once.
process.on('SIGINT', () => undefined);
process.once('disconnect', () => process.exit());

// It announces its web port on standard output, which is not the one to open.
console.info = () => undefined;
const { smtp, api } = await new MailDev({
  smtp: 0,
  ip: '127.0.0.1',
  web: 0,
  webIp: '127.0.0.1',
  basePathname: path,
  mailDirectory: folder,
  maxEmails: 1000,
  maxMessageSize: 10 * 1024 * 1024,
  silent: true,
}).start();
if (!api) throw new Error('The inbox did not start.');
const inbox = api.server.server;

// Its own web port answers every page of every origin with open CORS: closed, and reached only with the parent's secret instead.
// Its live updates would end with the port, so they do not hear of it.
await new Promise(resolve => inbox.removeAllListeners('close').close(resolve));
const gate = createServer((request, response) => {
  if (isOurs(request.headers)) inbox.emit('request', request, response);
  else response.writeHead(403).end();
});
gate.on('upgrade', (request, socket, head) => {
  if (isOurs(request.headers)) inbox.emit('upgrade', request, socket, head);
  else socket.destroy();
});
gate.listen(0, '127.0.0.1', () => process.send?.({ smtp: smtp.getPort(), web: (gate.address() as AddressInfo).port }));
