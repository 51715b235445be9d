import { Resolver, lookup as systemLookup } from 'node:dns/promises';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import ipaddr from 'ipaddr.js';

type Address = { readonly address: string; readonly family: number };
type Resolve = (host: string, signal: AbortSignal) => Promise<readonly Address[]>;

const wellKnownPort = 443;
const firstFreePort = 1024;
const longestUrl = 2000;
/** What is public by its range, and yet answers inside of a cloud: the wire server of one, the metadata of another. */
const insideAnyway = ['168.63.129.16/32', '100.100.100.200/32', '192.0.0.0/24'].map(each => ipaddr.parseCIDR(each));
const globalUnicast = ipaddr.parseCIDR('2000::/3');

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: [ipaddr.IPv4 | ipaddr.IPv6, number]): boolean =>
  address.kind() === network.kind() && address.match(network as never, bits);

/** Which hosts may be called: what is public, and what the operator named (`hosts` are names, addresses and networks). */
export class Outside {
  private readonly names: ReadonlySet<string>;
  private readonly networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

  constructor(hosts: readonly string[]) {
    this.networks = hosts.map(networkOf).filter(network => network !== null);
    this.names = new Set(hosts.filter(host => !networkOf(host)).map(host => host.toLowerCase()));
  }

  /** Whether an address, however it is written, is of the public internet or was named. */
  admits(text: string): boolean {
    if (!ipaddr.isValid(text)) return false;
    // an IPv4 address in an IPv6 one is the former
    const address = ipaddr.process(text);
    if (this.networks.some(network => within(address, network))) return true;
    if (address.range() !== 'unicast' || insideAnyway.some(network => within(address, network))) return false;
    return address.kind() === 'ipv4' || within(address, globalUnicast);
  }

  /** Whether the operator named that host, and not only the network that it is in. */
  isNamed(host: string): boolean {
    return this.names.has(host);
  }

  /** Whether all addresses behind a name may be called. */
  admitsAll(host: string, addresses: readonly Address[]): boolean {
    return addresses.length > 0 && (this.isNamed(host) || addresses.every(({ address }) => this.admits(address)));
  }

  /** A URL that may be called as far as can be told without asking for its name; null otherwise. What it is called by: its normal form. */
  read(typed: string): URL | null {
    if (typed.length > longestUrl || !URL.canParse(typed)) return null;
    const url = new URL(typed);
    const port = url.port === '' ? wellKnownPort : Number(url.port);
    if (url.protocol !== 'https:' || url.username || url.password || (port !== wellKnownPort && port < firstFreePort)) return null;
    const host = hostOf(url);
    if (ipaddr.isValid(host) ? !this.admits(host) : !this.isNamed(host) && !/^(?!.*(^|\.)localhost\.?$)[^.].*\.[^.]+\.?$/.test(host))
      return null;
    url.hash = '';
    return url;
  }
}

function networkOf(host: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
  if (ipaddr.isValidCIDR(host)) return ipaddr.parseCIDR(host);
  if (!ipaddr.isValid(host)) return null;
  const address = ipaddr.process(host);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** The host of a URL as it is asked for: IPv6 without its brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').toLowerCase();

/** Why there was no answer. Whether a name is unknown or leads inside is not told apart: inside names would be told by it. */
export type NoAnswer = 'ADDRESS' | 'CERTIFICATE' | 'TIMEOUT' | 'CONNECTION';

export interface Answered {
  /** The status of the answer; null where there was none, and then `failure` says why. */
  readonly status: number | null;
  readonly failure: NoAnswer | null;
  /** The beginning of what was answered, as text. */
  readonly text: string;
}

export interface OutboundOptions {
  readonly outside: Outside;
  /** Certificates to trust besides the well-known ones, as PEM. */
  readonly certificates: string | null;
  /** Until the answer is complete, in milliseconds. */
  readonly timeout: number;
  /** Name servers to ask, such as `192.0.2.53:53`; those of the system where none are named. */
  readonly nameServers?: readonly string[] | null;
  readonly resolve?: Resolve;
}

const mostRead = 4096;
const mostKept = 500;
const everyAddress: Resolve = host => systemLookup(host, { all: true, verbatim: true });
/** How long a name server is waited for the first time, in milliseconds, and how often it is asked. */
const [nameServerTimeout, nameServerTries] = [1_500, 2];

/**
 * Every address of a name, by name servers alone. The system's own look-up takes one of the few threads that the process has for files and
 * names, for as long as a name server is silent: names of strangers would hold everybody up. Each look-up has a resolver, which ends with it.
 */
const publicAddresses =
  (nameServers: readonly string[] | null): Resolve =>
  async (host, signal) => {
    const resolver = new Resolver({ timeout: nameServerTimeout, tries: nameServerTries });
    if (nameServers) resolver.setServers(nameServers);
    const cancel = () => resolver.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const [four, six] = await Promise.all([resolver.resolve4(host).catch(() => []), resolver.resolve6(host).catch(() => [])]);
      return [...four.map(address => ({ address, family: 4 })), ...six.map(address => ({ address, family: 6 }))];
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  };

/**
 * Posts to hosts that others named. The name is asked for once, every address is looked at, and the connection goes to those addresses and no
 * others, so that a name that answers differently the next time leads nowhere. Redirects are answers like any other.
 */
export class Outbound {
  constructor(private readonly options: OutboundOptions) {}

  async post(typed: string, headers: Record<string, string>, body: string, stop: AbortSignal): Promise<Answered> {
    const { outside, timeout, certificates } = this.options;
    const url = outside.read(typed);
    if (!url) return none('ADDRESS');
    const signal = AbortSignal.any([stop, AbortSignal.timeout(timeout)]);
    try {
      const addresses = await this.addressesOf(hostOf(url), signal);
      if (!outside.admitsAll(hostOf(url), addresses)) return none('ADDRESS');
      return await send(url, {
        method: 'POST',
        agent: false,
        signal,
        lookup: to(addresses),
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        ...(certificates && { ca: [...rootCertificates, certificates] }),
        body,
      });
    } catch (error) {
      if (stop.aborted) throw error;
      return none(signal.aborted ? 'TIMEOUT' : reasonOf(error));
    }
  }

  private async addressesOf(host: string, signal: AbortSignal): Promise<readonly Address[]> {
    if (ipaddr.isValid(host)) return [{ address: host, family: ipaddr.parse(host).kind() === 'ipv4' ? 4 : 6 }];
    const { outside, nameServers = null } = this.options;
    // what the operator named may stand in the hosts file, or be known to the system alone
    const { resolve = outside.isNamed(host) ? everyAddress : publicAddresses(nameServers) } = this.options;
    const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
    // a name that is not known is no address either
    return Promise.race([resolve(host, signal).catch(() => []), late]);
  }
}

const none = (failure: NoAnswer): Answered => ({ status: null, failure, text: '' });

/** Answers whoever connects with the addresses that were looked at. */
const to = (addresses: readonly Address[]): LookupFunction =>
  ((_host: string, { all }: { all?: boolean }, done: (error: null, ...found: unknown[]) => void) =>
    all ? done(null, addresses) : done(null, addresses[0]?.address, addresses[0]?.family)) as LookupFunction;

const reasonOf = (error: unknown): NoAnswer =>
  /CERT|SELF_SIGNED|ALTNAME|SSL|UNABLE_TO_/.test((error as { code?: string }).code ?? '') ? 'CERTIFICATE' : 'CONNECTION';

function send(url: URL, { body, ...options }: RequestOptions & { body: string }): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, options, incoming => {
      const parts: Buffer[] = [];
      let bytes = 0;
      const finish = () => {
        resolve({ status: incoming.statusCode ?? null, failure: null, text: keptOf(Buffer.concat(parts)) });
        incoming.destroy();
      };
      incoming.on('data', (part: Buffer) => {
        parts.push(part.subarray(0, mostRead - bytes));
        bytes += part.length;
        if (bytes >= mostRead) finish();
      });
      incoming.once('end', finish);
      incoming.once('error', reject);
    });
    outgoing.once('error', reject);
    // who leaves HTTP has answered nothing; and what is closed without a word is over too
    outgoing.once('upgrade', (_incoming, socket) => {
      socket.destroy();
      reject(new Error('The other side switched protocols.'));
    });
    outgoing.once('close', () => reject(new Error('The connection was closed.')));
    outgoing.end(body);
  });
}

const keptOf = (answer: Buffer): string =>
  answer
    .toString('utf8')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be kept
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffd]/g, '')
    .slice(0, mostKept)
    .toWellFormed();
