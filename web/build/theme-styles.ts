import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { convertCssVariables, DEFAULT_THEME, keys, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { cssVariables, theme } from '../src/app/theme.ts';

const name = 'virtual:theme-styles.css';
const resolved = '/virtual-theme-styles.css';
const component = /@mantine\/core\/esm\/(?:components|utils)\/.*?(\w+)\.mjs$/;
const sheet = (of: string) => createRequire(import.meta.url).resolve(`@mantine/core/${of}.layer.css`);

/**
 * Mantine's styles as files. Its variables and breakpoint classes it would write into <style> elements at run time, which the
 * Content-Security-Policy refuses: this makes the same rules from the same theme at build time. The rules of its components come
 * with the components that are used, each in the chunk of its code; in development all of them at once.
 */
export function themeStyles(): Plugin {
  let isBuild = false;
  return {
    name: 'theme-styles',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    resolveId: id => (id === name ? resolved : undefined),
    load: id => (id === resolved ? styles(isBuild) : undefined),
    transform(code, id) {
      const [, used] = component.exec(id) ?? [];
      if (!isBuild || !used || !existsSync(sheet('styles').replace('styles.layer', `styles/${used}.layer`))) return;
      return { code: `import '@mantine/core/styles/${used}.layer.css';\n${code}`, map: null };
    },
  };
}

async function styles(isBuild: boolean): Promise<string> {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const mantine = isBuild ? ['styles/baseline', 'styles/default-css-variables', 'styles/global'] : ['styles'];
  const sheets = await Promise.all(mantine.map(of => readFile(sheet(of), 'utf8')));
  const classes = keys(merged.breakpoints)
    .map(name => [name, Number.parseFloat(merged.breakpoints[name] ?? '')] as const)
    .map(
      ([name, width]) =>
        `@media (max-width: ${width - 0.01}em) { .mantine-visible-from-${name} { display: none !important; } }
@media (min-width: ${width}em) { .mantine-hidden-from-${name} { display: none !important; } }`,
    );
  return [...sheets, convertCssVariables(cssVariables(merged), ':root'), ...classes].join('\n');
}
