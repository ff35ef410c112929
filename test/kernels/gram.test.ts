import { describe, expect, it } from 'vitest';
import { cholesky, solveCholesky } from '../../src/kernels/cholesky.js';
import { addSparseProduct, addSparseTransposedProduct } from '../../src/kernels/csr.js';
import { addGram, sparseGram, sparseRowGram } from '../../src/kernels/gram.js';
import { expectClose } from '../support/fixture.js';

const pause = async () => {};

// [0 2 0 1; 3 0 0 0; 0 0 0 0; 1 1 1 1; 0 0 5 0]
const table = [
  [0, 2, 0, 1],
  [3, 0, 0, 0],
  [0, 0, 0, 0],
  [1, 1, 1, 1],
  [0, 0, 5, 0],
];
const csr = {
  data: Float64Array.of(2, 1, 3, 1, 1, 1, 1, 5),
  indices: Int32Array.of(1, 3, 0, 0, 1, 2, 3, 2),
  indptr: Int32Array.of(0, 2, 3, 3, 7, 8),
};

/** The lower triangle of rows' weighted products, the rest zero. */
function lower(rows: readonly (readonly number[])[], weights: readonly number[]): number[] {
  return rows.flatMap((a, i) =>
    rows.map((b, j) => (j > i ? 0 : a.reduce((sum, value, k) => sum + weights[k]! * value * b[k]!, 0))),
  );
}

const transposed = table[0]!.map((_, j) => table.map((row) => row[j]!));
const ones = (length: number) => new Array<number>(length).fill(1);

describe('Gram matrices', () => {
  it.each([1, 2, 3, 4])('of %d dense columns', (cols) => {
    const rows = 5;
    const block = Float64Array.from(transposed.slice(0, cols).flat());
    const gram = new Float64Array(cols * cols);
    addGram(block, rows, cols, gram);
    expect([...gram]).toEqual(lower(transposed.slice(0, cols), ones(rows)));
    addGram(block, rows, cols, gram);
    expect([...gram]).toEqual(lower(transposed.slice(0, cols), new Array(rows).fill(2)));
  });

  it('of sparse columns, with weights, and of sparse rows', () => {
    expect([...sparseGram(csr, 4, null)]).toEqual(lower(transposed, ones(5)));
    const weights = [1, 2, 3, 0.5, 4];
    expect([...sparseGram(csr, 4, Float64Array.from(weights))]).toEqual(lower(transposed, weights));
    expect([...sparseRowGram(csr, 4)]).toEqual(lower(table, ones(4)));
  });
});

describe('products with sparse matrices', () => {
  it('add to what is there', () => {
    const out = Float64Array.of(1, 0, 0, 0, 0);
    addSparseProduct(csr, Float64Array.of(1, 2, 3, 4), out);
    expect([...out]).toEqual([9, 3, 0, 10, 15]);
    const back = Float64Array.of(1, 0, 0, 0);
    addSparseTransposedProduct(csr, Float64Array.of(1, 2, 3, 4, 5), back);
    expect([...back]).toEqual([11, 6, 29, 5]);
  });
});

describe('cholesky', () => {
  it('solves a positive definite system from its lower triangle', async () => {
    const matrix = Float64Array.of(4, Number.NaN, Number.NaN, 2, 5, Number.NaN, 1, 3, 6);
    expect(await cholesky(matrix, 3, pause)).toBe(true);
    const x = Float64Array.of(4 + 4 + 3, 2 + 10 + 9, 1 + 6 + 18);
    solveCholesky(matrix, 3, x);
    expectClose(x, [1, 2, 3], 1e-14);
  });

  it('says no to singular, indefinite and broken matrices', async () => {
    expect(await cholesky(Float64Array.of(1, 0, 1, 1), 2, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(1, 0, 2, 1), 2, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(0), 1, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(Number.NaN), 1, pause)).toBe(false);
  });
});
