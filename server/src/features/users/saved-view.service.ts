import { longestViewName, longestViewSearch, mostSavedViews } from '@vlsc/shared/limits.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Database, sql, within } from '../../platform/database.ts';
import { type BadField, NotFound, refuseBad } from '../../platform/errors.ts';
import { readName, readText } from '../../platform/text.ts';
import { keyOfName, SavedView, type SavedViewPageName } from './saved-view.entity.ts';
import { TooManyViews, ViewExists } from './saved-view.results.ts';
import { User } from './user.entity.ts';
import type { Viewer } from './viewer.ts';

export interface ViewToSave {
  readonly page: SavedViewPageName;
  readonly name: string;
  readonly search: string;
  readonly replace?: boolean | null;
}

export class SavedViewService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Saves a view under a name; one that has the name is written over only when that is wanted. */
  async save(viewer: Viewer, { page, replace, ...typed }: ViewToSave): Promise<SavedView | ViewExists | TooManyViews> {
    const bad: BadField[] = [];
    const name = readName(typed.name, 'input.name', longestViewName, bad) ?? '';
    if (name === '') bad.push({ path: 'input.name', said: { key: 'errors.textEmpty' } });
    const search = readText(typed.search, 'input.search', longestViewSearch, bad) ?? '';
    refuseBad(bad);
    return this.database.transaction(async em => {
      // one after the other, so that nobody passes the limit or a name by saving twice at once
      await within(em).rows(sql`select from user_account where id = ${viewer.id} for no key update`);
      const same = await em.findOne(SavedView, { user: viewer.id, page, nameKey: keyOfName(name) });
      if (same && !replace) return new ViewExists(same);
      if (same) {
        same.replaceBy({ name, search });
        return same;
      }
      if ((await em.count(SavedView, { user: viewer.id })) >= mostSavedViews) return new TooManyViews();
      const view = new SavedView({ user: em.getReference(User, viewer.id), page, name, search, at: this.clock.now() });
      em.persist(view);
      return view;
    });
  }

  /** Deletes a view of the viewer's own; the answer is what it was, so that it can be saved again. */
  async delete(viewer: Viewer, id: string): Promise<SavedView> {
    return this.database.transaction(async em => {
      const view = await em.findOne(SavedView, { id, user: viewer.id });
      if (!view || (await em.nativeDelete(SavedView, { id })) === 0) throw new NotFound();
      return view;
    });
  }
}
