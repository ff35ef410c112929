import { asVector, asWeights, type VectorLike } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';

/** Refuses a companion of yTrue that has another number of rows. */
export function checkPaired(
  owner: string,
  rows: number,
  length: number,
  name: string,
  first = 'yTrue',
): void {
  if (rows !== length) {
    throw new InvalidDataError(
      `${owner}: ${first} has ${rows} rows but ${name} has ${length}. They must agree.`,
    );
  }
}

/** Refuses targets without a row. */
export function checkRows(owner: string, rows: number, name: string): void {
  if (rows === 0) throw new InvalidDataError(`${owner}: ${name} is empty, and at least one row is needed.`);
}

/** The weights of the rows, checked, or null where none were given. */
export function pairWeights(
  owner: string,
  rows: number,
  sampleWeight: VectorLike | null | undefined,
): Float64Array | null {
  if (sampleWeight === undefined || sampleWeight === null) return null;
  const weights = asVector(sampleWeight, owner, 'sampleWeight');
  checkPaired(owner, rows, weights.length, 'sampleWeight');
  return asWeights(weights, rows, owner);
}
