import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

const program = `
const X = [[1, 2], [2, 1], [3, 4], [4, 3]];
const model = await new Pipeline([new StandardScaler(), new Ridge()]).fit(X, [1, 2, 3, 4]);
const frame = parseCsv('a,b\\n1,x\\n2,y\\n');
if (typeof checkEstimator !== 'function' || !(frame instanceof Frame)) throw new Error('not the same classes');
console.log(model.predict(X).length, frame.rows);
`;

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
