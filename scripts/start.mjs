// `pnpm start`: builds what is not built, then serves everything on one origin.
import { join } from 'node:path';
import { buildWhatIsOld, compiled, node, root, run } from './steps.mjs';

await buildWhatIsOld();
// both get the terminal's signal; the server ends in its own time
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
const { code } = await run(node, ['--enable-source-maps', join(root, 'server/dist/main.js')], {
  env: { ...compiled, VLSC_LOG_LEVEL: process.env.VLSC_LOG_LEVEL ?? 'warn' },
});
process.exit(code);
