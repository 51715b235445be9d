import { defineConfig } from 'vitest/config';

export default defineConfig({
  // type-graphql and Apollo would otherwise load two copies of graphql, one of each kind of module
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/postgres.setup.ts'],
    setupFiles: ['reflect-metadata'],
    // so that it shares our copy of graphql
    server: { deps: { inline: ['@graphql-inspector/core'] } },
    // they wait for the database and for processes of their own more than they compute
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
