/** Products of rows with the coefficients of linear models, and back. Matrices are row-major. */
import { addScaled, dot } from './vectors';

/** Writes X coef' + intercept: `outputs` scores a row. */
export function scoreRows(
  source: usize,
  rows: i32,
  cols: i32,
  coef: usize,
  intercept: usize,
  outputs: i32,
  scores: usize,
): void {
  const step = (<usize>cols) << 3;
  const next = (<usize>outputs) << 3;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    for (let k = 0; k < outputs; k++) {
      const at = (<usize>k) << 3;
      scoreFour(source, step, cols, coef + <usize>k * step, load<f64>(intercept + at), scores + at, next);
    }
    source += step << 2;
    scores += next << 2;
  }
  for (; i < rows; i++) {
    for (let k = 0; k < outputs; k++) {
      const at = (<usize>k) << 3;
      store<f64>(scores + at, load<f64>(intercept + at) + dot(source, coef + <usize>k * step, cols));
    }
    source += step;
    scores += next;
  }
}

function scoreFour(
  source: usize,
  step: usize,
  cols: i32,
  coef: usize,
  intercept: f64,
  scores: usize,
  next: usize,
): void {
  let a = f64x2.splat(0);
  let b = f64x2.splat(0);
  let c = f64x2.splat(0);
  let d = f64x2.splat(0);
  const third = source + 2 * step;
  let at: usize = 0;
  for (let j = 0; j + 1 < cols; j += 2) {
    const factor = v128.load(coef + at);
    a = f64x2.add(a, f64x2.mul(factor, v128.load(source + at)));
    b = f64x2.add(b, f64x2.mul(factor, v128.load(source + step + at)));
    c = f64x2.add(c, f64x2.mul(factor, v128.load(third + at)));
    d = f64x2.add(d, f64x2.mul(factor, v128.load(third + step + at)));
    at += 16;
  }
  const odd = (cols & 1) !== 0;
  const factor: f64 = odd ? load<f64>(coef + at) : 0;
  store<f64>(scores, intercept + total(a, source + at, factor, odd));
  store<f64>(scores + next, intercept + total(b, source + step + at, factor, odd));
  store<f64>(scores + 2 * next, intercept + total(c, third + at, factor, odd));
  store<f64>(scores + 3 * next, intercept + total(d, third + step + at, factor, odd));
}

function total(both: v128, last: usize, factor: f64, odd: bool): f64 {
  const sum = f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
  return odd ? sum + load<f64>(last) * factor : sum;
}

/** Adds the rows, each times its factor, to one row. */
export function addWeightedRows(source: usize, rows: i32, cols: i32, factors: usize, to: usize): void {
  const step = (<usize>cols) << 3;
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    addFourRows(source, step, cols, factors, to);
    source += step << 2;
    factors += 32;
  }
  for (; i < rows; i++) {
    addScaled(to, load<f64>(factors), source, cols);
    source += step;
    factors += 8;
  }
}

function addFourRows(source: usize, step: usize, cols: i32, factors: usize, to: usize): void {
  const a = v128.load64_splat(factors);
  const b = v128.load64_splat(factors, 8);
  const c = v128.load64_splat(factors, 16);
  const d = v128.load64_splat(factors, 24);
  const third = source + 2 * step;
  let at: usize = 0;
  let j = 0;
  for (; j + 1 < cols; j += 2) {
    const left = f64x2.add(f64x2.mul(a, v128.load(source + at)), f64x2.mul(b, v128.load(source + step + at)));
    const right = f64x2.add(f64x2.mul(c, v128.load(third + at)), f64x2.mul(d, v128.load(third + step + at)));
    v128.store(to + at, f64x2.add(v128.load(to + at), f64x2.add(left, right)));
    at += 16;
  }
  if (j === cols) return;
  const rest =
    load<f64>(factors) * load<f64>(source + at) +
    load<f64>(factors, 8) * load<f64>(source + step + at) +
    load<f64>(factors, 16) * load<f64>(third + at) +
    load<f64>(factors, 24) * load<f64>(third + step + at);
  store<f64>(to + at, load<f64>(to + at) + rest);
}

/**
 * Residuals r = y - (X - 1 means')coef - offset of least squares, and what they still have in common with the columns:
 * adds (X - 1 means')'W r to `gradient`, and returns the sum of W r. `weights` is 0 for ones.
 */
export function addResidualProducts(
  source: usize,
  target: usize,
  rows: i32,
  cols: i32,
  means: usize,
  coef: usize,
  offset: f64,
  weights: usize,
  gradient: usize,
): f64 {
  const step = (<usize>cols) << 3;
  let sum: f64 = 0;
  for (let i = 0; i < rows; i++) {
    const at = (<usize>i) << 3;
    let residual = load<f64>(target + at) - offset - centredDot(source, means, coef, cols);
    if (weights !== 0) residual *= load<f64>(weights + at);
    addCentred(gradient, residual, source, means, cols);
    sum += residual;
    source += step;
  }
  return sum;
}

function centredDot(source: usize, means: usize, coef: usize, cols: i32): f64 {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let j = 0;
  let at: usize = 0;
  for (; j + 3 < cols; j += 4) {
    const a = f64x2.sub(v128.load(source + at), v128.load(means + at));
    const b = f64x2.sub(v128.load(source + at, 16), v128.load(means + at, 16));
    first = f64x2.add(first, f64x2.mul(a, v128.load(coef + at)));
    second = f64x2.add(second, f64x2.mul(b, v128.load(coef + at, 16)));
    at += 32;
  }
  first = f64x2.add(first, second);
  let sum = f64x2.extract_lane(first, 0) + f64x2.extract_lane(first, 1);
  for (; j < cols; j++) {
    sum += (load<f64>(source + at) - load<f64>(means + at)) * load<f64>(coef + at);
    at += 8;
  }
  return sum;
}

function addCentred(to: usize, factor: f64, source: usize, means: usize, cols: i32): void {
  const both = f64x2.splat(factor);
  let j = 0;
  let at: usize = 0;
  for (; j + 1 < cols; j += 2) {
    const value = f64x2.sub(v128.load(source + at), v128.load(means + at));
    v128.store(to + at, f64x2.add(v128.load(to + at), f64x2.mul(both, value)));
    at += 16;
  }
  if (j < cols) {
    const value = load<f64>(source + at) - load<f64>(means + at);
    store<f64>(to + at, load<f64>(to + at) + factor * value);
  }
}
