import { escaped } from './html.ts';

const quoted = String.raw`"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`;
const hash = String.raw`(?:^|(?<=\s))#[^\n]*`;
const words = (...all: string[]) => String.raw`\b(?:${all.join('|')})\b`;

const script = {
  comment: String.raw`//[^\n]*`,
  string: String.raw`${quoted}|${'`'}(?:\\.|[^${'`'}\\])*${'`'}`,
  keyword: words(
    ...[
      'import',
      'from',
      'export',
      'const',
      'let',
      'async',
      'await',
      'function',
      'return',
      'if',
      'else',
      'for',
      'of',
      'while',
      'do',
      'new',
    ],
    ...['throw', 'try', 'catch', 'true', 'false', 'null', 'undefined', 'yield', 'type'],
  ),
  literal: words(String.raw`\d[\d_]*`),
};
/** What is told apart in each language of our examples; enough to read them by, in the order in which it is looked for. */
const kinds: Record<string, Record<string, string>> = {
  graphql: {
    comment: hash,
    string: quoted,
    keyword: words('query', 'mutation', 'fragment', 'on'),
    variable: String.raw`\$\w+`,
    literal: words('true', 'false', 'null', String.raw`\d+`),
  },
  json: { name: String.raw`"(?:\\.|[^"\\])*"(?=\s*:)`, string: quoted, literal: words('true', 'false', 'null', String.raw`\d+`) },
  sh: {
    comment: hash,
    string: quoted,
    variable: String.raw`\$\w+`,
    keyword: words('curl', 'export', 'jq', 'node', 'python3', 'sha256sum'),
  },
  js: script,
  ts: script,
  python: {
    comment: hash,
    string: quoted,
    keyword: words(
      ...[
        'import',
        'from',
        'def',
        'class',
        'return',
        'if',
        'elif',
        'else',
        'for',
        'in',
        'while',
        'not',
        'and',
        'or',
        'raise',
        'try',
        'except',
      ],
      ...['with', 'as', 'is', 'lambda', 'True', 'False', 'None', 'yield'],
    ),
    literal: words(String.raw`\d[\d_]*`),
  },
};

/** Code as HTML, its words in elements that the style sheet colors. */
export function colored(language: string, code: string): string {
  const told = kinds[language];
  if (!told) return escaped(code);
  const names = Object.keys(told);
  const pattern = new RegExp(names.map(name => `(${told[name]})`).join('|'), 'gm');
  let [html, from] = ['', 0];
  for (const found of code.matchAll(pattern)) {
    const name = names[found.slice(1).findIndex(part => part !== undefined)];
    html += `${escaped(code.slice(from, found.index))}<span class="${name}">${escaped(found[0])}</span>`;
    from = found.index + found[0].length;
  }
  return html + escaped(code.slice(from));
}
