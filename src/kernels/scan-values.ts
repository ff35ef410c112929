/*
 * Plain loops over one kind of typed array each: a callback a value, or one loop over several kinds of arrays, takes
 * several times as long.
 */

/** Values that are tested together; those of a block that fails are looked at one by one. */
const BLOCK = 1024;

/** The first place that holds NaN or an infinite value, or -1. */
export function firstNotFinite(values: Float64Array): number {
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, values.length);
    if (allFinite(values, from, to)) continue;
    for (let i = from; i < to; i++) if (!Number.isFinite(values[i]!)) return i;
  }
  return -1;
}

/** The first place that holds an infinite value, or -1. */
export function firstInfinite(values: Float64Array): number {
  for (let from = 0; from < values.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, values.length);
    if (allFinite(values, from, to)) continue;
    // Where one value is missing more will be: the others are looked at one by one.
    for (let i = from; i < values.length; i++)
      if (Math.abs(values[i]!) === Number.POSITIVE_INFINITY) return i;
    return -1;
  }
  return -1;
}

/** Whether all values from `from` on, before `to`, are finite: a finite number times 0 is 0, any other is NaN. */
function allFinite(values: Float64Array, from: number, to: number): boolean {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let i = from;
  for (; i + 3 < to; i += 4) {
    first += values[i]! * 0;
    second += values[i + 1]! * 0;
    third += values[i + 2]! * 0;
    fourth += values[i + 3]! * 0;
  }
  for (; i < to; i++) first += values[i]! * 0;
  return first + second + third + fourth === 0;
}

/** The first place that holds NaN, or -1. */
export function firstNaN(values: Float64Array): number {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) return i;
  return -1;
}

/** The first negative code, or -1. */
export function firstNegativeCode(codes: Int32Array): number {
  for (let i = 0; i < codes.length; i++) if (codes[i]! < 0) return i;
  return -1;
}

/** The first code that is neither -1 nor the place of one of `count` categories, or -1. */
export function firstStrayCode(codes: Int32Array, count: number): number {
  for (let i = 0; i < codes.length; i++) if (codes[i]! < -1 || codes[i]! >= count) return i;
  return -1;
}

/** How often each code from -1 to `count - 1` comes, that of -1 first. */
export function countCodes(codes: Int32Array, count: number): Int32Array {
  const counts = new Int32Array(count + 1);
  for (let i = 0; i < codes.length; i++) counts[codes[i]! + 1]!++;
  return counts;
}

/** For each code from -1 on its translation, that of -1 being the first. */
export function translateCodes(codes: Int32Array, translations: Int32Array): Int32Array {
  const translated = new Int32Array(codes.length);
  for (let i = 0; i < codes.length; i++) translated[i] = translations[codes[i]! + 1]!;
  return translated;
}
