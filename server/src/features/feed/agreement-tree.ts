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
  const [work] = await session.run<{ inserted: number; updated: number; unchanged: number; moved: number }>(`
    select count(*) filter (where is_new)::int as inserted, count(*) filter (where is_changed)::int as updated,
      count(*) filter (where not is_new and not is_changed)::int as unchanged,
      count(*) filter (where is_new or parent_id is distinct from old_parent_id)::int as moved
    from (select sound.*, not is_new and (target.program, target.parent_id, target.organization_id, target.start_date, target.end_date, target.source_system)
        is distinct from (sound.program, sound.parent_id, sound.organization_id, sound.start_date, sound.end_date, sound.source_system) as is_changed
      from sound_agreement sound left join agreement target on target.id = sound.id) compared`);
  const { inserted = 0, updated = 0, unchanged = 0, moved = 0 } = work ?? {};
  if (moved > 0) await findChains(session);
  if (inserted > 0) {
    await session.run(
      `insert into agreement (id, number, program, parent_id, organization_id, start_date, end_date, source_system, first_loaded_at, path)
       select id, number, program, parent_id, organization_id, start_date, end_date, source_system, $1, path
       from sound_agreement join path_of on path_of.agreement_id = sound_agreement.id where is_new`,
      [at],
    );
  }
  if (updated > 0) {
    await session.run(`
      update agreement target set program = sound.program, parent_id = sound.parent_id, organization_id = sound.organization_id,
        start_date = sound.start_date, end_date = sound.end_date, source_system = sound.source_system
      from sound_agreement sound where not sound.is_new and target.id = sound.id
        and (target.program, target.parent_id, target.organization_id, target.start_date, target.end_date, target.source_system)
        is distinct from (sound.program, sound.parent_id, sound.organization_id, sound.start_date, sound.end_date, sound.source_system)`);
  }
  if (moved > 0) await keepChains(session);
  return { inserted, updated, unchanged };
}

/** Finds everything above the agreements that are new or move, and above everything below them, as the tree will be. */
async function findChains(session: FeedSession): Promise<void> {
  await session.run(`
    create temporary table tree on commit drop as
      select id, number, parent_id from sound_agreement
      union all select id, number, parent_id from agreement where not exists (select from sound_agreement where sound_agreement.id = agreement.id);
    create index on tree (id);
    create index on tree (parent_id);
    analyze tree;
    create temporary table chain (agreement_id uuid, ancestor_id uuid, distance integer, number text) on commit drop;
    with recursive below (id) as (
      select id from sound_agreement where is_new or parent_id is distinct from old_parent_id
      union
      select tree.id from below join tree on tree.parent_id = below.id
    ), above (agreement_id, ancestor_id, distance) as (
      select id, id, 0 from below
      union all
      select above.agreement_id, tree.parent_id, above.distance + 1
      from above join tree on tree.id = above.ancestor_id where tree.parent_id is not null
    )
    insert into chain select agreement_id, ancestor_id, distance, number from above join tree on tree.id = above.ancestor_id;
    analyze chain;
    create temporary table path_of on commit drop as
      select agreement_id, string_agg(number, '/' order by distance desc) as path from chain group by agreement_id`);
}

async function keepChains(session: FeedSession): Promise<void> {
  await session.run(`
    update agreement set path = path_of.path from path_of where agreement.id = path_of.agreement_id and agreement.path is distinct from path_of.path;
    delete from agreement_ancestry using path_of where agreement_ancestry.agreement_id = path_of.agreement_id
      and not exists (select from chain where chain.agreement_id = agreement_ancestry.agreement_id and chain.ancestor_id = agreement_ancestry.ancestor_id);
    insert into agreement_ancestry (agreement_id, ancestor_id, distance) select agreement_id, ancestor_id, distance from chain
      on conflict (agreement_id, ancestor_id) do update set distance = excluded.distance where agreement_ancestry.distance <> excluded.distance`);
}
