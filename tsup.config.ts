import { defineConfig } from 'tsup';

export default defineConfig({
  entry: {
    cli: 'src/cli.ts',
    index: 'src/index.ts',
    io: 'src/io/index.ts',
    neural: 'src/neural/index.ts',
    testing: 'src/testing/index.ts',
  },
  format: ['esm', 'cjs'],
  target: 'node20',
  dts: true,
  // Shared chunks in both formats, so that a class is the same class from every subpath.
  splitting: true,
  clean: true,
  treeshake: true,
});
