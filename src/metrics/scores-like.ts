import { asVector, isColumn, Matrix, type VectorLike } from '../data/index.js';
import { InvalidDataError, showValue } from '../errors/index.js';

/** Scores of classes: one number a row (of the positive class), or one column a class. */
export type ScoresLike = VectorLike | Matrix | readonly ArrayLike<number>[];

/** Scores as they were given, finite and checked; a single column counts as a vector. */
export function asScores(owner: string, scores: ScoresLike, name: string): Float64Array | Matrix {
  const matrix = scores instanceof Matrix ? scores : isNested(scores) ? fromRows(owner, scores, name) : null;
  if (matrix === null) return asVector(scores as VectorLike, owner, name);
  const broken = matrix.data.findIndex((value) => !Number.isFinite(value));
  if (broken >= 0) {
    const row = Math.floor(broken / matrix.cols);
    const column = broken % matrix.cols;
    const what = Number.isNaN(matrix.data[broken]) ? 'missing' : String(matrix.data[broken]);
    throw new InvalidDataError(
      `${owner}: ${name} must hold finite numbers. Row ${row}, column ${column} is ${what}.`,
      { row, column },
    );
  }
  return matrix.cols === 1 ? matrix.data : matrix;
}

function isNested(scores: Exclude<ScoresLike, Matrix>): scores is readonly ArrayLike<number>[] {
  return !isColumn(scores) && typeof scores?.[0] === 'object' && scores[0] !== null;
}

function fromRows(owner: string, rows: readonly ArrayLike<number>[], name: string): Matrix {
  const cols = rows[0]!.length;
  const matrix = Matrix.zeros(rows.length, cols);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (typeof row !== 'object' || row === null || row.length !== cols) {
      throw new InvalidDataError(
        `${owner}: row ${i} of ${name} must have ${cols} values, as row 0 has. Got ${showValue(row)}.`,
        { row: i },
      );
    }
    for (let j = 0; j < cols; j++) {
      const value: unknown = row[j];
      matrix.data[i * cols + j] = typeof value === 'number' ? value : Number.NaN;
    }
  }
  return matrix;
}
