/**
 * Sweeps of coordinate descent for squared error with a penalty l1 |w| + l2 w^2 / 2 (Friedman, Hastie and Tibshirani,
 * Journal of Statistical Software 33 (2010)): each coefficient in turn takes the value that is best while the others
 * stay. A sweep goes through `count` columns listed in `active`, or draws as many of them where `random` is not 0 but
 * the place of a generator's state; steps first..last-1 of it are done in one call. `moves` is raised to the largest step
 * and the largest coefficient.
 */
import { addScaled, dot } from './vectors';

/** On the Gram matrix (full, row-major); `gramCoef` is its product with the coefficients and kept so. */
export function sweepGram(
  gram: usize,
  product: usize,
  gramCoef: usize,
  coef: usize,
  cols: i32,
  active: usize,
  count: i32,
  first: i32,
  last: i32,
  l1: f64,
  l2: f64,
  positive: i32,
  random: usize,
  moves: usize,
): void {
  for (let k = first; k < last; k++) {
    const j = <usize>load<i32>(active + ((<usize>pick(k, count, random)) << 2));
    const at = j << 3;
    const row = gram + j * ((<usize>cols) << 3);
    const square = load<f64>(row + at);
    if (square === 0) continue;
    const before = load<f64>(coef + at);
    const pull = load<f64>(product + at) - load<f64>(gramCoef + at) + before * square;
    const after = shrunk(pull, l1, square + l2, positive);
    if (after !== before) {
      store<f64>(coef + at, after);
      addScaled(gramCoef, after - before, row, cols);
    }
    noteMove(moves, before, after);
  }
}

/** On the columns themselves (column-major), with the residuals kept. */
export function sweepColumns(
  columns: usize,
  rows: i32,
  squares: usize,
  residual: usize,
  coef: usize,
  active: usize,
  count: i32,
  first: i32,
  last: i32,
  l1: f64,
  l2: f64,
  positive: i32,
  random: usize,
  moves: usize,
): void {
  for (let k = first; k < last; k++) {
    const j = <usize>load<i32>(active + ((<usize>pick(k, count, random)) << 2));
    const at = j << 3;
    const column = columns + j * ((<usize>rows) << 3);
    const square = load<f64>(squares + at);
    if (square === 0) continue;
    const before = load<f64>(coef + at);
    const pull = dot(column, residual, rows) + before * square;
    const after = shrunk(pull, l1, square + l2, positive);
    if (after !== before) {
      store<f64>(coef + at, after);
      addScaled(residual, before - after, column, rows);
    }
    noteMove(moves, before, after);
  }
}

/**
 * On sparse columns, of which the means are taken off without making them dense: residuals are `residual` plus one
 * number, at `shift`, for all rows, each times its root weight; their weighted sum is 0. `sums` holds each mean times
 * the sum of weights.
 */
export function sweepSparse(
  data: usize,
  indices: usize,
  starts: usize,
  means: usize,
  sums: usize,
  squares: usize,
  residual: usize,
  shift: usize,
  coef: usize,
  active: usize,
  count: i32,
  first: i32,
  last: i32,
  l1: f64,
  l2: f64,
  positive: i32,
  random: usize,
  moves: usize,
): void {
  for (let k = first; k < last; k++) {
    const j = <usize>load<i32>(active + ((<usize>pick(k, count, random)) << 2));
    const at = j << 3;
    const square = load<f64>(squares + at);
    if (square === 0) continue;
    const from = load<i32>(starts + (j << 2));
    const end = load<i32>(starts + (j << 2), 4);
    const before = load<f64>(coef + at);
    let pull = load<f64>(sums + at) * load<f64>(shift) + before * square;
    for (let p = <usize>from; p < <usize>end; p++) {
      const row = <usize>load<i32>(indices + (p << 2));
      pull += load<f64>(data + (p << 3)) * load<f64>(residual + (row << 3));
    }
    const after = shrunk(pull, l1, square + l2, positive);
    if (after !== before) {
      store<f64>(coef + at, after);
      moveSparse(data, indices, from, end, before - after, residual);
      store<f64>(shift, load<f64>(shift) + (after - before) * load<f64>(means + at));
    }
    noteMove(moves, before, after);
  }
}

function moveSparse(data: usize, indices: usize, from: i32, end: i32, factor: f64, residual: usize): void {
  for (let p = <usize>from; p < <usize>end; p++) {
    const at = residual + ((<usize>load<i32>(indices + (p << 2))) << 3);
    store<f64>(at, load<f64>(at) + factor * load<f64>(data + (p << 3)));
  }
}

/** The best value of a coefficient: soft thresholding. */
function shrunk(pull: f64, l1: f64, curvature: f64, positive: i32): f64 {
  if (positive !== 0 && pull < 0) return 0;
  const size = Math.abs(pull) - l1;
  if (!(size > 0)) return 0;
  return (pull < 0 ? -size : size) / curvature;
}

function noteMove(moves: usize, before: f64, after: f64): void {
  store<f64>(moves, max(load<f64>(moves), Math.abs(after - before)));
  store<f64>(moves, max(load<f64>(moves, 8), Math.abs(after)), 8);
}

/** Marsaglia's xorshift32 (2003) as scikit-learn draws with it: its 31 lower bits, modulo the number of choices. */
function pick(k: i32, count: i32, random: usize): i32 {
  if (random === 0) return k;
  let x = load<u32>(random);
  if (x === 0) x = 1;
  x ^= x << 13;
  x ^= x >> 17;
  x ^= x << 5;
  store<u32>(random, x);
  return <i32>((x & 0x7fffffff) % <u32>count);
}
