// `pnpm vlsc …`: the command line.
import { join } from 'node:path';
import { buildWhatIsOld, compiled, node, root, run } from './steps.mjs';

await buildWhatIsOld();
const { code } = await run(node, ['--enable-source-maps', join(root, 'server/dist/cli.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? root,
  env: compiled,
});
process.exit(code);
