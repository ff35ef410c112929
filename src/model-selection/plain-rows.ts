import { type Describer, type Find, type PlainForm, revive } from '../core/index.js';
import type { Table } from '../data/index.js';
import type { Rows } from './fold.js';

/** Data with its companions, as plain data that threads share. */
export interface PlainRows {
  readonly X: PlainForm;
  readonly y: PlainForm;
  readonly sampleWeight: PlainForm;
}

/** The plain form of data with its companions. */
export function describeRows({ X, y, sampleWeight }: Rows, describer: Describer): PlainRows {
  return {
    X: describer.describe(X, 'X'),
    y: describer.describe(y, 'y'),
    sampleWeight: describer.describe(sampleWeight, 'sampleWeight'),
  };
}

/** The data of a plain form; its numbers are the shared ones. */
export function reviveRows({ X, y, sampleWeight }: PlainRows, find: Find): Rows {
  return {
    X: revive(X, find) as Table,
    y: revive(y, find) as Rows['y'],
    sampleWeight: revive(sampleWeight, find) as Rows['sampleWeight'],
  };
}
