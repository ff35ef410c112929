import { describe, expect, it } from 'vitest';
import { sparseGram } from '../../src/kernels/gram.js';
import {
  addScoreGradient,
  addSparseScoreGradient,
  writeScores,
  writeSparseScores,
} from '../../src/kernels/linear-scores.js';
import { residualProducts } from '../../src/kernels/residual-products.js';
import { expectClose } from '../support/fixture.js';

const numbers = (length: number, phase: number) =>
  Float64Array.from({ length }, (_, p) => Math.sin(p * p + p + phase));

/** A table of which about a third of the values are not zero, dense and sparse, with empty rows. */
function table(rows: number, cols: number) {
  const dense = numbers(rows * cols, 0).map((value, p) =>
    Math.abs(value) > 0.8 && Math.floor(p / cols) % 5 !== 0 ? value : 0,
  );
  const data: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      if (dense[i * cols + j] === 0) continue;
      data.push(dense[i * cols + j]!);
      indices.push(j);
    }
    indptr.push(data.length);
  }
  const csr = {
    data: Float64Array.from(data),
    indices: Int32Array.from(indices),
    indptr: Int32Array.from(indptr),
  };
  return { dense, csr };
}

describe('scores and gradients of linear models', () => {
  // The larger ones go through the kernels, in several blocks.
  it.each([
    [7, 3, 1],
    [7, 3, 5],
    [4001, 57, 1],
    [4003, 58, 3],
    [9001, 31, 6],
  ])('of %d rows and %d columns, %d outputs: dense and sparse are one by one', (rows, cols, outputs) => {
    const { dense, csr } = table(rows, cols);
    const coef = numbers(cols * outputs, 1);
    const intercept = numbers(outputs, 2);
    const range = { from: 2, to: rows - 1, cols, outputs };
    const count = range.to - range.from;
    const expected = Float64Array.from({ length: count * outputs }, (_, at) => {
      const [i, k] = [range.from + Math.floor(at / outputs), at % outputs];
      let sum = intercept[k]!;
      for (let j = 0; j < cols; j++) sum += dense[i * cols + j]! * coef[k * cols + j]!;
      return sum;
    });
    const scores = new Float64Array(count * outputs);
    writeScores(dense, range, coef, intercept, scores);
    expectClose(scores, expected, 1e-12);
    writeSparseScores(csr, range, coef, intercept, scores.fill(0));
    expectClose(scores, expected, 1e-12);

    const gradient = numbers(cols * outputs, 3);
    const sparseGradient = gradient.slice();
    const wanted = gradient.map((value, p) => {
      const [k, j] = [Math.floor(p / cols), p % cols];
      let sum = value;
      for (let i = 0; i < count; i++) sum += expected[i * outputs + k]! * dense[(range.from + i) * cols + j]!;
      return sum;
    });
    addScoreGradient(dense, range, expected, gradient);
    expectClose(gradient, wanted, 1e-11);
    addSparseScoreGradient(csr, range, expected, sparseGradient);
    expectClose(sparseGradient, wanted, 1e-11);
  });

  it('leave residuals, of which the products with the columns are taken', async () => {
    for (const [rows, cols] of [
      [5, 3],
      [4001, 18],
    ] as const) {
      const { dense } = table(rows, cols);
      const target = numbers(rows, 5);
      const weights = numbers(rows, 6).map(Math.abs);
      const model = { means: numbers(cols, 7), coef: numbers(cols, 8), offset: 0.3 };
      for (const given of [null, weights]) {
        const wanted = new Float64Array(cols);
        let sum = 0;
        for (let i = 0; i < rows; i++) {
          let residual = target[i]! - model.offset;
          for (let j = 0; j < cols; j++)
            residual -= (dense[i * cols + j]! - model.means[j]!) * model.coef[j]!;
          residual *= given?.[i] ?? 1;
          sum += residual;
          for (let j = 0; j < cols; j++) wanted[j]! += residual * (dense[i * cols + j]! - model.means[j]!);
        }
        const found = await residualProducts(dense, target, given, model, async () => {});
        expectClose(found.gradient, wanted, 1e-11);
        expectClose(found.sum, sum, 1e-11);
      }
    }
  });
});

describe('sparseGram', () => {
  it('goes through many rows block by block', async () => {
    const [rows, cols] = [8001, 23];
    const { dense, csr } = table(rows, cols);
    const weights = numbers(rows, 4).map(Math.abs);
    const gram = await sparseGram(csr, cols, weights, async () => {});
    for (let a = 0; a < cols; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += weights[i]! * dense[i * cols + a]! * dense[i * cols + b]!;
        expect(Math.abs(gram[a * cols + b]! - sum)).toBeLessThan(1e-9);
      }
    }
  });
});
