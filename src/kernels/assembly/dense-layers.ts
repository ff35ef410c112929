/**
 * Layers of a neural network on rows of 32-bit floats. Weights come in panels of eight units: for each input the
 * weights of these units, so that a panel is read from front to back. Every sum starts at the unit's constant and goes
 * over the inputs in their order, whichever rows are done together.
 */
import { expNegative } from './exponentials';

/** Bytes of a panel for one input: eight floats. */
const PANEL: usize = 32;

/**
 * Writes activation(x weights + constants): `panels` panels of eight units for `rows` rows of `inputs` floats, which
 * are `stride` bytes apart; rows of the result are as long as all panels.
 */
export function denseLayer(
  source: usize,
  rows: i32,
  inputs: i32,
  stride: usize,
  weights: usize,
  constants: usize,
  panels: i32,
  activation: i32,
  target: usize,
): void {
  const next = <usize>panels * PANEL;
  const panelBytes = <usize>inputs * PANEL;
  for (let p = 0; p < panels; p++) {
    let from = source;
    let to = target;
    let i = 0;
    for (; i + 3 < rows; i += 4) {
      fourRows(from, stride, inputs, weights, constants, to, next);
      from += 4 * stride;
      to += 4 * next;
    }
    for (; i < rows; i++) {
      oneRow(from, inputs, weights, constants, to);
      from += stride;
      to += next;
    }
    weights += panelBytes;
    constants += PANEL;
    target += PANEL;
  }
  activate(target - next, rows * panels * 2, activation);
}

function fourRows(
  source: usize,
  stride: usize,
  inputs: i32,
  weights: usize,
  constants: usize,
  target: usize,
  next: usize,
): void {
  const left = v128.load(constants);
  const right = v128.load(constants, 16);
  let a = left;
  let b = right;
  let c = left;
  let d = right;
  let e = left;
  let f = right;
  let g = left;
  let h = right;
  const second = source + stride;
  const third = second + stride;
  const fourth = third + stride;
  const end = (<usize>inputs) << 2;
  for (let at: usize = 0; at < end; at += 4) {
    const w = v128.load(weights);
    const v = v128.load(weights, 16);
    const x = v128.load32_splat(source + at);
    a = f32x4.add(a, f32x4.mul(x, w));
    b = f32x4.add(b, f32x4.mul(x, v));
    const y = v128.load32_splat(second + at);
    c = f32x4.add(c, f32x4.mul(y, w));
    d = f32x4.add(d, f32x4.mul(y, v));
    const z = v128.load32_splat(third + at);
    e = f32x4.add(e, f32x4.mul(z, w));
    f = f32x4.add(f, f32x4.mul(z, v));
    const u = v128.load32_splat(fourth + at);
    g = f32x4.add(g, f32x4.mul(u, w));
    h = f32x4.add(h, f32x4.mul(u, v));
    weights += PANEL;
  }
  v128.store(target, a);
  v128.store(target, b, 16);
  v128.store(target + next, c);
  v128.store(target + next, d, 16);
  v128.store(target + 2 * next, e);
  v128.store(target + 2 * next, f, 16);
  v128.store(target + 3 * next, g);
  v128.store(target + 3 * next, h, 16);
}

function oneRow(source: usize, inputs: i32, weights: usize, constants: usize, target: usize): void {
  let a = v128.load(constants);
  let b = v128.load(constants, 16);
  const end = source + ((<usize>inputs) << 2);
  for (; source < end; source += 4) {
    const x = v128.load32_splat(source);
    a = f32x4.add(a, f32x4.mul(x, v128.load(weights)));
    b = f32x4.add(b, f32x4.mul(x, v128.load(weights, 16)));
    weights += PANEL;
  }
  v128.store(target, a);
  v128.store(target, b, 16);
}

/** Puts fours of values through an activation: 0 leaves them, 1 is relu, 2 is tanh, 3 is the logistic function. */
function activate(values: usize, fours: i32, activation: i32): void {
  if (activation === 0) return;
  const end = values + ((<usize>fours) << 4);
  if (activation === 1) {
    for (; values < end; values += 16) {
      v128.store(values, f32x4.max(v128.load(values), f32x4.splat(0)));
    }
    return;
  }
  for (; values < end; values += 16) {
    const x = v128.load(values);
    const low = f64x2.promote_low_f32x4(x);
    const high = f64x2.promote_low_f32x4(
      i8x16.shuffle(x, x, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15),
    );
    const first = f32x4.demote_f64x2_zero(activation === 2 ? tanh(low) : logistic(low));
    const last = f32x4.demote_f64x2_zero(activation === 2 ? tanh(high) : logistic(high));
    v128.store(values, i8x16.shuffle(first, last, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23));
  }
}

/** (1 - e) / (1 + e) with e = exp(-2|x|), and the sign of x. */
function tanh(x: v128): v128 {
  const size = f64x2.abs(x);
  const e = expNegative(f64x2.mul(size, f64x2.splat(-2)));
  const one = f64x2.splat(1);
  const value = f64x2.div(f64x2.sub(one, e), f64x2.add(one, e));
  return v128.or(value, v128.and(x, f64x2.splat(-0.0)));
}

/** 1 / (1 + e) with e = exp(-|x|) where x is positive, e / (1 + e) where it is not. */
function logistic(x: v128): v128 {
  const e = expNegative(f64x2.neg(f64x2.abs(x)));
  const one = f64x2.splat(1);
  return f64x2.div(v128.bitselect(e, one, f64x2.lt(x, f64x2.splat(0))), f64x2.add(one, e));
}
