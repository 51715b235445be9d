import type { home as ja } from '../ja/home.ts';
import type { SameShape } from '../same-shape.ts';

export const home: SameShape<typeof ja> = {
  greeting: 'What awaits you, {{name}}.',
  toDecide: {
    title: 'Requests to decide',
    count_one: '{{count}} request',
    count_other: '{{count}} requests',
    all: 'See all',
    none: 'No request awaits your decision.',
    asks: '{{name}}',
  },
  mine: {
    title: 'Your requests',
    all: 'See all',
    none: 'If a license is missing from your list, you can request permissions from its administrators.',
    request: 'Request permissions',
  },
  ending: {
    title: 'Licenses ending soon',
    all: 'All licenses',
    none: 'None of your licenses is active. The licenses page also lists those that have expired.',
    noEnd: 'No end date',
  },
  start: {
    title: 'Getting started',
    text: 'Three steps, and your licenses show.',
    steps: [
      'Register your business e-mail address by typing it twice.',
      'Follow the link in the confirmation e-mail.',
      'What the address entitles you to shows within seconds.',
    ],
    register: 'Register your business e-mail address',
  },
  access: {
    title: 'Why no licenses show',
    details: 'See the diagnosis',
  },
};
