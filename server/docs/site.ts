import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { chapters, guideFolder, japaneseChapters } from './guide.ts';
import { type Entry, type Page, urlOf } from './html.ts';
import { describedIn } from './kinds.ts';
import { type Assets, framed, type Menu } from './layout.ts';
import { Markdown } from './markdown.ts';
import { Reference } from './reference.ts';

/** Addresses of the guide: files link to each other as files, pages as pages. */
const addressIn = (locale: string) => (href: string) => {
  const [, up, name, anchor = ''] = /^(\.\.\/)?([\w-]+)\.md(#.+)?$/.exec(href) ?? [];
  if (name === undefined) return href;
  return urlOf(chapterPath(`${locale === 'ja' && !up ? 'ja/' : ''}${name}`)) + anchor;
};

const chapterPath = (name: string) => name.replace(/(^|\/)index$/, '');

/** Lines of Japanese end where the editor is full; between them stands no space. */
const withoutBreaks = (text: string): string =>
  text.replace(/([\u3001-\u9fff\uff01-\uff60])\n(?=[\u3001-\u9fff\uff01-\uff60\w[`(])/g, '$1');

function chapter(schema: GraphQLSchema, name: string): Page {
  const locale = name.startsWith('ja/') ? 'ja' : 'en';
  const text = readFileSync(`${guideFolder}${name}.md`, 'utf8');
  const { body, headings } = new Markdown(describedIn(schema), addressIn(locale), locale).page(withoutBreaks(text));
  const title = /^# (.+)$/m.exec(text)?.[1] ?? name;
  const summary = (/^# .+\n+([^\n#`]+(?:\n[^\n#`]+)*)/.exec(text)?.[1] ?? title)
    .replace(/\s*\n/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
  return { path: chapterPath(name), title, locale, summary, body, headings };
}

export interface Site {
  readonly pages: readonly Page[];
  readonly entries: readonly Entry[];
  readonly menus: readonly Menu[];
}

/** The whole documentation: the guide as it is written, and the reference as the schema is. */
export function siteOf(schema: GraphQLSchema): Site {
  const guide = chapters.map(name => chapter(schema, name));
  const japanese = japaneseChapters.map(name => chapter(schema, name));
  const reference = new Reference(schema, new Markdown(describedIn(schema)));
  const pages = reference.pages();
  const lists = pages.filter(({ path }) => /^reference(\/[a-z]+)?$/.test(path));
  const menus: Menu[] = [
    { title: 'Guide', locale: 'en', links: guide },
    { title: 'Reference', locale: 'en', links: lists },
    { title: '日本語', locale: 'ja', links: japanese },
  ];
  const sections = guide.flatMap(({ path, title, headings }) => {
    const url = urlOf(path);
    return [
      { name: title, kind: 'guide', url, about: '' },
      ...headings.map(({ id, text }) => ({ name: text, kind: 'guide', url: `${url}#${id}`, about: title })),
    ];
  });
  return { pages: [...guide, ...japanese, ...pages], entries: [...reference.entries(), ...sections], menus };
}

const notFound: Page = {
  path: '404',
  title: 'Not found',
  locale: 'en',
  summary: 'There is no such page.',
  headings: [],
  body: '<h1>There is no such page</h1>\n<p>A type may have gone or changed its name: the <a href="/docs/changelog">schema change log</a> has it. Or begin at <a href="/docs">the start</a>.</p>',
};

/** Every file of the site with its content, by its path below the site's folder. */
export function filesOf(site: Site, assets: Assets): Map<string, string> {
  const files = [...site.pages, notFound].map(page => [`${page.path || 'index'}.html`, framed(page, site.menus, assets)] as const);
  return new Map([...files, ['search.json', JSON.stringify(site.entries.map(({ name, kind, url, about }) => [name, kind, url, about]))]]);
}
