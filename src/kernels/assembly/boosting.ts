/**
 * Histograms of gradients for boosting. What a row adds to its bins is two integers of 64 bits: its gradient in units
 * of a power of two, and its Hessian likewise, with a 1 in the lowest bits that counts rows. Sums of integers are
 * exact, so a histogram does not depend on the order of the rows, and that of a child is its parent's less its
 * sibling's without an error.
 *
 * A histogram is [feature][bin], 256 bins a feature of which only the first are used; what is missing has the bin
 * after the last. Bins of rows are kept twice, row by row for histograms and column by column for splitting rows.
 */

/** Bytes of the bins of a feature: 256 of 16. */
const FEATURE_SHIFT = 12;

/** 1.5 * 2^52: added to a number below 2^51 it leaves the nearest integer in the lowest bits. */
const ROUNDER = 6755399441055744.0;

/**
 * Writes sum of |gradient|, largest |gradient|, sum of Hessians and largest Hessian of f32; `hessians` 0 stands for
 * ones.
 */
export function derivativeRange(gradients: usize, hessians: usize, rows: i32, result: usize): void {
  rangeOf(gradients, rows, result);
  if (hessians !== 0) rangeOf(hessians, rows, result + 16);
  else {
    store<f64>(result, <f64>rows, 16);
    store<f64>(result, 1, 24);
  }
}

function rangeOf(values: usize, rows: i32, result: usize): void {
  const fours = rows & ~3;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  let most = f32x4.splat(0);
  for (let i = 0; i < fours; i += 4) {
    const sizes = f32x4.abs(v128.load(values + ((<usize>i) << 2)));
    // Of a NaN this takes no notice, but the sum does.
    most = f32x4.pmax(most, sizes);
    low = f64x2.add(low, f64x2.promote_low_f32x4(sizes));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<i32>(sizes, sizes, 2, 3, 2, 3)));
  }
  const sums = f64x2.add(low, high);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  let largest = max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
  for (let i = fours; i < rows; i++) {
    const size = abs(load<f32>(values + ((<usize>i) << 2)));
    sum += <f64>size;
    largest = max(largest, size);
  }
  store<f64>(result, sum);
  store<f64>(result, <f64>largest, 8);
}

/**
 * Makes the two integers of each row from its derivatives, which are in single precision as in scikit-learn.
 * `hessians` 0 stands for ones; the lowest `countBits` bits beside a Hessian count rows.
 */
export function packDerivatives(
  gradients: usize,
  hessians: usize,
  rows: i32,
  gradientScale: f64,
  hessianScale: f64,
  countBits: i32,
  packed: usize,
): void {
  const pairs = rows & ~1;
  for (let i = 0; i < pairs; i += 2) {
    const at = (<usize>i) << 2;
    const gradient = wholeUnits(v128.load64_zero(gradients + at), gradientScale);
    let hessian = i64x2.splat(1);
    if (hessians !== 0) hessian = wholeUnits(v128.load64_zero(hessians + at), hessianScale);
    const counted = i64x2.add(i64x2.shl(hessian, countBits), i64x2.splat(1));
    const to = packed + ((<usize>i) << 4);
    v128.store(to, v128.shuffle<i64>(gradient, counted, 0, 2));
    v128.store(to, v128.shuffle<i64>(gradient, counted, 1, 3), 16);
  }
  if (pairs === rows) return;
  const at = (<usize>pairs) << 2;
  const gradient = wholeUnits(f32x4.splat(load<f32>(gradients + at)), gradientScale);
  let hessian: i64 = 1;
  if (hessians !== 0) {
    hessian = i64x2.extract_lane(wholeUnits(f32x4.splat(load<f32>(hessians + at)), hessianScale), 0);
  }
  const to = packed + ((<usize>pairs) << 4);
  store<i64>(to, i64x2.extract_lane(gradient, 0));
  store<i64>(to, (hessian << (<i64>countBits)) + 1, 8);
}

/** The first two of four f32 as integers of a unit. */
function wholeUnits(values: v128, scale: f64): v128 {
  const rounder = f64x2.splat(ROUNDER);
  const scaled = f64x2.mul(f64x2.promote_low_f32x4(values), f64x2.splat(scale));
  return i64x2.sub(f64x2.add(scaled, rounder), rounder);
}

/** Sets the used bins of `features` features to 0; `lastBins` has the bin for what is missing of each. */
export function clearHistogram(histogram: usize, features: i32, lastBins: usize): void {
  for (let f = 0; f < features; f++) {
    const bins = load<i32>(lastBins + ((<usize>f) << 2)) + 1;
    memory.fill(histogram + ((<usize>f) << FEATURE_SHIFT), 0, (<usize>bins) << 4);
  }
}

/** Turns the histogram of a parent into that of one child, given that of the other. */
export function subtractHistogram(parent: usize, child: usize, features: i32, lastBins: usize): void {
  for (let f = 0; f < features; f++) {
    const bins = load<i32>(lastBins + ((<usize>f) << 2)) + 1;
    let at = parent + ((<usize>f) << FEATURE_SHIFT);
    let from = child + ((<usize>f) << FEATURE_SHIFT);
    const end = at + ((<usize>bins) << 4);
    while (at < end) {
      v128.store(at, i64x2.sub(v128.load(at), v128.load(from)));
      at += 16;
      from += 16;
    }
  }
}

/** Adds a histogram to another one of the same bins. */
export function addHistogram(sum: usize, part: usize, features: i32, lastBins: usize): void {
  for (let f = 0; f < features; f++) {
    const bins = load<i32>(lastBins + ((<usize>f) << 2)) + 1;
    let at = sum + ((<usize>f) << FEATURE_SHIFT);
    let from = part + ((<usize>f) << FEATURE_SHIFT);
    const end = at + ((<usize>bins) << 4);
    while (at < end) {
      v128.store(at, i64x2.add(v128.load(at), v128.load(from)));
      at += 16;
      from += 16;
    }
  }
}

/**
 * Adds rows to the histogram of the features from `first` to before `last`. `bins` holds the rows' bins, `stride`
 * bytes a row; `order` has the numbers of the rows, or is 0 for all of them in order.
 */
export function addToHistogram(
  bins: usize,
  stride: i32,
  packed: usize,
  order: usize,
  rows: i32,
  first: i32,
  last: i32,
  histogram: usize,
): void {
  const fours = first + ((last - first) & ~3);
  for (let i = 0; i < rows; i++) {
    const row = order === 0 ? i : load<i32>(order + ((<usize>i) << 2));
    const pair = v128.load(packed + ((<usize>row) << 4));
    const own = bins + <usize>row * <usize>stride;
    let base = histogram + ((<usize>first) << FEATURE_SHIFT);
    let f = first;
    for (; f < fours; f += 4) {
      const four = load<u32>(own + <usize>f);
      const a = base + ((<usize>(four & 0xff)) << 4);
      v128.store(a, i64x2.add(v128.load(a), pair));
      const b = base + ((<usize>((four >> 8) & 0xff)) << 4);
      v128.store(b, i64x2.add(v128.load(b, 4096), pair), 4096);
      const c = base + ((<usize>((four >> 16) & 0xff)) << 4);
      v128.store(c, i64x2.add(v128.load(c, 8192), pair), 8192);
      const d = base + ((<usize>(four >> 24)) << 4);
      v128.store(d, i64x2.add(v128.load(d, 12288), pair), 12288);
      base += 16384;
    }
    for (; f < last; f++) {
      const at = base + ((<usize>load<u8>(own + <usize>f)) << 4);
      v128.store(at, i64x2.add(v128.load(at), pair));
      base += 4096;
    }
  }
}

/**
 * Moves those of `rows` row numbers whose bin goes left to the front and the others to `spare`, both in their order,
 * and returns how many go left. `column` holds the bins of all rows, `left` a 1 for each bin that goes left.
 */
export function divideRows(column: usize, left: usize, order: usize, rows: i32, spare: usize): i32 {
  let toLeft = order;
  const end = order + ((<usize>rows) << 2);
  for (let at = order; at < end; at += 4) {
    const row = load<i32>(at);
    const goes = (<usize>load<u8>(left + <usize>load<u8>(column + <usize>row))) << 2;
    store<i32>(toLeft, row);
    store<i32>(spare, row);
    toLeft += goes;
    spare += 4 - goes;
  }
  return <i32>((toLeft - order) >> 2);
}

/** Copies bytes, which may overlap. */
export function moveBytes(to: usize, from: usize, bytes: usize): void {
  memory.copy(to, from, bytes);
}

/** Adds a leaf's value to the raw predictions of its rows. */
export function addLeaf(raw: usize, order: usize, rows: i32, value: f64): void {
  const end = order + ((<usize>rows) << 2);
  for (; order < end; order += 4) {
    const at = raw + ((<usize>load<i32>(order)) << 3);
    store<f64>(at, load<f64>(at) + value);
  }
}
