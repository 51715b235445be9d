/** A whole number as people type it, full-width digits and separators included; null for anything else. */
export function wholeNumber(typed: string): number | null {
  const text = typed.normalize('NFKC').replace(/[\s,]/g, '');
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
