import type { Column, Frame } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { scanNumber } from './scan-number.js';

/** How a Frame is to be written. */
export interface ToCsvOptions {
  /** The character between cells; `','` by default. */
  readonly delimiter?: string | undefined;
  /**
   * Puts an apostrophe before names and strings that a spreadsheet would take for a formula; false by default,
   * because the apostrophe is there when the file is read again. Say true for files that people will open.
   */
  readonly excelSafe?: boolean | undefined;
}

/** Rows that are written at a time. */
const BLOCK = 4096;
const DAY = 86_400_000;

/**
 * Writes a Frame as CSV text: a header line, LF after every line, quotes only where they are needed.
 *
 * Missing values are empty cells, numbers have the shortest form that reads back as the same number, dates are ISO 8601
 * in UTC (without a time if all of a column are midnights). With the types of the columns given, {@link parseCsv} makes
 * the same Frame again; only strings that are blank or stand in `missing` come back as missing values.
 *
 * Errors: InvalidDataError for dates outside JavaScript's range; InvalidParameterError for options.
 * Complexity: O(cells). Source: RFC 4180 (2005); formulas: OWASP, CSV Injection.
 *
 * @example
 * ```ts
 * import { Frame } from 'pipefit';
 * import { toCsv } from 'pipefit/io';
 *
 * const notes = Frame.fromColumns({ size: [-1.5, null], note: ['=1+1', 'a "big", old house'] });
 * console.log(JSON.stringify(toCsv(notes, { excelSafe: true })));
 * // "size,note\n-1.5,'=1+1\n,\"a \"\"big\"\", old house\"\n"
 * ```
 */
export function toCsv(frame: Frame, options: ToCsvOptions = {}): string {
  return [...csvBlocks('toCsv', frame, options)].join('');
}

/** The text of a Frame in pieces of whole lines; `owner` is the function that was called, for the errors. */
export function csvBlocks(owner: string, frame: Frame, options: ToCsvOptions): Iterable<string> {
  const { delimiter = ',', excelSafe = false } = options;
  if (typeof delimiter !== 'string' || !/^[\t\x20-\x7e]$/.test(delimiter) || delimiter === '"') {
    throw wrongOption(owner, 'delimiter', 'one ASCII character other than the quote', delimiter);
  }
  if (typeof excelSafe !== 'boolean') throw wrongOption(owner, 'excelSafe', 'true or false', excelSafe);
  const { columnNames } = frame;
  // A line with nothing on it would be passed over when the text is read.
  const blank = columnNames.length === 1 ? '""' : '';
  const write = (text: string) => quoted(excelSafe ? harmless(text) : text, delimiter, blank);
  const cells = columnNames.map((name) => cellWriter(frame.column(name), name, write, blank));
  return lines(columnNames.map(write), cells, frame.rows, delimiter);
}

function* lines(
  names: readonly string[],
  cells: readonly ((row: number) => string)[],
  rows: number,
  delimiter: string,
): Generator<string> {
  yield `${names.join(delimiter)}\n`;
  for (let start = 0; start < rows; start += BLOCK) {
    let block = '';
    for (let row = start; row < Math.min(rows, start + BLOCK); row++) {
      for (let j = 0; j < cells.length; j++) block += (j === 0 ? '' : delimiter) + cells[j]!(row);
      block += '\n';
    }
    yield block;
  }
}

/** The function that writes the cell of a row. */
function cellWriter(
  column: Column,
  name: string,
  write: (text: string) => string,
  blank: string,
): (row: number) => string {
  switch (column.type) {
    case 'number':
      return (row) => {
        const value = column.values[row]!;
        return Number.isNaN(value) ? blank : Object.is(value, -0) ? '-0' : String(value);
      };
    case 'boolean':
      return (row) => ['false', 'true'][column.values[row]!] ?? blank;
    case 'category': {
      const categories = column.categories.map(write);
      return (row) => categories[column.codes[row]!] ?? blank;
    }
    case 'text':
      return (row) => {
        const text = column.values[row];
        return text == null ? blank : write(text);
      };
    case 'date': {
      const daysOnly = column.values.every((time) => Number.isNaN(time) || time % DAY === 0);
      return (row) => {
        const time = column.values[row]!;
        if (Number.isNaN(time)) return blank;
        const text = writeDate(time, row, name);
        return daysOnly ? text.slice(0, text.indexOf('T')) : text;
      };
    }
  }
}

function writeDate(time: number, row: number, name: string): string {
  const date = new Date(time);
  if (!Number.isNaN(date.getTime())) return date.toISOString();
  throw new InvalidDataError(`Column '${name}', row ${row}: ${time} ms since 1970 is no date.`, {
    row,
    column: name,
  });
}

function quoted(text: string, delimiter: string, blank: string): string {
  if (text === '') return blank;
  // A byte order mark at the start of the text would be taken for one.
  const plain = !text.includes(delimiter) && !/["\r\n]|^\ufeff/.test(text);
  return plain ? text : `"${text.replaceAll('"', '""')}"`;
}

/** A text that spreadsheets take for text; numbers are harmless as they are. */
function harmless(text: string): string {
  return /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(text) && Number.isNaN(scanNumber(text))
    ? `'${text}`
    : text;
}

function wrongOption(owner: string, name: string, wanted: string, value: unknown): InvalidParameterError {
  const message = `The option '${name}' of ${owner} must be ${wanted}. Got ${showValue(value)}.`;
  return new InvalidParameterError(owner, name, message);
}
