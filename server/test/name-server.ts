import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import ipaddr from 'ipaddr.js';

const [header, typeOfFour, typeOfSix] = [12, 1, 28];

/** A name server on loopback, which knows the addresses that it is told and leaves every other question without an answer. */
export class NameServer {
  /** The names that it was asked for. */
  readonly asked: string[] = [];

  private constructor(
    private readonly socket: Socket,
    private readonly known: Readonly<Record<string, readonly string[]>>,
  ) {}

  static async open(known: Readonly<Record<string, readonly string[]>>): Promise<NameServer> {
    const server = new NameServer(createSocket('udp4'), known);
    server.socket.on('message', (question, { port, address }) => {
      const answer = server.answerTo(question);
      if (answer) server.socket.send(answer, port, address);
    });
    await new Promise<void>(resolve => server.socket.bind(0, '127.0.0.1', resolve));
    return server;
  }

  get address(): string {
    return `127.0.0.1:${(this.socket.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise(resolve => this.socket.close(resolve));
  }

  private answerTo(question: Buffer): Buffer | null {
    const labels: string[] = [];
    let at = header;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = labels.join('.').toLowerCase();
    this.asked.push(name);
    const addresses = this.known[name];
    if (!addresses) return null;
    const type = question.readUInt16BE(at + 1);
    const found = addresses
      .map(each => Buffer.from(ipaddr.parse(each).toByteArray()))
      .filter(({ length }) => length === (type === typeOfSix ? 16 : 4));
    const records = (type === typeOfFour || type === typeOfSix ? found : []).map(bytes =>
      // the name of the question, its type, of the internet, for a minute
      Buffer.concat([Buffer.from([0xc0, header, 0, type, 0, 1, 0, 0, 0, 60, 0, bytes.length]), bytes]),
    );
    const head = Buffer.from([question[0]!, question[1]!, 0x81, 0x80, 0, 1, 0, records.length, 0, 0, 0, 0]);
    return Buffer.concat([head, question.subarray(header, at + 5), ...records]);
  }
}
