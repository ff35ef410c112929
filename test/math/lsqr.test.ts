import { describe, expect, it } from 'vitest';
import { type LinearOperator, lsqr } from '../../src/math/lsqr.js';
import { expectClose } from '../support/fixture.js';

const options = { tolerance: 1e-14, conditionLimit: 1e14, maxIterations: 100, pause: async () => {} };

function operator(table: readonly (readonly number[])[]): LinearOperator {
  const add = (rows: readonly (readonly number[])[], vector: Float64Array, out: Float64Array): void => {
    rows.forEach((row, i) => {
      out[i]! += row.reduce((sum, value, j) => sum + value * vector[j]!, 0);
    });
  };
  const transposed = table[0]!.map((_, j) => table.map((row) => row[j]!));
  return {
    rows: table.length,
    cols: transposed.length,
    addProduct: (vector, out) => add(table, vector, out),
    addTransposedProduct: (vector, out) => add(transposed, vector, out),
  };
}

describe('lsqr', () => {
  it('solves a square system', async () => {
    const { solution, converged } = await lsqr(
      operator([
        [2, 1],
        [1, 3],
      ]),
      Float64Array.of(5, 10),
      options,
    );
    expect(converged).toBe(true);
    expectClose(solution, [1, 3], 1e-12);
  });

  it('fits a line by least squares', async () => {
    const { solution } = await lsqr(
      operator([
        [1, 0],
        [1, 1],
        [1, 2],
      ]),
      Float64Array.of(0, 1, 5),
      options,
    );
    expectClose(solution, [-0.5, 2.5], 1e-12);
  });

  it('finds the shortest of many solutions', async () => {
    const { solution } = await lsqr(operator([[1, 2, 2]]), Float64Array.of(9), options);
    expectClose(solution, [1, 2, 2], 1e-12);
  });

  it('damps as ridge does', async () => {
    const { solution } = await lsqr(operator([[3], [4]]), Float64Array.of(3, 4), { ...options, damp: 5 });
    expectClose(solution, [0.5], 1e-12);
  });

  it('answers zero where there is nothing to fit, and says when the limit ended it', async () => {
    expect((await lsqr(operator([[1, 2]]), Float64Array.of(0), options)).solution).toEqual(
      Float64Array.of(0, 0),
    );
    expect((await lsqr(operator([[0, 0]]), Float64Array.of(1), options)).iterations).toBe(0);
    const hilbert = Array.from({ length: 8 }, (_, i) => Array.from({ length: 8 }, (_, j) => 1 / (i + j + 1)));
    const short = await lsqr(operator(hilbert), new Float64Array(8).fill(1), {
      ...options,
      maxIterations: 3,
    });
    expect([short.converged, short.iterations]).toEqual([false, 3]);
  });
});
