const LF = 10;
const CR = 13;

/**
 * Knows the line of every byte not yet released. Offsets count from the first byte added. Line breaks are counted
 * only when a line is asked for, or once when bytes are released.
 */
export class LineTracker {
  #chunks: Buffer[] = [];
  /** Offset of the first byte kept, and the line it is on. */
  #start = 0;
  #line: number;
  /** Whether the byte before `#start` was a carriage return. */
  #afterReturn = false;

  constructor(firstLine: number) {
    this.#line = firstLine;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  /** The line, from 1, on which the byte at an offset stands. */
  lineAt(offset: number): number {
    let line = this.#line;
    let start = this.#start;
    let afterReturn = this.#afterReturn;
    for (const chunk of this.#chunks) {
      if (start >= offset) break;
      const part = chunk.subarray(0, offset - start);
      line += countBreaks(part, afterReturn);
      afterReturn = part[part.length - 1] === CR;
      start += chunk.length;
    }
    return line;
  }

  /** The bytes from an offset on, or those up to an end. */
  bytes(offset: number, end = Number.POSITIVE_INFINITY): Buffer {
    const parts: Buffer[] = [];
    let start = this.#start;
    for (const chunk of this.#chunks) {
      if (start >= end) break;
      if (start + chunk.length > offset) parts.push(chunk.subarray(Math.max(0, offset - start), end - start));
      start += chunk.length;
    }
    return Buffer.concat(parts);
  }

  /** Forgets what comes before an offset. */
  release(offset: number): void {
    while (this.#start < offset && this.#chunks.length > 0) {
      const chunk = this.#chunks[0]!;
      const part = chunk.subarray(0, offset - this.#start);
      this.#line += countBreaks(part, this.#afterReturn);
      this.#afterReturn = part[part.length - 1] === CR;
      this.#start += part.length;
      if (part.length === chunk.length) this.#chunks.shift();
      else this.#chunks[0] = chunk.subarray(part.length);
    }
  }
}

/** Line breaks of a text: LF, CR, or both together as one. */
function countBreaks(bytes: Buffer, afterReturn: boolean): number {
  let count = 0;
  let previous = afterReturn ? CR : 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === CR || (byte === LF && previous !== CR)) count++;
    previous = byte;
  }
  return count;
}

/** How many line breaks the cells of a row hold. */
export function breaksWithin(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) count += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
  return count;
}
