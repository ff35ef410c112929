/** Columns of a dense matrix, centred and weighted, for work that goes through them one by one. */
import { dot } from './vectors';

/** Rows that are turned round together: a column gets a whole line of the cache from them. */
const TOGETHER = 8;

/**
 * Writes (X - means) times root weights column-major: `rows` rows of a row-major X to `columns`, where each column is
 * `stride` long. `roots` is 0 for ones.
 */
export function writeCentredColumns(
  source: usize,
  rows: i32,
  cols: i32,
  means: usize,
  roots: usize,
  columns: usize,
  stride: i32,
): void {
  const step = (<usize>stride) << 3;
  for (let first = 0; first < rows; first += TOGETHER) {
    const count = min(TOGETHER, rows - first);
    let to = columns + ((<usize>first) << 3);
    const from = source + ((<usize>first * <usize>cols) << 3);
    const root = roots === 0 ? 0 : roots + ((<usize>first) << 3);
    for (let j = 0; j < cols; j++) {
      const at = (<usize>j) << 3;
      writeRun(from + at, (<usize>cols) << 3, count, load<f64>(means + at), root, to);
      to += step;
    }
  }
}

function writeRun(from: usize, step: usize, count: i32, mean: f64, roots: usize, to: usize): void {
  for (let i = 0; i < count; i++) {
    const value = load<f64>(from) - mean;
    store<f64>(to, roots === 0 ? value : value * load<f64>(roots + ((<usize>i) << 3)));
    from += step;
    to += 8;
  }
}

/** The sum of squares of each column. */
export function columnSquares(columns: usize, rows: i32, cols: i32, squares: usize): void {
  for (let j = 0; j < cols; j++) {
    store<f64>(squares + ((<usize>j) << 3), dot(columns, columns, rows));
    columns += (<usize>rows) << 3;
  }
}
