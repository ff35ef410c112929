import { InvalidDataError, showValue } from '../errors/index.js';
import type { NeighborsParams, WeightFunction } from './neighbors-params.js';

/** What is kept of the `weights` parameter: its word; null stands for a function, which is no plain data. */
export type WeightKind = 'uniform' | 'distance' | null;

/** The kind of the given `weights`. */
export function weightKind(weights: NeighborsParams['weights']): WeightKind {
  return typeof weights === 'function' ? null : weights;
}

/**
 * The weights of neighbours, `count` a query, or null when all count the same. Where some neighbours are at
 * distance 0, the inverse of the distance counts those alone, all the same.
 */
export function neighborWeights(
  kind: WeightKind,
  weights: NeighborsParams['weights'],
  distances: Float64Array,
  count: number,
  owner: string,
): Float64Array | null {
  if (kind === 'uniform') return null;
  if (kind === 'distance') return inverseDistances(distances, count);
  if (typeof weights !== 'function') {
    throw new InvalidDataError(
      `${owner}: it was fitted with a function for weights, which is not there any more. Call setParams({ weights }).`,
    );
  }
  const given = new Float64Array(distances.length);
  for (let start = 0; start < distances.length; start += count) {
    given.set(checked(weights, distances.slice(start, start + count), count, start / count, owner), start);
  }
  return given;
}

function inverseDistances(distances: Float64Array, count: number): Float64Array {
  const weights = distances.map((distance) => 1 / distance);
  for (let start = 0; start < weights.length; start += count) {
    const row = weights.subarray(start, start + count);
    if (!row.includes(Number.POSITIVE_INFINITY)) continue;
    for (let i = 0; i < count; i++) row[i] = row[i] === Number.POSITIVE_INFINITY ? 1 : 0;
  }
  return weights;
}

function checked(
  weights: WeightFunction,
  distances: Float64Array,
  count: number,
  row: number,
  owner: string,
): ArrayLike<number> {
  const given: unknown = weights(distances);
  const list = given as ArrayLike<unknown> | null | undefined;
  let total = 0;
  for (let i = 0; i < count; i++) {
    const weight = list?.[i];
    if (!Number.isFinite(weight) || (weight as number) < 0) total = Number.NaN;
    total += weight as number;
  }
  if (list?.length === count && total > 0) return given as ArrayLike<number>;
  throw new InvalidDataError(
    `${owner}: weights must give ${count} finite numbers of at least 0, not all of them 0. ` +
      `For row ${row} it gave ${showValue(ArrayBuffer.isView(given) ? Array.from(given as Float64Array) : given)}.`,
    { row },
  );
}
