import { grown } from './growing.js';

/**
 * How some cells of a column were written, in case the column turns out to hold categories. Cells come in the order
 * of their rows and are ASCII. They lie end to end in one buffer: a string for each would cost several times more.
 */
export class OriginalText {
  #bytes = new Uint8Array(0);
  #rows = new Int32Array(0);
  /** Where each cell ends in `#bytes`. */
  #ends = new Float64Array(0);
  #count = 0;

  add(row: number, cell: string): void {
    const start = this.#count === 0 ? 0 : this.#ends[this.#count - 1]!;
    const bytes = grown(this.#bytes, start + cell.length);
    for (let i = 0; i < cell.length; i++) bytes[start + i] = cell.charCodeAt(i);
    this.#bytes = bytes;
    this.#rows = grown(this.#rows, this.#count + 1);
    this.#ends = grown(this.#ends, this.#count + 1);
    this.#rows[this.#count] = row;
    this.#ends[this.#count] = start + cell.length;
    this.#count++;
  }

  /** Reads the cells back: called with rows in ascending order, null where none was kept. */
  reader(): (row: number) => string | null {
    const bytes = Buffer.from(this.#bytes.buffer, 0, this.#bytes.length);
    let next = 0;
    return (row) => {
      if (next >= this.#count || this.#rows[next] !== row) return null;
      const start = next === 0 ? 0 : this.#ends[next - 1]!;
      return bytes.toString('latin1', start, this.#ends[next++]!);
    };
  }
}
