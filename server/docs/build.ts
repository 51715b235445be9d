import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema } from 'graphql';
import { buildApiSchema } from '../src/app/schema.ts';
import { filesOf, siteOf } from './site.ts';

/** Writes the documentation that `/docs` serves. Style and script have their content in their name, so that browsers may keep them. */
const folder = fileURLToPath(new URL('../dist/docs/', import.meta.url));
const files = new Map<string, string>();
const asset = (name: string): string => {
  const content = readFileSync(new URL(`assets/${name}`, import.meta.url), 'utf8');
  const [, stem, ending] = /^(.+)\.(\w+)$/.exec(name) ?? [];
  const hashed = `assets/${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}.${ending}`;
  files.set(hashed, content);
  return `/docs/${hashed}`;
};
const assets = { css: asset('docs.css'), script: asset('docs.js') };
for (const [path, content] of filesOf(siteOf(lexicographicSortSchema(await buildApiSchema())), assets)) files.set(path, content);

rmSync(folder, { recursive: true, force: true });
for (const [path, content] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
