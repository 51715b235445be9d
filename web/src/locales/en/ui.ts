import type { ui as ja } from '../ja/ui.ts';
import type { SameShape } from '../same-shape.ts';

export const ui: SameShape<typeof ja> = {
  loading: 'Loading',
  retry: 'Try again',
  reload: 'Reload',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  keys: { move: 'move', choose: 'open' },
  breadcrumbs: 'Breadcrumbs',
  nextSteps: 'What you can do next',
  requestId: 'Request ID',
  table: {
    sortBy: 'Sort by',
    ascending: '{{column}} (ascending)',
    descending: '{{column}} (descending)',
    scrollable: 'The table scrolls sideways',
  },
  error: {
    title: 'This page could not be shown',
    text: 'The problem may be temporary. Wait a moment and try again. If it stays, contact us and give the request ID below.',
    newVersion: 'The application has been updated. Reload the page to go on.',
  },
  noAccess: {
    title: 'Page not found',
    text: 'The address is wrong, or the page is not available to this sign-in.',
  },
  notice: {
    info: 'Note',
    success: 'Done',
    warning: 'Attention',
    danger: 'Important',
  },
};
