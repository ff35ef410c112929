import { Matrix, SparseMatrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { centredProblem } from '../../src/linear/centred-problem.js';
import { minimumNormSolution } from '../../src/linear/minimum-norm.js';
import { normalEquations } from '../../src/linear/normal-equations.js';
import { isTall, wellConditionedSolution } from '../../src/linear/well-conditioned.js';
import { expectClose } from '../support/fixture.js';

const pause = async () => {};
const rows = 8000;
const cols = 13;

/** Columns of different units and places, of which about `share` of the values are not zero. */
function makeData(share = 1) {
  const data = new Float64Array(rows * cols);
  const y = new Float64Array(rows);
  const weights = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const p = i * cols + j;
      if (Math.abs(Math.sin(p * 1.7)) > share) continue;
      data[p] = Math.sin(p * (p % 1009)) * 10 ** (j % 4) + 5 * (j % 3);
      y[i]! += (j - 6) * data[p]!;
    }
    y[i]! += 40 * Math.cos(i * i);
    weights[i] = i % 4;
  }
  return { X: new Matrix(data, rows, cols), y, weights };
}

async function byQr(problem: Parameters<typeof centredProblem>[0]) {
  const centred = await centredProblem(problem, pause);
  const { solution, intercept, rank } = await minimumNormSolution(centred, 1e-12, pause);
  return { coef: solution.map((value, j) => value / centred.scales[j]!), intercept, rank };
}

describe('least squares of tall data by the Gram matrix', () => {
  const { X, y, weights } = makeData();
  it.each([
    ['with an intercept', true, null],
    ['without an intercept', false, null],
    ['with weights', true, weights],
    ['with weights and without an intercept', false, weights],
  ] as const)('is what QR gives, %s', async (_, fitIntercept, sampleWeight) => {
    const dense = { X, y, weights: sampleWeight, fitIntercept };
    expect(isTall(dense)).toBe(true);
    const found = await wellConditionedSolution(dense, 1e-12, pause);
    const expected = await byQr(dense);
    expect(expected.rank).toBe(cols);
    expectClose(found!.coef, expected.coef, 1e-12);
    expectClose(found!.intercept, expected.intercept, 1e-12);
  });

  it('is what QR gives on sparse data', async () => {
    const few = makeData(0.3);
    const sparse = { ...few, X: SparseMatrix.fromDense(few.X), fitIntercept: true };
    for (const sampleWeight of [null, few.weights]) {
      const given = { ...sparse, weights: sampleWeight };
      const found = await wellConditionedSolution(given, 1e-12, pause);
      const expected = await byQr(given);
      expectClose(found!.coef, expected.coef, 1e-12);
      expectClose(found!.intercept, expected.intercept, 1e-12);
    }
  });

  it('leaves to QR what is dependent, constant, badly conditioned or beyond the range of numbers', async () => {
    const change = (value: (row: Float64Array, i: number) => number) => {
      const data = X.data.slice();
      for (let i = 0; i < rows; i++) data[i * cols] = value(data.subarray(i * cols, (i + 1) * cols), i);
      return { X: new Matrix(data, rows, cols), y, weights: null, fitIntercept: true };
    };
    const cases = [
      change((row) => row[1]! - row[2]!),
      change(() => 7.1),
      change((row, i) => row[1]! + 1e-5 * Math.sin(i)),
      change((row) => row[0]! * 1e200),
    ];
    for (const each of cases) expect(await wellConditionedSolution(each, 1e-12, pause)).toBeNull();
  });

  it('leaves to QR columns of which the tolerance would drop one', async () => {
    const given = { X, y, weights: null, fitIntercept: true };
    expect(await wellConditionedSolution(given, 0.999, pause)).toBeNull();
  });
});

describe('normal equations', () => {
  it('keep their digits when the rows that are sampled for the means mislead', async () => {
    // Every 31st row is far away: those are the ones sampled.
    const data = Float64Array.from({ length: rows }, (_, i) => (i % 31 === 0 ? 1e7 : 0) + Math.sin(i));
    const y = data.map((value, i) => (i % 31 === 0 ? 0 : value));
    const weights = data.map((_, i) => (i % 31 === 0 ? 0 : 1));
    const found = await normalEquations(
      { X: new Matrix(data, rows, 1), y, weights, fitIntercept: true },
      pause,
    );
    const kept = data.filter((_, i) => i % 31 !== 0);
    const mean = kept.reduce((sum, value) => sum + value, 0) / kept.length;
    const squares = kept.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    expectClose(found.means, [mean], 1e-12);
    expectClose(found.gram[0]! / squares, 1, 1e-12);
    expectClose(found.product[0]! / squares, 1, 1e-12);
    expectClose(found.targetSquares / squares, 1, 1e-9);
  });
});
