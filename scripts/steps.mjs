// What the commands of package.json share: running a tool of this workspace, and telling whether a build is still good.
import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const node = process.execPath;
const bin = join(root, 'node_modules/.bin');
/** Where Node.js keeps our programs compiled: later starts are a second quicker. */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/vlsc/compiled') };

/** Runs a command to its end; answers its exit code, with its output where `quiet` asks to keep it. */
export function run(command, args, { cwd = root, env = {}, quiet = false } = {}) {
  const path = [bin, join(cwd, 'node_modules/.bin'), process.env.PATH].join(':');
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, PATH: path, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  const output = [];
  child.stdout?.on('data', chunk => output.push(chunk));
  child.stderr?.on('data', chunk => output.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output: Buffer.concat(output).toString() }));
  });
}

/** Runs one named step with its time; a failing one prints what it said and ends the process. */
export async function step(title, work) {
  const begun = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  ${title} …\r`);
  const { code, output } = await work();
  process.stdout.write(`  ${code === 0 ? '✓' : '✗'} ${title} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
  if (code === 0) return;
  process.stdout.write(output);
  process.exit(code);
}

const newest = patterns => Math.max(0, ...globSync(patterns, { cwd: root }).map(file => statSync(join(root, file)).mtimeMs));

/** Steps that make what `start` and the tests run, each with what it is made from. */
const builds = [
  {
    title: 'Generating typed queries',
    from: ['schema.graphql', 'codegen.ts', 'web/codegen/*', 'web/src/**/*.graphql'],
    mark: 'node_modules/.cache/vlsc/codegen',
    needs: 'web/src/gql/operations.ts',
    work: () => run('graphql-codegen', ['--config', 'codegen.ts', '--silent'], { quiet: true }),
  },
  {
    title: 'Building the server',
    from: ['server/src/**/*.ts', 'server/build.mjs', 'shared/src/**/*.ts', 'pnpm-lock.yaml'],
    mark: 'node_modules/.cache/vlsc/server',
    needs: 'server/dist/main.js',
    work: () => run(node, ['build.mjs'], { cwd: join(root, 'server'), quiet: true }),
  },
  {
    title: 'Building the documentation of the API',
    from: ['docs/api/**/*', 'server/docs/**/*', 'server/src/**/*.ts', 'shared/src/**/*.ts', 'pnpm-lock.yaml'],
    mark: 'node_modules/.cache/vlsc/docs',
    needs: 'server/dist/docs/index.html',
    work: () => run('tsx', ['--tsconfig', 'server/tsconfig.json', 'server/docs/build.ts'], { quiet: true }),
  },
  {
    title: 'Building the web application',
    from: [
      'web/src/**/*',
      'web/public/**/*',
      'web/build/**/*',
      'web/*.html',
      'web/*.ts',
      'web/*.cjs',
      'shared/src/**/*.ts',
      'schema.graphql',
      'pnpm-lock.yaml',
    ],
    mark: 'node_modules/.cache/vlsc/web',
    needs: 'web/dist/index.html',
    work: () => run('vite', ['build', '--logLevel', 'warn'], { cwd: join(root, 'web'), quiet: true }),
  },
];

/** Builds what is missing or older than its sources. */
export async function buildWhatIsOld() {
  for (const { title, from, mark, needs, work } of builds) {
    const file = join(root, mark);
    if (existsSync(join(root, needs)) && existsSync(file) && statSync(file).mtimeMs >= newest(from)) continue;
    await step(title, work);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
  }
}
