import { type Reader, sql } from '../../platform/database.ts';

/** Which of these addresses stand on an agreement or a license. */
export async function namedAddresses(database: Reader, addresses: readonly string[]): Promise<Map<string, boolean>> {
  const found = await database.rows<{ email: string }>(sql`select distinct email from contact where email = any (${addresses})`);
  return new Map(found.map(({ email }) => [email, true]));
}
