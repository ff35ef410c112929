/** The marks as plain data, which threads can share. */
export interface TieParts {
  readonly words: Int32Array;
  readonly any: Uint8Array;
}

/** Which places of a column's order hold the same value as the place before: one bit a place. */
export class TieMarks {
  readonly #words: Int32Array;
  readonly #wordsPerColumn: number;
  readonly #any: Uint8Array;

  /** Without parts there are no marks yet. */
  constructor(rows: number, cols: number, parts: TieParts | null = null) {
    this.#wordsPerColumn = (rows >>> 5) + 1;
    this.#words = parts?.words ?? new Int32Array(this.#wordsPerColumn * cols);
    this.#any = parts?.any ?? new Uint8Array(cols);
  }

  /** The marks themselves, not a copy. */
  get parts(): TieParts {
    return { words: this.#words, any: this.#any };
  }

  /** Notes that a place holds the value of the place before. */
  mark(column: number, place: number): void {
    this.#words[column * this.#wordsPerColumn + (place >>> 5)]! |= 1 << (place & 31);
    this.#any[column] = 1;
  }

  /** Whether a place holds the value of the place before. */
  has(column: number, place: number): boolean {
    return ((this.#words[column * this.#wordsPerColumn + (place >>> 5)]! >>> (place & 31)) & 1) === 1;
  }

  /** Whether a column has any two equal values. */
  any(column: number): boolean {
    return this.#any[column] === 1;
  }

  clear(column: number): void {
    if (this.#any[column] === 0) return;
    const first = column * this.#wordsPerColumn;
    this.#words.fill(0, first, first + this.#wordsPerColumn);
    this.#any[column] = 0;
  }

  /** Whether the values at two places, the lower given first, are equal: all places between hold them too. */
  equal(column: number, lower: number, upper: number): boolean {
    const words = this.#words;
    const first = column * this.#wordsPerColumn;
    for (let place = upper; place > lower; ) {
      // The bits from the one after `lower`, or the first of the word, up to that of `place`.
      const from = Math.max(lower + 1, place & ~31);
      const wanted = (-1 << (from & 31)) & (-1 >>> (31 - (place & 31)));
      if ((words[first + (place >>> 5)]! & wanted) !== wanted) return false;
      place = from - 1;
    }
    return true;
  }
}
