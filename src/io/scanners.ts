import { parseDate } from '../data/index.js';
import { scanBoolean } from './scan-boolean.js';
import { scanNumber } from './scan-number.js';
import { trimmed } from './trimmed.js';

/** For each type with numbers inside: the number of a cell, NaN where it has none. */
export interface Scanners {
  readonly number: (cell: string) => number;
  readonly boolean: (cell: string) => number;
  readonly date: (cell: string) => number;
}

const plainScanners: Scanners = { number: scanNumber, boolean: scanBoolean, date: scanDate };

/**
 * Scanners that find no value in the words for missing values. That takes time for every cell, so it is done only
 * where such a word looks like a value (-99, 9999-12-31).
 */
export function scannersFor(words: ReadonlySet<string>): Scanners {
  const values = new Set(
    [...words].filter((word) => Object.values(plainScanners).some((scan) => !Number.isNaN(scan(word)))),
  );
  if (values.size === 0) return plainScanners;
  const except = (scan: (cell: string) => number) => (cell: string) =>
    values.has(cell.trim()) ? Number.NaN : scan(cell);
  return { number: except(scanNumber), boolean: except(scanBoolean), date: except(scanDate) };
}

/** The moment that a cell holds, in milliseconds since 1970-01-01 UTC, or NaN when it holds none. */
function scanDate(cell: string): number {
  return parseDate(trimmed(cell)) ?? Number.NaN;
}
