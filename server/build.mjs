// One bundle of our own code per entry, packages left outside: quick to build, quick to start.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

await build({
  entryPoints: ['src/main.ts', 'src/cli.ts', 'src/platform/embedded-database.worker.ts', 'src/platform/embedded-mail.child.ts'].filter(
    file => existsSync(file),
  ),
  outdir: 'dist',
  outbase: 'src',
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  sourcemap: true,
  plugins: [
    {
      name: 'packages-stay-outside',
      setup: ({ onResolve }) =>
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === 'entry-point' || path.startsWith('@vlsc/') ? undefined : { path, external: true },
        ),
    },
  ],
});

// An empty embedded database beside its worker: a first start copies it, which is much quicker than making one.
const template = fileURLToPath(new URL('dist/platform/embedded-database.template', import.meta.url));
if (!existsSync(template)) {
  await new Promise((resolve, reject) => {
    const worker = new Worker(new URL('dist/platform/embedded-database.worker.js', import.meta.url), { workerData: { create: template } });
    worker.once('error', reject).once('exit', resolve);
  });
}
