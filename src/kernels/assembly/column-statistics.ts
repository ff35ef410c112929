/**
 * Statistics of the columns of row-major rows, added to what earlier blocks of rows gave. Two columns go side by
 * side in the lanes and two rows after each other, so that no addition waits for the one before. NaN is left out.
 */

/** Adds the weight of the values of each column that are present, and their weighted sum; `weights` may be 0. */
export function addColumnSums(
  rows: usize,
  count: i32,
  cols: i32,
  weights: usize,
  weight: usize,
  sums: usize,
): void {
  const step = (<usize>cols) << 3;
  const one = f64x2.splat(1);
  for (let j = 0; j < cols; j += 2) {
    const pair = cols - j > 1;
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let n0 = f64x2.splat(0);
    let n1 = f64x2.splat(0);
    let at = rows + ((<usize>j) << 3);
    let i = 0;
    for (; i + 1 < count; i += 2) {
      const a = pair ? v128.load(at) : v128.load64_zero(at);
      const b = pair ? v128.load(at + step) : v128.load64_zero(at + step);
      const u = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3));
      const v = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3), 8);
      const hasA = f64x2.eq(a, a);
      const hasB = f64x2.eq(b, b);
      n0 = f64x2.add(n0, v128.and(u, hasA));
      n1 = f64x2.add(n1, v128.and(v, hasB));
      s0 = f64x2.add(s0, v128.and(f64x2.mul(u, a), hasA));
      s1 = f64x2.add(s1, v128.and(f64x2.mul(v, b), hasB));
      at += step << 1;
    }
    if (i < count) {
      const a = pair ? v128.load(at) : v128.load64_zero(at);
      const u = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3));
      const hasA = f64x2.eq(a, a);
      n0 = f64x2.add(n0, v128.and(u, hasA));
      s0 = f64x2.add(s0, v128.and(f64x2.mul(u, a), hasA));
    }
    addPair(weight + ((<usize>j) << 3), f64x2.add(n0, n1), pair);
    addPair(sums + ((<usize>j) << 3), f64x2.add(s0, s1), pair);
  }
}

/** Adds the weighted sums of the distances from `means` and of their squares. */
export function addColumnSquares(
  rows: usize,
  count: i32,
  cols: i32,
  weights: usize,
  means: usize,
  drifts: usize,
  squares: usize,
): void {
  const step = (<usize>cols) << 3;
  const one = f64x2.splat(1);
  for (let j = 0; j < cols; j += 2) {
    const pair = cols - j > 1;
    const meanAt = means + ((<usize>j) << 3);
    const mean = pair ? v128.load(meanAt) : v128.load64_zero(meanAt);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let d0 = f64x2.splat(0);
    let d1 = f64x2.splat(0);
    let at = rows + ((<usize>j) << 3);
    let i = 0;
    for (; i + 1 < count; i += 2) {
      const a = f64x2.sub(pair ? v128.load(at) : v128.load64_zero(at), mean);
      const b = f64x2.sub(pair ? v128.load(at + step) : v128.load64_zero(at + step), mean);
      const u = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3));
      const v = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3), 8);
      const ua = v128.and(f64x2.mul(u, a), f64x2.eq(a, a));
      const vb = v128.and(f64x2.mul(v, b), f64x2.eq(b, b));
      d0 = f64x2.add(d0, ua);
      d1 = f64x2.add(d1, vb);
      s0 = f64x2.add(s0, v128.and(f64x2.mul(ua, a), f64x2.eq(a, a)));
      s1 = f64x2.add(s1, v128.and(f64x2.mul(vb, b), f64x2.eq(b, b)));
      at += step << 1;
    }
    if (i < count) {
      const a = f64x2.sub(pair ? v128.load(at) : v128.load64_zero(at), mean);
      const u = weights === 0 ? one : v128.load64_splat(weights + ((<usize>i) << 3));
      const ua = v128.and(f64x2.mul(u, a), f64x2.eq(a, a));
      d0 = f64x2.add(d0, ua);
      s0 = f64x2.add(s0, v128.and(f64x2.mul(ua, a), f64x2.eq(a, a)));
    }
    addPair(drifts + ((<usize>j) << 3), f64x2.add(d0, d1), pair);
    addPair(squares + ((<usize>j) << 3), f64x2.add(s0, s1), pair);
  }
}

/** Lowers `least` and raises `most` to the extremes of the rows; both hold a number to begin with. */
export function extendColumnRange(rows: usize, count: i32, cols: i32, least: usize, most: usize): void {
  const step = (<usize>cols) << 3;
  for (let j = 0; j < cols; j += 2) {
    const pair = cols - j > 1;
    const leastAt = least + ((<usize>j) << 3);
    const mostAt = most + ((<usize>j) << 3);
    let low = pair ? v128.load(leastAt) : v128.load64_zero(leastAt);
    let high = pair ? v128.load(mostAt) : v128.load64_zero(mostAt);
    let at = rows + ((<usize>j) << 3);
    for (let i = 0; i < count; i++) {
      const value = pair ? v128.load(at) : v128.load64_zero(at);
      // The pseudo-minimum keeps the first operand where the comparison fails, as it does with NaN.
      low = f64x2.pmin(low, value);
      high = f64x2.pmax(high, value);
      at += step;
    }
    if (pair) {
      v128.store(leastAt, low);
      v128.store(mostAt, high);
    } else {
      store<f64>(leastAt, f64x2.extract_lane(low, 0));
      store<f64>(mostAt, f64x2.extract_lane(high, 0));
    }
  }
}

function addPair(at: usize, value: v128, pair: bool): void {
  if (pair) v128.store(at, f64x2.add(v128.load(at), value));
  else store<f64>(at, load<f64>(at) + f64x2.extract_lane(value, 0));
}

/** Replaces each value by (value - shift) / divisor, with numbers for each column. */
export function shiftAndDivide(rows: usize, count: i32, cols: i32, shifts: usize, divisors: usize): void {
  const step = (<usize>cols) << 3;
  for (let i = 0; i < count; i++) {
    let j: usize = 0;
    for (; j + 8 < step; j += 16) {
      const value = f64x2.sub(v128.load(rows + j), v128.load(shifts + j));
      v128.store(rows + j, f64x2.div(value, v128.load(divisors + j)));
    }
    if (j < step)
      store<f64>(rows + j, (load<f64>(rows + j) - load<f64>(shifts + j)) / load<f64>(divisors + j));
    rows += step;
  }
}
