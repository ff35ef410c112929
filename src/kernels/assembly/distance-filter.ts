/**
 * Nearest rows by euclidean distance: products in single precision tell which rows may be near enough, and only
 * those get their distance in double precision, so that the answer is that of exact comparison.
 *
 * With a and b the query and the row, less a common centre and times a power of two, and a', b' the same rounded to
 * single precision (unit u = 2^-24), A = |a'|, B = |b'|, d columns, D = |a - b|^2 the distance that counts:
 *
 * - Rounding moves each point by at most u of its length, so |a' - b'|^2 <= D (1 + u) + 5 u (A^2 + B^2).
 * - |a' - b'|^2 = A^2 + B^2 - 2 a'b'. The kernel sums s = a'b' - (1 - k) B^2 / 2, in d + 1 terms, and errs by at most
 *   g (B^2 + A^2 / 2), g = (d + 1) u / (1 - (d + 1) u) (Higham, Accuracy and Stability, section 3.1), as
 *   sum |a'_j b'_j| <= (A^2 + B^2) / 2.
 * - So for k = 2 g + 8 u every row with D <= T has s >= (1 - k) A^2 / 2 - (1 + u) T / 2: the row's share of the errors
 *   is in its constant, the query's in the limit. What underflows is less than (d + 2) 2^-140.
 *
 * A row or query too far from the centre for single precision is not filtered: all its pairs are compared.
 */
import { offerRow } from './nearest';

const UNIT: f64 = 1.0 / 16777216.0;
/** 2^20: beyond this from the centre, in units of the scale, nothing is filtered. */
const REACH: f64 = 1048576.0;
const TINY: f64 = 7.17464813734306e-43; // 2^-140

function shareOfErrors(cols: i32): f64 {
  const terms = <f64>(cols + 1) * UNIT;
  return (2 * terms) / (1 - terms) + 8 * UNIT;
}

/** Packs queries four by four, each group column by column, and writes A^2 of each (Infinity: not filtered). */
export function packQueries(
  source: usize,
  count: i32,
  cols: i32,
  centre: usize,
  scale: f64,
  panels: usize,
  norms: usize,
): void {
  for (let i = 0; i < count; i++) {
    const panel = panels + ((<usize>(i >> 2) * cols) << 4) + ((<usize>(i & 3)) << 2);
    const norm = packPoint(source + ((<usize>i * cols) << 3), cols, centre, scale, panel, 16);
    store<f64>(norms + ((<usize>i) << 3), norm);
  }
}

/** Packs rows eight by eight, each group column by column, and writes the constant of each. */
export function packCandidates(
  source: usize,
  count: i32,
  cols: i32,
  centre: usize,
  scale: f64,
  panels: usize,
  constants: usize,
): void {
  const share = shareOfErrors(cols);
  for (let i = 0; i < count; i++) {
    const panel = panels + ((<usize>(i >> 3) * cols) << 5) + ((<usize>(i & 7)) << 2);
    const norm = packPoint(source + ((<usize>i * cols) << 3), cols, centre, scale, panel, 32);
    const constant: f32 = norm === Infinity ? f32.MAX_VALUE * 2 : <f32>(-0.5 * (1 - share) * norm);
    store<f32>(constants + ((<usize>i) << 2), constant);
  }
}

/** One point in single precision; returns the square of its length, or Infinity (and zeros) when it is out of reach. */
function packPoint(source: usize, cols: i32, centre: usize, scale: f64, to: usize, step: usize): f64 {
  let norm: f64 = 0;
  let at = to;
  for (let j = 0; j < cols; j++) {
    const shift = (<usize>j) << 3;
    const value = (load<f64>(source + shift) - load<f64>(centre + shift)) * scale;
    if (!(Math.abs(value) <= REACH)) {
      at = to;
      for (let c = 0; c < cols; c++, at += step) store<f32>(at, 0);
      return Infinity;
    }
    const rounded = <f32>value;
    store<f32>(at, rounded);
    norm += <f64>rounded * <f64>rounded;
    at += step;
  }
  return norm;
}

/**
 * Offers rows to each query; `block` (a multiple of 8) rows at a time are met by all queries. Numbers of rows as in
 * `scanRows`. `limits` holds what s must reach for each query, to begin with -Infinity; it has places up to a multiple
 * of four.
 */
export function filterRows(
  queryPanels: usize,
  norms: usize,
  queries: usize,
  queryCount: i32,
  rowPanels: usize,
  constants: usize,
  rows: usize,
  rowCount: i32,
  cols: i32,
  block: i32,
  scale: f64,
  ids: usize,
  first: i32,
  skip: i32,
  limits: usize,
  distances: usize,
  indices: usize,
  count: i32,
): void {
  for (let from = 0; from < rowCount; from += block) {
    const to = min(from + block, rowCount);
    for (let q = 0; q < queryCount; q += 4) {
      const group = queryPanels + ((<usize>(q >> 2) * cols) << 4);
      const limit = limits + ((<usize>q) << 2);
      for (let i = from; i < to; i += 8) {
        const constant = constants + ((<usize>i) << 2);
        let left = group;
        let right = rowPanels + ((<usize>(i >> 3) * cols) << 5);
        const end = right + ((<usize>cols) << 5);
        let a0 = v128.load(constant);
        let b0 = v128.load(constant, 16);
        let a1 = a0;
        let b1 = b0;
        let a2 = a0;
        let b2 = b0;
        let a3 = a0;
        let b3 = b0;
        while (right < end) {
          const a = v128.load(right);
          const b = v128.load(right, 16);
          let value = v128.load32_splat(left);
          a0 = f32x4.add(a0, f32x4.mul(value, a));
          b0 = f32x4.add(b0, f32x4.mul(value, b));
          value = v128.load32_splat(left, 4);
          a1 = f32x4.add(a1, f32x4.mul(value, a));
          b1 = f32x4.add(b1, f32x4.mul(value, b));
          value = v128.load32_splat(left, 8);
          a2 = f32x4.add(a2, f32x4.mul(value, a));
          b2 = f32x4.add(b2, f32x4.mul(value, b));
          value = v128.load32_splat(left, 12);
          a3 = f32x4.add(a3, f32x4.mul(value, a));
          b3 = f32x4.add(b3, f32x4.mul(value, b));
          left += 16;
          right += 32;
        }
        const l0 = v128.load32_splat(limit);
        const l1 = v128.load32_splat(limit, 4);
        const l2 = v128.load32_splat(limit, 8);
        const l3 = v128.load32_splat(limit, 12);
        a0 = f32x4.ge(a0, l0);
        b0 = f32x4.ge(b0, l0);
        a1 = f32x4.ge(a1, l1);
        b1 = f32x4.ge(b1, l1);
        a2 = f32x4.ge(a2, l2);
        b2 = f32x4.ge(b2, l2);
        a3 = f32x4.ge(a3, l3);
        b3 = f32x4.ge(b3, l3);
        const any = v128.or(
          v128.or(v128.or(a0, b0), v128.or(a1, b1)),
          v128.or(v128.or(a2, b2), v128.or(a3, b3)),
        );
        if (!v128.any_true(any)) continue;
        for (let c = 0; c < 4 && q + c < queryCount; c++) {
          const a = c === 0 ? a0 : c === 1 ? a1 : c === 2 ? a2 : a3;
          const b = c === 0 ? b0 : c === 1 ? b1 : c === 2 ? b2 : b3;
          let near = i32x4.bitmask(a) | (i32x4.bitmask(b) << 4);
          if (rowCount - i < 8) near &= (1 << (rowCount - i)) - 1;
          if (near === 0) continue;
          const query = q + c;
          const heap = distances + ((<usize>query * count) << 3);
          const heapIds = indices + ((<usize>query * count) << 2);
          const own = skip < 0 ? -1 : skip + query;
          while (near !== 0) {
            const row = i + ctz(near);
            near &= near - 1;
            const id = ids === 0 ? first + row : load<i32>(ids + ((<usize>row) << 2));
            if (id === own) continue;
            const exact = squaredDistance(
              queries + ((<usize>query * cols) << 3),
              rows + ((<usize>row * cols) << 3),
              cols,
            );
            offerRow(heap, heapIds, count, exact, id);
          }
          const norm = load<f64>(norms + ((<usize>query) << 3));
          const reached = limitOf(norm, load<f64>(heap) * scale * scale, cols);
          store<f32>(limits + ((<usize>query) << 2), reached);
        }
      }
    }
  }
}

/** What s is at least for a row within the squared distance, in units of the scale. */
function limitOf(norm: f64, squared: f64, cols: i32): f32 {
  if (norm === Infinity || squared === Infinity) return -Infinity;
  const limit = 0.5 * (1 - shareOfErrors(cols)) * norm - 0.5 * (1 + 4 * UNIT) * squared;
  return <f32>(limit - Math.abs(limit) * 4 * UNIT - <f64>(cols + 2) * TINY);
}

function squaredDistance(query: usize, row: usize, cols: i32): f64 {
  let total: f64 = 0;
  for (let j = 0; j < cols; j++) {
    const difference = load<f64>(query) - load<f64>(row);
    total += difference * difference;
    query += 8;
    row += 8;
  }
  return total;
}
