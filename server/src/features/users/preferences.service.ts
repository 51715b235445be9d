import { longestDisplayName } from '@vlsc/shared/limits.ts';
import type { Locale } from '@vlsc/shared/locale.ts';
import type { Database } from '../../platform/database.ts';
import { type BadField, refuseBad } from '../../platform/errors.ts';
import { readName } from '../../platform/text.ts';
import { type ReminderPreferencesInput, readReminders } from './reminder-preferences.ts';
import { User } from './user.entity.ts';
import { Viewer } from './viewer.ts';

export class PreferencesService {
  constructor(private readonly database: Database) {}

  /** Changes what is given and leaves the rest. */
  async update(
    viewer: Viewer,
    wish: { displayName?: string | null; locale?: Locale | null; reminders?: ReminderPreferencesInput | null },
  ): Promise<Viewer> {
    const bad: BadField[] = [];
    const displayName = wish.displayName == null ? null : readName(wish.displayName, 'input.displayName', longestDisplayName, bad);
    if (wish.displayName != null && displayName === null) bad.push({ path: 'input.displayName', said: { key: 'errors.textEmpty' } });
    const reminders = readReminders(wish.reminders ?? {}, 'input.reminders', bad);
    refuseBad(bad);
    const user = await this.database.transaction(async em => {
      const found = await em.findOneOrFail(User, viewer.id);
      found.prefer({ displayName, locale: wish.locale ?? null });
      found.remindOf(reminders);
      return found;
    });
    return Viewer.from({ ...viewer, displayName: user.displayName, locale: user.locale } as never);
  }
}
