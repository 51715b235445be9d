// One bundle of our own code per entry, packages left outside: quick to build, quick to start.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/main.ts', 'src/platform/embedded-database.worker.ts', 'src/platform/embedded-mail.child.ts'],
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
      setup: ({ onResolve }) => onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
        kind === 'entry-point' || path.startsWith('@vlsc/') ? undefined : { path, external: true }),
    },
  ],
});
