import type { operations as ja } from '../ja/operations.ts';
import type { SameShape } from '../same-shape.ts';

export const operations: SameShape<typeof ja> = {
  description: 'For staff: search all licenses, people and requests, and the record of everything that changed access.',
  tabs: { label: 'Operations', cases: 'Cases', licenses: 'Licenses', users: 'People', requests: 'Requests', audit: 'Audit' },
  search: 'Search',
  licenses: { caption: 'All licenses', administrators: 'Administrators', none: 'No licenses have been loaded yet' },
  users: {
    caption: 'Everybody',
    hint: 'Name or verified e-mail address',
    name: 'Name',
    addresses: 'Verified business e-mail addresses',
    none: 'There is nobody yet',
  },
  requests: {
    caption: 'Access requests, newest first',
    number: 'Request number',
    requester: 'Requester',
    roles: 'Roles',
    status: 'Status',
    requestedAt: 'Requested',
    due: 'Due or closed',
    none: 'There are no requests yet',
  },
  audit: { label: 'Everything on record about permissions, newest first', none: 'Nothing is on record yet' },
  emptyText: 'What arrives will be shown here.',
};
