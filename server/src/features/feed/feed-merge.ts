import { noValue } from './feed-cells.ts';
import type { FeedColumn, FeedFile } from './feed-files.ts';
import type { FeedSession } from './feed-session.ts';
import type { StagedFile } from './feed-staging.ts';

/** How many rows of a file did what. */
export interface RowCounts {
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
}

type Reference = FeedColumn & { readonly refers: NonNullable<FeedColumn['refers']> };

const isReference = (column: FeedColumn): column is Reference => column.refers !== undefined;
const aliasOf = (column: FeedColumn): string => `of_${column.name}`;
const targetOf = (column: FeedColumn): string => column.refers?.as ?? column.as ?? column.name;
const sourceOf = (column: FeedColumn): string => (isReference(column) ? `${aliasOf(column)}.id` : `stage.${column.name}`);
const list = (items: readonly string[]): string => items.join(', ');
const keyOf = (file: FeedFile): FeedColumn[] => file.columns.filter(({ name }) => file.key.includes(name));

/** The temporary table of a file's rows with the ids of what they name, and with what they are to their target. */
export const resolvedOf = ({ file }: StagedFile): string => `resolved_${file.table}`;

/**
 * Finds, for all rows of a file at once, what they refer to and the row that they stand for, and rejects those that name what does not
 * exist. What `reject…` functions reject leaves the table of resolved rows, so that afterwards all of its rows are sound.
 */
export async function resolveReferences(session: FeedSession, staged: StagedFile): Promise<void> {
  const { file, columns, stage } = staged;
  const references = columns.filter(isReference);
  const joins = references.map(
    column => `left join ${column.refers.table} ${aliasOf(column)} on ${aliasOf(column)}.${column.refers.by} = stage.${column.name}`,
  );
  const unknown = references.map(column => `when stage.${column.name} is not null and ${aliasOf(column)}.id is null then '${column.name}'`);
  const values = columns.map(column => {
    const target = targetOf(column);
    return {
      ...column,
      target,
      value: column.update === 'greatest' ? `greatest(target.${target}, ${sourceOf(column)})` : sourceOf(column),
    };
  });
  const changeable = values.filter(({ name, isApart }) => !file.key.includes(name) && !isApart);
  const differs = `(${list(changeable.map(({ target }) => `target.${target}`))}) is distinct from (${list(changeable.map(({ value }) => value))})`;
  await session.run(`
    create temporary table ${resolvedOf(staged)} on commit drop as
    select ${list([
      'stage.line',
      ...values.map(({ target, value }) => `${value} as ${target}`),
      ...madeBy(columns).map(name => `stage.${name} as ${name}`),
      `${unknown.length > 0 ? `case ${unknown.join(' ')} end` : 'null::text'} as unknown_reference`,
      'target.id as target_id',
      `target.id is not null and ${differs} as is_changed`,
    ])}
    from ${stage} stage ${joins.join(' ')} left join ${file.table} target on ${keyMatch(file, columns)};
    truncate ${stage}`);
  if (references.length > 0) await reject(session, staged, 'unknown_reference is not null', 'unknown_reference', 'UNKNOWN_REFERENCE');
}

/** Columns that only new rows take, beside those of the file. */
const madeBy = (columns: readonly FeedColumn[]): string[] => columns.flatMap(({ made = [] }) => made.map(({ name }) => name));

/** Rows are found again by their key, of which at most one of several parents is given. */
function keyMatch(file: FeedFile, columns: readonly FeedColumn[]): string {
  const parents = keyOf(file).filter(({ empty }) => empty === noValue);
  const plain = keyOf(file)
    .filter(column => !parents.includes(column))
    .map(column => `target.${targetOf(column)} = ${sourceOf(column)}`);
  if (parents.length === 0) return plain.join(' and ');
  const given = parents.filter(column => columns.includes(column)).map(sourceOf);
  return [...plain, `coalesce(${list(parents.map(column => `target.${targetOf(column)}`))}) = coalesce(${list(given)})`].join(' and ');
}

/** Takes rows out of a resolved file and notes why; answers with how many. All arguments are constants of this program. */
export async function reject(session: FeedSession, staged: StagedFile, condition: string, column: string, code: string): Promise<number> {
  const [rejected] = await session.run<{ count: number }>(`
    with faulty as (delete from ${resolvedOf(staged)} resolved where ${condition} returning line, ${column} as column_name),
    noted as (insert into ${staged.rejected} (line, column_name, code) select line, column_name, '${code}' from faulty)
    select count(*)::int as count from faulty`);
  return rejected?.count ?? 0;
}

/** Rejects every row but the first of those that have one key. */
export async function rejectDuplicates(session: FeedSession, staged: StagedFile): Promise<void> {
  const resolved = resolvedOf(staged);
  const key = keyOf(staged.file)
    .filter(column => staged.columns.includes(column))
    .map(targetOf);
  // grouping by hashes is much less work than the sort that finds the rows, and mostly finds nothing
  const [repeated] = await session.run(`select 1 from ${resolved} group by ${list(key)} having count(*) > 1 limit 1`);
  if (!repeated) return;
  const later = `select line from (select line, row_number() over (partition by ${list(key)} order by line) as place from ${resolved}) numbered where place > 1`;
  await reject(session, staged, `line in (${later})`, `'${staged.file.key.at(-1)}'`, 'DUPLICATE_KEY');
}

/** Inserts the rows that are new and updates those that differ; `onRows` hears how many are done. */
export async function merge(session: FeedSession, staged: StagedFile, onRows: (rows: number) => void): Promise<RowCounts> {
  const { file, columns } = staged;
  const resolved = resolvedOf(staged);
  const targets = columns.map(targetOf);
  const absent = file.columns.filter(column => !columns.includes(column) && column.empty !== undefined && column.empty !== noValue);
  const own = [...targets, ...madeBy(columns)];
  const insert = `insert into ${file.table} (${list([...own, ...absent.map(targetOf)])})
    select ${list([...own, ...absent.map(({ empty, type }) => `'${empty}'::${type}`)])} from ${resolved} where target_id is null`;
  const [counts] = await session.run<RowCounts & { pages: number }>(`
    select count(*) filter (where target_id is null)::int as inserted, count(*) filter (where is_changed)::int as updated,
      count(*) filter (where target_id is not null and not is_changed)::int as unchanged,
      (pg_relation_size('${resolved}') / current_setting('block_size')::int)::int as pages
    from ${resolved}`);
  const { inserted = 0, updated = 0, unchanged = 0, pages = 0 } = counts ?? {};
  const isChecked = inserted + updated > 0 && (await checkReferences(session, staged));
  if (updated > 0) {
    const changeable = columns.filter(({ name }) => !file.key.includes(name)).map(targetOf);
    await session.run(`
      create temporary table changed_${file.table} on commit drop as select * from ${resolved} where is_changed;
      analyze changed_${file.table};
      update ${file.table} target set ${list(changeable.map(target => `${target} = changed.${target}`))}
      from changed_${file.table} changed where target.id = changed.target_id`);
  }
  onRows(updated + unchanged);
  if (inserted > 0) {
    const slices = Math.ceil(inserted / rowsPerSlice);
    for (let slice = 0; slice < slices; slice++) {
      const page = (part: number) => `'(${Math.ceil((pages * part) / slices)},0)'::tid`;
      await session.run(`${insert} and ctid >= ${page(slice)} and ctid < ${page(slice + 1)}`);
      onRows(updated + unchanged + (inserted * (slice + 1)) / slices);
    }
  }
  if (isChecked) await session.run('set local session_replication_role = origin');
  return { inserted, updated, unchanged };
}

/**
 * Checks the foreign keys of all rows that will be written, by one statement for each reference: it locks the rows referred to, as the
 * triggers of the foreign keys would row by row, and then lets those triggers rest, which halves the time of a load. A role that may not
 * do so leaves the work to the triggers. Answers whether they rest.
 */
async function checkReferences(session: FeedSession, staged: StagedFile): Promise<boolean> {
  const [privilege] = await session.run<{ isHeld: boolean }>(
    `select has_parameter_privilege('session_replication_role', 'SET') as "isHeld"`,
  );
  if (!privilege?.isHeld) return false;
  for (const { refers } of staged.columns.filter(isReference)) {
    const missing = await session.run(`
      with written as materialized (
        select distinct ${refers.as} as id from ${resolvedOf(staged)} where ${refers.as} is not null and (target_id is null or is_changed)
      ), held as materialized (
        select id from ${refers.table} where id in (select id from written) for key share
      )
      select 1 from written where not exists (select from held where held.id = written.id) limit 1`);
    if (missing.length > 0) throw new Error(`A row of ${refers.table} was deleted while ${staged.file.name} was loaded.`);
  }
  await session.run('set local session_replication_role = replica');
  return true;
}

/** How many rows are inserted by one statement, so that progress can be seen. */
const rowsPerSlice = 25_000;
