/**
 * Derivatives of the commonest losses, in single precision, two rows at a time. Where scores are one a row, the
 * last pair of an odd number of rows reaches into the gap behind each array: arrays begin at multiples of 16 bytes.
 */

/** 1.5 * 2^52: added to a number below 2^51 it leaves the nearest integer in the lowest bits. */
const ROUNDER = 6755399441055744.0;

/** Gradients of half the squared error: raw prediction less target. */
export function squaredErrorGradients(target: usize, raw: usize, rows: i32, gradients: usize): void {
  for (let i = 0; i < rows; i += 2) {
    const at = (<usize>i) << 3;
    const difference = f64x2.sub(v128.load(raw + at), v128.load(target + at));
    v128.store64_lane(gradients + ((<usize>i) << 2), f32x4.demote_f64x2_zero(difference), 0);
  }
}

/** Gradients and Hessians of the log loss of codes 0 and 1. */
export function binaryLogLossDerivatives(
  target: usize,
  raw: usize,
  rows: i32,
  gradients: usize,
  hessians: usize,
): void {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  for (let i = 0; i < rows; i += 2) {
    const at = (<usize>i) << 3;
    const score = v128.load(raw + at);
    const e = exponential(f64x2.neg(f64x2.abs(score)));
    const under = f64x2.div(one, f64x2.add(one, e));
    const over = f64x2.mul(e, under);
    // 1 / (1 + exp(-score)), whichever sign the score has; the Hessian is the same for both.
    const share = v128.bitselect(over, under, f64x2.lt(score, zero));
    const to = (<usize>i) << 2;
    const gradient = f64x2.sub(share, v128.load(target + at));
    v128.store64_lane(gradients + to, f32x4.demote_f64x2_zero(gradient), 0);
    v128.store64_lane(hessians + to, f32x4.demote_f64x2_zero(f64x2.mul(over, under)), 0);
  }
}

/**
 * Gradients and Hessians of the log loss of several classes for at least two rows; everything is laid out class after
 * class. `terms` has room for two numbers a class.
 */
export function multinomialDerivatives(
  target: usize,
  raw: usize,
  rows: i32,
  classes: i32,
  terms: usize,
  gradients: usize,
  hessians: usize,
): void {
  const one = f64x2.splat(1);
  for (let start = 0; start < rows; start += 2) {
    // The last of an odd number of rows is done with the one before it.
    const i = min(start, rows - 2);
    const own = v128.load(target + ((<usize>i) << 3));
    let most = f64x2.splat(-Infinity);
    for (let k = 0; k < classes; k++) most = f64x2.pmax(most, v128.load(raw + ((<usize>k * rows + i) << 3)));
    let sum = f64x2.splat(0);
    for (let k = 0; k < classes; k++) {
      const term = exponential(f64x2.sub(v128.load(raw + ((<usize>k * rows + i) << 3)), most));
      v128.store(terms + ((<usize>k) << 4), term);
      sum = f64x2.add(sum, term);
    }
    for (let k = 0; k < classes; k++) {
      const share = f64x2.div(v128.load(terms + ((<usize>k) << 4)), sum);
      const hit = v128.and(f64x2.eq(own, f64x2.splat(<f64>k)), one);
      const to = (<usize>k * rows + i) << 2;
      v128.store64_lane(gradients + to, f32x4.demote_f64x2_zero(f64x2.sub(share, hit)), 0);
      const hessian = f64x2.mul(share, f64x2.sub(one, share));
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
  // Even and odd terms by themselves: two chains of steps that do not wait for each other.
  const square = f64x2.mul(rest, rest);
  let even = f64x2.splat(1.0 / 479001600.0);
  let odd = f64x2.splat(1.0 / 6227020800.0);
  even = step(even, square, 1.0 / 3628800.0);
  odd = step(odd, square, 1.0 / 39916800.0);
  even = step(even, square, 1.0 / 40320.0);
  odd = step(odd, square, 1.0 / 362880.0);
  even = step(even, square, 1.0 / 720.0);
  odd = step(odd, square, 1.0 / 5040.0);
  even = step(even, square, 1.0 / 24.0);
  odd = step(odd, square, 1.0 / 120.0);
  even = step(even, square, 0.5);
  odd = step(odd, square, 1.0 / 6.0);
  even = step(even, square, 1.0);
  odd = step(odd, square, 1.0);
  const sum = f64x2.add(even, f64x2.mul(rest, odd));
  // The integer stands in the lowest bits; added to the exponent it multiplies by that power of two.
  return i64x2.add(sum, i64x2.shl(shifted, 52));
}

function step(sum: v128, factor: v128, term: f64): v128 {
  return f64x2.add(f64x2.mul(sum, factor), f64x2.splat(term));
}
