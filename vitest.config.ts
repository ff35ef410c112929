import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^pipefit\/io$/, replacement: source('./src/io/index.ts') },
      { find: /^pipefit\/neural$/, replacement: source('./src/neural/index.ts') },
      { find: /^pipefit\/testing$/, replacement: source('./src/testing/index.ts') },
      { find: /^pipefit$/, replacement: source('./src/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/generate.ts'],
    setupFiles: ['test/support/setup.ts'],
    testTimeout: 60_000,
  },
});
