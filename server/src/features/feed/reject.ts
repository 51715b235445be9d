/** Why a row was not loaded. The codes are stable: tools that mend rows may rely on them. */
const sentences = {
  MALFORMED_ROW: 'The quotes of this row are wrong, so that its cells cannot be told apart.',
  CELL_COUNT: 'This row does not have as many cells as the header has columns.',
  MISSING_VALUE: 'This cell must not be empty.',
  MALFORMED_TEXT: 'This cell holds characters that cannot stand here.',
  TOO_LONG: 'This cell is too long.',
  MALFORMED_NUMBER: 'This is not a number of the kind that stands here.',
  OUT_OF_RANGE: 'This number is too small or too large.',
  MALFORMED_DATE: 'This is not a day of the calendar (YYYY-MM-DD), or not an instant with its offset (YYYY-MM-DDThh:mm:ssZ).',
  MALFORMED_EMAIL_ADDRESS: 'This is not one e-mail address.',
  MALFORMED_PRODUCT_KEY: 'This is not a product key.',
  UNKNOWN_VALUE: 'This is none of the values that can stand here.',
  DUPLICATE_KEY: 'An earlier row of this file has the same key.',
  UNKNOWN_REFERENCE: 'Nothing with this number is known.',
  PARENT_CYCLE: 'This agreement would stand above itself.',
  ONE_PARENT: 'A contact belongs to either an agreement or a license.',
  AUTHORIZATION_NUMBER: 'An Open License has an authorization number, and no other license has one.',
  END_BEFORE_START: 'The end is before the start.',
} as const;

export type RejectCode = keyof typeof sentences;

/** What is said of a reject: its code and a sentence. */
export const reasonOf = (code: RejectCode): string => `${code}: ${sentences[code]}`;

const longestValue = 200;
const hidden = '•••••';

/** The last five characters of a secret: enough to recognize it, too few to use it. */
export function masked(secret: string): string {
  const plain = secret.replace(/[^\p{L}\p{N}]/gu, '');
  return plain.length > 10 ? `${hidden}${plain.slice(-5)}` : hidden;
}

const productKey = /[0-9A-Z]{5}(?:-[0-9A-Z]{5}){2,}/gi;
const productKeyAnyhow = /[0-9A-Z](?:[\s-]*[0-9A-Z]){14,}/gi;

/** A rejected cell as it may be shown. Whatever looks like a product key is masked, wherever it stands. */
export function shownValue(file: string, column: string, value: string): string {
  if (column === 'product_key') return masked(value);
  const secret = file === 'product_keys.csv' ? productKeyAnyhow : productKey;
  return value
    .slice(0, 10 * longestValue)
    .normalize('NFKC')
    .replace(secret, masked)
    .slice(0, longestValue);
}
