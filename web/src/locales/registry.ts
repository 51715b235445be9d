import type { Locale } from '@vlsc/shared/locale.ts';
import type { batches } from './ja/batches.ts';
import type { cases } from './ja/cases.ts';
import type { contact } from './ja/contact.ts';
import type { content } from './ja/content.ts';
import type { customers } from './ja/customers.ts';
import type { endings } from './ja/endings.ts';
import type { exports } from './ja/exports.ts';
import type { feed } from './ja/feed.ts';
import type { graphiql } from './ja/graphiql.ts';
import type { help } from './ja/help.ts';
import type { home } from './ja/home.ts';
import type { landing } from './ja/landing.ts';
import type { licenses } from './ja/licenses.ts';
import type { lists } from './ja/lists.ts';
import type { operations } from './ja/operations.ts';
import type { people } from './ja/people.ts';
import type { problems } from './ja/problems.ts';
import type { registration } from './ja/registration.ts';
import type { requests } from './ja/requests.ts';
import type { search } from './ja/search.ts';
import type { settings } from './ja/settings.ts';
import type { shell } from './ja/shell.ts';
import type { takeover } from './ja/takeover.ts';
import type { terms } from './ja/terms.ts';
import type { tokens } from './ja/tokens.ts';
import type { ui } from './ja/ui.ts';
import type { users } from './ja/users.ts';
import type { views } from './ja/views.ts';
import type { webhooks } from './ja/webhooks.ts';

/** Every namespace with its messages. To add one: `ja/<name>.ts` and `en/<name>.ts`, an import above and a line below. */
export type Messages = {
  batches: typeof batches;
  cases: typeof cases;
  contact: typeof contact;
  content: typeof content;
  customers: typeof customers;
  exports: typeof exports;
  endings: typeof endings;
  feed: typeof feed;
  graphiql: typeof graphiql;
  help: typeof help;
  home: typeof home;
  landing: typeof landing;
  licenses: typeof licenses;
  lists: typeof lists;
  operations: typeof operations;
  people: typeof people;
  problems: typeof problems;
  registration: typeof registration;
  requests: typeof requests;
  search: typeof search;
  settings: typeof settings;
  shell: typeof shell;
  takeover: typeof takeover;
  terms: typeof terms;
  tokens: typeof tokens;
  ui: typeof ui;
  users: typeof users;
  views: typeof views;
  webhooks: typeof webhooks;
};

export type Namespace = keyof Messages;

const files = import.meta.glob<Record<string, object>>(['./ja/*.ts', './en/*.ts']);

/** One namespace in one language; each is a file of its own, fetched when a page first needs it. */
export async function loadNamespace(locale: Locale, namespace: string): Promise<object> {
  const file = namespace.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
  const load = files[`./${locale}/${file}.ts`];
  const messages = (await load?.())?.[namespace];
  if (!messages) throw new Error(`No messages in locales/${locale}/${file}.ts`);
  return messages;
}
