/** Columns of numbers to bins: sorting by radix, and the search for the bin of each value. */

const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const PASSES = 6;

/**
 * Sorts numbers that are not NaN, by six passes over digits of 11 bits; a digit that all share takes no pass.
 * `spare` has room for as many numbers, `counts` for 6 * 2048 integers. Returns where the sorted ones stand.
 */
export function sortNumbers(values: usize, count: i32, spare: usize, counts: usize): usize {
  const end = values + ((<usize>count) << 3);
  memory.fill(counts, 0, (PASSES * BUCKETS) << 2);
  for (let at = values; at < end; at += 8) {
    const key = ascendingKey(load<u64>(at));
    store<u64>(at, key);
    for (let pass = 0; pass < PASSES; pass++) {
      const bucket = counts + ((<usize>(pass * BUCKETS + digit(key, pass))) << 2);
      store<i32>(bucket, load<i32>(bucket) + 1);
    }
  }
  let from = values;
  let to = spare;
  for (let pass = 0; pass < PASSES; pass++) {
    const table = counts + ((<usize>(pass * BUCKETS)) << 2);
    if (!startsOf(table, count)) continue;
    const last = from + ((<usize>count) << 3);
    for (let at = from; at < last; at += 8) {
      const key = load<u64>(at);
      const bucket = table + ((<usize>digit(key, pass)) << 2);
      const place = load<i32>(bucket);
      store<i32>(bucket, place + 1);
      store<u64>(to + ((<usize>place) << 3), key);
    }
    const kept = from;
    from = to;
    to = kept;
  }
  const last = from + ((<usize>count) << 3);
  for (let at = from; at < last; at += 8) store<u64>(at, numberOf(load<u64>(at)));
  return from;
}

/**
 * The bin of each value: how many of 255 ascending `edges` (filled up with infinity) are below it; NaN has
 * `missing`. Bins are written as a column, and `stride` bytes apart into the rows. Returns how many are missing.
 */
export function binColumn(
  values: usize,
  rows: i32,
  edges: usize,
  missing: i32,
  column: usize,
  byRow: usize,
  stride: i32,
): i32 {
  let lacking = 0;
  for (let i = 0; i < rows; i++) {
    const value = load<f64>(values + ((<usize>i) << 3));
    let at = edges;
    at += (<usize>(value > load<f64>(at, 1016))) << 10;
    at += (<usize>(value > load<f64>(at, 504))) << 9;
    at += (<usize>(value > load<f64>(at, 248))) << 8;
    at += (<usize>(value > load<f64>(at, 120))) << 7;
    at += (<usize>(value > load<f64>(at, 56))) << 6;
    at += (<usize>(value > load<f64>(at, 24))) << 5;
    at += (<usize>(value > load<f64>(at, 8))) << 4;
    at += (<usize>(value > load<f64>(at))) << 3;
    const absent = Number.isNaN(value);
    const bin = absent ? missing : <i32>((at - edges) >> 3);
    lacking += <i32>absent;
    store<u8>(column + <usize>i, <u8>bin);
    store<u8>(byRow + <usize>i * <usize>stride, <u8>bin);
  }
  return lacking;
}

function digit(key: u64, pass: i32): i32 {
  return <i32>(key >> <u64>(pass * DIGIT_BITS)) & (BUCKETS - 1);
}

/** Bits of a number such that their unsigned order is that of the numbers. */
function ascendingKey(bits: u64): u64 {
  return bits ^ (<u64>(<i64>bits >> 63) | 0x8000000000000000);
}

function numberOf(key: u64): u64 {
  return key ^ (<u64>(<i64>~key >> 63) | 0x8000000000000000);
}

/** Turns the counts of a digit into first places; false when all numbers share one value of it. */
function startsOf(table: usize, count: i32): bool {
  let start = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const at = table + ((<usize>bucket) << 2);
    const size = load<i32>(at);
    if (size === count) return false;
    store<i32>(at, start);
    start += size;
  }
  return true;
}
