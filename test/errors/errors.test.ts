import {
  FitFailedError,
  InvalidDataError,
  InvalidParameterError,
  MissingDependencyError,
  NotFittedError,
  PipefitError,
  SchemaError,
  UnsupportedError,
  WorkerError,
} from 'pipefit';
import { describe, expect, it, vi } from 'vitest';
import { ConvergenceWarning, emitWarning, nearestName, showValue } from '../../src/errors/index.js';

describe('errors', () => {
  const all = [
    [new InvalidDataError('text', { row: 1, column: 'a' }), 'INVALID_DATA'],
    [new InvalidParameterError('Ridge', 'alpha', 'text'), 'INVALID_PARAMETER'],
    [new NotFittedError('Ridge'), 'NOT_FITTED'],
    [new SchemaError('text', { missing: ['a'] }), 'SCHEMA_MISMATCH'],
    [new MissingDependencyError('left-pad', 'Padding'), 'MISSING_DEPENDENCY'],
    [new UnsupportedError('text'), 'UNSUPPORTED'],
    [new FitFailedError('text'), 'FIT_FAILED'],
    [new WorkerError('text', 3), 'WORKER'],
  ] as const;

  it('are known by class, name and code', () => {
    for (const [error, code] of all) {
      expect(error).toBeInstanceOf(PipefitError);
      expect(error).toBeInstanceOf(Error);
      expect(error.code).toBe(code);
      expect(error.name).toBe(error.constructor.name);
      expect(error.stack).toContain(error.name);
    }
    expect(new Set(all.map(([, code]) => code)).size).toBe(all.length);
  });

  it('say where and what to do', () => {
    expect(all[0][0].place).toEqual({ row: 1, column: 'a' });
    expect([all[1][0].owner, all[1][0].parameter]).toEqual(['Ridge', 'alpha']);
    expect(all[2][0].message).toBe("This Ridge is not fitted yet. Call and await 'fit' before using it.");
    expect([all[3][0].missing, all[3][0].mistyped]).toEqual([['a'], []]);
    expect(all[4][0].message).toBe(
      "Padding needs the package 'left-pad'. Install it with: npm install left-pad",
    );
  });

  it('keep their cause', () => {
    const cause = new TypeError('inner');
    expect(new FitFailedError('text', { cause }).cause).toBe(cause);
    expect(new InvalidDataError('text', {}, { cause }).cause).toBe(cause);
  });
});

it('warnings that nobody listens to go to the process', () => {
  const emit = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
  const warning = new ConvergenceWarning('slow');
  emitWarning(warning);
  expect(emit).toHaveBeenCalledExactlyOnceWith(warning);
  expect([warning.name, warning.code]).toEqual(['ConvergenceWarning', 'CONVERGENCE']);
  emit.mockRestore();
});

it('showValue gives a short text for anything', () => {
  const cyclic: unknown[] = [1];
  cyclic.push(cyclic);
  class Ångström {}
  const shown = [
    null,
    undefined,
    'text with "quotes"',
    'x'.repeat(1e6),
    5,
    -0.5,
    Number.NaN,
    true,
    12n,
    Symbol('s'),
    [1, 'a', [2, [3, [4]]]],
    [1, 2, 3, 4, 5, 6],
    cyclic,
    {},
    Object.create(null),
    new Date(0),
    Int8Array.of(1),
    new Map(),
    new Ångström(),
    () => 1,
    function named() {},
    { constructor: 5 },
    Object.create({ constructor: { name: 7 } }),
  ].map(showValue);
  expect(shown).toMatchInlineSnapshot(`
    [
      "null",
      "undefined",
      ""text with \\"quotes\\""",
      ""xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...",
      "5",
      "-0.5",
      "NaN",
      "true",
      "12n",
      "Symbol(s)",
      "[1, "a", [2, [...]]]",
      "[1, 2, 3, 4, 5, ... 6 in all]",
      "[1, [1, [...]]]",
      "an object",
      "an object",
      "a Date",
      "an Int8Array",
      "a Map",
      "a Ångström",
      "function (anonymous)",
      "function named",
      "an object",
      "an object",
    ]
  `);
  for (const text of shown) expect(text.length).toBeLessThanOrEqual(60);
});

describe('nearestName', () => {
  it('finds what was probably meant', () => {
    expect(nearestName('aplha', ['alpha', 'beta'])).toBe('alpha');
    expect(nearestName('Alpha', ['beta', 'alpha'])).toBe('alpha');
    expect(nearestName('maxiter', ['maxIter', 'tol'])).toBe('maxIter');
    expect(nearestName('__proto__', ['__proto', 'x'])).toBe('__proto');
  });

  it('says nothing rather than something far', () => {
    expect(nearestName('alpha', ['nEstimators'])).toBeNull();
    expect(nearestName('x', [])).toBeNull();
  });

  it('does not compare endless names', () => {
    const long = 'a'.repeat(100_000);
    expect(nearestName(long, [`${long}b`])).toBeNull();
    expect(nearestName('alpha', [long])).toBeNull();
  });
});
