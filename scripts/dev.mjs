// `pnpm dev`: the server restarts and the pages reload when their sources change. Open http://localhost:5173.
import { join } from 'node:path';
import { node, root, run } from './steps.mjs';

const env = { PUBLIC_URL: 'http://localhost:5173', VLSC_LOG_LEVEL: process.env.VLSC_LOG_LEVEL ?? 'info' };
await Promise.race([
  run(node, ['--watch', '--enable-source-maps', '--import', 'tsx', 'src/main.ts'], {
    cwd: join(root, 'server'),
    env: { ...env, VLSC_DATA_DIR: join(root, '.data') },
  }),
  run('graphql-codegen', ['--config', 'codegen.ts', '--watch', '--silent']),
  run('vite', ['--port', '5173', '--strictPort'], { cwd: join(root, 'web') }),
]);
