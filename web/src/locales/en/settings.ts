import type { settings as ja } from '../ja/settings.ts';
import type { SameShape } from '../same-shape.ts';

export const settings: SameShape<typeof ja> = {
  permissions: {
    title: 'Permission details',
    description: 'Your registered business e-mail addresses, and what you may do with each license.',
    addresses: 'Business e-mail addresses',
    addAddress: 'Register another address',
    noAddresses: 'No address is registered.',
    account: 'Sign-in',
    signInEmail: 'Sign-in address',
    noSignInEmail: 'Not told',
    signInHint: 'The sign-in address alone shows no licenses.',
    list: 'Permissions',
    none: {
      title: 'You hold no permissions yet',
      text: 'The diagnosis tells why, and what you can do.',
      diagnosis: 'See the diagnosis',
      request: 'Request permissions',
    },
    sources: 'What the sources mean',
  },
  column: {
    licensingId: 'Licensing ID',
    organization: 'Organization',
    program: 'Program',
    role: 'Role',
    source: 'Source',
    since: 'Since',
    end: 'End',
    actions: 'Actions',
  },
  preferences: {
    title: 'Preferences',
    description: 'The name you go by, and the language of pages and e-mails.',
    displayName: 'Display name',
    displayNameHint: 'Shown, for example, to administrators who receive your requests.',
    nameEmpty: 'Please enter a display name.',
    nameTooLong_one: 'Please enter at most {{count}} character.',
    nameTooLong_other: 'Please enter at most {{count}} characters.',
    language: 'Language',
    languageHint: 'Of the pages, and of the e-mails sent to you.',
    save: 'Save',
    saved: 'Saved',
  },
};
