import type { contact as ja } from '../ja/contact.ts';
import type { SameShape } from '../same-shape.ts';

export const contact: SameShape<typeof ja> = {
  description: 'Call the support center nearest to you. Hours are shown by the clock of the center and by the clock of your device.',
  faqFirst: 'Before you call, see whether the FAQ has the answer',
  ready: {
    title: 'Have this at hand',
    licenseNumber: 'License number (Licensing ID)',
    authorizationNumber: 'Authorization number (for Open License)',
    company: 'Company name',
    address: 'Company address',
  },
  cases: {
    title: 'Ask us here',
    text: 'Send us your numbers and company name, and we open a case. There is no need to wait for somebody to pick up: the answer comes by e-mail and on the page of the case.',
    new: 'Open a case',
    mine: 'My cases',
    signIn: 'Sign in to ask',
  },
  export: 'Export the centers',
  country: 'Country or region',
  region: 'Part of the world',
  count_one: '{{count}} country or region shown',
  count_other: '{{count}} countries and regions shown',
  none: 'Choose another part of the world, or call a center that speaks English.',
  own: 'Nearest to you',
  tollFree: 'Toll-free',
  open: 'Open now',
  closed: 'Closed now',
  opens: 'Opens',
  closes: 'Closes',
  hours: 'Hours',
  weekdays: 'Weekdays {{hours}}',
  mine: 'By your clock {{hours}}',
  languages: 'Languages',
};
