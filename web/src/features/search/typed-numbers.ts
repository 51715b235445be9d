import { isLicensingNumber, normalizeLicensingNumber } from '@vlsc/shared/licensing-number.ts';

/** The entries of a list as people paste it: on lines, in cells, or with commas, semicolons or spaces between them. */
export const entriesOf = (typed: string): string[] => typed.split(/[\s,;、,;]+/u).filter(each => each !== '');

/** Whether a text reads as a list of Licensing IDs rather than as something to search for: at least two of its entries are such numbers. */
export function isListOfNumbers(typed: string): boolean {
  const numbers = entriesOf(typed).filter(each => {
    const number = normalizeLicensingNumber(each);
    return isLicensingNumber(number) && number.length >= 4 && /\d/.test(number);
  });
  return numbers.length >= 2;
}

/** A list behind the # of an address, where no server gets to see it. */
export const hashOf = (entries: readonly string[]): string => encodeURIComponent(entries.join(','));

export function entriesInHash(hash: string): string[] {
  try {
    return entriesOf(decodeURIComponent(hash));
  } catch {
    // cut off in the middle of a character
    return entriesOf(hash);
  }
}
