/**
 * Bundles what a worker thread runs into one script, which a generated module holds as text: a thread that is started
 * from text needs no file, so it also starts from within a user's bundle.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const target = fileURLToPath(new URL('./worker-source.generated.ts', import.meta.url));
const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL('../worker.ts', import.meta.url))],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  // Messages and errors name classes.
  keepNames: true,
  legalComments: 'none',
  logLevel: 'error',
  plugins: [
    {
      // A thread starts no threads, so it does not hold what they run.
      name: 'without-itself',
      setup(bundle) {
        bundle.onResolve({ filter: /worker-source\.generated/ }, ({ path }) => ({ path, namespace: 'none' }));
        bundle.onLoad({ filter: /.*/, namespace: 'none' }, () => ({
          contents: "export const WORKER_SOURCE = '';",
        }));
      },
    },
  ],
});
const source = outputFiles[0].text;
const text = `// Made by src/threads/bundle-worker.mjs from src/worker.ts; not to be edited.

/** What a worker thread runs. */
export const WORKER_SOURCE: string = ${JSON.stringify(source)};
`;
const former = readText(target);
if (former !== text) {
  mkdirSync(dirname(target), { recursive: true });
  // In one step, for others may be reading it.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, target);
  console.log(`worker: ${source.length} characters`);
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
