import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Plugin } from 'vite';

const large = 400_000;

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
        // the last per cents of large files (the editor of GraphiQL) take most of the time
        const quality = plain.length > large ? 5 : constants.BROTLI_MAX_QUALITY;
        const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length };
        writeFileSync(join(folder, `${file}.br`), brotliCompressSync(plain, { params }));
      }
    },
  };
}
