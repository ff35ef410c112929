/**
 * Gathers `count` values of a column by the numbers of their rows, and writes the lowest and the highest of them to
 * `range`, missing ones left out; 1 when some are missing. Up to 3 values more are filled with NaN, so that loops may
 * run over whole blocks of 4.
 */
export function gatherRange(column: usize, rows: usize, count: i32, values: usize, range: usize): i32 {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  let lowToo = low;
  let highToo = high;
  let odd = f64x2.splat(0);
  let to = values;
  const blocks = values + ((<usize>(count & ~3)) << 3);
  for (; to < blocks; to += 32, rows += 16) {
    const a = pairAt(column, load<u32>(rows), load<u32>(rows, 4));
    const b = pairAt(column, load<u32>(rows, 8), load<u32>(rows, 12));
    v128.store(to, a);
    v128.store(to, b, 16);
    // The lesser and the greater only where the comparison holds, which it does not for NaN.
    low = f64x2.pmin(low, a);
    high = f64x2.pmax(high, a);
    lowToo = f64x2.pmin(lowToo, b);
    highToo = f64x2.pmax(highToo, b);
    odd = v128.or(odd, v128.or(f64x2.ne(a, a), f64x2.ne(b, b)));
  }
  const rest = count & 3;
  if (rest > 0) {
    v128.store(to, f64x2.splat(NaN));
    v128.store(to, f64x2.splat(NaN), 16);
    for (let k = 0; k < rest; k++, to += 8, rows += 4) {
      const one = v128.load64_splat(column + ((<usize>load<u32>(rows)) << 3));
      v128.store64_lane(to, one, 0);
      low = f64x2.pmin(low, one);
      high = f64x2.pmax(high, one);
      odd = v128.or(odd, f64x2.ne(one, one));
    }
  }
  low = f64x2.pmin(low, lowToo);
  high = f64x2.pmax(high, highToo);
  store<f64>(range, min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1)));
  store<f64>(range, max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1)), 8);
  return <i32>v128.any_true(odd);
}

function pairAt(column: usize, first: u32, second: u32): v128 {
  return v128.load64_lane(
    column + ((<usize>second) << 3),
    v128.load64_zero(column + ((<usize>first) << 3)),
    1,
  );
}

/** Puts missing values below all thresholds. */
export function lowerMissing(values: usize, count: i32): void {
  for (const end = values + ((<usize>count) << 3); values < end; values += 8) {
    if (Number.isNaN(load<f64>(values))) store<f64>(values, -Infinity);
  }
}

/** Copies the values of some rows of a column. */
export function gatherColumn(column: usize, rows: usize, count: i32, to: usize): void {
  for (const end = to + ((<usize>count) << 3); to < end; to += 8, rows += 4) {
    store<f64>(to, load<f64>(column + ((<usize>load<u32>(rows)) << 3)));
  }
}

/**
 * Moves numbers of 4 bytes whose value is at most the threshold before the others, each side in its old order; says
 * how many they are. `spare` has room for `count`.
 */
export function part4(values: usize, threshold: f64, numbers: usize, count: i32, spare: usize): i32 {
  let left = numbers;
  let right = spare;
  let from = numbers;
  for (const end = values + ((<usize>count) << 3); values < end; values += 8, from += 4) {
    const isLeft = <usize>(load<f64>(values) <= threshold);
    const number = load<u32>(from);
    // Without a branch, which would be guessed wrong.
    store<u32>(left, number);
    store<u32>(right, number);
    left += isLeft << 2;
    right += (1 - isLeft) << 2;
  }
  copyBack(left, spare, right - spare);
  return <i32>((left - numbers) >> 2);
}

/** The same for numbers of 8 bytes. */
export function part8(values: usize, threshold: f64, numbers: usize, count: i32, spare: usize): void {
  let left = numbers;
  let right = spare;
  let from = numbers;
  for (const end = values + ((<usize>count) << 3); values < end; values += 8, from += 8) {
    const isLeft = <usize>(load<f64>(values) <= threshold);
    const number = load<f64>(from);
    store<f64>(left, number);
    store<f64>(right, number);
    left += isLeft << 3;
    right += (1 - isLeft) << 3;
  }
  copyBack(left, spare, right - spare);
}

/** Short pieces number by number, for which a call would take longer. */
function copyBack(to: usize, from: usize, bytes: usize): void {
  if (bytes > 256) {
    memory.copy(to, from, bytes);
    return;
  }
  for (const end = from + bytes; from < end; from += 4, to += 4) store<u32>(to, load<u32>(from));
}
