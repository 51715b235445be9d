/** What people type as a number: full-width characters, spaces and any of the many hyphens are theirs to use. */
export const normalizeLicensingNumber = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[\s\u2010-\u2015\u2212\u30fc\-_.]/gu, '')
    .toUpperCase();

/** Longest number that any program has, after normalization. */
export const longestLicensingNumber = 40;

export const isLicensingNumber = (normalized: string): boolean =>
  normalized.length > 0 && normalized.length <= longestLicensingNumber && /^[0-9A-Z]+$/.test(normalized);

/** 8 digits. */
export const isOpenLicenseNumber = (normalized: string): boolean => /^\d{8}$/.test(normalized);

/** 8 digits, `ZZ`, a letter, 4 digits, such as `12345678ZZE1234`. */
export const isAuthorizationNumber = (normalized: string): boolean => /^\d{8}ZZ[A-Z]\d{4}$/.test(normalized);
