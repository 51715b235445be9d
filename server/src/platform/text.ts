import type { BadField } from './errors.ts';

/** Text of people: trimmed, in one Unicode form, without control characters; null when nothing is left. Too long is a bad field, never cut. */
export function readText(typed: string | null | undefined, path: string, longest: number, bad: BadField[]): string | null {
  const text = (typed ?? '')
    .toWellFormed()
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must not be kept
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
  if ([...text].length > longest) bad.push({ path, said: { key: 'errors.textTooLong', params: { longest } } });
  return text === '' ? null : text;
}

/** A name as people write it on one line: no invisible characters but joiners, and nothing that a mail program would make a link of. */
export function readName(typed: string | null | undefined, path: string, longest: number, bad: BadField[]): string | null {
  const text = readText((typed ?? '').replace(/(?![\u200c\u200d])\p{Cf}/gu, '').replace(/\s+/g, ' '), path, longest, bad);
  if (text && /:\/\/|\bwww\./i.test(text)) bad.push({ path, said: { key: 'errors.nameWithLink' } });
  return text;
}

/** A pattern for `ilike` that finds what people typed anywhere in a text; their wildcards are letters. */
export const containing = (typed: string): string =>
  `%${typed
    .normalize('NFKC')
    .trim()
    .replace(/[\\%_]/g, '\\$&')}%`;

/** In one width and in lower case: how texts are kept that are searched in. */
export const folded = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

/** The words that people typed, folded. */
export const wordsOf = (typed: string): string[] => folded(typed).split(/\s+/);

/** Patterns for `like all`, which find in folded texts every word that people typed, in any order. */
export const containingWords = (typed: string): string[] => wordsOf(typed).map(containing);

/** The pairs of neighboring characters of a folded word, as the database's `character_pairs` makes them; none of a single character. */
export function pairsOf(word: string): string[] {
  const characters = [...word];
  return [...new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`))];
}
