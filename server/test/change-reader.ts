import type { RoleName } from '@vlsc/shared/role.ts';
import { sql } from '../src/platform/database.ts';
import type { Person, Portal } from './portal.ts';

export interface ToldChange {
  readonly id: string;
  readonly kind: string;
  readonly licensingId: string;
  readonly isOwn: boolean;
  readonly license: { readonly licensingId: string } | null;
  readonly person: { readonly displayName: string } | null;
  readonly roles: readonly RoleName[];
  readonly source: string | null;
  readonly endsOn: string | null;
  readonly count: number | null;
  readonly accessRequest: { readonly id: string; readonly status: string } | null;
}

export const changesQuery = `query ($since: String, $first: Int!, $kinds: [ChangeKind!]) { changes(since: $since, first: $first, kinds: $kinds) {
  __typename
  ... on ChangePage { cursor hasMore nodes { id kind at licensingId isOwn license { licensingId } person { displayName } roles source endsOn count
    accessRequest { id status } } }
  ... on ChangesForgotten { cursor message nextSteps { kind } } } }`;

/** Somebody who keeps asking what changed, as a partner's program would. */
export class ChangeReader {
  private constructor(
    private readonly portal: Portal,
    readonly person: Person,
    private readonly bell: { id: string; licensingId: string },
    public cursor: string,
  ) {}

  static async of(portal: Portal, person: Person): Promise<ChangeReader> {
    const bell = await portal.license();
    await portal.grant(person, bell, 'LICENSE_INFO');
    const begun = await portal.ask(person, '{ changes { __typename ... on ChangePage { cursor hasMore nodes { id } } } }');
    const { cursor, nodes } = begun.data.changes;
    if (nodes.length > 0) throw new Error('The beginning holds nothing.');
    const reader = new ChangeReader(portal, person, bell, cursor);
    await reader.news();
    return reader;
  }

  /** What is told at this moment, page by page. */
  async read(first = 100, kinds?: readonly string[]): Promise<ToldChange[]> {
    const told: ToldChange[] = [];
    for (let more = true; more; ) {
      const { data, errors } = await this.portal.ask(this.person, changesQuery, { since: this.cursor, first, kinds });
      if (errors[0]) throw new Error(errors[0].message);
      const { nodes, cursor, hasMore } = data.changes;
      told.push(...nodes);
      this.cursor = cursor;
      more = hasMore;
    }
    return told;
  }

  /** All that is told until a change that is made now: of what happened before, nothing follows it. Other databases of the server are waited for. */
  async news(first?: number): Promise<ToldChange[]> {
    await this.portal.database.rows(sql`update license set end_date = end_date + 1 where id = ${this.bell.id}`);
    const told: ToldChange[] = [];
    const isBell = ({ kind, licensingId }: ToldChange) => kind === 'LICENSE_CHANGED' && licensingId === this.bell.licensingId;
    for (let tries = 0; tries < 300 && !told.some(isBell); tries++) {
      told.push(...(await this.read(first)));
      if (!told.some(isBell)) await new Promise(resolve => setTimeout(resolve, 30));
    }
    if (!told.some(isBell)) throw new Error('The bell was not heard within 9 seconds.');
    return told.filter(({ licensingId }) => licensingId !== this.bell.licensingId);
  }
}

/** A change in a few words. */
export const brief = ({ kind, licensingId, isOwn, person, roles }: ToldChange): string =>
  [kind, licensingId, ...(isOwn ? ['own'] : []), ...(person ? [person.displayName] : []), ...roles].join(' ');
