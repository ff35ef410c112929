import { type ColumnType, type ColumnTypes, columnTypes } from '../data/index.js';
import {
  emitWarning,
  InvalidParameterError,
  nearestName,
  type PipefitWarning,
  showValue,
} from '../errors/index.js';
import { type Scanners, scannersFor } from './scanners.js';

/** How CSV text is to be read; every option has a default that fits RFC 4180. */
export interface CsvOptions {
  /** The character between cells; `','` by default. */
  readonly delimiter?: string | undefined;
  /**
   * Where the names of the columns are: in the first line (true, the default), nowhere (false: x0, x1, ...), or in
   * this list, for text without a header line. To replace a header line, give a list and `skipRows: 1`.
   */
  readonly header?: boolean | readonly string[] | undefined;
  /** Types of some columns, by name; a cell that does not convert is an error. The others are inferred. */
  readonly types?: ColumnTypes | undefined;
  /**
   * Words that stand for a missing value in every column, in place of {@link missingWords}; also numbers, as the text
   * writes them ('-99'). Blank cells (empty, or blanks only) are always missing.
   */
  readonly missing?: readonly string[] | undefined;
  /** The columns to keep, by name, in the order wanted; all by default. */
  readonly columns?: readonly string[] | undefined;
  /** The character around cells that hold delimiters or line breaks; `'"'` by default, null for none. */
  readonly quote?: string | null | undefined;
  /** The character that makes a quote within a quoted cell an ordinary one; the quote itself by default. */
  readonly escape?: string | null | undefined;
  /** Lines that begin with this are left out; null (the default) for none. */
  readonly comment?: string | null | undefined;
  /** How many lines to leave out at the start, before the header. */
  readonly skipRows?: number | undefined;
  /**
   * What to do with a row that has too many or too few cells, or a cell that its given type does not allow: stop
   * with an error (the default), or leave the row out and say how many in one warning. Quotes that do not match
   * are always an error, because nobody knows then where the row ends.
   */
  readonly onBadRow?: 'error' | 'skip' | undefined;
  /** Called with each warning; without it warnings go to `process.on('warning')`. */
  readonly onWarning?: ((warning: PipefitWarning) => void) | undefined;
  /** Largest size of one cell, in bytes; 1 MiB by default. Every limit may be Infinity. */
  readonly maxFieldBytes?: number | undefined;
  /** Largest number of columns; 100,000 by default. */
  readonly maxColumns?: number | undefined;
  /** Largest number of rows; 10,000,000 by default. */
  readonly maxRows?: number | undefined;
  /** Largest size of the text in bytes, after unpacking where it is packed; 1 GiB by default. */
  readonly maxBytes?: number | undefined;
}

/** Words that are missing values unless the option `missing` says otherwise: what pandas, R, Excel and SQL write. */
export const missingWords: readonly string[] = Object.freeze([
  'NA',
  'N/A',
  'n/a',
  '#N/A',
  '<NA>',
  'NaN',
  'nan',
  'null',
  'NULL',
]);

/** The options with their defaults, checked, in the form in which they are used. */
export interface CsvSettings {
  readonly delimiter: string;
  readonly header: boolean | readonly string[];
  readonly types: ReadonlyMap<string, ColumnType>;
  readonly isMissing: (cell: string) => boolean;
  readonly scanners: Scanners;
  readonly columns: readonly string[] | null;
  readonly quote: string | null;
  readonly escape: string | null;
  readonly comment: string | null;
  readonly skipRows: number;
  readonly onBadRow: 'error' | 'skip';
  readonly warn: (warning: PipefitWarning) => void;
  readonly maxFieldBytes: number;
  readonly maxColumns: number;
  readonly maxRows: number;
  readonly maxBytes: number;
}

type Check = readonly [describe: string, accepts: (value: unknown) => boolean];

const character = (value: unknown) => typeof value === 'string' && /^[\t\x20-\x7e]$/.test(value);
const names = (value: unknown) =>
  Array.isArray(value) &&
  value.every((name) => typeof name === 'string') &&
  new Set(value).size === value.length;
const limit: Check = [
  'an integer of at least 1, or Infinity',
  (value) => value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && (value as number) >= 1),
];
const oneCharacter: Check = ['one ASCII character or null', (value) => value === null || character(value)];

const checks: Readonly<Record<keyof CsvOptions | 'signal', Check>> = {
  delimiter: ['one ASCII character', character],
  header: ['true, false or a list of different names', (value) => typeof value === 'boolean' || names(value)],
  types: [
    `an object or Map from column names to ${columnTypes.map(showValue).join(', ')}`,
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      [...entriesOf(value as ColumnTypes)].every(([, type]) => columnTypes.includes(type)),
  ],
  missing: [
    'a list of words',
    (value) => Array.isArray(value) && value.every((word) => typeof word === 'string'),
  ],
  columns: ['a list of different names', names],
  quote: oneCharacter,
  escape: oneCharacter,
  comment: [
    'text without line breaks, or null',
    (value) => value === null || (typeof value === 'string' && value !== '' && !/[\r\n]/.test(value)),
  ],
  skipRows: ['an integer of at least 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0],
  onBadRow: ['"error" or "skip"', (value) => value === 'error' || value === 'skip'],
  onWarning: ['a function', (value) => typeof value === 'function'],
  maxFieldBytes: limit,
  maxColumns: limit,
  maxRows: limit,
  maxBytes: limit,
  signal: ['an AbortSignal', (value) => value instanceof AbortSignal],
};

/** Checks options and completes them; `owner` is the function that was called, for the errors. */
export function csvSettings(owner: 'parseCsv' | 'readCsv', options: CsvOptions): CsvSettings {
  for (const [name, value] of Object.entries(options)) checkOption(owner, name, value);
  const { delimiter = ',', header = true, quote = '"', comment = null, columns = null } = options;
  if (quote === delimiter || (comment !== null && (comment[0] === quote || comment[0] === delimiter))) {
    const name = quote === delimiter ? 'quote' : 'comment';
    throw new InvalidParameterError(
      owner,
      name,
      `The option '${name}' of ${owner} must differ from the other special characters. Got ${showValue(options[name])}.`,
    );
  }
  const words = new Set(options.missing ?? missingWords);
  return {
    delimiter,
    header,
    types: new Map(entriesOf(options.types ?? {})),
    isMissing: (cell) => {
      const word = cell.trim();
      return word === '' || words.has(word);
    },
    scanners: scannersFor(words),
    columns,
    quote,
    escape: options.escape ?? quote,
    comment,
    skipRows: options.skipRows ?? 0,
    onBadRow: options.onBadRow ?? 'error',
    warn: options.onWarning ?? emitWarning,
    maxFieldBytes: options.maxFieldBytes ?? 2 ** 20,
    maxColumns: options.maxColumns ?? 100_000,
    maxRows: options.maxRows ?? 10_000_000,
    maxBytes: options.maxBytes ?? 2 ** 30,
  };
}

function checkOption(owner: string, name: string, value: unknown): void {
  const known = Object.keys(checks).filter((option) => option !== 'signal' || owner === 'readCsv');
  if (!known.includes(name)) {
    const near = nearestName(name, known);
    const hint = near === null ? `It has ${known.join(', ')}.` : `Did you mean '${near}'?`;
    throw new InvalidParameterError(owner, name, `${owner} has no option '${name}'. ${hint}`);
  }
  const [describe, accepts] = checks[name as keyof typeof checks];
  if (value === undefined || accepts(value)) return;
  throw new InvalidParameterError(
    owner,
    name,
    `The option '${name}' of ${owner} must be ${describe}. Got ${showValue(value)}.`,
  );
}

function entriesOf(types: ColumnTypes): Iterable<[string, ColumnType]> {
  return types instanceof Map ? types.entries() : Object.entries(types as Record<string, ColumnType>);
}
