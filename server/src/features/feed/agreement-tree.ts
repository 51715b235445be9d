import type { RowCounts } from './feed-merge.ts';
import { isSound } from './feed-merge.ts';
import type { FeedSession } from './feed-session.ts';
import type { StagedFile } from './feed-staging.ts';

const hasParents = ({ columns }: StagedFile): boolean => columns.some(({ name }) => name === 'parent_agreement_number');

/**
 * Rejects agreements whose parent is unknown, and those that would stand above themselves. One reject may cause others (what stood below
 * a rejected row has no parent either, and a row falls back to the parent it had), so it looks until nothing more is found.
 */
export async function rejectParents(session: FeedSession, staged: StagedFile): Promise<void> {
  if (!hasParents(staged)) return;
  const { stage, rejected } = staged;
  await session.run(`
    create temporary table parent_of (number text primary key, parent text) on commit drop;
    create index on parent_of (parent)`);
  for (let found = 1; found > 0; ) {
    const [unknown] = await session.run<{ count: number }>(`
      with faulty as (
        insert into ${rejected} (line, column_name, code)
        select stage.line, 'parent_agreement_number', 'UNKNOWN_REFERENCE' from ${stage} stage
        where ${isSound(staged)} and stage.parent_agreement_number is not null
          and not exists (select from agreement where agreement.number = stage.parent_agreement_number)
          and not exists (select from ${stage} parent where parent.agreement_number = stage.parent_agreement_number
            and not exists (select from ${rejected} rejected where rejected.line = parent.line))
        returning 1
      ) select count(*)::int as count from faulty`);
    found = (unknown?.count ?? 0) || (await rejectCycles(session, staged));
  }
}

async function rejectCycles(session: FeedSession, staged: StagedFile): Promise<number> {
  const { stage, rejected } = staged;
  const [moved] = await session.run(`
    select 1 from ${stage} stage left join agreement on agreement.number = stage.agreement_number
    left join agreement parent on parent.id = agreement.parent_id
    where stage.parent_agreement_number is not null and stage.parent_agreement_number is distinct from parent.number and ${isSound(staged)} limit 1`);
  if (!moved) return 0;
  await session.run(`
    truncate parent_of;
    insert into parent_of select stage.agreement_number, stage.parent_agreement_number from ${stage} stage where ${isSound(staged)};
    insert into parent_of select agreement.number, parent.number from agreement left join agreement parent on parent.id = agreement.parent_id
      on conflict do nothing;
    analyze parent_of`);
  // Walks up from the rows of the file. Whoever meets itself is part of a cycle; whoever meets another cycle only stands below it.
  const [cyclic] = await session.run<{ count: number }>(`
    with recursive above as (
      select stage.line, stage.agreement_number as origin, stage.parent_agreement_number as number from ${stage} stage
      where ${isSound(staged)} and stage.parent_agreement_number is not null
      union all
      select above.line, above.origin, parent_of.parent from above join parent_of on parent_of.number = above.number
      where parent_of.parent is not null and above.number <> above.origin
    ) cycle number set is_repeated using walked, faulty as (
      insert into ${rejected} (line, column_name, code)
      select distinct line, 'parent_agreement_number', 'PARENT_CYCLE' from above where number = origin
      returning 1
    ) select count(*)::int as count from faulty`);
  return cyclic?.count ?? 0;
}

/** Inserts and updates agreements in one go, because a parent may stand below its child, and derives what follows from their parents. */
export async function mergeAgreements(session: FeedSession, staged: StagedFile, at: Date): Promise<RowCounts> {
  const { stage, columns } = staged;
  const has = (name: string): boolean => columns.some(column => column.name === name);
  const withParents = hasParents(staged);
  await session.run(`
    create temporary table sound_agreement on commit drop as
    select coalesce(target.id, gen_random_uuid()) as id, target.id is null as is_new, target.parent_id as old_parent_id,
      stage.agreement_number as number, stage.program, ${withParents ? 'stage.parent_agreement_number' : 'null::text'} as parent_number,
      organization.id as organization_id, stage.start_date, ${has('end_date') ? 'stage.end_date' : 'target.end_date'} as end_date, stage.source_system,
      ${withParents ? 'null::uuid' : 'target.parent_id'} as parent_id
    from ${stage} stage join organization on organization.number = stage.organization_number
    left join agreement target on target.number = stage.agreement_number
    where ${isSound(staged)};
    create index on sound_agreement (number);
    analyze sound_agreement`);
  if (withParents) {
    await session.run(`
      update sound_agreement child set parent_id = coalesce(
        (select parent.id from sound_agreement parent where parent.number = child.parent_number),
        (select parent.id from agreement parent where parent.number = child.parent_number))
      where parent_number is not null`);
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
