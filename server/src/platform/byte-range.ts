import type { IncomingHttpHeaders } from 'node:http';
import parseRange from 'range-parser';

/** The bytes of a file from `start` to `end`, that one included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part of a file that a request asks for, by RFC 9110; null where it is to have the whole: it asks for no part or for several, cannot be
 * read, or has the beginning of another file than this one. `outside` where the file has nothing there, as when there is nothing left to fetch.
 */
export function rangeAsked(headers: IncomingHttpHeaders, { size, etag }: { size: number; etag: string }): ByteRange | 'outside' | null {
  const { range } = headers;
  if (!range || !/^bytes=/i.test(range) || (headers['if-range'] !== undefined && headers['if-range'] !== etag)) return null;
  // the library takes a tail that is longer than the file for one that is not there
  const isWholeTail = Number(/^bytes=-(\d+)$/i.exec(range)?.[1]) >= size && size > 0;
  const asked = parseRange(size, isWholeTail ? 'bytes=0-' : range);
  if (asked === -1) return 'outside';
  return asked === -2 || asked.length !== 1 ? null : (asked[0] ?? null);
}
