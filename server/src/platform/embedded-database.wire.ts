import { createServer, type Server, type Socket } from 'node:net';

/** The one backend behind all connections, called for one thing at a time. */
export interface Backend {
  /** What it answers to a start-up message. */
  readonly greeting: Buffer;
  /** Runs whole protocol messages and hands out what it answers. */
  run(messages: Uint8Array, answer: (bytes: Uint8Array) => void): Promise<void>;
  /** Hears of each request that ended with no transaction open, and may use the backend itself. */
  rest(): Promise<void>;
  /** Milliseconds after which a transaction that its client forgot is ended, as it keeps every other connection waiting. */
  readonly patience: number;
  /** Hears that the backend no longer answers. */
  failed(error: unknown): void;
}

const protocolVersion = 196_608;
const sslRequest = 80_877_103;
const gssRequest = 80_877_104;

const message = (type: string, ...parts: (string | Buffer)[]): Buffer => {
  const body = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const sync = message('S');
const copyIn = message('G', Buffer.alloc(3));
const fatal = (code: string, text: string) => message('E', 'SFATAL', `C${code}`, `M${text}`, '');

/** Gives a prepared statement a name that no other connection uses, as the one backend has one space of names. */
function withOwnName(own: Buffer, prefix: string, names: Set<string>): Buffer {
  const type = String.fromCharCode(own[0] ?? 0);
  if (!(type === 'P' || type === 'B' || ((type === 'D' || type === 'C') && own[5] === 0x53))) return own;
  const start = type === 'P' ? 5 : type === 'B' ? own.indexOf(0, 5) + 1 : 6;
  const end = own.indexOf(0, start);
  if (end <= start) return own;
  const name = prefix + own.toString('utf8', start, end);
  if (type === 'P') names.add(name);
  return message(type, own.subarray(5, start), name, own.subarray(end + 1));
}

/** What one connection asks to be run without anything of another in between. */
interface Unit {
  readonly of: Connection;
  readonly messages: Buffer;
  readonly kind: 'whole' | 'flush' | 'copy' | 'end';
}

interface Connection {
  readonly socket: Socket;
  readonly names: Set<string>;
}

/** The state of the transaction that ReadyForQuery, the last message of an answer, tells: I, T or E; null where there is none. */
function stateAfter(answer: Buffer): string | null {
  const at = answer.length - 6;
  return at >= 0 && answer.readUInt32BE(at) === 0x5a000000 && answer[at + 4] === 5 ? String.fromCharCode(answer[at + 5] ?? 0) : null;
}

function without(type: string, answer: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < answer.length; ) {
    const next = at + 1 + answer.readInt32BE(at + 1);
    if (answer[at] !== type.charCodeAt(0)) kept.push(answer.subarray(at, next));
    at = next;
  }
  return Buffer.concat(kept);
}

/**
 * Serves PostgreSQL's protocol to many connections on one backend. The package's own server hands the backend message by
 * message, so that connections bind to each other's statements when a request comes in two pieces; here a request runs whole.
 */
export function createWireServer(backend: Backend): Server {
  const waiting: Unit[] = [];
  let owner: Connection | null = null;
  let isRunning = false;
  let patience: NodeJS.Timeout | undefined;
  let connections = 0;

  async function run({ of, messages, kind }: Unit): Promise<void> {
    clearTimeout(patience);
    patience = undefined;
    const pieces: Buffer[] = [];
    const held = kind === 'copy' || kind === 'end';
    let tail: Buffer = Buffer.alloc(0);
    of.socket.cork();
    await backend.run(messages, bytes => {
      const piece = Buffer.from(bytes);
      tail = piece.length < 6 ? Buffer.concat([tail, piece]).subarray(-6) : piece.subarray(-6);
      if (held) pieces.push(piece);
      else if (of.socket.writable) of.socket.write(piece);
    });
    if (kind === 'copy' && of.socket.writable) of.socket.write(without('G', Buffer.concat(pieces)));
    of.socket.uncork();
    const state = stateAfter(tail);
    if (kind !== 'flush' && state === null) throw new Error('the database stopped answering');
    owner = state === 'I' ? null : of;
    if (owner === null) await backend.rest();
  }

  function endOf(connection: Connection): Buffer {
    const closes = [...connection.names].map(name => message('C', Buffer.from('S'), name));
    return Buffer.concat([...(owner === connection ? [sync, message('Q', 'rollback')] : []), ...closes, sync]);
  }

  async function drain(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    for (;;) {
      const at = waiting.findIndex(unit => owner === null || unit.of === owner);
      const [unit] = at < 0 ? [] : waiting.splice(at, 1);
      if (!unit) break;
      await run(unit.kind === 'end' ? { ...unit, messages: endOf(unit.of) } : unit);
      // Lets other connections be read, and their answers written, between two units.
      await new Promise(setImmediate);
    }
    isRunning = false;
    if (owner) patience ??= setTimeout(endIdle, backend.patience, owner);
  }

  function endIdle({ socket }: Connection): void {
    socket.end(fatal('25P03', 'terminating connection due to idle-in-transaction timeout'), () => socket.destroy());
  }

  const push = (unit: Unit): void => {
    waiting.push(unit);
    drain().catch(backend.failed);
  };

  return createServer(socket => {
    const connection: Connection = { socket, names: new Set() };
    const prefix = `${(++connections).toString(36)}_`;
    const chunks: Buffer[] = [];
    let size = 0;
    let needed = 8;
    let isStarted = false;
    let isCopying = false;
    let unit: Buffer[] = [];

    const complete = (kind: Unit['kind']): void => {
      push({ of: connection, messages: unit.length === 1 && unit[0] ? unit[0] : Buffer.concat(unit), kind });
      unit = [];
    };

    function start(code: number): void {
      if (code === sslRequest || code === gssRequest) socket.write('N');
      else if (code === protocolVersion) {
        isStarted = true;
        socket.write(backend.greeting);
      } else socket.end(fatal('0A000', 'only connections by protocol 3.0 are served here')); // cancel requests come here as well
    }

    function take(raw: Buffer): void {
      const type = String.fromCharCode(raw[0] ?? 0);
      unit.push(withOwnName(raw, prefix, connection.names));
      if (isCopying) {
        // The backend cannot wait for data that comes later, so a COPY is run when all of its data is here.
        if (type !== 'c' && type !== 'f') return;
        isCopying = false;
        complete('copy');
      } else if (type === 'Q' && /^\s*copy\s[^;]*\sfrom\s+stdin\b/i.test(raw.toString('utf8', 5, 1000))) {
        isCopying = true;
        socket.write(copyIn);
      } else if (type === 'Q' || type === 'S' || type === 'F') complete('whole');
      else if (type === 'H') complete('flush');
      else if (type === 'X') socket.end();
    }

    socket.on('data', chunk => {
      chunks.push(chunk as Buffer);
      size += chunk.length;
      // Pieces are put together once per message, not once per piece: a batch of rows may come in hundreds.
      if (size < needed) return;
      let buffer: Buffer = chunks.length === 1 ? (chunk as Buffer) : Buffer.concat(chunks);
      for (;;) {
        const least = isStarted ? 5 : 8;
        needed = buffer.length < least ? least : isStarted ? buffer.readInt32BE(1) + 1 : buffer.readInt32BE(0);
        if (needed < least) return void socket.destroy();
        if (buffer.length < needed) break;
        if (isStarted) take(buffer.subarray(0, needed));
        else start(buffer.readInt32BE(4));
        buffer = buffer.subarray(needed);
      }
      chunks.splice(0, chunks.length, buffer);
      size = buffer.length;
    });
    socket.on('error', () => {});
    socket.on('close', () => push({ of: connection, messages: sync, kind: 'end' }));
  });
}
