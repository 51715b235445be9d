import { parse as parseCsv } from 'csv-parse/sync';
import { expect } from 'vitest';
import { sql } from '../src/platform/database.ts';
import { keyOf } from '../src/platform/node-id.ts';
import { credentials, type Person, type Portal, type Program } from './portal.ts';

/** An export as its person sees it. */
export interface Told {
  readonly __typename: string;
  readonly id: string;
  readonly state: string;
  readonly fileName: string;
  readonly failure: string | null;
  readonly entriesDone: number;
  readonly entriesTotal: number | null;
  readonly rowCount: number;
  readonly byteCount: number;
  readonly expiresAt: string | null;
  readonly downloadPath: string | null;
  readonly nextSteps?: unknown;
}
export const facts = 'id state fileName failure entriesDone entriesTotal rowCount byteCount expiresAt downloadPath';

type Caller = Person | Program;

/** Where exports are asked for, waited for and fetched, as people and programs do. */
export class ExportDesk {
  constructor(private readonly portal: Portal) {}

  begin(person: Person | null, input: Record<string, unknown>) {
    return this.portal.ask(
      person,
      `mutation ($input: StartExportInput!) { startExport(input: $input) { __typename ... on Export { ${facts} } ... on Problem { message nextSteps { kind path } } } }`,
      { input: { format: 'CSV', ...input } },
    );
  }

  async start(person: Person, input: Record<string, unknown>): Promise<Told> {
    const { data, errors } = await this.begin(person, input);
    expect(errors).toEqual([]);
    return data.startExport;
  }

  /** Asks for a query of one's own. */
  beginQuery(person: Caller | null, input: Record<string, unknown>) {
    return this.portal.ask(
      person,
      `mutation ($input: StartBulkQueryInput!) { startBulkQuery(input: $input) { __typename ... on Export { ${facts} list query operationName format }
        ... on BulkQueryRefused { message reasons { reason message path line column } } ... on ExportsUnfinished { message } } }`,
      { input },
    );
  }

  async startQuery(person: Caller, query: string, variables?: Record<string, unknown>): Promise<Told> {
    const { data, errors } = await this.beginQuery(person, { query, variables });
    expect(errors).toEqual([]);
    return data.startBulkQuery;
  }

  cancel(person: Caller, id: string) {
    return this.portal.ask(person, `mutation ($input: CancelExportInput!) { cancelExport(input: $input) { ${facts} } }`, { input: { id } });
  }

  async look(person: Caller, id: string): Promise<Told | null> {
    return (await this.portal.ask(person, `query ($id: ID!) { node(id: $id) { __typename ... on Export { ${facts} } } }`, { id })).data
      .node;
  }

  /** The export once nothing is to be done for it any more. */
  async over(person: Caller, id: string): Promise<Told> {
    for (let tries = 0; tries < 300; tries++) {
      const now = await this.look(person, id);
      if (now && !['QUEUED', 'RUNNING'].includes(now.state)) return now;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('The export is not over within 15 seconds.');
  }

  fetchFile(person: Caller | null, path: string, headers: Record<string, string> = {}) {
    return fetch(`${this.portal.server.url}${path}`, { headers: { ...headers, ...credentials(person) } });
  }

  /** What is in the file of an export, once it is ready. */
  async textOf(person: Caller, { id, state, downloadPath }: Told): Promise<string> {
    const path = state === 'READY' ? downloadPath : (await this.over(person, id)).downloadPath;
    return (await this.fetchFile(person, path ?? '')).text();
  }

  /** The rows of a finished export, read back as a program would. */
  async rowsOf(person: Person, input: Record<string, unknown>): Promise<Record<string, any>[]> {
    const text = await this.textOf(person, await this.start(person, input));
    return input['format'] === 'JSON' ? JSON.parse(text) : parseCsv(text, { bom: true, columns: true });
  }

  /** Many licenses at once, under one agreement; a person's own when one is named. */
  async manyLicenses(count: number, prefix: string, owner?: Person): Promise<void> {
    const { portal } = this;
    const agreementId = await portal.agreement();
    await portal.database.rows(sql`
      with made as (
        insert into license (licensing_id, program, agreement_id, organization_id, start_date, end_date, received_at, source_system)
        select ${prefix} || lpad(nth::text, 6, '0'), 'ENTERPRISE', agreement.id, organization_id, '2025-01-01', '2027-12-31', ${portal.clock.now()}, 'VLSC'
        from agreement, generate_series(1, ${count}::int) nth where agreement.id = ${agreementId} returning id
      )
      insert into permission (user_id, license_id, role, source, granted_at)
      select ${owner?.id ?? null}::uuid, id, 'LICENSE_INFO', 'ASSIGNED', ${portal.clock.now()} from made where ${owner?.id ?? null}::uuid is not null`);
  }

  /** An export that died before it could keep its second page. */
  async waiting(begin: () => Promise<Told>): Promise<Told> {
    const { portal } = this;
    await portal.database.rows(sql`create or replace function hold_exports() returns trigger language plpgsql as $$
      begin if new.number > 0 then raise exception 'held back by the test'; end if; return new; end $$`);
    await portal.database.rows(
      sql`create or replace trigger hold before insert on export_chunk for each row execute function hold_exports()`,
    );
    const begun = await begin();
    const failed = sql`select failures as times from export where id = ${keyOf('Export', begun.id)}`;
    await expect
      .poll(async () => (await portal.database.rows<{ times: number }>(failed))[0]?.times, { timeout: 10_000 })
      .toBeGreaterThan(0);
    return begun;
  }

  release() {
    return this.portal.database.rows(sql`drop trigger hold on export_chunk`);
  }
}

export const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${prefix}${String(at + 1).padStart(6, '0')}`);
