import { Migration } from '@mikro-orm/migrations';

export class Migration20261123Hardening extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}

/** One row for each person, license and source that it is about. */
const told = (kind: string, rows: string): string => `
    insert into change (kind, license_id, person_id, detail)
    select '${kind}', license_id, user_id, jsonb_build_object('roles', jsonb_agg(role order by role), 'source', source, 'endsOn', ends_on)
    from (${rows}) touched group by license_id, user_id, source, ends_on`;
const isOver = (row: 'former' | 'written'): string => `coalesce(${row}.ends_on < told_until, false)`;
const both = 'former join written on former.id = written.id';
const isSameRole = '(written.user_id, written.license_id, written.role) = (former.user_id, former.license_id, former.role)';
const isMoved = `${isSameRole} and written.ends_on is distinct from former.ends_on`;

const statements = [
  `create or replace function note_permission_update() returns trigger language plpgsql as $$
  declare told_until date;
  begin
    if exists (select from former where ends_on is not null union all select from written where ends_on is not null) then
      -- after whoever tells what a day has ended, or before: then the role has not ended
      select day into told_until from change_log for key share;
    end if;
    ${told('PERMISSION_CHANGED', `select written.* from ${both} where ${isMoved} and not ${isOver('former')} and not ${isOver('written')}`)};
    ${told('PERMISSION_ENDED', `select former.* from ${both} where not ${isOver('former')} and (not ${isSameRole} or (${isMoved} and ${isOver('written')}))`)};
    ${told('PERMISSION_GIVEN', `select written.* from ${both} where not ${isSameRole} or (${isMoved} and ${isOver('former')} and not ${isOver('written')})`)};
    return null;
  end $$`,
  `comment on function note_permission_update is 'A role whose end was told is given when it gets another last day; nothing of it was there to change.'`,
];
