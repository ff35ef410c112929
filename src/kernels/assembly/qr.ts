/**
 * Householder QR by rows (Golub and Van Loan, Matrix Computations, 4th ed. 2013, sections 5.1, 5.2 and 6.5.3): blocks of
 * rows are folded into a triangle. Reflections of a group of columns are brought upon the columns behind them together,
 * in the compact form I - V T V' of Schreiber and Van Loan (1989), so that most of the work is matrix products.
 */
import { addGram, addProduct, packPanelRows } from './products';
import { WIDE } from './tile';

/** Columns that are reflected together: a multiple of 4. */
const GROUP = 16;

/** Bytes of working memory that {@link foldPanels} needs for blocks of this many rows. */
export function foldScratch(rows: i32): i32 {
  return (GROUP + 2 * GROUP * GROUP + 2 * WIDE * GROUP + ((rows + 3) & ~3) * GROUP) << 3;
}

/**
 * Folds a block of rows, packed into panels of columns, into the triangle of the rows before it: `factor` (width x
 * width, column-major) becomes R of all rows together. The first `reduced` columns of the block are taken to zero, those
 * behind them (right-hand sides) are reflected along. The block is overwritten.
 */
export function foldPanels(
  factor: usize,
  width: i32,
  panels: usize,
  rows: i32,
  reduced: i32,
  scratch: usize,
): void {
  const panel = (<usize>rows) << 5;
  const taus = scratch;
  const gram = taus + (GROUP << 3);
  const triangle = gram + ((GROUP * GROUP) << 3);
  const products = triangle + ((GROUP * GROUP) << 3);
  const steps = products + ((WIDE * GROUP) << 3);
  const reflectors = steps + ((WIDE * GROUP) << 3);
  for (let k = 0; k < reduced; k += GROUP) {
    const count = min(GROUP, reduced - k);
    const group = panels + <usize>(k >> 2) * panel;
    if (!reflectGroup(factor, width, group, rows, k, count, taus)) continue;
    const behind = (k + count + 3) >> 2;
    if (behind << 2 >= width) return;
    memory.fill(gram, 0, (count * count) << 3);
    addGram(group, rows, count, gram);
    blockReflector(taus, gram, count, triangle);
    packPanelRows(group, rows, count, reflectors);
    for (let q = behind; q << 2 < width; q++) {
      const own = panels + <usize>q * panel;
      startProducts(factor, width, k, count, q << 2, products);
      addProduct(own, group, WIDE, count, rows, products, count);
      finishProducts(factor, width, k, count, q << 2, products, triangle, steps);
      addProduct(reflectors, steps, rows, WIDE, count, own, WIDE);
    }
  }
}

/** Reflects columns k..k+count-1 one after the other, and the rest of their panels along; false where all are zeros. */
function reflectGroup(
  factor: usize,
  width: i32,
  group: usize,
  rows: i32,
  k: i32,
  count: i32,
  taus: usize,
): bool {
  const panel = (<usize>rows) << 5;
  let any = false;
  for (let c = 0; c < count; c++) {
    const own = group + <usize>(c >> 2) * panel + ((c & 3) << 3);
    const diagonal = factor + ((<usize>(k + c) * <usize>(width + 1)) << 3);
    const tau = reflector(own, rows, diagonal);
    store<f64>(taus + (c << 3), tau);
    if (tau === 0) continue;
    any = true;
    for (let q = c >> 2; q << 2 < count; q++) {
      const start = q === c >> 2 ? (c & 3) + 1 : 0;
      const first = k + (q << 2);
      const at = factor + ((<usize>first * <usize>width + (k + c)) << 3);
      const most = min(WIDE, width - first);
      if (start < most) reflectPanel(own, tau, group + <usize>q * panel, rows, at, width, start, most);
    }
  }
  return any;
}

/**
 * Makes the reflector that takes a column of a panel to zero, in its place and the diagonal element of the triangle
 * becomes what R has there; what is returned is its factor.
 */
function reflector(column: usize, rows: i32, diagonal: usize): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  const end = column + ((<usize>rows) << 5);
  let at = column;
  for (; at + 32 < end; at += 64) {
    const a = load<f64>(at);
    const b = load<f64>(at, 32);
    even += a * a;
    odd += b * b;
  }
  if (at < end) even += load<f64>(at) * load<f64>(at);
  const squares = even + odd;
  // What is too short to have a length counts as zero.
  let scale: f64 = 0;
  let tau: f64 = 0;
  if (squares !== 0) {
    const alpha = load<f64>(diagonal);
    const norm = Math.sqrt(alpha * alpha + squares);
    // The sign that makes alpha - beta a sum, so that nothing cancels.
    const beta = alpha > 0 ? -norm : norm;
    tau = (beta - alpha) / beta;
    scale = 1 / (alpha - beta);
    store<f64>(diagonal, beta);
  }
  for (at = column; at < end; at += 32) store<f64>(at, load<f64>(at) * scale);
  return tau;
}

/** One reflection upon columns start..most-1 of a panel; `at` is the first column's element of the triangle. */
function reflectPanel(
  column: usize,
  tau: f64,
  panel: usize,
  rows: i32,
  at: usize,
  width: i32,
  start: i32,
  most: i32,
): void {
  const end = panel + ((<usize>rows) << 5);
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  let more0 = f64x2.splat(0);
  let more1 = f64x2.splat(0);
  let own = column;
  let to = panel;
  for (; to + 32 < end; to += 64) {
    const v = v128.load64_splat(own);
    const w = v128.load64_splat(own, 32);
    sum0 = f64x2.add(sum0, f64x2.mul(v, v128.load(to)));
    sum1 = f64x2.add(sum1, f64x2.mul(v, v128.load(to, 16)));
    more0 = f64x2.add(more0, f64x2.mul(w, v128.load(to, 32)));
    more1 = f64x2.add(more1, f64x2.mul(w, v128.load(to, 48)));
    own += 64;
  }
  if (to < end) {
    const v = v128.load64_splat(own);
    sum0 = f64x2.add(sum0, f64x2.mul(v, v128.load(to)));
    sum1 = f64x2.add(sum1, f64x2.mul(v, v128.load(to, 16)));
  }
  sum0 = f64x2.add(sum0, more0);
  sum1 = f64x2.add(sum1, more1);
  const step = (<usize>width) << 3;
  const s0 = stepOf(f64x2.extract_lane(sum0, 0), tau, at, 0, start, most);
  const s1 = stepOf(f64x2.extract_lane(sum0, 1), tau, at + step, 1, start, most);
  const s2 = stepOf(f64x2.extract_lane(sum1, 0), tau, at + 2 * step, 2, start, most);
  const s3 = stepOf(f64x2.extract_lane(sum1, 1), tau, at + 3 * step, 3, start, most);
  const left = f64x2.replace_lane(f64x2.splat(s0), 1, s1);
  const right = f64x2.replace_lane(f64x2.splat(s2), 1, s3);
  own = column;
  for (to = panel; to < end; to += 32) {
    const v = v128.load64_splat(own);
    v128.store(to, f64x2.sub(v128.load(to), f64x2.mul(v, left)));
    v128.store(to, f64x2.sub(v128.load(to, 16), f64x2.mul(v, right)), 16);
    own += 32;
  }
}

/** How far one column moves along the reflector; its element of the triangle has moved then. */
function stepOf(sum: f64, tau: f64, at: usize, lane: i32, start: i32, most: i32): f64 {
  if (lane < start || lane >= most) return 0;
  const before = load<f64>(at);
  const step = tau * (before + sum);
  store<f64>(at, before - step);
  return step;
}

/** T (row-major, upper) of the product I - V T V' of reflections, from their factors and the lower triangle of V'V. */
function blockReflector(taus: usize, gram: usize, count: i32, triangle: usize): void {
  for (let c = 0; c < count; c++) {
    const tau = load<f64>(taus + (c << 3));
    for (let a = 0; a < c; a++) {
      let sum: f64 = 0;
      for (let b = a; b < c; b++) {
        sum += load<f64>(triangle + ((a * count + b) << 3)) * load<f64>(gram + ((c * count + b) << 3));
      }
      store<f64>(triangle + ((a * count + c) << 3), -tau * sum);
    }
    store<f64>(triangle + ((c * count + c) << 3), tau);
  }
}

/** The part of C'V (4 x count) that comes from the triangle, in which V is the identity. */
function startProducts(factor: usize, width: i32, k: i32, count: i32, column: i32, products: usize): void {
  for (let l = 0; l < WIDE; l++) {
    const to = products + ((l * count) << 3);
    if (column + l < width) {
      memory.copy(to, factor + ((<usize>(column + l) * <usize>width + k) << 3), count << 3);
    } else {
      memory.fill(to, 0, count << 3);
    }
  }
}

/** C'V T: subtracted from the triangle, and with its sign changed packed as a panel of four columns. */
function finishProducts(
  factor: usize,
  width: i32,
  k: i32,
  count: i32,
  column: i32,
  products: usize,
  triangle: usize,
  steps: usize,
): void {
  for (let l = 0; l < WIDE; l++) {
    const from = products + ((l * count) << 3);
    const at = factor + ((<usize>(column + l) * <usize>width + k) << 3);
    for (let c = 0; c < count; c++) {
      let sum: f64 = 0;
      for (let a = 0; a <= c; a++) {
        sum += load<f64>(from + (a << 3)) * load<f64>(triangle + ((a * count + c) << 3));
      }
      store<f64>(steps + ((c * WIDE + l) << 3), -sum);
      if (column + l < width) store<f64>(at + (c << 3), load<f64>(at + (c << 3)) - sum);
    }
  }
}
