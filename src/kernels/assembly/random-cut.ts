/** Writes the lowest and the highest of some numbers to `range`, missing ones left out; 1 when some are missing. */
export function rangeOf(values: usize, count: i32, range: usize): i32 {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  let odd = f64x2.splat(0);
  let at = values;
  const pairs = values + ((<usize>(count & ~1)) << 3);
  for (; at < pairs; at += 16) {
    const pair = v128.load(at);
    // The lesser and the greater only where the comparison holds, which it does not for NaN.
    low = f64x2.pmin(low, pair);
    high = f64x2.pmax(high, pair);
    odd = v128.or(odd, f64x2.ne(pair, pair));
  }
  if (count & 1) {
    const last = v128.load64_splat(at);
    low = f64x2.pmin(low, last);
    high = f64x2.pmax(high, last);
    odd = v128.or(odd, f64x2.ne(last, last));
  }
  store<f64>(range, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)));
  store<f64>(range, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 8);
  return <i32>v128.any_true(odd);
}

/** Marks with 1 the numbers up to a threshold, with 0 the others and missing ones; says how many have a 1. */
export function markUpTo(values: usize, count: i32, threshold: f64, marks: usize): i32 {
  let left = 0;
  const end = marks + <usize>count;
  for (; marks < end; marks++) {
    const isLeft = <i32>(load<f64>(values) <= threshold);
    store<u8>(marks, isLeft);
    left += isLeft;
    values += 8;
  }
  return left;
}
