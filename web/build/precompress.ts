import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

/** Writes a brotli copy beside every text file of the build, so that the server sends it as it is. */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'vlsc-precompress',
    apply: 'build',
    configResolved: ({ root, build: { outDir } }) => {
      folder = join(root, outDir);
    },
    closeBundle: () => {
      for (const file of globSync('**/*.{js,css,html,svg}', { cwd: folder })) {
        const plain = readFileSync(join(folder, file));
        writeFileSync(
          join(folder, `${file}.br`),
          brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: plain.length } }),
        );
      }
    },
  };
}
