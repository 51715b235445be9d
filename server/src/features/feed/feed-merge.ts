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
const referenceJoins = (columns: readonly FeedColumn[]): string =>
  columns
    .filter(isReference)
    .map(column => `left join ${column.refers.table} ${aliasOf(column)} on ${aliasOf(column)}.${column.refers.by} = stage.${column.name}`)
    .join(' ');
export const isSound = ({ rejected }: StagedFile): string =>
  `not exists (select from ${rejected} rejected where rejected.line = stage.line)`;

/** Rejects rows that name what does not exist. Parents of agreements are looked for elsewhere: they may come in the same file. */
export async function rejectUnknownReferences(session: FeedSession, staged: StagedFile): Promise<void> {
  const references = staged.columns.filter(isReference);
  if (references.length === 0) return;
  const unknown = references.map(column => `when stage.${column.name} is not null and ${aliasOf(column)}.id is null then '${column.name}'`);
  await session.run(`
    insert into ${staged.rejected} (line, column_name, code)
    select line, column_name, 'UNKNOWN_REFERENCE' from (
      select stage.line, case ${unknown.join(' ')} end as column_name from ${staged.stage} stage ${referenceJoins(references)}
    ) found where column_name is not null`);
}

/** Rejects every row but the first of those that are sound and have one key. */
export async function rejectDuplicates(session: FeedSession, staged: StagedFile): Promise<void> {
  const key = staged.columns
    .filter(({ name }) => staged.file.key.includes(name))
    .map(({ name }) => `stage.${name}`)
    .join(', ');
  const sound = `${staged.stage} stage where ${isSound(staged)}`;
  // grouping by hashes is much less work than the sort that finds the rows, and mostly finds nothing
  const [repeated] = await session.run(`select 1 from ${sound} group by ${key} having count(*) > 1 limit 1`);
  if (!repeated) return;
  await session.run(`
    insert into ${staged.rejected} (line, column_name, code)
    select line, '${staged.file.key.at(-1)}', 'DUPLICATE_KEY'
    from (select stage.line, row_number() over (partition by ${key} order by stage.line) as place from ${sound}) numbered where place > 1`);
}

/** Inserts the rows of a staged file that are new and updates those that differ, slice by slice; `onRows` hears how many are done. */
export async function merge(session: FeedSession, staged: StagedFile, onRows: (rows: number) => void): Promise<RowCounts> {
  const { pages, rowCount } = await sizeOf(session, staged);
  const pagesPerSlice = Math.max(1, Math.ceil((pages / Math.max(1, rowCount)) * rowsPerSlice));
  const total = { inserted: 0, updated: 0, unchanged: 0 };
  for (let page = 0; page < pages; page += pagesPerSlice) {
    const slice = `stage.ctid >= '(${page},0)'::tid and stage.ctid < '(${page + pagesPerSlice},0)'::tid`;
    const [counts] = await session.run<RowCounts>(mergeStatement(staged, slice));
    total.inserted += counts?.inserted ?? 0;
    total.updated += counts?.updated ?? 0;
    total.unchanged += counts?.unchanged ?? 0;
    onRows(total.inserted + total.updated + total.unchanged);
  }
  return total;
}

const rowsPerSlice = 50_000;

async function sizeOf(session: FeedSession, { stage }: StagedFile): Promise<{ pages: number; rowCount: number }> {
  const [size] = await session.run<{ pages: number; rowCount: number }>(`
    select (pg_relation_size('${stage}') / current_setting('block_size')::int)::int as pages, greatest(reltuples, 1)::int as "rowCount"
    from pg_class where oid = '${stage}'::regclass`);
  return size ?? { pages: 0, rowCount: 0 };
}

function mergeStatement(staged: StagedFile, slice: string): string {
  const { file, columns, stage } = staged;
  const values = columns.map(column => ({
    target: targetOf(column),
    value: column.update === 'greatest' ? `greatest(target.${targetOf(column)}, ${sourceOf(column)})` : sourceOf(column),
  }));
  const made = columns.flatMap(({ made = [] }) => made.map(({ name }) => name));
  const absent = file.columns.filter(column => !columns.includes(column) && column.empty !== undefined && column.empty !== noValue);
  const changeable = values.filter(({ target }) => !keyTargets(file).includes(target));
  const list = (items: readonly string[]): string => items.join(', ');
  const insertedColumns = list([...values.map(({ target }) => target), ...made, ...absent.map(targetOf)]);
  const insertedValues = list([...values.map(({ target }) => target), ...made, ...absent.map(({ empty, type }) => `'${empty}'::${type}`)]);
  const differs = `(${list(changeable.map(({ target }) => `target.${target}`))}) is distinct from (${list(changeable.map(({ value }) => value))})`;
  return `
    with sound as materialized (
      select ${list([...values.map(({ target, value }) => `${value} as ${target}`), ...made.map(name => `stage.${name}`)])},
        target.id as target_id, target.id is null as is_new, target.id is not null and ${differs} as is_changed
      from ${stage} stage ${referenceJoins(columns)}
      left join ${file.table} target on ${keyMatch(file, columns)}
      where ${slice} and ${isSound(staged)}
    ), updated as (
      update ${file.table} target set ${list(changeable.map(({ target }) => `${target} = sound.${target}`))}
      from sound where sound.is_changed and target.id = sound.target_id returning 1
    ), inserted as (
      insert into ${file.table} (${insertedColumns}) select ${insertedValues} from sound where is_new returning 1
    )
    select (select count(*) from inserted)::int as inserted, (select count(*) from updated)::int as updated,
      (select count(*) from sound where not is_new and not is_changed)::int as unchanged`;
}

const keyTargets = (file: FeedFile): string[] => file.columns.filter(({ name }) => file.key.includes(name)).map(targetOf);

/** Rows are found again by their key, of which at most one of several parents is given. */
function keyMatch(file: FeedFile, columns: readonly FeedColumn[]): string {
  const key = file.columns.filter(({ name }) => file.key.includes(name));
  const parents = key.filter(({ empty }) => empty === noValue);
  const plain = key.filter(column => !parents.includes(column)).map(column => `target.${targetOf(column)} = ${sourceOf(column)}`);
  if (parents.length === 0) return plain.join(' and ');
  const given = parents.filter(column => columns.includes(column)).map(sourceOf);
  return [...plain, `coalesce(${parents.map(column => `target.${targetOf(column)}`).join(', ')}) = coalesce(${given.join(', ')})`].join(
    ' and ',
  );
}
