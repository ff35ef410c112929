/** Blocked Cholesky factor, right-looking (Golub and Van Loan, Matrix Computations, 4th ed. 2013, section 4.2.6). */
import { addSymmetric, negatePanels, packRows } from './products';
import { dot } from './vectors';

/**
 * One step: columns from..from+count-1 of the factor, in place of the lower triangle of a row-major matrix, and what
 * they take from the columns behind. `least` holds the least pivot that each column may have; 0 is returned where one
 * is no larger. `scratch` has room for 2 * count * (rows behind, rounded up to 4) values.
 */
export function choleskyStep(
  matrix: usize,
  size: i32,
  from: i32,
  count: i32,
  least: usize,
  scratch: usize,
): i32 {
  const end = from + count;
  for (let i = from; i < end; i++) {
    const row = at(matrix, size, i, from);
    solveRow(matrix, size, from, i, row);
    const own = row + ((i - from) << 3);
    const pivot = load<f64>(own) - dot(row, row, i - from);
    if (!(pivot > load<f64>(least + (i << 3)))) return 0;
    store<f64>(own, Math.sqrt(pivot));
  }
  const behind = size - end;
  if (behind === 0) return 1;
  for (let i = end; i < size; i++) solveRow(matrix, size, from, end, at(matrix, size, i, from));
  const values = ((behind + 3) & ~3) * count;
  const left = scratch + ((<usize>values) << 3);
  packRows(at(matrix, size, end, from), behind, count, size, scratch);
  memory.copy(left, scratch, (<usize>values) << 3);
  negatePanels(left, values);
  addSymmetric(left, scratch, count, behind, at(matrix, size, end, end), size);
  return 1;
}

/** Solves one row for columns from..end-1 by the factor's rows there. */
function solveRow(matrix: usize, size: i32, from: i32, end: i32, row: usize): void {
  for (let j = from; j < end; j++) {
    const other = at(matrix, size, j, from);
    const own = (j - from) << 3;
    store<f64>(row + own, (load<f64>(row + own) - dot(row, other, j - from)) / load<f64>(other + own));
  }
}

function at(matrix: usize, size: i32, row: i32, column: i32): usize {
  return matrix + ((<usize>row * <usize>size + <usize>column) << 3);
}
