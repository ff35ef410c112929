import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Compiles against the built declarations and returns what the compiler says: nothing when all is well. */
function compile(compiler: string, args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [`${root}/node_modules/${compiler}/bin/tsc`, ...args], {
      cwd: root,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('types of the built package', () => {
  it('hold on TypeScript 5.0 with node10 resolution', { timeout: 120_000 }, () => {
    expect(compile('typescript-5.0', ['-p', 'test/types/tsconfig.node10.json'])).toBe('');
  });

  it('hold on the newest TypeScript', { timeout: 120_000 }, () => {
    expect(compile('typescript-newest', ['-p', 'test/types/tsconfig.json'])).toBe('');
  });

  it('tell mistakes in sentences', { timeout: 120_000 }, () => {
    const said = compile('typescript', ['-p', 'test/types/tsconfig.sentences.json']);
    for (const sentence of [
      'every step before the last must be a transformer: only the last one may predict',
      'a pipeline needs at least one step',
      'this has no predict, because it ends in a transformer: call transform',
      'this has no transform, because it ends in a predictor: call predict',
      'this has no predictProba: its predictor gives none',
      'ridge__alhpa is not a parameter of this estimator',
      'this learns one target: y must have one value a row',
      'logisticRegression__alpha is not a parameter of this estimator',
    ]) {
      expect(said).toContain(sentence);
    }
  });
});
