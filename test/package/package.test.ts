import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const program = `
const X = [[1, 2], [2, 1], [3, 4], [4, 3]];
const model = await new Pipeline([new StandardScaler(), new Ridge()]).fit(X, [1, 2, 3, 4]);
const frame = parseCsv('a,b\\n1,x\\n2,y\\n');
if (typeof checkEstimator !== 'function' || !(frame instanceof Frame)) throw new Error('not the same classes');
console.log(model.predict(X).length, frame.rows);
`;

/** Fits a forest and a search on one thread and on two, and says whether they agree and whether any warning came. */
const threaded = `
const X = Array.from({ length: 80 }, (_, i) => [i % 9, (i * 5) % 7]);
const y = X.map(([a, b]) => (a > b ? 'more' : 'less'));
const said = [];
const onWarning = (warning) => said.push(warning.message);
const answers = [];
for (const nJobs of [1, 2]) {
  const forest = new RandomForestClassifier({ nEstimators: 6, randomState: 0, nJobs });
  await forest.fit(X, y, { onWarning });
  const pipe = makePipeline(new StandardScaler()).pipe(new LogisticRegression());
  const search = new GridSearchCV(pipe, { logisticRegression__C: [0.1, 1] }, { nJobs, showProgress: false });
  await search.fit(X, y, { onWarning });
  answers.push(JSON.stringify([forest.predictProba(X).toArray(), search.cvResults.test]));
}
console.log(answers[0] === answers[1], said.join());
`;
const threadedNames =
  'GridSearchCV, LogisticRegression, makePipeline, RandomForestClassifier, StandardScaler';

let folder: string;
const run = (command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pipefit-package-'));
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: root });
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  const [tarball] = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', `./${tarball}`]);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package in an empty folder', () => {
  it('works by import', () => {
    const imports = `
      import { Frame, Pipeline, Ridge, StandardScaler } from 'pipefit';
      import { parseCsv } from 'pipefit/io';
      import { checkEstimator } from 'pipefit/testing';`;
    writeFileSync(join(folder, 'main.mjs'), imports + program);
    expect(run(process.execPath, ['main.mjs'])).toBe('4 2');
  });

  it('works by require', () => {
    const requires = `
      const { Frame, Pipeline, Ridge, StandardScaler } = require('pipefit');
      const { parseCsv } = require('pipefit/io');
      const { checkEstimator } = require('pipefit/testing');`;
    writeFileSync(join(folder, 'main.cjs'), `${requires}\n(async () => {${program}})();`);
    expect(run(process.execPath, ['main.cjs'])).toBe('4 2');
  });

  it('works on threads by import and by require', () => {
    writeFileSync(join(folder, 'threads.mjs'), `import { ${threadedNames} } from 'pipefit';${threaded}`);
    expect(run(process.execPath, ['threads.mjs'])).toBe('true');
    const required = `const { ${threadedNames} } = require('pipefit');(async () => {${threaded}})();`;
    writeFileSync(join(folder, 'threads.cjs'), required);
    expect(run(process.execPath, ['threads.cjs'])).toBe('true');
  });

  it('has neural models, which say what to install, and the program that makes the native backend', () => {
    const program = `loadNeuralBackend().catch((error) => console.log(error.code, /npm install/.test(error.message)));`;
    writeFileSync(
      join(folder, 'neural.mjs'),
      `import { loadNeuralBackend } from 'pipefit/neural';${program}`,
    );
    expect(run(process.execPath, ['neural.mjs'])).toBe('BACKEND true');
    const required = `const { loadNeuralBackend } = require('pipefit/neural');${program}`;
    writeFileSync(join(folder, 'neural.cjs'), required);
    expect(run(process.execPath, ['neural.cjs'])).toBe('BACKEND true');
    expect(run('npx', ['--no-install', 'pipefit', '--help'])).toContain('pipefit setup-native [--optional]');
  });

  it('runs neural models by import and by require where tfjs is installed', () => {
    const alone = mkdtempSync(join(tmpdir(), 'pipefit-neural-'));
    mkdirSync(join(alone, 'node_modules/@tensorflow'), { recursive: true });
    cpSync(join(folder, 'node_modules/pipefit'), join(alone, 'node_modules/pipefit'), { recursive: true });
    for (const name of ['tfjs-core', 'tfjs-layers', 'tfjs-backend-cpu', 'tfjs-backend-wasm']) {
      symlinkSync(
        join(root, 'node_modules/@tensorflow', name),
        join(alone, 'node_modules/@tensorflow', name),
      );
    }
    for (const name of [
      'csv-parse',
      'fflate',
      'ml-cart',
      'ml-matrix',
      'ml-random-forest',
      'pure-rand',
      'simple-statistics',
    ]) {
      symlinkSync(join(root, 'node_modules', name), join(alone, 'node_modules', name));
    }
    const program = 'loadNeuralBackend().then(({ name, tfjs }) => console.log(name, tfjs));';
    writeFileSync(join(alone, 'main.mjs'), `import { loadNeuralBackend } from 'pipefit/neural';${program}`);
    writeFileSync(
      join(alone, 'main.cjs'),
      `const { loadNeuralBackend } = require('pipefit/neural');${program}`,
    );
    for (const file of ['main.mjs', 'main.cjs']) {
      const said = execFileSync(process.execPath, [file], { cwd: alone, encoding: 'utf8' });
      expect(said).toMatch(/^wasm 4\.\d+\.\d+\n$/);
    }
    rmSync(alone, { recursive: true });
  });

  it.each([
    ['esm', false],
    ['esm', true],
    ['cjs', false],
    ['cjs', true],
  ] as const)('works on threads from one bundled file alone, %s, minified: %s', async (format, minify) => {
    const alone = mkdtempSync(join(tmpdir(), 'pipefit-bundle-'));
    const file = join(alone, format === 'esm' ? 'app.mjs' : 'app.cjs');
    await build({
      stdin: {
        contents: `import { ${threadedNames} } from 'pipefit';\n(async () => {${threaded}})();`,
        resolveDir: folder,
      },
      bundle: true,
      minify,
      platform: 'node',
      format,
      outfile: file,
      logLevel: 'error',
    });
    expect(readdirSync(alone)).toHaveLength(1);
    expect(execFileSync(process.execPath, [file], { cwd: alone, encoding: 'utf8' }).trim()).toBe('true');
    rmSync(alone, { recursive: true });
  });

  it('works in a bundle for browsers, on one thread', async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { ${threadedNames} } from 'pipefit';\n(async () => {${threaded}})();`,
        resolveDir: folder,
      },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      // Asks for Node's crypto, by way of random-js.
      external: ['ml-random-forest'],
      logLevel: 'error',
    });
    const { text } = outputFiles[0]!;
    const said = new Promise((resolve) => {
      const globals = { console: { log: (...words: unknown[]) => resolve(words) }, performance, setTimeout };
      // What a browser has of what is used, and nothing of Node.
      runInNewContext(text, { ...globals, atob, AbortController, structuredClone });
    });
    expect(await said).toEqual([true, '']);
  });

  it('has types under node10 resolution, subpaths included', { timeout: 60_000 }, () => {
    const source = `
      import { Frame, Pipeline, Ridge, StandardScaler } from 'pipefit';
      import { parseCsv } from 'pipefit/io';
      import { checkEstimator } from 'pipefit/testing';
      export const pipe = new Pipeline([new StandardScaler(), new Ridge()]);
      export const frame: Frame = parseCsv('a\\n1\\n');
      export const check: typeof checkEstimator = checkEstimator;`;
    writeFileSync(join(folder, 'main.ts'), source);
    const tsc = join(root, 'node_modules/typescript-5.0/bin/tsc');
    const options = [
      '--strict',
      '--noEmit',
      '--target',
      'es2022',
      '--module',
      'commonjs',
      '--moduleResolution',
      'node',
    ];
    expect(run(process.execPath, [tsc, ...options, '--lib', 'es2022,dom', 'main.ts'])).toBe('');
  });

  it('holds what it should and nothing else', () => {
    const files = readdirSync(join(folder, 'node_modules/pipefit'));
    expect(files.sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
  });
});
