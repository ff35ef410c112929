/** Dot product of `length` values of `a` from `aStart` and of `b` from `bStart`. Four sums run side by side. */
export function dot(
  a: Float64Array,
  aStart: number,
  b: Float64Array,
  bStart: number,
  length: number,
): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    first += a[aStart + i]! * b[bStart + i]!;
    second += a[aStart + i + 1]! * b[bStart + i + 1]!;
    third += a[aStart + i + 2]! * b[bStart + i + 2]!;
    fourth += a[aStart + i + 3]! * b[bStart + i + 3]!;
  }
  for (; i < length; i++) first += a[aStart + i]! * b[bStart + i]!;
  return first + second + (third + fourth);
}

/** Adds `factor` times `length` values of `source` from `sourceStart` to those of `target` from `targetStart`. */
export function addScaled(
  target: Float64Array,
  targetStart: number,
  factor: number,
  source: Float64Array,
  sourceStart: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) target[targetStart + i]! += factor * source[sourceStart + i]!;
}
