import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { convertCssVariables, DEFAULT_THEME, keys, mergeMantineTheme } from '@mantine/core';
import type { Plugin } from 'vite';
import { cssVariables, theme } from '../src/app/theme.ts';

const name = 'virtual:theme-styles.css';
const resolved = `\0${name}`;

/**
 * Mantine writes its variables and breakpoint classes into <style> elements at run time; the Content-Security-Policy has no
 * 'unsafe-inline', so this makes the same rules from the same theme at build time, as a file.
 */
export const themeStyles = (): Plugin => ({
  name: 'theme-styles',
  resolveId: id => (id === name ? resolved : undefined),
  load: id => (id === resolved ? styles() : undefined),
});

async function styles(): Promise<string> {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const mantine = await readFile(createRequire(import.meta.url).resolve('@mantine/core/styles.layer.css'), 'utf8');
  const classes = keys(merged.breakpoints)
    .map(name => [name, Number.parseFloat(merged.breakpoints[name])] as const)
    .map(
      ([name, width]) =>
        `@media (max-width: ${width - 0.01}em) { .mantine-visible-from-${name} { display: none !important; } }
@media (min-width: ${width}em) { .mantine-hidden-from-${name} { display: none !important; } }`,
    );
  return [mantine, convertCssVariables(cssVariables(merged), ':root'), ...classes].join('\n');
}
