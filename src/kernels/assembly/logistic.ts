/**
 * Log loss of linear scores with its gradient: a block of rows is scored, turned into derivatives and summed into
 * the gradient while it is in the processor's nearest cache.
 */
import { expNegative, log1pUnit } from './exponentials';

/** Values of a block of rows (16 KB). */
const BLOCK_VALUES = 2048;

/** Rows of a block: `scores` must have room for as many times `outputs` numbers, and two. */
export function logisticBlock(cols: i32, outputs: i32): i32 {
  return max(4, (BLOCK_VALUES / max(cols, outputs)) & ~3);
}

/**
 * Adds the gradient of the weighted log loss of some rows to `gradient` (outputs x cols, then one a constant term)
 * and returns the loss. `coef` has the same shape. With one output the codes are 0 and 1, else the number of the
 * class. `weights` may be 0.
 */
export function addLogisticLoss(
  rows: usize,
  count: i32,
  cols: i32,
  outputs: i32,
  coef: usize,
  codes: usize,
  weights: usize,
  scores: usize,
  gradient: usize,
): f64 {
  const size = logisticBlock(cols, outputs);
  let loss: f64 = 0;
  for (let from = 0; from < count; from += size) {
    const some = min(size, count - from);
    const block = rows + ((<usize>from * cols) << 3);
    const weightsAt = weights === 0 ? 0 : weights + ((<usize>from) << 3);
    writeScores(block, some, cols, outputs, coef, scores);
    loss +=
      outputs === 1
        ? twoClasses(scores, some, codes + ((<usize>from) << 2), weightsAt)
        : softMax(scores, some, outputs, codes + ((<usize>from) << 2), weightsAt);
    addGradient(block, some, cols, outputs, scores, gradient);
  }
  return loss;
}

function writeScores(rows: usize, count: i32, cols: i32, outputs: i32, coef: usize, scores: usize): void {
  const step = (<usize>cols) << 3;
  const constants = coef + <usize>outputs * step;
  for (let i = 0; i < count; i += 4) {
    // Past the last row the last one is scored again.
    const first = rows + <usize>i * step;
    const second = rows + <usize>min(i + 1, count - 1) * step;
    const third = rows + <usize>min(i + 2, count - 1) * step;
    const fourth = rows + <usize>min(i + 3, count - 1) * step;
    for (let k = 0; k < outputs; k++) {
      const factors = coef + <usize>k * step;
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      let j: usize = 0;
      for (; j + 8 < step; j += 16) {
        const factor = v128.load(factors + j);
        s0 = f64x2.add(s0, f64x2.mul(factor, v128.load(first + j)));
        s1 = f64x2.add(s1, f64x2.mul(factor, v128.load(second + j)));
        s2 = f64x2.add(s2, f64x2.mul(factor, v128.load(third + j)));
        s3 = f64x2.add(s3, f64x2.mul(factor, v128.load(fourth + j)));
      }
      if (j < step) {
        const factor = v128.load64_zero(factors + j);
        s0 = f64x2.add(s0, f64x2.mul(factor, v128.load64_zero(first + j)));
        s1 = f64x2.add(s1, f64x2.mul(factor, v128.load64_zero(second + j)));
        s2 = f64x2.add(s2, f64x2.mul(factor, v128.load64_zero(third + j)));
        s3 = f64x2.add(s3, f64x2.mul(factor, v128.load64_zero(fourth + j)));
      }
      const constant = load<f64>(constants + ((<usize>k) << 3));
      const at = scores + ((<usize>i * outputs + k) << 3);
      const next = (<usize>outputs) << 3;
      store<f64>(at, constant + both(s0));
      if (i + 1 < count) store<f64>(at + next, constant + both(s1));
      if (i + 2 < count) store<f64>(at + 2 * next, constant + both(s2));
      if (i + 3 < count) store<f64>(at + 3 * next, constant + both(s3));
    }
  }
}

function both(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Puts derivatives in the place of scores, two rows at a time; returns the loss. */
function twoClasses(scores: usize, count: i32, codes: usize, weights: usize): f64 {
  let loss = f64x2.splat(0);
  let i = 0;
  for (; i + 1 < count; i += 2) {
    const code = f64x2.convert_low_i32x4_s(v128.load64_zero(codes + ((<usize>i) << 2)));
    const weight = weights === 0 ? f64x2.splat(1) : v128.load(weights + ((<usize>i) << 3));
    loss = f64x2.add(loss, twoRows(scores + ((<usize>i) << 3), code, weight));
  }
  if (i < count) {
    const code = f64x2.convert_low_i32x4_s(v128.load32_zero(codes + ((<usize>i) << 2)));
    const alone: f64 = weights === 0 ? 1 : load<f64>(weights + ((<usize>i) << 3));
    const weight = f64x2.replace_lane(f64x2.splat(0), 0, alone);
    const at = scores + ((<usize>i) << 3);
    store<f64>(at, 0, 8);
    loss = f64x2.add(loss, twoRows(at, code, weight));
  }
  return both(loss);
}

function twoRows(at: usize, code: v128, weight: v128): v128 {
  const one = f64x2.splat(1);
  const zero = f64x2.splat(0);
  const score = v128.load(at);
  // -1 where the class is the second: the score towards the wrong class is this times the score.
  const sign = f64x2.sub(one, f64x2.add(code, code));
  const wrong = f64x2.mul(sign, score);
  const e = expNegative(f64x2.neg(f64x2.abs(score)));
  const share = f64x2.div(v128.bitselect(e, one, f64x2.lt(wrong, zero)), f64x2.add(one, e));
  v128.store(at, f64x2.mul(f64x2.mul(weight, sign), share));
  // In this order the pseudo-maximum keeps NaN.
  return f64x2.mul(weight, f64x2.add(f64x2.pmax(wrong, zero), log1pUnit(e)));
}

/** The same for several classes: log(sum(exp(scores))) less the score of the own class. */
function softMax(scores: usize, count: i32, classes: i32, codes: usize, weights: usize): f64 {
  const step = (<usize>classes) << 3;
  let loss: f64 = 0;
  let row = scores;
  for (let i = 0; i < count; i++) {
    let most = load<f64>(row);
    for (let k: usize = 8; k < step; k += 8) most = max(most, load<f64>(row + k));
    const own = load<f64>(row + ((<usize>load<i32>(codes + ((<usize>i) << 2))) << 3));
    const weight: f64 = weights === 0 ? 1 : load<f64>(weights + ((<usize>i) << 3));
    loss += weight * (most - own);
    for (let k: usize = 0; k < step; k += 8) store<f64>(row + k, load<f64>(row + k) - most);
    row += step;
  }
  for (let at = scores; at < row; at += 16) v128.store(at, expNegative(v128.load(at)));
  row = scores;
  for (let i = 0; i < count; i++) {
    let sum: f64 = 0;
    for (let k: usize = 0; k < step; k += 8) sum += load<f64>(row + k);
    const weight: f64 = weights === 0 ? 1 : load<f64>(weights + ((<usize>i) << 3));
    loss += weight * Math.log(sum);
    const factor = weight / sum;
    for (let k: usize = 0; k < step; k += 8) store<f64>(row + k, load<f64>(row + k) * factor);
    const own = row + ((<usize>load<i32>(codes + ((<usize>i) << 2))) << 3);
    store<f64>(own, load<f64>(own) - weight);
    row += step;
  }
  return loss;
}

function addGradient(
  rows: usize,
  count: i32,
  cols: i32,
  outputs: i32,
  derivatives: usize,
  gradient: usize,
): void {
  const step = (<usize>cols) << 3;
  const next = (<usize>outputs) << 3;
  const constants = gradient + <usize>outputs * step;
  for (let k = 0; k < outputs; k++) {
    const first = derivatives + ((<usize>k) << 3);
    const target = gradient + <usize>k * step;
    let j: usize = 0;
    for (; j + 56 < step; j += 64) {
      let g0 = v128.load(target + j);
      let g1 = v128.load(target + j, 16);
      let g2 = v128.load(target + j, 32);
      let g3 = v128.load(target + j, 48);
      let row = rows + j;
      let at = first;
      for (let i = 0; i < count; i++) {
        const derivative = v128.load64_splat(at);
        g0 = f64x2.add(g0, f64x2.mul(derivative, v128.load(row)));
        g1 = f64x2.add(g1, f64x2.mul(derivative, v128.load(row, 16)));
        g2 = f64x2.add(g2, f64x2.mul(derivative, v128.load(row, 32)));
        g3 = f64x2.add(g3, f64x2.mul(derivative, v128.load(row, 48)));
        row += step;
        at += next;
      }
      v128.store(target + j, g0);
      v128.store(target + j, g1, 16);
      v128.store(target + j, g2, 32);
      v128.store(target + j, g3, 48);
    }
    for (; j + 8 < step; j += 16) {
      let sum = v128.load(target + j);
      let row = rows + j;
      let at = first;
      for (let i = 0; i < count; i++) {
        sum = f64x2.add(sum, f64x2.mul(v128.load64_splat(at), v128.load(row)));
        row += step;
        at += next;
      }
      v128.store(target + j, sum);
    }
    if (j < step) {
      let sum = load<f64>(target + j);
      let row = rows + j;
      let at = first;
      for (let i = 0; i < count; i++) {
        sum += load<f64>(at) * load<f64>(row);
        row += step;
        at += next;
      }
      store<f64>(target + j, sum);
    }
    let total = load<f64>(constants + ((<usize>k) << 3));
    let at = first;
    for (let i = 0; i < count; i++) {
      total += load<f64>(at);
      at += next;
    }
    store<f64>(constants + ((<usize>k) << 3), total);
  }
}
