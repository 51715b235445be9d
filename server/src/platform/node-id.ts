import { NotFound } from './errors.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const counter = /^[1-9]\d{0,17}$/;

/** The opaque id under which the API knows a row. */
export const nodeId = (type: string, key: string): string => Buffer.from(`${type}:${key}`).toString('base64url');

/** The row that an id stands for, or null when it is not an id of ours. */
export function parseNodeId(id: string): { type: string; key: string } | null {
  if (id.length > 200 || !/^[\w-]+$/.test(id)) return null;
  const [type = '', key = '', ...rest] = Buffer.from(id, 'base64url').toString('utf8').split(':');
  return rest.length === 0 && (uuid.test(key) || counter.test(key)) ? { type, key } : null;
}

/** The key of a row of that type; anything else is answered as a row that does not exist. */
export function keyOf(type: string, id: string): string {
  const parsed = parseNodeId(id);
  if (parsed?.type !== type || !uuid.test(parsed.key)) throw new NotFound();
  return parsed.key;
}
