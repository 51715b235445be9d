import { type RowCounts, reject, resolvedOf } from './feed-merge.ts';
import type { FeedSession } from './feed-session.ts';
import type { StagedFile } from './feed-staging.ts';

/**
 * Rejects agreements whose parent is unknown, and those that would stand above themselves. One reject may cause others (what stood below
 * a rejected row has no parent either, and a row falls back to the parent it had), so it looks until nothing more is found.
 */
export async function rejectParents(session: FeedSession, staged: StagedFile): Promise<void> {
  if (!staged.columns.some(({ name }) => name === 'parent_agreement_number')) return;
  const resolved = resolvedOf(staged);
  const unknown = `parent_agreement_number is not null
    and not exists (select from agreement where agreement.number = resolved.parent_agreement_number)
    and not exists (select from ${resolved} parent where parent.number = resolved.parent_agreement_number)`;
  await session.run(`
    create index on ${resolved} (number);
    analyze ${resolved};
    create temporary table parent_of (number text primary key, parent text) on commit drop`);
  let found: number;
  do {
    found = await reject(session, staged, unknown, `'parent_agreement_number'`, 'UNKNOWN_REFERENCE');
    if (found === 0 && (await someMove(session, resolved))) found = await rejectCycles(session, staged, resolved);
  } while (found > 0);
}

/** Whether any agreement gets a parent that it does not have yet; otherwise there can be no new cycle. */
async function someMove(session: FeedSession, resolved: string): Promise<boolean> {
  const moving = await session.run(`
    select 1 from ${resolved} resolved left join agreement on agreement.id = resolved.target_id
    left join agreement parent on parent.id = agreement.parent_id
    where resolved.parent_agreement_number is not null and resolved.parent_agreement_number is distinct from parent.number limit 1`);
  return moving.length > 0;
}

async function rejectCycles(session: FeedSession, staged: StagedFile, resolved: string): Promise<number> {
  await session.run(`
    truncate parent_of;
    insert into parent_of select number, parent_agreement_number from ${resolved};
    insert into parent_of select agreement.number, parent.number from agreement left join agreement parent on parent.id = agreement.parent_id
      on conflict do nothing;
    analyze parent_of`);
  // Walks up from the rows of the file. Whoever meets itself is part of a cycle; whoever meets another cycle only stands below it.
  const cyclic = `line in (
    with recursive above as (
      select line, number as origin, parent_agreement_number as number from ${resolved} where parent_agreement_number is not null
      union all
      select above.line, above.origin, parent_of.parent from above join parent_of on parent_of.number = above.number
      where parent_of.parent is not null and above.number <> above.origin
    ) cycle number set is_repeated using walked
    select line from above where number = origin)`;
  return reject(session, staged, cyclic, `'parent_agreement_number'`, 'PARENT_CYCLE');
}

/** Inserts and updates agreements in one go, because a parent may stand below its child, and derives what follows from their parents. */
export async function mergeAgreements(session: FeedSession, staged: StagedFile, at: Date): Promise<RowCounts> {
  const resolved = resolvedOf(staged);
  const has = (name: string): boolean => staged.columns.some(column => column.name === name);
  const end = has('end_date') ? 'resolved.end_date' : 'target.end_date';
  await session.run(`
    create temporary table sound_agreement on commit drop as
    select coalesce(resolved.target_id, gen_random_uuid()) as id, resolved.target_id is null as is_new, target.parent_id as old_parent_id,
      target.parent_id, resolved.number, resolved.program, resolved.organization_id, resolved.start_date, ${end} as end_date, resolved.source_system
      ${has('parent_agreement_number') ? ', resolved.parent_agreement_number as parent_number' : ''}
    from ${resolved} resolved left join agreement target on target.id = resolved.target_id`);
  if (has('parent_agreement_number')) {
    await session.run(`
      create index on sound_agreement (number);
      analyze sound_agreement;
      update sound_agreement child set parent_id = coalesce(
        (select parent.id from sound_agreement parent where parent.number = child.parent_number),
        (select parent.id from agreement parent where parent.number = child.parent_number))
      where parent_number is not null or parent_id is not null`);
  }
  const [counts] = await session.run<RowCounts>(
    `
    with inserted as (
      insert into agreement (id, number, program, parent_id, organization_id, start_date, end_date, source_system, first_loaded_at)
      select id, number, program, parent_id, organization_id, start_date, end_date, source_system, $1 from sound_agreement where is_new
      returning 1
    ), updated as (
      update agreement target set program = sound.program, parent_id = sound.parent_id, organization_id = sound.organization_id,
        start_date = sound.start_date, end_date = sound.end_date, source_system = sound.source_system
      from sound_agreement sound where not sound.is_new and target.id = sound.id
        and (target.program, target.parent_id, target.organization_id, target.start_date, target.end_date, target.source_system)
        is distinct from (sound.program, sound.parent_id, sound.organization_id, sound.start_date, sound.end_date, sound.source_system)
      returning 1
    )
    select (select count(*) from inserted)::int as inserted, (select count(*) from updated)::int as updated,
      ((select count(*) from sound_agreement) - (select count(*) from inserted) - (select count(*) from updated))::int as unchanged`,
    [at],
  );
  await deriveTree(session);
  return counts ?? { inserted: 0, updated: 0, unchanged: 0 };
}

/** Brings ancestry and path up to date for the agreements that moved or are new, and for everything below them. */
async function deriveTree(session: FeedSession): Promise<void> {
  await session.run(`
    create temporary table chain (agreement_id uuid, ancestor_id uuid, distance integer) on commit drop;
    with recursive below (id) as (
      select id from sound_agreement where is_new or parent_id is distinct from old_parent_id
      union
      select agreement.id from below join agreement on agreement.parent_id = below.id
    ), above (agreement_id, ancestor_id, distance) as (
      select id, id, 0 from below
      union all
      select above.agreement_id, agreement.parent_id, above.distance + 1
      from above join agreement on agreement.id = above.ancestor_id where agreement.parent_id is not null
    )
    insert into chain select agreement_id, ancestor_id, distance from above;
    analyze chain;
    delete from agreement_ancestry using (select distinct agreement_id from chain) moved
      where agreement_ancestry.agreement_id = moved.agreement_id
      and not exists (select from chain where chain.agreement_id = agreement_ancestry.agreement_id and chain.ancestor_id = agreement_ancestry.ancestor_id);
    insert into agreement_ancestry (agreement_id, ancestor_id, distance) select agreement_id, ancestor_id, distance from chain
      on conflict (agreement_id, ancestor_id) do update set distance = excluded.distance where agreement_ancestry.distance <> excluded.distance;
    update agreement set path = made.path
      from (select chain.agreement_id, string_agg(ancestor.number, '/' order by chain.distance desc) as path
        from chain join agreement ancestor on ancestor.id = chain.ancestor_id group by chain.agreement_id) made
      where agreement.id = made.agreement_id and agreement.path is distinct from made.path`);
}
