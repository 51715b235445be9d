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
    title: 'Ends soon',
    all: 'See all',
    none: 'Nothing ends within 90 days.',
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
  takeover: {
    title: 'You have not chosen the takeover option yet',
    text: 'You can be administrator of everything below MBSA {{number}} ({{name}}).',
    action: 'Open the takeover option',
  },
  invitations: {
    title: 'Open invitations',
    text_one: '{{count, number}} person has not accepted an invitation yet. You can send it again or withdraw it.',
    text_other: '{{count, number}} people have not accepted their invitations yet. You can send them again or withdraw them.',
    see: 'See the invitations',
  },
  customers: {
    title: 'Customers I manage',
    all_one: 'See all ({{count, number}})',
    all_other: 'See all ({{count, number}})',
    licenses_one: '{{count, number}} license',
    licenses_other: '{{count, number}} licenses',
  },
  access: {
    title: 'Why no licenses show',
    details: 'See the diagnosis',
  },
};
