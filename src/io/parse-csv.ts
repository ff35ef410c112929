import { constants } from 'node:buffer';
import { gunzipSync } from 'node:zlib';
import type { Frame } from '../data/index.js';
import { CsvError, InvalidParameterError, showValue } from '../errors/index.js';
import { type CsvOptions, csvSettings } from './csv-options.js';
import { CsvReader } from './csv-reader.js';
import { loneSurrogate } from './encoding.js';
import { isGzip } from './gzip.js';
import { breaksWithin } from './line-tracker.js';

/**
 * Makes a Frame of CSV text, or of the bytes of a CSV file (UTF-8, also gzipped).
 *
 * Use it for text at hand; {@link readCsv} reads a file piece by piece. What a column holds is found out unless
 * `types` says it:
 * - number, where every cell is one: decimal digits with sign, point and exponent; `inf` and `Infinity` are infinite.
 *   Digits are never lost: a column with 00501, with an integer that no double holds (9007199254740993) or with 1e999
 *   is one of categories, as is one with 0x1F, 12abc or 1,000. With the type given, 00501 is 501 and
 *   long integers are rounded;
 * - boolean, where every cell is true or false (also True, TRUE, ...);
 * - date, where every cell is an ISO 8601 date, with or without time and zone. Without a zone it is UTC;
 * - category otherwise, with every cell exactly as it was written. The type text is never chosen, only given.
 *
 * Missing are blank cells (empty, or only blanks; quoted or not) and the words of `missing`: never 0, and null in
 * columns of any type. A column with nothing else is one of numbers.
 *
 * Lines end in LF, CRLF or CR. A byte order mark and blank lines are passed over; in a table of one column, a blank
 * line between others is a missing value.
 *
 * Errors: CsvError with the line as an editor shows it, for duplicate names, rows of the wrong length, quotes that do not
 * match, cells that do not convert, text that is not UTF-8 or exceeds a limit; InvalidParameterError for options.
 * DataWarning for rows left out and for columns that a few cells keep from being numbers. Complexity: O(bytes).
 * Source: RFC 4180 (2005); csv-parse splits the text into cells.
 *
 * @param text - the text, or its bytes
 * @param options - see {@link CsvOptions}
 *
 * @example
 * ```ts
 * import { parseCsv } from 'pipefit/io';
 *
 * const houses = parseCsv('price,wall,zip,sold\n303000,brick,00501,1996-04-23\nNA,,43615,1997-04-21\n');
 * console.log(houses.types); // ['number', 'category', 'category', 'date']
 * console.log(houses.values('price'), houses.at(0, 'zip')); // [303000, null] '00501'
 *
 * const chosen = parseCsv('a;b\n1;2\n', { delimiter: ';', columns: ['b'], types: { b: 'category' } });
 * console.log(chosen.columnNames, chosen.values('b')); // ['b'] ['2']
 * ```
 */
export function parseCsv(text: string | Uint8Array, options: CsvOptions = {}): Frame {
  const settings = csvSettings('parseCsv', options);
  const reader = new CsvReader(settings);
  reader.write(typeof text === 'string' ? encode(text) : unpack(text, settings.maxBytes));
  return reader.end();
}

function encode(text: string): Buffer {
  const bytes = Buffer.from(text);
  // Half a surrogate pair became U+FFFD, which is rare enough to look only then.
  const lone = bytes.includes('\ufffd') ? loneSurrogate(text) : -1;
  if (lone < 0) return bytes;
  const line = breaksWithin([text.slice(0, lone)]) + 1;
  throw new CsvError(`half a surrogate pair (position ${lone}) is no character.`, { line });
}

function unpack(bytes: Uint8Array, maxBytes: number): Buffer {
  if (!(bytes instanceof Uint8Array)) {
    throw new InvalidParameterError(
      'parseCsv',
      'text',
      `The parameter 'text' of parseCsv must be a string or a Uint8Array. Got ${showValue(bytes)}.`,
    );
  }
  if (!isGzip(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return gunzipSync(bytes, { maxOutputLength: Math.min(maxBytes, constants.MAX_LENGTH) });
  } catch (cause) {
    const tooLarge = (cause as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    const what = tooLarge
      ? `more than ${maxBytes} bytes once unpacked. If that is meant, raise the option 'maxBytes'.`
      : `the gzip data are damaged or cut off (${(cause as Error).message}).`;
    throw new CsvError(what, {}, { cause });
  }
}
