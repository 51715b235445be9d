import type { operations as ja } from '../ja/operations.ts';
import type { SameShape } from '../same-shape.ts';

export const operations: SameShape<typeof ja> = {
  description: 'For staff: search all licenses, people and requests, and the record of everything that changed access.',
  tabs: {
    label: 'Operations',
    search: 'Search',
    cases: 'Cases',
    licenses: 'Licenses',
    users: 'People',
    requests: 'Requests',
    feedLoads: 'Feed',
    audit: 'Audit',
  },
  everything: {
    label: 'Search everything',
    hint: 'Number, organization, name, e-mail address',
    start: 'What are you looking for?',
    startText:
      'Search by Licensing ID, agreement number, number of a request or case, name of an organization, or name or address of a person.',
  },
  search: 'Search',
  licenses: { caption: 'All licenses', administrators: 'Administrators', none: 'No licenses have been loaded yet' },
  users: {
    caption: 'Everybody',
    hint: 'Name or verified e-mail address',
    name: 'Name',
    addresses: 'Verified business e-mail addresses',
    state: 'Registration',
    who: 'Who',
    whoChoice: { staff: 'Staff', others: 'Not staff' },
    lastSignedInAt: 'Last sign-in',
    none: 'There is nobody yet',
  },
  requests: {
    caption: 'Access requests, newest first',
    hint: 'Request number, Licensing ID or address',
    number: 'Request number',
    requester: 'Requester',
    roles: 'Roles',
    status: 'Status',
    requestedAt: 'Requested',
    due: 'Due or closed',
    none: 'There are no requests yet',
  },
  audit: {
    label: 'Everything on record, newest first',
    none: 'Nothing is on record yet',
    hint: 'Licensing ID, number, address or request',
    action: 'Action',
    from: 'From',
    to: 'To',
    aboutPerson: 'Only what is on record about {{name}}.',
    byActor: 'Only what {{name}} did.',
  },
  emptyText: 'What arrives will be shown here.',
};
