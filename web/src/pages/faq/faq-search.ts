export type FaqSearch = { q?: string };

/** The filter of the list is part of its address, so that it can be shared and survives going back. */
export const faqSearch = (search: Record<string, unknown>): FaqSearch => {
  const typed = typeof search.q === 'string' || typeof search.q === 'number' ? String(search.q) : '';
  return typed ? { q: typed.slice(0, 100) } : {};
};
