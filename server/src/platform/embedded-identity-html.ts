export class Markup {
  constructor(readonly text: string) {}
}
type Part = Markup | string | number | undefined | false | readonly Markup[];

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, character => escapes[character] ?? '');

/** Whatever is put in is text and is escaped; only what this function made itself is markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  const written = (part: Part): string => {
    if (part === undefined || part === false) return '';
    if (part instanceof Markup) return part.text;
    return typeof part === 'object' ? part.map(each => each.text).join('') : escaped(String(part));
  };
  return new Markup(String.raw({ raw: strings }, ...parts.map(written)));
}
