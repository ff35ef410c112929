import type { RowCells } from '../data/index.js';
import { writeScores, writeSparseScores } from '../kernels/linear-scores.js';

/**
 * Writes the scores of one row, one for each row of coefficients, by the loops that serve many rows, since the order in
 * which products are added decides about the last digit.
 */
export function rowScores(
  { numbers, form }: RowCells,
  coef: Float64Array,
  intercept: Float64Array,
  scores: Float64Array,
): () => void {
  const range = { from: 0, to: 1, cols: numbers.length, outputs: intercept.length };
  if (form !== 'sparse') return () => writeScores(numbers, range, coef, intercept, scores);
  const data = new Float64Array(numbers.length);
  const indices = new Int32Array(numbers.length);
  const indptr = new Int32Array(2);
  const stored = { data, indices, indptr };
  return () => {
    let count = 0;
    for (let j = 0; j < numbers.length; j++) {
      if (numbers[j] === 0) continue;
      data[count] = numbers[j]!;
      indices[count++] = j;
    }
    indptr[1] = count;
    writeSparseScores(stored, range, coef, intercept, scores);
  };
}
