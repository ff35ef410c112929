/** With at least this share of all places marked, the second bitmap would only cost time. */
const DENSE = 1 / 16;

/**
 * Sorts distinct small numbers, here places in a column's order. They are marked in a bitmap, which is then
 * read from left to right; where few are marked, a second bitmap tells the words of the first that are not
 * empty. Marking n places out of N and reading them takes O(n + N / 1024).
 */
export class PlaceMarks {
  readonly #words: Int32Array;
  readonly #summary: Int32Array;
  #size = 0;
  #dense = false;

  /** For places below `capacity`. */
  constructor(capacity: number) {
    this.#words = new Int32Array((capacity >>> 5) + 1);
    this.#summary = new Int32Array((capacity >>> 10) + 1);
  }

  /** Marks `place[first + row]`, which is below `size`, for each of `rows[start..end)`. */
  mark(rows: Int32Array, start: number, end: number, place: Int32Array, first: number, size: number): void {
    this.#size = size;
    this.#dense = end - start >= DENSE * size;
    if (this.#dense) markWords(rows, start, end, place, first, this.#words);
    else markBoth(rows, start, end, place, first, this.#words, this.#summary);
  }

  /** Marks all of `places`, which are below `size`. */
  markAll(places: Int32Array, size: number): void {
    const words = this.#words;
    const summary = this.#summary;
    this.#size = size;
    this.#dense = false;
    for (let i = 0; i < places.length; i++) {
      const marked = places[i]!;
      words[marked >>> 5]! |= 1 << (marked & 31);
      summary[marked >>> 10]! |= 1 << ((marked >>> 5) & 31);
    }
  }

  /** Lists the marked places in ascending order and the rows that have them, and wipes the marks. */
  read(order: Int32Array, first: number, places: Int32Array, rows: Int32Array): void {
    if (this.#dense) readAll(this.#words, (this.#size >>> 5) + 1, order, first, places, rows);
    else readMarked(this.#words, this.#summary, (this.#size >>> 10) + 1, order, first, places, rows);
  }
}

function markWords(
  rows: Int32Array,
  start: number,
  end: number,
  place: Int32Array,
  first: number,
  words: Int32Array,
): void {
  for (let i = start; i < end; i++) {
    const marked = place[first + rows[i]!]!;
    words[marked >>> 5]! |= 1 << (marked & 31);
  }
}

function markBoth(
  rows: Int32Array,
  start: number,
  end: number,
  place: Int32Array,
  first: number,
  words: Int32Array,
  summary: Int32Array,
): void {
  for (let i = start; i < end; i++) {
    const marked = place[first + rows[i]!]!;
    words[marked >>> 5]! |= 1 << (marked & 31);
    summary[marked >>> 10]! |= 1 << ((marked >>> 5) & 31);
  }
}

function readAll(
  words: Int32Array,
  count: number,
  order: Int32Array,
  first: number,
  places: Int32Array,
  rows: Int32Array,
): void {
  let k = 0;
  for (let word = 0; word < count; word++) {
    if (words[word] !== 0) k = readWord(words, word, order, first, places, rows, k);
  }
}

function readMarked(
  words: Int32Array,
  summary: Int32Array,
  count: number,
  order: Int32Array,
  first: number,
  places: Int32Array,
  rows: Int32Array,
): void {
  let k = 0;
  for (let s = 0; s < count; s++) {
    let filled = summary[s]!;
    summary[s] = 0;
    while (filled !== 0) {
      const word = (s << 5) + 31 - Math.clz32(filled & -filled);
      filled &= filled - 1;
      k = readWord(words, word, order, first, places, rows, k);
    }
  }
}

function readWord(
  words: Int32Array,
  word: number,
  order: Int32Array,
  first: number,
  places: Int32Array,
  rows: Int32Array,
  from: number,
): number {
  let k = from;
  let marks = words[word]!;
  words[word] = 0;
  const last = (word << 5) + 31;
  while (marks !== 0) {
    const place = last - Math.clz32(marks & -marks);
    marks &= marks - 1;
    places[k] = place;
    rows[k] = order[first + place]!;
    k++;
  }
  return k;
}

/** How many of the first `count` ascending numbers are below `limit`. */
export function countBelow(ascending: Int32Array, count: number, limit: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
