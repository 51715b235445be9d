/** Text as it may stand in HTML, attributes included. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign] ?? sign);

/** A page of the documentation, before its frame. `path` is what follows `/docs/`; empty for the start page. */
export interface Page {
  readonly path: string;
  readonly title: string;
  readonly locale: 'en' | 'ja';
  /** What is in it, in one sentence of plain text. */
  readonly summary: string;
  readonly body: string;
  readonly headings: readonly Heading[];
}

export interface Heading {
  readonly id: string;
  readonly text: string;
}

/** One thing that the search finds. */
export interface Entry {
  readonly name: string;
  readonly kind: string;
  readonly url: string;
  readonly about: string;
}

export const urlOf = (path: string): string => (path === '' ? '/docs' : `/docs/${path}`);
