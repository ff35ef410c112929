/** Dot product of two runs of values. */
export function dot(a: usize, b: usize, length: i32): f64 {
  let first = f64x2.splat(0);
  let second = f64x2.splat(0);
  let i = 0;
  for (; i + 3 < length; i += 4) {
    first = f64x2.add(first, f64x2.mul(v128.load(a), v128.load(b)));
    second = f64x2.add(second, f64x2.mul(v128.load(a, 16), v128.load(b, 16)));
    a += 32;
    b += 32;
  }
  first = f64x2.add(first, second);
  let sum = f64x2.extract_lane(first, 0) + f64x2.extract_lane(first, 1);
  for (; i < length; i++) {
    sum += load<f64>(a) * load<f64>(b);
    a += 8;
    b += 8;
  }
  return sum;
}

/** Adds `factor` times a run of values to another. */
export function addScaled(to: usize, factor: f64, from: usize, length: i32): void {
  const both = f64x2.splat(factor);
  let i = 0;
  for (; i + 3 < length; i += 4) {
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(both, v128.load(from))));
    v128.store(to, f64x2.add(v128.load(to, 16), f64x2.mul(both, v128.load(from, 16))), 16);
    to += 32;
    from += 32;
  }
  for (; i < length; i++) {
    store<f64>(to, load<f64>(to) + factor * load<f64>(from));
    to += 8;
    from += 8;
  }
}
