import { PipefitError } from './pipefit-error.js';
import { showValue } from './show-value.js';

/** Where in a file the fault lies, as far as it is known. */
export interface CsvPlace {
  /** Counts from 1, as an editor shows it: line breaks within quoted cells count too. */
  readonly line?: number | undefined;
  readonly column?: string | undefined;
  /** Path of the file; absent where text was given. */
  readonly file?: string | undefined;
}

/** Text that is no CSV, is not the CSV that the options describe, or is larger than they allow. */
export class CsvError extends PipefitError {
  override readonly code = 'CSV';
  /** Line from 1, as an editor shows it; null where the fault has no line. */
  readonly line: number | null;
  readonly column: string | null;
  readonly file: string | null;

  constructor(what: string, place: CsvPlace = {}, options?: ErrorOptions) {
    super(`${whereabouts(place)}: ${what}`, options);
    this.line = place.line ?? null;
    this.column = place.column ?? null;
    this.file = place.file ?? null;
  }
}

function whereabouts({ line, column, file }: CsvPlace): string {
  const parts = [
    file,
    line === undefined ? undefined : `line ${line}`,
    column === undefined ? undefined : `column ${showValue(column)}`,
  ];
  const known = parts.filter((part) => part !== undefined).join(', ') || 'CSV';
  return file === undefined ? known.charAt(0).toUpperCase() + known.slice(1) : known;
}
