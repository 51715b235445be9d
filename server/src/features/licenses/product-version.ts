import { type Sql, sql } from '../../platform/database.ts';

/** Which of two versions is older is told by the first number in their names: 2010 before 2019, 7 before 8.1 before 10. */
export const ageOf = (table: Sql): Sql => sql`coalesce(substring(${table}.version from '\\d+(?:\\.\\d+)?')::numeric, 0)`;
