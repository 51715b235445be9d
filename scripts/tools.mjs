// What the tests need besides Node.js: a browser and a PostgreSQL, from Debian's packages where they may be installed.
import { existsSync, globSync } from 'node:fs';
import { run, step } from './steps.mjs';

const onPath = name => (process.env.PATH ?? '').split(':').some(folder => existsSync(`${folder}/${name}`));

const tools = [
  { name: 'Chromium', isThere: () => existsSync('/usr/bin/chromium') || Boolean(process.env.CHROMIUM), packages: ['chromium'] },
  {
    name: 'PostgreSQL 15 or newer',
    isThere: () => globSync('/usr/lib/postgresql/*/bin/initdb').length > 0 || onPath('initdb'),
    packages: ['postgresql'],
  },
  { name: 'curl', isThere: () => onPath('curl'), packages: ['curl'] },
  {
    name: 'GraphQL for Python',
    isThere: () => existsSync('/usr/lib/python3/dist-packages/graphql'),
    packages: ['python3-graphql-core'],
  },
  { name: 'Python 3', isThere: () => onPath('python3'), packages: ['python3'] },
  {
    name: 'a Japanese font',
    isThere: () => globSync('/usr/share/fonts/**/*{CJK,cjk,ipa,IPA,Takao,Sans-JP,SansJP}*').length > 0,
    packages: ['fonts-noto-cjk'],
  },
];

/** Brings what is missing when this is Debian and we are root; otherwise says what to install and ends. */
export async function bringTools() {
  const missing = tools.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return;
  const packages = missing.flatMap(tool => tool.packages);
  if (process.getuid?.() !== 0 || !onPath('apt-get')) {
    console.error(
      `The tests need ${missing.map(({ name }) => name).join(', ')}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
    );
    process.exit(1);
  }
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await step('Updating the list of packages', () => run('apt-get', ['update', '-q'], { env, quiet: true }));
  await step(`Installing ${packages.join(', ')}`, () =>
    run('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], { env, quiet: true }),
  );
}
