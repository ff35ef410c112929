/** Products of matrices in compressed sparse rows (those of a transposed matrix are compressed columns). */
import { addScaled } from './vectors';

/** Writes the product of a sparse matrix and a vector. */
export function sparseProduct(
  data: usize,
  indices: usize,
  starts: usize,
  rows: i32,
  vector: usize,
  result: usize,
): void {
  let p = <usize>load<i32>(starts);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const end = <usize>load<i32>(starts + (i << 2), 4);
    let sum: f64 = 0;
    for (; p < end; p++) {
      sum += load<f64>(data + (p << 3)) * load<f64>(vector + ((<usize>load<i32>(indices + (p << 2))) << 3));
    }
    store<f64>(result + (i << 3), sum);
  }
}

/** Adds the product of a transposed sparse matrix and a vector. */
export function addSparseTransposed(
  data: usize,
  indices: usize,
  starts: usize,
  rows: i32,
  vector: usize,
  result: usize,
): void {
  let p = <usize>load<i32>(starts);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const end = <usize>load<i32>(starts + (i << 2), 4);
    const factor = load<f64>(vector + (i << 3));
    for (; p < end; p++) {
      const at = result + ((<usize>load<i32>(indices + (p << 2))) << 3);
      store<f64>(at, load<f64>(at) + factor * load<f64>(data + (p << 3)));
    }
  }
}

/** Writes the product of a sparse matrix and a dense one (row-major, `cols` columns): row after row. */
export function sparseTimesDense(
  data: usize,
  indices: usize,
  starts: usize,
  rows: i32,
  dense: usize,
  cols: i32,
  result: usize,
): void {
  const step = (<usize>cols) << 3;
  let p = <usize>load<i32>(starts);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const end = <usize>load<i32>(starts + (i << 2), 4);
    memory.fill(result, 0, step);
    for (; p < end; p++) {
      addScaled(
        result,
        load<f64>(data + (p << 3)),
        dense + <usize>load<i32>(indices + (p << 2)) * step,
        cols,
      );
    }
    result += step;
  }
}

/** Adds the product of a transposed sparse matrix and a dense one (row-major, `cols` columns). */
export function addSparseTransposedDense(
  data: usize,
  indices: usize,
  starts: usize,
  rows: i32,
  dense: usize,
  cols: i32,
  result: usize,
): void {
  const step = (<usize>cols) << 3;
  let p = <usize>load<i32>(starts);
  for (let i: usize = 0; i < <usize>rows; i++) {
    const end = <usize>load<i32>(starts + (i << 2), 4);
    for (; p < end; p++) {
      addScaled(
        result + <usize>load<i32>(indices + (p << 2)) * step,
        load<f64>(data + (p << 3)),
        dense,
        cols,
      );
    }
    dense += step;
  }
}

/** Adds X'WX of a sparse matrix to the lower triangle of a row-major cols x cols matrix; `weights` is 0 for ones. */
export function addSparseGram(
  data: usize,
  indices: usize,
  starts: usize,
  rows: i32,
  weights: usize,
  cols: i32,
  gram: usize,
): void {
  for (let i: usize = 0; i < <usize>rows; i++) {
    const first = <usize>load<i32>(starts + (i << 2));
    const end = <usize>load<i32>(starts + (i << 2), 4);
    const weight: f64 = weights === 0 ? 1 : load<f64>(weights + (i << 3));
    for (let p = first; p < end; p++) {
      const row = gram + ((<usize>load<i32>(indices + (p << 2)) * <usize>cols) << 3);
      const value = weight * load<f64>(data + (p << 3));
      for (let q = first; q <= p; q++) {
        const at = row + ((<usize>load<i32>(indices + (q << 2))) << 3);
        store<f64>(at, load<f64>(at) + value * load<f64>(data + (q << 3)));
      }
    }
  }
}
