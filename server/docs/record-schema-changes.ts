import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { changesBetween, complaints, recorded, released } from './schema-changes.ts';

/** `pnpm schema:changes` writes the log; `--check` only compares; `--release VERSION` makes the schema of now the one to compare with. */
const [flag, version] = process.argv.slice(2);
const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const [current, base, log] = [at('schema.graphql'), at('docs/api/schema.released.graphql'), at('docs/api/changelog.md')];

const text = readFileSync(log, 'utf8');
const changes = await changesBetween(readFileSync(base, 'utf8'), readFileSync(current, 'utf8'));
if (flag !== '--check') writeFileSync(log, recorded(text, changes));

const wrong = complaints(readFileSync(log, 'utf8'), changes);
if (wrong.length > 0) {
  console.error(
    `${wrong.join('\n')}\n\n\`pnpm schema:changes\` writes what is missing into docs/api/changelog.md; reasons are yours to write.`,
  );
  process.exitCode = 1;
} else if (flag === '--release') {
  if (!version) throw new Error('Which version? pnpm schema:changes --release 1.2.0');
  writeFileSync(log, released(readFileSync(log, 'utf8'), version));
  copyFileSync(current, base);
}
