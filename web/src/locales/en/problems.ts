import type { problems as ja } from '../ja/problems.ts';
import type { SameShape } from '../same-shape.ts';

export const problems: SameShape<typeof ja> = {
  atLatest: 'Please wait until <when/> at the latest',
  availableAt: 'from <when/>',
  notDone: 'This could not be done',
  noAnswer: 'The server did not answer. What you entered is still here. Wait a moment and try again.',
  tooMuch: 'That is too much at once. Choose fewer people or licenses, and do the rest afterwards.',
  left: '{{count}} characters left',
  over: '{{count}} characters too many',
};
