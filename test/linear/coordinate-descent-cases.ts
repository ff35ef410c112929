import { type ElasticNet, type Lasso, Matrix, SparseMatrix } from 'pipefit';
import { expect } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Recorded {
  readonly coef: number[];
  readonly intercept: number;
  readonly predicted: number[];
  readonly nIter: number;
  readonly dualGap: number;
}

type Tables = Record<'X' | 'XNew' | 'wideX' | 'sparseX', number[][]>;
type Vectors = Record<
  'y' | 'weights' | 'wideY' | 'wideWeights' | 'sparseY' | 'sparseWeights' | 'sparseX',
  number[]
>;

/** What scikit-learn answered, and the data that it was asked about. */
export function readCases(name: 'linear/lasso' | 'linear/elastic-net') {
  const recorded = fixture<Record<string, Recorded>>(name);
  const tables = fixture<Tables>(name);
  const vectors = fixture<Vectors>(name);
  const sparseX = SparseMatrix.fromDense(Matrix.fromArrays(tables.sparseX));
  const dense = { X: tables.X, y: vectors.y, XNew: tables.XNew };
  const wide = { X: tables.wideX, y: vectors.wideY, XNew: tables.wideX };
  const sparse = { X: sparseX, y: vectors.sparseY, XNew: tables.sparseX };
  return {
    recorded,
    vectors,
    given: (from: 'dense' | 'wide' | 'sparse') => ({ dense, wide, sparse })[from],
    weightsOf: (from: 'dense' | 'wide' | 'sparse') =>
      ({ dense: vectors.weights, wide: vectors.wideWeights, sparse: vectors.sparseWeights })[from],
  };
}

/** That a fitted model is scikit-learn's, to the number of sweeps. */
export function expectRecorded(
  model: Lasso | ElasticNet,
  expected: Recorded,
  XNew: number[][],
  tolerance = 1e-9,
): void {
  expectClose(model.coef, expected.coef, tolerance);
  expectClose(model.intercept, expected.intercept, tolerance);
  expectClose(model.predict(XNew), expected.predicted, tolerance);
  expectClose(model.dualGap, expected.dualGap, tolerance);
  expect(model.nIter).toBe(expected.nIter);
  expectClose(model.sparseCoef.toDense().data, expected.coef, tolerance);
}
