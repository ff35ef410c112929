import { describe, expect, it } from 'vitest';
import { cholesky, solveCholesky } from '../../src/kernels/cholesky.js';
import { addSparseProduct, addSparseTransposedProduct } from '../../src/kernels/csr.js';
import { crossProducts, rowGram, sparseGram, sparseRowGram } from '../../src/kernels/gram.js';
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

const transpose = (rows: readonly (readonly number[])[]) =>
  rows[0]!.map((_, j) => rows.map((row) => row[j]!));
const transposed = transpose(table);
/** Values that look random. */
const numbers = (length: number, phase = 0) =>
  Float64Array.from({ length }, (_, p) => Math.sin(p * p + p + phase));
const reader = (values: Float64Array, cols: number) => (start: number, count: number, out: Float64Array) =>
  out.set(values.subarray(start * cols, (start + count) * cols));
const ones = (length: number) => new Array<number>(length).fill(1);

describe('Gram matrices', () => {
  it.each([
    [1, 1],
    [5, 3],
    [700, 4],
    [2500, 37],
  ])('of %d dense rows and %d columns, shifted, scaled and weighted', async (rows, cols) => {
    const values = numbers(rows * cols);
    const target = numbers(rows, 1);
    const rootWeights = numbers(rows, 2).map(Math.abs);
    const shifts = numbers(cols, 3);
    const scales = numbers(cols, 4).map((value) => 2 ** Math.round(3 * value));
    const gram = await crossProducts(
      { rows, cols, readRows: reader(values, cols), target, rootWeights, shifts, scales, intercept: true },
      pause,
    );
    const table = Array.from({ length: rows }, (_, i) => {
      const row = [...values.subarray(i * cols, (i + 1) * cols)].map((x, j) => (x - shifts[j]!) / scales[j]!);
      return [1, ...row, target[i]!].map((value) => value * rootWeights[i]!);
    });
    const expected = lower(transpose(table), ones(rows));
    const width = cols + 2;
    expectClose(
      gram.map((value, p) => (p % width > Math.floor(p / width) ? 0 : value)),
      expected,
      1e-11,
    );
  });

  it.each([
    [3, 2],
    [6, 600],
    [70, 5],
  ])('of %d dense rows of %d values', async (rows, cols) => {
    const values = numbers(rows * cols);
    const table = Array.from({ length: rows }, (_, i) => [...values.subarray(i * cols, (i + 1) * cols)]);
    const gram = await rowGram(values, rows, cols, pause);
    expectClose(
      gram.map((value, p) => (p % rows > Math.floor(p / rows) ? 0 : value)),
      lower(table, ones(cols)),
      1e-12,
    );
  });

  it('of sparse columns, with weights, and of sparse rows', async () => {
    expect([...(await sparseGram(csr, 4, null, pause))]).toEqual(lower(transposed, ones(5)));
    const weights = [1, 2, 3, 0.5, 4];
    expect([...(await sparseGram(csr, 4, Float64Array.from(weights), pause))]).toEqual(
      lower(transposed, weights),
    );
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

  it.each([47, 48, 49, 150])('solves one of %d rows, through several steps', async (size) => {
    const values = numbers(size * (size + 5));
    const matrix = await rowGram(values, size, size + 5, pause);
    const x = numbers(size, 5);
    const full = (i: number, j: number) => matrix[Math.max(i, j) * size + Math.min(i, j)]!;
    const target = x.map((_, i) => x.reduce((sum, value, j) => sum + full(i, j) * value, 0));
    expect(await cholesky(matrix, size, pause)).toBe(true);
    solveCholesky(matrix, size, target);
    expectClose(target, [...x], 1e-7);
  });

  it('leaves a matrix that is singular far down as it was', async () => {
    const size = 60;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) matrix[i * size + i] = 1;
    matrix[55 * size + 3] = 1;
    const before = matrix.slice();
    expect(await cholesky(matrix, size, pause)).toBe(false);
    expect(matrix).toEqual(before);
  });

  it('says no to singular, indefinite and broken matrices', async () => {
    expect(await cholesky(Float64Array.of(1, 0, 1, 1), 2, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(1, 0, 2, 1), 2, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(0), 1, pause)).toBe(false);
    expect(await cholesky(Float64Array.of(Number.NaN), 1, pause)).toBe(false);
  });
});
