// `pnpm test`: every test. Arguments go to Vitest, so `pnpm test registration` runs what matches.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWhatIsOld, node, root, run } from './steps.mjs';
import { bringTools } from './tools.mjs';

await bringTools();
await buildWhatIsOld();
const report = join(root, 'node_modules/.cache/vlsc/tests.json');
const { code } = await run(node, [
  join(root, 'node_modules/vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
process.exit(code);
