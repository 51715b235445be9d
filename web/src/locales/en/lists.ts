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
  single: {
    title_one: 'Licenses with a single administrator ({{count, number}})',
    title_other: 'Licenses with a single administrator ({{count, number}})',
    text: 'If that person leaves, nobody can decide requests. It is wise to have a second one.',
    add: 'Add an administrator',
    addTo: 'Add an administrator to license {{licensingId}}',
  },
};
