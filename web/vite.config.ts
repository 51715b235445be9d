import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { precompress } from './build/precompress.ts';
import { splitOperations } from './build/split-operations.ts';
import { themeStyles } from './build/theme-styles.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:4000';

export default defineConfig({
  plugins: [splitOperations(), react(), themeStyles(), precompress()],
  resolve: {
    alias: [
      // Both write <style> elements at run time, which the Content-Security-Policy forbids; ours use constructed style sheets.
      { find: 'react-style-singleton', replacement: here('./src/lib/csp/style-singleton.ts') },
      { find: /^\.{1,2}\/.*\/InlineStyles\.mjs$/, replacement: here('./src/lib/csp/inline-styles.tsx') },
    ],
  },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/graphql', '/graphiql', '/docs', '/auth', '/oidc', '/inbox'].map(path => [path, { target: server, ws: true }]),
    ),
  },
  build: {
    target: 'es2023',
    // A data: URL would need its own permission in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: here('./index.html'), graphiql: here('./graphiql.html') } },
  },
});
