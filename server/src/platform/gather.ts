import { joinSql, type Reader, Sql, sql } from './database.ts';

interface Asked {
  readonly statement: Sql;
  readonly answer: (rows: never[]) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Puts together what the fields of one request ask for at the same moment: several statements travel as one, so that a page costs as many
 * round trips as it is deep, however many lists it shows. Instants come as text where statements were put together.
 */
export function gathering(database: Reader): Reader {
  let waiting: Asked[] = [];

  const flush = async () => {
    const asked = waiting;
    waiting = [];
    const [only, ...others] = asked;
    if (only && others.length === 0) return settle(database, only);
    try {
      const parts = asked.map(
        ({ statement }, index) => sql`(select coalesce(json_agg(gathered_row), '[]') from (${statement}) gathered_row) as ${name(index)}`,
      );
      const [row] = await database.rows<Record<string, never[]>>(sql`select ${joinSql(parts, sql`, `)}`);
      asked.forEach(({ answer }, index) => {
        answer(row?.[`list_${index}`] ?? []);
      });
    } catch {
      // one that fails shall not take the others along
      await Promise.all(asked.map(each => settle(database, each)));
    }
  };

  return {
    rows: <Row>(statement: Sql) =>
      new Promise<Row[]>((answer, fail) => {
        waiting.push({ statement, answer: answer as Asked['answer'], fail });
        // after the promises that are settled now, as DataLoader does, so that what they ask for comes along
        if (waiting.length === 1) void Promise.resolve().then(() => process.nextTick(() => void flush()));
      }),
  };
}

const settle = ({ rows }: Reader, { statement, answer, fail }: Asked): Promise<void> => rows<never>(statement).then(answer, fail);

const name = (index: number): Sql => new Sql([`list_${index}`], []);
