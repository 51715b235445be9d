import type { customers as ja } from '../ja/customers.ts';
import type { SameShape } from '../same-shape.ts';

export const customers: SameShape<typeof ja> = {
  title: 'Customers I manage',
  description: 'The licenses on which administrators of your customers gave you permissions.',
  count_one: '{{count, number}} customer',
  count_other: '{{count, number}} customers',
  number: 'Organization number',
  location: 'Location',
  licenseCount: 'Licenses',
  roles: 'Roles',
  licensesOf: 'Licenses of {{name}}',
  all_one: 'See the license',
  all_other: 'See all {{count, number}} licenses',
  none: {
    title: 'There are no customers yet',
    text: 'Once an administrator of a customer adds you as a user, the licenses of that customer appear here. What you had in eOpen did not carry over.',
    faq: 'About the access of partners',
  },
  letter: {
    title: 'A text to send to your customer',
    another: 'Ask another customer',
    text: 'It has your name and business e-mail address in it. Send it to the administrator at your customer: the link opens the form for adding a user, with your address filled in.',
    language: 'Language of the text',
    address: 'Address in the text',
    subject: 'Subject',
    body: 'Text',
    copy: 'Copy the text',
    mail: 'Open in your mail program',
    noAddress: 'The text needs a verified business e-mail address of yours. Please register it first.',
    register: 'Register your business e-mail address',
  },
};
