// `pnpm check`: format, lint, types, boundaries, dead code, drift. Everything that can be known without running the product.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, step } from './steps.mjs';

const committed = readFileSync(join(root, 'schema.graphql'), 'utf8');
const sameSchema = async () => {
  const printed = await run('tsx', ['--tsconfig', 'server/tsconfig.json', 'server/src/print-schema.ts'], { quiet: true });
  if (printed.code !== 0 || readFileSync(join(root, 'schema.graphql'), 'utf8') === committed) return printed;
  return { code: 1, output: 'schema.graphql differs from the classes of the server: the new one was written, review and commit it.\n' };
};

await step('schema.graphql is the one the server has', sameSchema);
await step('every change of the schema is in its log', () =>
  run('tsx', ['--tsconfig', 'server/tsconfig.json', 'server/docs/record-schema-changes.ts', '--check'], { quiet: true }),
);
await step('typed queries', () => run('graphql-codegen', ['--config', 'codegen.ts', '--silent'], { quiet: true }));
await step('format and lint', () => run('biome', ['check', '--error-on-warnings', '.'], { quiet: true }));
await step('queries follow the schema', () => run('eslint', ['--max-warnings', '0', 'web/src', 'web/graphiql-examples'], { quiet: true }));
for (const part of ['shared', 'server', 'web']) await step(`types of ${part}`, () => run('tsc', ['-p', part], { quiet: true }));
await step('boundaries', () =>
  run('depcruise', ['--config', 'dependency-cruiser.mjs', 'server/src', 'server/test', 'server/docs', 'web/src', 'shared/src'], {
    quiet: true,
  }),
);
await step('dead code', () => run('knip', [], { quiet: true }));
