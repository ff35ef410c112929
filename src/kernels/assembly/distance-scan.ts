/**
 * Reduced distances of every metric but the general Minkowski, eight rows at a time. Each row adds its terms from
 * the first column to the last, as the loops of ../distances.ts do, so that both find the same numbers.
 */
import { offerRow } from './nearest';

const EUCLIDEAN = 0;
const MANHATTAN = 1;
const CHEBYSHEV = 2;

/** Packs row-major rows into panels of eight, each column by column; missing rows of the last are 0. */
export function packEight(source: usize, rows: i32, cols: i32, panels: usize): void {
  const step = (<usize>cols) << 3;
  for (let i = 0; i < rows; i += 8) {
    for (let r = 0; r < 8; r++) {
      let from = source + <usize>(i + r) * step;
      let to = panels + ((<usize>r) << 3);
      for (let j = 0; j < cols; j++) {
        store<f64>(to, i + r < rows ? load<f64>(from) : 0);
        from += 8;
        to += 64;
      }
    }
    panels += step << 3;
  }
}

/**
 * Offers packed rows to each query. A row's number is that in `ids`, or `first` and its place where `ids` is 0; the
 * number `skip` + the query's is left out, unless `skip` is negative. `found` has room for eight numbers.
 */
export function scanRows(
  metric: i32,
  queries: usize,
  queryCount: i32,
  panels: usize,
  rows: i32,
  cols: i32,
  ids: usize,
  first: i32,
  skip: i32,
  distances: usize,
  indices: usize,
  count: i32,
  found: usize,
): void {
  for (let q = 0; q < queryCount; q++) {
    const query = queries + ((<usize>q * cols) << 3);
    const heap = distances + ((<usize>q * count) << 3);
    const heapIds = indices + ((<usize>q * count) << 2);
    const own = skip < 0 ? -1 : skip + q;
    let limit = f64x2.splat(load<f64>(heap));
    let panel = panels;
    for (let i = 0; i < rows; i += 8) {
      if (metric === EUCLIDEAN) squares(query, panel, cols, found);
      else if (metric === MANHATTAN) sums(query, panel, cols, found);
      else if (metric === CHEBYSHEV) largest(query, panel, cols, found);
      else angles(query, panel, cols, found);
      panel += (<usize>cols) << 6;
      const near = v128.or(
        v128.or(f64x2.le(v128.load(found), limit), f64x2.le(v128.load(found, 16), limit)),
        v128.or(f64x2.le(v128.load(found, 32), limit), f64x2.le(v128.load(found, 48), limit)),
      );
      if (!v128.any_true(near)) continue;
      const last = min(8, rows - i);
      for (let r = 0; r < last; r++) {
        const row = i + r;
        const id = ids === 0 ? first + row : load<i32>(ids + ((<usize>row) << 2));
        if (id !== own) offerRow(heap, heapIds, count, load<f64>(found + ((<usize>r) << 3)), id);
      }
      limit = f64x2.splat(load<f64>(heap));
    }
  }
}

function squares(query: usize, panel: usize, cols: i32, found: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (let j = 0; j < cols; j++) {
    const value = v128.load64_splat(query);
    const d0 = f64x2.sub(value, v128.load(panel));
    const d1 = f64x2.sub(value, v128.load(panel, 16));
    const d2 = f64x2.sub(value, v128.load(panel, 32));
    const d3 = f64x2.sub(value, v128.load(panel, 48));
    s0 = f64x2.add(s0, f64x2.mul(d0, d0));
    s1 = f64x2.add(s1, f64x2.mul(d1, d1));
    s2 = f64x2.add(s2, f64x2.mul(d2, d2));
    s3 = f64x2.add(s3, f64x2.mul(d3, d3));
    query += 8;
    panel += 64;
  }
  put(found, s0, s1, s2, s3);
}

function sums(query: usize, panel: usize, cols: i32, found: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (let j = 0; j < cols; j++) {
    const value = v128.load64_splat(query);
    s0 = f64x2.add(s0, f64x2.abs(f64x2.sub(value, v128.load(panel))));
    s1 = f64x2.add(s1, f64x2.abs(f64x2.sub(value, v128.load(panel, 16))));
    s2 = f64x2.add(s2, f64x2.abs(f64x2.sub(value, v128.load(panel, 32))));
    s3 = f64x2.add(s3, f64x2.abs(f64x2.sub(value, v128.load(panel, 48))));
    query += 8;
    panel += 64;
  }
  put(found, s0, s1, s2, s3);
}

function largest(query: usize, panel: usize, cols: i32, found: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (let j = 0; j < cols; j++) {
    const value = v128.load64_splat(query);
    s0 = f64x2.pmax(s0, f64x2.abs(f64x2.sub(value, v128.load(panel))));
    s1 = f64x2.pmax(s1, f64x2.abs(f64x2.sub(value, v128.load(panel, 16))));
    s2 = f64x2.pmax(s2, f64x2.abs(f64x2.sub(value, v128.load(panel, 32))));
    s3 = f64x2.pmax(s3, f64x2.abs(f64x2.sub(value, v128.load(panel, 48))));
    query += 8;
    panel += 64;
  }
  put(found, s0, s1, s2, s3);
}

/** 1 less the cosines; the last column holds the sum of the squares of the others. */
function angles(query: usize, panel: usize, cols: i32, found: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  for (let j = 1; j < cols; j++) {
    const value = v128.load64_splat(query);
    s0 = f64x2.add(s0, f64x2.mul(value, v128.load(panel)));
    s1 = f64x2.add(s1, f64x2.mul(value, v128.load(panel, 16)));
    s2 = f64x2.add(s2, f64x2.mul(value, v128.load(panel, 32)));
    s3 = f64x2.add(s3, f64x2.mul(value, v128.load(panel, 48)));
    query += 8;
    panel += 64;
  }
  const square = v128.load64_splat(query);
  s0 = angle(s0, f64x2.mul(square, v128.load(panel)));
  s1 = angle(s1, f64x2.mul(square, v128.load(panel, 16)));
  s2 = angle(s2, f64x2.mul(square, v128.load(panel, 32)));
  s3 = angle(s3, f64x2.mul(square, v128.load(panel, 48)));
  put(found, s0, s1, s2, s3);
}

function angle(product: v128, squares: v128): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  const distance = f64x2.max(zero, f64x2.sub(one, f64x2.div(product, f64x2.sqrt(squares))));
  return v128.bitselect(one, distance, f64x2.eq(squares, zero));
}

function put(found: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  v128.store(found, s0);
  v128.store(found, s1, 16);
  v128.store(found, s2, 32);
  v128.store(found, s3, 48);
}
