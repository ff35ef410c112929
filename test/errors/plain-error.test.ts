import { describe, expect, it } from 'vitest';
import * as errors from '../../src/errors/index.js';
import { describeError, PipefitError, PipefitWarning, reviveError } from '../../src/errors/index.js';

const copy = (error: unknown) => reviveError(structuredClone(describeError(error)));

const made = [
  new errors.BackendError('text'),
  new errors.CsvError('text', { line: 3, column: 'a', file: 'f.csv' }),
  new errors.DivergenceError('text', 3),
  new errors.FitFailedError('text', { cause: new errors.InvalidDataError('inner', { row: 1 }) }),
  new errors.InvalidDataError('text', { row: 2, column: 'a' }, { cause: new TypeError('deep') }),
  new errors.InvalidParameterError('Ridge', 'alpha', 'text'),
  new errors.MissingDependencyError('left-pad', 'Padding'),
  new errors.ModelFileError('text', 'root.left'),
  new errors.NotFittedError('Ridge'),
  new errors.SchemaError('text', { missing: ['a'], mistyped: ['b'] }),
  new errors.UnsupportedError('text'),
  new errors.WorkerError('text', 3),
  new errors.ConvergenceWarning('text'),
  new errors.DataWarning('text'),
  new errors.FitFailedWarning('text'),
  new errors.ThreadsWarning('text'),
  new errors.UndefinedMetricWarning('text'),
];

describe('errors and warnings come back from threads', () => {
  it.each(made.map((error) => [error.name, error] as const))('%s, as it went', (_, error) => {
    const copied = copy(error) as typeof error;
    expect(copied.constructor).toBe(error.constructor);
    expect({ ...copied }).toEqual({ ...error });
    expect([copied.message, copied.stack, String(copied)]).toEqual([
      error.message,
      error.stack,
      String(error),
    ]);
    expect(copied.cause).toEqual(error.cause);
    expect(Object.keys(copied).sort()).toEqual(Object.keys(error).sort());
  });

  it('all classes there are', () => {
    const bases = [PipefitError, PipefitWarning];
    const concrete = Object.values(errors).filter(
      (value) => typeof value === 'function' && bases.some((base) => value.prototype instanceof base),
    );
    expect(new Set(made.map((error) => error.constructor))).toEqual(new Set(concrete));
  });

  it('with the steps that led to them, to which others can be added', () => {
    const copied = copy(new errors.InvalidDataError('bad').at('model')) as errors.InvalidDataError;
    expect(copied.message).toBe('[model] bad');
    expect(copied.at('pipe').message).toBe('[pipe > model] bad');
  });

  it('of other kinds as threads send them', () => {
    expect(copy(new RangeError('far'))).toEqual(new RangeError('far'));
    expect(copy('text')).toBe('text');
    expect(copy(() => 0)).toBeInstanceOf(Error);
  });
});
