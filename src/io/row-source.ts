import type { CsvError, CsvPlace } from '../errors/index.js';

/** What the parts that judge the text ask of the reader, which knows where in the text it is. */
export interface RowSource {
  /** An error that names the file. */
  fault(what: string, place?: CsvPlace): CsvError;
  /** The error for text that is larger than a limit allows. */
  tooLarge(
    what: string,
    limit: 'maxFieldBytes' | 'maxColumns' | 'maxRows' | 'maxBytes',
    place?: CsvPlace,
  ): CsvError;
  /** The line on which the row that was just read begins. */
  lineOf(row: readonly string[]): number;
}

/** A number with its noun: 1 row, 2 rows. */
export function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
