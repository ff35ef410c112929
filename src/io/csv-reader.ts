import { CsvError as ParserError } from 'csv-parse';
import type { Frame } from '../data/index.js';
import { CsvError, type CsvPlace } from '../errors/index.js';
import type { CsvSettings } from './csv-options.js';
import { byteOrderMark, firstInvalid, incompleteEnd } from './encoding.js';
import { breaksWithin, LineTracker } from './line-tracker.js';
import { cellStart, closingQuote } from './quote-places.js';
import { RowParser } from './row-parser.js';
import { counted, type RowSource } from './row-source.js';
import { TableBuilder } from './table-builder.js';

/** Text is checked and parsed in portions of this size, which bounds what a row without end can use up. */
const PORTION = 2 ** 16;
const LF = 10;
const CR = 13;

/** Reads the bytes of CSV text, in chunks of any size, into a Frame. */
export class CsvReader implements RowSource {
  readonly #settings: CsvSettings;
  readonly #file: string | undefined;
  readonly #parser: RowParser;
  readonly #table: TableBuilder;
  /** Of what the parser got; `#passedOver` bytes came before that. */
  readonly #lines: LineTracker;
  #passedOver = 0;
  #total = 0;
  #parsed = 0;
  /** The first bytes, until there are enough of them to tell the encoding. */
  #head: Buffer | null = Buffer.alloc(0);
  #linesToSkip: number;
  #afterReturn = false;
  /** The beginning of a character whose end is in the next chunk. */
  #carried: Buffer = Buffer.alloc(0);
  #blankLines = 0;
  /** Blank lines and comments so far. */
  #linesBetween = 0;
  /** The cell that the parser is in does not begin before this offset, as far as that can be told. */
  #cellFrom = 0;

  constructor(settings: CsvSettings, file?: string) {
    this.#settings = settings;
    this.#file = file;
    this.#linesToSkip = settings.skipRows;
    this.#lines = new LineTracker(settings.skipRows + 1);
    this.#table = new TableBuilder(settings, this);
    this.#parser = new RowParser(settings, (row) => {
      const { empty_lines } = this.#parser.info;
      const blankLines = empty_lines - this.#blankLines;
      this.#blankLines = empty_lines;
      this.#table.add(row, blankLines);
    });
  }

  write(chunk: Buffer): void {
    this.#total += chunk.length;
    if (this.#total > this.#settings.maxBytes) {
      throw this.tooLarge(`more than ${counted(this.#settings.maxBytes, 'byte')}`, 'maxBytes');
    }
    if (this.#head === null) this.#take(chunk);
    else {
      this.#head = Buffer.concat([this.#head, chunk]);
      if (this.#head.length >= 4) this.#begin(this.#head);
    }
  }

  end(): Frame {
    if (this.#head !== null) this.#begin(this.#head);
    if (this.#carried.length > 0) {
      this.#lines.add(this.#carried);
      throw this.#notUtf8(this.#parsed);
    }
    this.#parse(() => this.#parser.finish());
    return this.#table.finish();
  }

  fault(what: string, place: CsvPlace = {}, options?: ErrorOptions): CsvError {
    return new CsvError(what, { ...place, file: this.#file }, options);
  }

  tooLarge(what: string, limit: string, place?: CsvPlace): CsvError {
    return this.fault(`${what}. If that is meant, raise the option '${limit}'.`, place);
  }

  lineOf(row: readonly string[]): number {
    const end = this.#parser.info.bytes;
    const last = this.#lines.bytes(end - 1, end)[0];
    const lastLine = this.#lines.lineAt(end) - (last === LF || last === CR ? 1 : 0);
    return lastLine - breaksWithin(row);
  }

  #begin(head: Buffer): void {
    const mark = byteOrderMark(head);
    if (mark === 'utf-16') {
      throw this.fault('the text is UTF-16, not UTF-8. Decode it first, or save it as UTF-8.', { line: 1 });
    }
    this.#head = null;
    this.#passedOver = mark;
    this.#take(head.subarray(mark));
  }

  #take(chunk: Buffer): void {
    const bytes = this.#skipLines(chunk);
    for (let at = 0; at < bytes.length; at += PORTION) this.#feed(bytes.subarray(at, at + PORTION));
  }

  /** What is left of a chunk after the lines to pass over. */
  #skipLines(chunk: Buffer): Buffer {
    let at = 0;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      const joined = this.#afterReturn && byte === LF;
      if (this.#linesToSkip === 0 && !joined) break;
      this.#afterReturn = byte === CR;
      if (byte === CR || (byte === LF && !joined)) this.#linesToSkip--;
    }
    if (at < chunk.length) this.#afterReturn = false;
    this.#passedOver += at;
    return chunk.subarray(at);
  }

  #feed(portion: Buffer): void {
    const bytes = this.#carried.length === 0 ? portion : Buffer.concat([this.#carried, portion]);
    const whole = bytes.subarray(0, bytes.length - incompleteEnd(bytes));
    this.#carried = bytes.subarray(whole.length);
    this.#lines.add(whole);
    const zero = whole.indexOf(0);
    if (zero >= 0) {
      const place = { line: this.#lines.lineAt(this.#parsed + zero) };
      throw this.fault(
        `a NUL byte (byte ${this.#passedOver + this.#parsed + zero}). This is no text.`,
        place,
      );
    }
    const invalid = firstInvalid(whole);
    if (invalid >= 0) throw this.#notUtf8(this.#parsed + invalid);
    this.#parsed += whole.length;
    this.#parse(() => this.#parser.feed(whole));
    this.#checkCell();
    this.#lines.release(this.#parser.info.bytes);
  }

  #parse(step: () => void): void {
    try {
      step();
    } catch (error) {
      throw error instanceof ParserError ? this.#explain(error) : error;
    }
  }

  /** Stops at a cell that has grown too large before its end has come: most often a quote was left open. */
  #checkCell(): void {
    const { bytes, comment_lines, empty_lines } = this.#parser.info;
    const between = comment_lines + empty_lines;
    if (between !== this.#linesBetween) this.#cellFrom = this.#parsed;
    this.#linesBetween = between;
    this.#cellFrom = Math.max(this.#cellFrom, bytes);
    const { maxFieldBytes } = this.#settings;
    // Complete cells are measured exactly. This one may be written with every quote twice, and not be parsed to its end.
    if (this.#parsed - this.#cellFrom <= 2 * maxFieldBytes + PORTION) return;
    const pending = this.#lines.bytes(bytes);
    const start = cellStart(pending, this.#settings);
    const place = { line: this.#lines.lineAt(bytes + start) };
    const { delimiter, quote, maxColumns } = this.#settings;
    const isQuoted = quote !== null && pending[start] === quote.charCodeAt(0);
    if (!isQuoted && pending.includes(delimiter, start)) {
      // Only the cell after the last one allowed goes on past a delimiter.
      throw this.tooLarge(`more than ${counted(maxColumns, 'column')}`, 'maxColumns', place);
    }
    const hint = isQuoted ? '; perhaps its quote is never closed' : '';
    const what = `a cell of more than ${counted(maxFieldBytes, 'byte')} begins here${hint}`;
    throw this.tooLarge(what, 'maxFieldBytes', place);
  }

  #notUtf8(offset: number): CsvError {
    const byte = this.#lines
      .bytes(offset, offset + 1)[0]!
      .toString(16)
      .toUpperCase();
    return this.fault(
      `the text is not UTF-8: 0x${byte} at byte ${this.#passedOver + offset}. If it is Windows-1252 (Latin-1), give ` +
        "parseCsv the text that new TextDecoder('windows-1252') makes of the bytes.",
      { line: this.#lines.lineAt(offset) },
    );
  }

  /** An error of csv-parse in our words and with the line that an editor shows. */
  #explain(error: ParserError): CsvError {
    const { maxColumns } = this.#settings;
    const from = this.#parser.info.bytes;
    const rest = this.#lines.bytes(from);
    const start = cellStart(rest, this.#settings);
    const index = typeof error['index'] === 'number' ? error['index'] : -1;
    const column = this.#table.names?.[index];
    const at = (position: number) => ({ line: this.#lines.lineAt(from + position), column });
    if (index >= maxColumns) {
      return this.tooLarge(`more than ${counted(maxColumns, 'column')}`, 'maxColumns', at(start));
    }
    switch (error.code) {
      case 'CSV_QUOTE_NOT_CLOSED':
        return this.fault('the quote that opens a cell here is never closed.', at(start));
      case 'CSV_INVALID_CLOSING_QUOTE':
        return this.fault(
          'text follows the closing quote of a cell. A quote within a quoted cell is written twice.',
          at(closingQuote(rest, start, this.#settings)),
        );
      case 'INVALID_OPENING_QUOTE':
        return this.fault(
          'a quote stands within a cell that does not begin with one. Put the cell in quotes and write the quote ' +
            'within it twice, or say quote: null if quotes mean nothing in this text.',
          at(start),
        );
      default:
        return this.fault(error.message, at(start), { cause: error });
    }
  }
}
