import { readTypedPeople, type TypedPerson } from '@vlsc/shared/typed-people.ts';
import type { AddUsersMutation } from '../../gql/operations.ts';
import { mostRows } from './batch-mode.tsx';
import { faultsOf, type NewUser } from './new-user.ts';

/** A person in the list of those to add. */
export type NewPerson = Omit<TypedPerson, 'isGuessed'> & { key: number; isGuessed?: boolean; faults: Readonly<Record<string, string>> };

export type Row = AddUsersMutation['addUsers']['rows'][number];

/** What became of a pasted text. */
export type Reading = { added: number; twice: number; unread: number; isOverfull: boolean };

/** The list with the people of a pasted text, each address once, and what is left of the text. */
export function withTyped(people: readonly NewPerson[], typed: string): { people: NewPerson[]; rest: string; reading: Reading } {
  const { people: read, unread } = readTypedPeople(typed);
  const known = new Set(people.map(({ email }) => email));
  const list = [...people];
  const over: string[] = [];
  let twice = 0;
  for (const person of read) {
    if (known.has(person.email)) twice++;
    else if (list.length >= mostRows) over.push(person.email);
    else list.push({ ...person, key: (list.at(-1)?.key ?? 0) + 1, faults: {} });
    known.add(person.email);
  }
  const reading = { added: list.length - people.length, twice, unread: unread.length, isOverfull: over.length > 0 };
  return { people: list, rest: [...unread, ...over].join('\n'), reading };
}

const ownFields = ['email', 'familyName', 'givenName'];

/** The person with all that they are given. */
export const newUserOf = (common: NewUser, { email, familyName, givenName }: NewPerson): NewUser => ({
  ...common,
  email,
  familyName,
  givenName,
});

/** What is wrong with each person, and apart from it what is wrong with what all are given. */
export function faultsOfAll(common: NewUser, people: readonly NewPerson[]) {
  const own = people.map(person => {
    const faults = Object.entries(faultsOf(newUserOf(common, person)));
    return Object.fromEntries(faults.filter(([field]) => ownFields.includes(field)));
  });
  const all = Object.entries(faultsOf({ ...common, email: 'a@b.example', familyName: '-', givenName: '-' }));
  return { own, common: Object.fromEntries(all) };
}

/** The server's `input.users.3.email` of a row as the field of the person. */
export const rowFaults = ({ result }: Row): Record<string, string> =>
  result.__typename === 'RowRefused'
    ? Object.fromEntries(result.fields.map(({ path, message }) => [path.replace(/^input\.users\.\d+\./, ''), message]))
    : {};
