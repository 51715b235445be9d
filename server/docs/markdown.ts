import { Marked, type Tokens } from 'marked';
import { colored } from './colored-code.ts';
import { escaped, type Heading, type Page } from './html.ts';

/** What an info string says of a block: its language, and who runs it or what it is to the block before. */
export interface CodeBlock {
  readonly language: string;
  readonly words: readonly string[];
  /** Such as `as=hanako`. */
  readonly given: Readonly<Record<string, string>>;
  readonly code: string;
}

export function codeBlock({ lang = '', text }: Pick<Tokens.Code, 'lang' | 'text'>): CodeBlock {
  const [language = '', ...rest] = lang.split(/\s+/).filter(Boolean);
  const pairs = rest.filter(word => word.includes('=')).map(word => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]);
  return { language, words: rest.filter(word => !word.includes('=')), given: Object.fromEntries(pairs), code: text };
}

/** The anchor of a heading, as GitHub makes it. */
export const anchorOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

/** Looks up where a name of the schema is described, such as `License.endDate`; null where it is none. */
export type Described = (name: string) => string | null;

const captions: Record<Page['locale'], Record<string, string>> = {
  en: { variables: 'Variables', answer: 'Answer', output: 'Output' },
  ja: { variables: '変数', answer: '応答', output: '出力' },
};
const said = {
  en: {
    as: (who: string) => `as ${who}`,
    scopes: (scopes: string) => `with a token for ${scopes}`,
    link: (text: string) => `Link to ${text}`,
  },
  ja: {
    as: (who: string) => `${who} として`,
    scopes: (scopes: string) => `${scopes} のトークンで`,
    link: (text: string) => `${text} へのリンク`,
  },
};
const languages: Record<string, string> = {
  graphql: 'GraphQL',
  sh: 'Shell',
  js: 'JavaScript',
  ts: 'TypeScript',
  python: 'Python',
  json: 'JSON',
  http: 'HTTP',
};

function figure({ language, words, given, code }: CodeBlock, locale: Page['locale']): string {
  const say = said[locale];
  const caption = [
    captions[locale][words.find(word => word in captions[locale]) ?? ''] ?? languages[language] ?? '',
    given['file'] ? `<code>${escaped(given['file'])}</code>` : '',
    given['as'] ? say.as(escaped(given['as'])) : '',
    given['scopes'] ? say.scopes(escaped(given['scopes'].replaceAll(',', ', '))) : '',
  ].filter(Boolean);
  return `<figure class="code"><figcaption>${caption.join(', ')}</figcaption><pre tabindex="0"><code>${colored(language, code)}</code></pre></figure>\n`;
}

/** Renders Markdown of ours: anchors on headings, names of the schema as links, tables and code that scroll by themselves. */
export class Markdown {
  private headings: Heading[] = [];
  private isInLink = false;
  private readonly marked: Marked;

  constructor(
    private readonly described: Described,
    link: (href: string) => string = href => href,
    locale: Page['locale'] = 'en',
  ) {
    const keep = (heading: Heading) => this.headings.push(heading);
    const name = (text: string) => this.name(text);
    const within = (render: () => string) => {
      this.isInLink = true;
      const text = render();
      this.isInLink = false;
      return text;
    };
    this.marked = new Marked({
      renderer: {
        code: block => figure(codeBlock(block), locale),
        codespan: ({ text }) => name(text),
        html: ({ text }) => escaped(text),
        heading({ tokens, depth, text }) {
          const id = anchorOf(text);
          if (depth === 2) keep({ id, text: text.replaceAll('`', '') });
          return `<h${depth} id="${escaped(id)}">${this.parser.parseInline(tokens)} <a class="anchor" href="#${escaped(id)}" aria-label="${said[locale].link(escaped(text))}">#</a></h${depth}>\n`;
        },
        link({ href, tokens }) {
          // a name within a link is no link of its own
          const text = within(() => this.parser.parseInline(tokens));
          return `<a href="${escaped(link(href))}">${text}</a>`;
        },
        table({ header, rows }) {
          const cells = (row: Tokens.TableCell[], tag: string) =>
            row.map(({ tokens }) => `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`).join('');
          const body = rows.map(row => `<tr>${cells(row, 'td')}</tr>`).join('');
          return `<div class="wide" tabindex="0"><table><thead><tr>${cells(header, 'th scope="col"').replaceAll('</th scope="col">', '</th>')}</tr></thead><tbody>${body}</tbody></table></div>\n`;
        },
      },
    });
  }

  page(text: string): { body: string; headings: readonly Heading[] } {
    this.headings = [];
    return { body: this.marked.parse(text, { async: false }), headings: this.headings };
  }

  /** A description of the schema, without a paragraph around it. */
  line(text: string | null | undefined): string {
    return text ? this.marked.parseInline(text.replaceAll('\n', ' '), { async: false }) : '';
  }

  blocks(text: string): CodeBlock[] {
    return this.marked.lexer(text).flatMap(token => (token.type === 'code' ? [codeBlock(token as Tokens.Code)] : []));
  }

  private name(text: string): string {
    const url = this.isInLink ? null : this.described(text);
    return url ? `<a class="name" href="${escaped(url)}"><code>${escaped(text)}</code></a>` : `<code>${escaped(text)}</code>`;
  }
}
