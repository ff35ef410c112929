/**
 * Sorts distinct small numbers, here places in a column's order. They are marked in a bitmap, which is then
 * read from left to right; a second bitmap marks the words of the first that are not empty. Marking n places
 * out of N and reading them takes O(n + N / 1024).
 */
export class PlaceMarks {
  readonly #words: Int32Array;
  readonly #summary: Int32Array;

  /** For places below `size`. */
  constructor(size: number) {
    this.#words = new Int32Array((size >>> 5) + 1);
    this.#summary = new Int32Array((size >>> 10) + 1);
  }

  /** Marks `place[first + row]` for each of `rows[start..end)`. */
  mark(rows: Int32Array, start: number, end: number, place: Int32Array, first: number): void {
    const words = this.#words;
    const summary = this.#summary;
    for (let i = start; i < end; i++) {
      const marked = place[first + rows[i]!]!;
      words[marked >>> 5]! |= 1 << (marked & 31);
      summary[marked >>> 10]! |= 1 << ((marked >>> 5) & 31);
    }
  }

  /** Writes the marked places in ascending order, and wipes the marks. */
  readPlaces(places: Int32Array): void {
    const words = this.#words;
    const summary = this.#summary;
    let k = 0;
    for (let s = 0; s < summary.length; s++) {
      let filled = summary[s]!;
      summary[s] = 0;
      while (filled !== 0) {
        const word = (s << 5) + 31 - Math.clz32(filled & -filled);
        filled &= filled - 1;
        let marks = words[word]!;
        words[word] = 0;
        const last = (word << 5) + 31;
        while (marks !== 0) {
          places[k++] = last - Math.clz32(marks & -marks);
          marks &= marks - 1;
        }
      }
    }
  }
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
