import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { projects: ['shared', 'server', 'web/vitest.e2e.config.ts'] } });
