/** Derivatives of the two commonest losses, in single precision, two rows at a time. */

/** 1.5 * 2^52: added to a number below 2^51 it leaves the nearest integer in the lowest bits. */
const ROUNDER = 6755399441055744.0;

/** Gradients of half the squared error: raw prediction less target. */
export function squaredErrorGradients(target: usize, raw: usize, rows: i32, gradients: usize): void {
  const pairs = rows & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const at = (<usize>i) << 3;
    const difference = f64x2.sub(v128.load(raw + at), v128.load(target + at));
    v128.store64_lane(gradients + ((<usize>i) << 2), f32x4.demote_f64x2_zero(difference), 0);
  }
  if (pairs === rows) return;
  const at = (<usize>pairs) << 3;
  store<f32>(gradients + ((<usize>pairs) << 2), <f32>(load<f64>(raw + at) - load<f64>(target + at)));
}

/** Gradients and Hessians of the log loss of codes 0 and 1, times weights where `weights` is not 0. */
export function binaryLogLossDerivatives(
  target: usize,
  raw: usize,
  weights: usize,
  rows: i32,
  gradients: usize,
  hessians: usize,
): void {
  const one = f64x2.splat(1);
  for (let i = 0; i < rows; i += 2) {
    const at = (<usize>i) << 3;
    const single = i + 1 === rows;
    const score = single ? v128.load64_splat(raw + at) : v128.load(raw + at);
    const code = single ? v128.load64_splat(target + at) : v128.load(target + at);
    const e = exponential(f64x2.neg(f64x2.abs(score)));
    const under = f64x2.div(one, f64x2.add(one, e));
    // 1 / (1 + exp(-score)), whichever sign the score has; the Hessian is the same for both.
    const share = v128.bitselect(f64x2.mul(e, under), under, f64x2.lt(score, f64x2.splat(0)));
    let gradient = f64x2.sub(share, code);
    let hessian = f64x2.mul(f64x2.mul(e, under), under);
    if (weights !== 0) {
      const weight = single ? v128.load64_splat(weights + at) : v128.load(weights + at);
      gradient = f64x2.mul(gradient, weight);
      hessian = f64x2.mul(hessian, weight);
    }
    const to = (<usize>i) << 2;
    if (single) {
      store<f32>(gradients + to, <f32>f64x2.extract_lane(gradient, 0));
      store<f32>(hessians + to, <f32>f64x2.extract_lane(hessian, 0));
    } else {
      v128.store64_lane(gradients + to, f32x4.demote_f64x2_zero(gradient), 0);
      v128.store64_lane(hessians + to, f32x4.demote_f64x2_zero(hessian), 0);
    }
  }
}

/**
 * exp of two numbers of at most 0: a power of two times the series of the rest, which is at most log(2) / 2 from 0
 * (Cody and Waite, "Software Manual for the Elementary Functions", 1980). Below -708 it is that of -708.
 */
function exponential(power: v128): v128 {
  const x = f64x2.max(power, f64x2.splat(-708));
  const shifted = f64x2.add(f64x2.mul(x, f64x2.splat(Math.LOG2E)), f64x2.splat(ROUNDER));
  const whole = f64x2.sub(shifted, f64x2.splat(ROUNDER));
  let rest = f64x2.sub(x, f64x2.mul(whole, f64x2.splat(0.6931471803691238)));
  rest = f64x2.sub(rest, f64x2.mul(whole, f64x2.splat(1.9082149292705877e-10)));
  let sum = f64x2.splat(1.0 / 6227020800.0);
  sum = step(sum, rest, 1.0 / 479001600.0);
  sum = step(sum, rest, 1.0 / 39916800.0);
  sum = step(sum, rest, 1.0 / 3628800.0);
  sum = step(sum, rest, 1.0 / 362880.0);
  sum = step(sum, rest, 1.0 / 40320.0);
  sum = step(sum, rest, 1.0 / 5040.0);
  sum = step(sum, rest, 1.0 / 720.0);
  sum = step(sum, rest, 1.0 / 120.0);
  sum = step(sum, rest, 1.0 / 24.0);
  sum = step(sum, rest, 1.0 / 6.0);
  sum = step(sum, rest, 0.5);
  sum = step(sum, rest, 1.0);
  sum = step(sum, rest, 1.0);
  // The integer stands in the lowest bits; added to the exponent it multiplies by that power of two.
  return i64x2.add(sum, i64x2.shl(shifted, 52));
}

function step(sum: v128, rest: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, rest), f64x2.splat(term));
}
