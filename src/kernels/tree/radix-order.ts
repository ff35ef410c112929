const DIGIT_BITS = 11;
const BUCKETS = 1 << DIGIT_BITS;
const SHIFTS = [0, DIGIT_BITS, 2 * DIGIT_BITS];

/** Below this many values an insertion sort is faster than passes with tables of counts. */
const SMALL = 64;

/** Finds the ascending order of numbers, column after column, without allocation. */
export class RadixOrder {
  readonly #counts = new Int32Array(BUCKETS);
  #keys: Uint32Array;
  #indices: Int32Array;
  #spareKeys: Uint32Array;
  #spareIndices: Int32Array;

  constructor(capacity: number) {
    this.#keys = new Uint32Array(capacity);
    this.#indices = new Int32Array(capacity);
    this.#spareKeys = new Uint32Array(capacity);
    this.#spareIndices = new Int32Array(capacity);
  }

  /**
   * Reorders the indices in `order` so that their `values` ascend; equal values keep their order. NaN is not
   * allowed. Radix sort on the upper half of the numbers' bits, which tells most numbers apart; the rest is
   * put right by insertion, or by sorting on the lower half first where that would take long. O(length).
   */
  sort(values: Float64Array, order: Int32Array): void {
    const count = order.length;
    if (count < SMALL) {
      insertionSort(values, order);
      return;
    }
    this.#indices.set(order);
    this.#sortByWord(values, count, 1);
    if (!sortWithinKeys(values, this.#indices, this.#keys, count)) {
      this.#sortByWord(values, count, 0);
      this.#sortByWord(values, count, 1);
    }
    order.set(this.#indices.subarray(0, count));
  }

  /** Stable sort of the indices by the lower (0) or upper (1) half of their values' bits. */
  #sortByWord(values: Float64Array, count: number, half: 0 | 1): void {
    makeKeys(values, this.#indices, count, half, this.#keys);
    for (const shift of SHIFTS) {
      if (!this.#countDigits(shift, count)) continue;
      scatter(this.#keys, this.#indices, this.#spareKeys, this.#spareIndices, this.#counts, shift, count);
      [this.#keys, this.#spareKeys] = [this.#spareKeys, this.#keys];
      [this.#indices, this.#spareIndices] = [this.#spareIndices, this.#indices];
    }
  }

  /** The first place of each bucket of a digit; false when one bucket holds everything. */
  #countDigits(shift: number, count: number): boolean {
    const counts = this.#counts.fill(0);
    const keys = this.#keys;
    for (let i = 0; i < count; i++) counts[(keys[i]! >>> shift) & (BUCKETS - 1)]!++;
    let start = 0;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const size = counts[bucket]!;
      if (size === count) return false;
      counts[bucket] = start;
      start += size;
    }
    return true;
  }
}

/** Half of the bits of each value, such that their unsigned order is that of the numbers. */
function makeKeys(
  values: Float64Array,
  indices: Int32Array,
  count: number,
  half: 0 | 1,
  keys: Uint32Array,
): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  const high = littleEndian() ? 1 : 0;
  const wanted = half === 1 ? high : 1 - high;
  const sign = half === 1 ? 0x80000000 : 0;
  for (let i = 0; i < count; i++) {
    const index = indices[i]!;
    const word = words[2 * index + wanted]!;
    // All bits of a negative number are flipped; of the others only the sign, which is in the upper half.
    keys[i] = words[2 * index + high]! >>> 31 === 1 ? ~word : word ^ sign;
  }
}

function scatter(
  keys: Uint32Array,
  indices: Int32Array,
  toKeys: Uint32Array,
  toIndices: Int32Array,
  starts: Int32Array,
  shift: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const key = keys[i]!;
    const to = starts[(key >>> shift) & (BUCKETS - 1)]!++;
    toKeys[to] = key;
    toIndices[to] = indices[i]!;
  }
}

/** Puts the indices that share a key in the order of their values; false when it gave up, for that would take long. */
function sortWithinKeys(
  values: Float64Array,
  indices: Int32Array,
  keys: Uint32Array,
  count: number,
): boolean {
  let moves = 0;
  for (let i = 1; i < count; i++) {
    if (keys[i] !== keys[i - 1]) continue;
    moves += insert(values, indices, i);
    if (moves > count) return false;
  }
  return true;
}

function insertionSort(values: Float64Array, order: Int32Array): void {
  for (let i = 1; i < order.length; i++) insert(values, order, i);
}

/** Moves an index down past those with larger values; says how far. */
function insert(values: Float64Array, order: Int32Array, from: number): number {
  const index = order[from]!;
  const value = values[index]!;
  let to = from;
  while (to > 0 && values[order[to - 1]!]! > value) {
    order[to] = order[to - 1]!;
    to--;
  }
  order[to] = index;
  return from - to;
}

function littleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
}
