import { normalizeEmailAddress } from './email-address.ts';

/** Somebody as far as a pasted text tells. */
export interface TypedPerson {
  readonly email: string;
  readonly familyName: string;
  readonly givenName: string;
  /** Whether the names were read from the address itself. */
  readonly isGuessed: boolean;
}

/**
 * The people in a pasted text: addresses one a line, or between commas and semicolons of any width; with a name as mail programs write
 * it, or beside it in columns. What has no address is handed back as it stands.
 */
export function readTypedPeople(typed: string): { people: TypedPerson[]; unread: string[] } {
  const people: TypedPerson[] = [];
  const unread: string[] = [];
  for (const line of typed.normalize('NFKC').split(/[\r\n]+/)) {
    const pieces = line
      .split(/[,;\t、]/)
      .flatMap(piece => (count(piece) > 1 ? piece.split(/\s+/) : [piece]))
      .map(piece => piece.replace(/["“”]/g, '').trim())
      .filter(piece => piece !== '');
    const withAddress = pieces.filter(piece => piece.includes('@'));
    const others = pieces.filter(piece => !piece.includes('@'));
    const [only] = withAddress;
    if (withAddress.length === 1 && only !== undefined) people.push(personOf(only, others));
    else {
      people.push(...withAddress.map(piece => personOf(piece, [])));
      unread.push(...others);
    }
  }
  return { people, unread };
}

const count = (text: string): number => text.split('@').length - 1;

function personOf(piece: string, columns: readonly string[]): TypedPerson {
  const words = piece.replace(/[<>()[\]]/g, ' ').split(/\s+/);
  const email = normalizeEmailAddress(words.find(word => word.includes('@')) ?? '');
  const named = words.filter(word => word !== '' && !word.includes('@'));
  const [familyName = '', givenName = ''] = columns.length > 0 ? inColumns([...columns, ...named]) : inOrder(named);
  return familyName + givenName === '' ? guessed(email) : { email, familyName, givenName, isGuessed: false };
}

/** Columns have the family name first; one column may hold both. */
const inColumns = (cells: readonly string[]): readonly string[] => (cells.length === 1 ? inOrder((cells[0] ?? '').split(/\s+/)) : cells);

/** Names in Latin letters end with the family name, all others begin with it. */
function inOrder(words: readonly string[]): readonly string[] {
  const [first = '', ...others] = words;
  if (others.length === 0 || !words.every(word => /^[\p{Script=Latin}.'’-]+$/u.test(word))) return [first, others.join(' ')];
  return [words.at(-1) ?? '', words.slice(0, -1).join(' ')];
}

/** `hanako.sato@…` is how most firms write Hanako Sato; of anything else nothing is made up. */
function guessed(email: string): TypedPerson {
  const [, given = '', family = ''] = /^([a-z]{2,})[._]([a-z]{2,})\d*@/.exec(email) ?? [];
  const capital = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
  return { email, familyName: capital(family), givenName: capital(given), isGuessed: family !== '' };
}
