import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const run = promisify(execFile);

/** Models whose kernels are made ready on the page's own thread, which browsers limit for large modules. */
const program = `
import { HistGradientBoostingClassifier, KNeighborsClassifier, LinearRegression, LogisticRegression, Pipeline,
  RandomForestClassifier, StandardScaler } from 'pipefit';
const X = Array.from({ length: 200 }, (_, i) => [i % 7, (i * i) % 11, i % 5]);
const y = X.map(([a, b]) => (a + b > 8 ? 'high' : 'low'));
const models = [
  new Pipeline([new StandardScaler(), new LogisticRegression()]),
  new RandomForestClassifier({ nEstimators: 10, nJobs: 2, randomState: 0 }),
  new HistGradientBoostingClassifier({ minSamplesLeaf: 2 }),
  new KNeighborsClassifier(),
];
const scores = [];
for (const model of models) scores.push((await model.fit(X, y)).score(X, y) > 0.9);
const line = await new LinearRegression().fit(X, X.map(([a, b, c]) => a - 2 * b + c));
scores.push(Math.abs(line.predictOne([1, 2, 3])) < 1e-9);
document.title = JSON.stringify(scores);`;

describe('the built package on a page of a browser', () => {
  // Debian's package is called chromium; without one this is a skip that shows.
  it.skipIf(chromium === undefined)('fits and predicts', { timeout: 120_000 }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pipefit-browser-'));
    try {
      const { outputFiles } = await build({
        stdin: { contents: program, resolveDir: root },
        bundle: true,
        write: false,
        platform: 'browser',
        format: 'esm',
        // Asks for Node's crypto, by way of random-js.
        external: ['ml-random-forest'],
        logLevel: 'error',
      });
      const script = outputFiles[0]!.text.replaceAll('</script', '<\\/script');
      writeFileSync(join(folder, 'page.html'), `<!doctype html><script type="module">${script}</script>`);
      const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-sync'];
      const { stdout } = await run(
        chromium!,
        [
          ...flags,
          ...['--disable-background-networking', '--disable-component-update', '--disable-quic'],
          ...[`--user-data-dir=${join(folder, 'profile')}`, '--virtual-time-budget=60000', '--dump-dom'],
          `file://${join(folder, 'page.html')}`,
        ],
        { maxBuffer: 1 << 26 },
      );
      expect(/<title>(.*?)<\/title>/.exec(stdout)?.[1]).toBe('[true,true,true,true,true]');
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
