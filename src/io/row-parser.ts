import { Parser } from 'csv-parse';
import type { CsvSettings } from './csv-options.js';

/**
 * csv-parse, driven by hand: it is a stream, but parses synchronously whatever its `_transform` is given, and hands
 * out rows through `push`. So one path serves text in memory and files, and no row waits in a queue.
 */
export class RowParser extends Parser {
  readonly #onRow: (cells: readonly string[]) => void;

  constructor(settings: CsvSettings, onRow: (cells: readonly string[]) => void) {
    super({
      delimiter: settings.delimiter,
      quote: settings.quote,
      escape: settings.escape,
      comment: settings.comment,
      comment_no_infix: true,
      record_delimiter: ['\n', '\r\n', '\r'],
      skip_empty_lines: true,
      // Rows of the wrong length are for the table to judge, which knows their line and whether to go on.
      relax_column_count: true,
      // One cell more than allowed takes up the rest of the row, so that a row of commas cannot fill the memory.
      ignore_last_delimiters: Number.isFinite(settings.maxColumns) ? settings.maxColumns + 1 : false,
    });
    this.#onRow = onRow;
  }

  override push(row: readonly string[] | null): boolean {
    if (row !== null) this.#onRow(row);
    return true;
  }

  /** Parses more bytes; rows that they complete are handed out before this returns. */
  feed(bytes: Buffer): void {
    this._transform(bytes, 'utf8', rethrow);
  }

  /** Parses what is left after the last byte. */
  finish(): void {
    this._flush(rethrow);
  }
}

function rethrow(error?: Error | null): void {
  if (error) throw error;
}
