import { describe, expect, it } from 'vitest';
import type { PackedRows } from '../../src/kernels/packed-rows.js';
import {
  pivotedQr,
  reflectColumn,
  solveUpper,
  solveUpperTransposed,
  triangleOf,
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

/** A column-major matrix as rows that the kernels read, its last column as the target. */
function packed(all: Float64Array, rows: number, cols: number): PackedRows {
  return {
    rows,
    cols: cols - 1,
    readRows: (start, count, out) => {
      for (let i = 0; i < count; i++) {
        for (let j = 0; j < cols - 1; j++) out[i * (cols - 1) + j] = all[j * rows + start + i]!;
      }
    },
    target: all.subarray((cols - 1) * rows),
    rootWeights: null,
    shifts: null,
    scales: null,
    intercept: false,
  };
}

describe('triangleOf', () => {
  it.each([
    [30, 7],
    [9, 2],
    [1500, 17],
    [2100, 18],
    [3000, 53],
  ])('keeps all products of %d rows of %d columns', async (rows, cols) => {
    const all = columns(rows, cols);
    const factor = await triangleOf(packed(all, rows, cols), pause);
    const expected = gram(all, rows, cols);
    // The target's own length is not kept.
    expected[cols - 1]![cols - 1] = 0;
    const found = gram(factor, cols - 1, cols);
    found[cols - 1]![cols - 1] = 0;
    expectClose(found, expected, 1e-12);
    expect(upper(factor, cols - 1, cols)).toEqual(factor);
  });

  it('passes over columns of zeros, and has no length for what is too small for one', async () => {
    const [rows, cols] = [40, 6];
    const all = columns(rows, cols).map((value, p) => (p < rows ? 0 : p < 2 * rows ? value * 1e-200 : value));
    const factor = await triangleOf(packed(all, rows, cols), pause);
    expectClose([...factor.subarray(0, 5), ...factor.subarray(5, 10)], new Array(10).fill(0), 1e-12);
    const rest = gram(all, rows, cols);
    expectClose(gram(factor, 5, 6)[2]!.slice(2), rest[2]!.slice(2), 1e-12);
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
