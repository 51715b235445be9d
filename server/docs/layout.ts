import { escaped, type Page, urlOf } from './html.ts';

export interface Menu {
  readonly title: string;
  readonly locale: Page['locale'];
  readonly links: readonly { readonly title: string; readonly path: string }[];
}

export interface Assets {
  readonly css: string;
  readonly script: string;
}

const words = {
  en: { skip: 'Skip to the content', menu: 'Chapters', search: 'Find a type or field', onThisPage: 'On this page', site: 'VLSC API' },
  ja: { skip: '本文へ移動', menu: '目次', search: '型やフィールドを検索', onThisPage: 'このページの内容', site: 'VLSC API' },
};

const links = (menu: Menu, path: string): string =>
  menu.links
    .map(each => `<li><a href="${urlOf(each.path)}"${each.path === path ? ' aria-current="page"' : ''}>${escaped(each.title)}</a></li>`)
    .join('');

/** A whole page: header with search, chapters, the page, and what is on it. */
export function framed(page: Page, menus: readonly Menu[], { css, script }: Assets): string {
  const say = words[page.locale];
  const own = (menu: Menu) => Number(menu.locale === page.locale);
  const ordered = [...menus].sort((a, b) => own(b) - own(a));
  const chapters = ordered
    .map(menu => `<h2 lang="${menu.locale}">${escaped(menu.title)}</h2><ul lang="${menu.locale}">${links(menu, page.path)}</ul>`)
    .join('');
  const here = page.headings.map(({ id, text }) => `<li><a href="#${escaped(id)}">${escaped(text)}</a></li>`).join('');
  const title = page.path === '' ? say.site : `${page.title} – ${say.site}`;
  return `<!doctype html>
<html lang="${page.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(page.summary)}">
<title>${escaped(title)}</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${css}">
<script type="module" src="${script}"></script>
</head>
<body>
<a class="skip" href="#main">${say.skip}</a>
<header>
<p class="brand"><a href="/">VLSC</a> <a href="/docs">API</a></p>
<search class="search" data-index="/docs/search.json" hidden>
<label><span class="hidden">${say.search}</span><input type="search" placeholder="${say.search}" autocomplete="off" spellcheck="false" aria-controls="found"></label>
<p class="hidden" role="status"></p>
<ul id="found" class="found" hidden></ul>
</search>
<nav class="tools" aria-label="API"><a href="/graphiql">GraphiQL</a> <a href="/docs" lang="en"${page.locale === 'en' ? ' aria-current="true"' : ''}>English</a> <a href="/docs/ja" lang="ja"${page.locale === 'ja' ? ' aria-current="true"' : ''}>日本語</a></nav>
</header>
<details class="chapters narrow"><summary>${say.menu}</summary><nav aria-label="${say.menu}">${chapters}</nav></details>
<nav class="chapters" aria-label="${say.menu}">${chapters}</nav>
<main id="main" tabindex="-1">
${page.body}
</main>
${here ? `<nav class="here" aria-labelledby="here"><h2 id="here">${say.onThisPage}</h2><ul>${here}</ul></nav>` : ''}
</body>
</html>
`;
}
