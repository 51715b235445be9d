import type { TakeoverChoice } from '../../gql/operations.ts';
import { isNoted, note } from '../../lib/session-note.ts';

const about = (viewerId: string) => `takeover-shown.${viewerId}`;

/** The takeover page has been seen; until the next visit to the site the person finds it by the notice on the home page. */
export const noteTakeoverShown = (viewerId: string): void => note(about(viewerId));

/** Whether the person is to be led to the takeover page now: something is open, and it was not shown in this session. */
export const leadsToTakeover = (viewer: { id: string; takeoverOptions: readonly { choice: TakeoverChoice | null }[] }): boolean =>
  viewer.takeoverOptions.some(({ choice }) => choice === null) && !isNoted(about(viewer.id));
