import type { CategoryColumn } from '../data/index.js';
import { DataWarning, showValue } from '../errors/index.js';
import { notation, scanNumber } from './scan-number.js';

/** The first cell that made a column one of categories, and its line. */
export interface Exception {
  readonly cell: string;
  readonly line: number;
}

/** From this share of numbers on, a column of categories was probably meant to be one of numbers. */
const MOSTLY = 0.9;

/**
 * A warning for a column that was read as categories because of a few cells, such as a '?' for missing values or an
 * integer too long for a number; null where categories are what one expects. Leading zeros (00501) are no accident.
 */
export function mixedColumnWarning(
  name: string,
  column: CategoryColumn,
  { cell, line }: Exception,
): DataWarning | null {
  const value = scanNumber(cell);
  const leadingZeros = /^[-+]?0/.test(cell.trim());
  if (leadingZeros && !Number.isNaN(value)) return null;
  if (mostlyNumbers(column)) {
    const reason = Number.isNaN(value) ? 'is not a number' : 'has more digits than a number can hold';
    return new DataWarning(
      `Column ${showValue(name)} holds numbers, but ${showValue(cell)} on line ${line} ${reason}, so all its values are ` +
        `categories. If that is not meant, list such cells in the option 'missing' or give the column a type in 'types'.`,
    );
  }
  return null;
}

function mostlyNumbers({ codes, categories }: CategoryColumn): boolean {
  const numeric = categories.map((cell) => {
    const value = scanNumber(cell);
    return !Number.isNaN(value) && (notation(cell, value) !== 'lossy' || !/^[-+]?0/.test(cell.trim()));
  });
  let numbers = 0;
  let present = 0;
  for (const code of codes) {
    if (code < 0) continue;
    present++;
    if (numeric[code]) numbers++;
  }
  return present > 0 && numbers >= MOSTLY * present;
}
