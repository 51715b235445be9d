import type { landing as ja } from '../ja/landing.ts';
import type { SameShape } from '../same-shape.ts';

export const landing: SameShape<typeof ja> = {
  title: 'Every agreement, every license, one place',
  documentTitle: 'Volume Licensing Service Center',
  lead: 'See your volume licensing agreements, product keys, downloads and Software Assurance benefits, and decide license by license what your colleagues and resellers may do.',
  actions: {
    signUp: 'Sign up now',
    signIn: 'Sign in',
    hint: 'Sign in if you are registered; sign up if you are new here.',
  },
  offers: {
    title: 'What you can do here',
    items: {
      agreements: {
        title: 'See all agreements together',
        text: 'Whatever the program and however deep the agreement, your licenses, quantities and end dates are in one list.',
      },
      keys: {
        title: 'Get keys and benefits',
        text: 'Product keys, software downloads and Software Assurance benefits are reached straight from the license they belong to.',
      },
      people: {
        title: 'Decide who works with them',
        text: 'Administrators give colleagues and resellers just the roles they need on each license. Who changed what, and when, stays on record.',
      },
    },
  },
  steps: {
    title: 'How registration works',
    items: {
      signIn: {
        title: 'Sign in',
        text: 'Use the account you have. Its address may differ from the one you use for work.',
      },
      address: {
        title: 'Enter your business e-mail address',
        text: 'Type, twice, the address given when the agreement was signed or the order was placed. A confirmation e-mail goes to it.',
      },
      link: {
        title: 'Follow the link in the e-mail',
        text: 'Within seconds you see the licenses that the address entitles you to. The link can be followed again at any time.',
      },
    },
    more: 'Registration step by step',
  },
  help: {
    title: 'If you are stuck',
    text: 'Cannot register, see no licenses, do not know the administrator? Nine common situations, each with the way out.',
    action: 'Read the FAQ',
  },
};
