import { type Reader, sql } from '../../platform/database.ts';
import type { SavedViewPageName } from './saved-view.entity.ts';
import type { Viewer } from './viewer.ts';

export interface SavedViewRow {
  readonly __typename: 'SavedView';
  readonly id: string;
  readonly page: SavedViewPageName;
  readonly name: string;
  readonly search: string;
  readonly createdAt: Date | string;
}

const columns = sql`'SavedView' as "__typename", saved_view.id, saved_view.page, saved_view.name, saved_view.search, saved_view.created_at as "createdAt"`;

/** The viewer's views of a page, by name. */
export const savedViews = (database: Reader, viewer: Viewer, page: SavedViewPageName): Promise<SavedViewRow[]> =>
  database.rows<SavedViewRow>(sql`
    select ${columns} from saved_view where saved_view.user_id = ${viewer.id} and saved_view.page = ${page} order by saved_view.name_key`);

export const savedViewsById = (database: Reader, viewer: Viewer, ids: readonly string[]): Promise<SavedViewRow[]> =>
  database.rows<SavedViewRow>(
    sql`select ${columns} from saved_view where saved_view.user_id = ${viewer.id} and saved_view.id = any (${ids}::uuid[])`,
  );
