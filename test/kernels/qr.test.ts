import { describe, expect, it } from 'vitest';
import {
  foldRows,
  pivotedQr,
  reflectColumn,
  solveUpper,
  solveUpperTransposed,
} from '../../src/kernels/qr.js';
import { expectClose } from '../support/fixture.js';

const pause = async () => {};

/** A full column-major matrix whose values look random. */
const columns = (rows: number, cols: number, phase = 0) =>
  Float64Array.from({ length: rows * cols }, (_, p) => Math.sin(p * p + p + phase));

const gram = (matrix: Float64Array, rows: number, cols: number) =>
  Array.from({ length: cols }, (_, i) =>
    Array.from({ length: cols }, (_, j) => {
      let sum = 0;
      for (let k = 0; k < rows; k++) sum += matrix[i * rows + k]! * matrix[j * rows + k]!;
      return sum;
    }),
  );

function upper(matrix: Float64Array, rows: number, cols: number): Float64Array {
  return matrix.map((value, p) => (p % rows > Math.floor(p / rows) ? 0 : value)).slice(0, rows * cols);
}

describe('foldRows', () => {
  it.each([1, 4, 7, 30])('gives one R whether rows come at once or in blocks of %d', (size) => {
    const [rows, cols] = [30, 7];
    const all = columns(rows, cols);
    const factor = new Float64Array(cols * cols);
    for (let start = 0; start < rows; start += size) {
      const count = Math.min(size, rows - start);
      const block = new Float64Array(count * cols);
      for (let j = 0; j < cols; j++)
        block.set(all.subarray(j * rows + start, j * rows + start + count), j * count);
      foldRows(factor, cols, block, count, 0);
    }
    expectClose(gram(factor, cols, cols), gram(all, rows, cols), 1e-13);
    expect(upper(factor, cols, cols)).toEqual(factor);
  });
});

describe('reflectColumn', () => {
  it('takes a column to zero below its row and keeps all products', () => {
    const [rows, cols] = [9, 4];
    const matrix = columns(rows, cols);
    const before = gram(matrix, rows, cols);
    for (let k = 0; k < cols; k++) reflectColumn(matrix, rows, cols, k, k, null);
    expectClose(gram(upper(matrix, rows, cols), rows, cols), before, 1e-13);
  });
});

describe('pivotedQr', () => {
  it('finds the rank and takes columns by the share of their length that is new', async () => {
    const rows = 12;
    const three = columns(rows, 3);
    // a, 1e6 b, a + b (dependent), c * 1e-9, zeros.
    const matrix = new Float64Array(rows * 5);
    for (let i = 0; i < rows; i++) {
      matrix[i] = three[i]!;
      matrix[rows + i] = 1e6 * three[rows + i]!;
      matrix[2 * rows + i] = three[i]! + three[rows + i]!;
      matrix[3 * rows + i] = 1e-9 * three[2 * rows + i]!;
    }
    const lengths = Float64Array.from(gram(matrix, rows, 5), (row, j) => Math.sqrt(row[j]!));
    const found = await pivotedQr(matrix, rows, 5, new Float64Array(rows), lengths, 1e-13, pause);
    expect(found.rank).toBe(3);
    expect([...found.order].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(found.order[4]).toBe(4);
    expect(found.leastShare).toBeGreaterThan(0.01);
  });
});

describe('solveUpper', () => {
  it("solves R x = b and R'x = b", () => {
    // R = [2 1 3; 0 4 5; 0 0 6], column-major with a fourth row that does not count.
    const R = Float64Array.of(2, 0, 0, 9, 1, 4, 0, 9, 3, 5, 6, 9);
    const x = Float64Array.of(2 + 2 + 9, 8 + 15, 18);
    solveUpper(R, 4, 3, x);
    expectClose(x, [1, 2, 3], 1e-15);
    const z = Float64Array.of(2, 1 + 8, 3 + 10 + 18);
    solveUpperTransposed(R, 4, 3, z);
    expectClose(z, [1, 2, 3], 1e-15);
  });
});
