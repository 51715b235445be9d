import type { views as ja } from '../ja/views.ts';
import type { SameShape } from '../same-shape.ts';

/** Views of a page that a person saves under a name. */
export const views: SameShape<typeof ja> = {
  label: 'Saved views',
  ofName: 'Saved views: {{name}}',
  none: 'No views saved yet. Filters, order and columns can be saved together under a name.',
  full: 'You can keep {{most, number}} views. Delete one that you no longer use to save another.',
  save: 'Save this view…',
  saveTitle: 'Save this view',
  name: 'Name',
  nameHint: 'Saves the filters, the order and the columns. Only you see it.',
  nameEmpty: 'Enter a name.',
  saveNow: 'Save',
  replace: 'Write over it',
  saved: 'Saved the view “{{name}}”',
  deleted: 'Deleted the view “{{name}}”',
  delete: 'Delete the view “{{name}}”',
  undo: 'Undo',
};
