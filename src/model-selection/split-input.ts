import type { TargetLike } from '../core/index.js';
import {
  asLabels,
  checkLength,
  columnLength,
  distinctLabels,
  type EncodedLabels,
  encodeLabels,
  isColumn,
  isTableLike,
  type LabelsLike,
} from '../data/index.js';
import { InvalidDataError, showValue } from '../errors/index.js';
import type { RowsLike } from './splitter.js';

/** What a splitter works with: a number of rows and the companions, of which the lengths agree. */
export interface SplitInput {
  readonly rows: number;
  readonly y: TargetLike | undefined;
  readonly groups: LabelsLike | undefined;
}

/** Counts the rows and checks that y and groups have as many. */
export function splitInput(
  owner: string,
  X: RowsLike,
  y: TargetLike | undefined,
  groups: LabelsLike | undefined,
): SplitInput {
  const rows = countRows(X, owner);
  if (rows === 0) throw new InvalidDataError(`${owner}: X has 0 rows, so there is nothing to split.`);
  if (y !== undefined) checkLength(lengthOf(y, owner, 'y'), rows, owner, 'y');
  if (groups !== undefined) checkLength(lengthOf(groups, owner, 'groups'), rows, owner, 'groups');
  return { rows, y, groups };
}

/** The number of rows of data in any accepted form, without converting them. */
export function countRows(X: RowsLike | undefined, owner: string): number {
  const rows = typeof X === 'object' && X !== null ? rowsOfData(X) : X;
  if (typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0) return rows;
  throw new InvalidDataError(
    `${owner}: X must be a table of rows and columns, or the number of rows. Got ${showValue(X)}.`,
  );
}

function rowsOfData(X: object): unknown {
  if (Array.isArray(X)) return X.length;
  if ('rows' in X) return X.rows;
  if ('numRows' in X) return X.numRows;
  return 'shape' in X && Array.isArray(X.shape) ? X.shape[0] : null;
}

/** The number of values of a companion of X, whatever they are. */
export function lengthOf(values: TargetLike, owner: string, name: string): number {
  if (isColumn(values)) return columnLength(values);
  if (isTableLike(values)) return countRows(values, owner);
  const { length } = (values ?? {}) as { readonly length?: unknown };
  if (typeof values === 'object' && typeof length === 'number') return length;
  throw new InvalidDataError(`${owner}: ${name} must be an array of values. Got ${showValue(values)}.`);
}

/** The classes of y, which a stratified splitter cannot do without. */
export function classesOf(y: TargetLike | undefined, owner: string): EncodedLabels {
  return encodeLabels(requireTarget(y, owner), owner);
}

/** y, where it must be given. */
export function requireTarget(y: TargetLike | undefined, owner: string): LabelsLike {
  if (y !== undefined && y !== null) return y as LabelsLike;
  throw new InvalidDataError(
    `${owner} splits by the classes of y, but y was not given. Call split(X, y), or take a splitter that ` +
      'needs no y, such as KFold.',
  );
}

/** The groups as codes, for splitters that keep the rows of a group together. */
export function groupsOf(groups: LabelsLike | undefined, owner: string): EncodedLabels {
  if (groups === undefined || groups === null) {
    throw new InvalidDataError(
      `${owner} splits by groups, but they were not given. Say which group each row belongs to: split(X, y, groups).`,
    );
  }
  return encodeDistinct(groups, owner, 'groups');
}

/** Labels of any kind as codes into the sorted distinct ones; numbers need not be integers. */
export function encodeDistinct(labels: LabelsLike, owner: string, name: string): EncodedLabels {
  const given = asLabels(labels, owner, name);
  const classes = distinctLabels(given);
  const codeOf = new Map(classes.map((label, code) => [label, code]));
  return { classes, codes: Int32Array.from(given, (label) => codeOf.get(label)!) };
}

/** How many times each code occurs. */
export function countCodes(codes: Int32Array, kinds: number): Int32Array {
  const counts = new Int32Array(kinds);
  for (const code of codes) counts[code]!++;
  return counts;
}
