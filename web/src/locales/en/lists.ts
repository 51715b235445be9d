import type { lists as ja } from '../ja/lists.ts';
import type { SameShape } from '../same-shape.ts';

export const lists: SameShape<typeof ja> = {
  filters: 'Filters',
  clear: 'Clear filters',
  clearSearch: 'Clear the search',
  all: 'All',
  loading: 'Loading…',
  shown: '{{shown, number}} of {{total, number}} shown',
  more: 'Show more',
  noMatch: { title: 'Nothing matches the filters', text: 'Remove a filter or try other words.' },
  none: 'None',
  others_one: 'and {{count, number}} more',
  others_other: 'and {{count, number}} more',
  open: 'Open {{name}}',
  close: 'Close {{name}}',
  export: {
    action: 'Export',
    format: { CSV: 'CSV for Excel', JSON: 'JSON' },
    formatHint: { CSV: 'Opens as a table, Japanese included', JSON: 'For reading by programs' },
    preparing: 'Preparing…',
    progress: '{{done, number}} / {{total, number}}',
    progressLabel: 'Progress of the export',
    cancel: 'Stop',
    canceled: 'The export was stopped.',
    mayLeave: 'It goes on when you leave this page. You will be told here when it is ready.',
    saved_one: '{{count, number}} row downloaded:',
    saved_other: '{{count, number}} rows downloaded:',
    failed: 'The export could not be made',
    failure: {
      ACCESS_ENDED: 'Your permissions changed meanwhile, so the file is withheld. Export again to get what you may see now.',
      INTERNAL: 'Something went wrong. Try again later, or narrow the list down.',
    },
  },
  single: {
    title_one: 'Licenses with a single administrator ({{count, number}})',
    title_other: 'Licenses with a single administrator ({{count, number}})',
    text: 'If that person leaves, nobody can decide requests. It is wise to have a second one.',
    add: 'Add an administrator',
    addTo: 'Add an administrator to license {{licensingId}}',
  },
};
