import type { FitOptions, TargetLike } from '../core/index.js';
import {
  checkLength,
  checkValues,
  conform,
  Frame,
  type LabelsLike,
  type Matrix,
  type SparseMatrix,
  schemaOf,
} from '../data/index.js';
import { trainTestIndices } from '../model-selection/train-test-indices.js';
import { denseRows } from '../tree/grow-tree.js';

/** Rows with their targets (numbers, or codes of classes) and weights. */
export interface BoostingRows {
  readonly X: Matrix;
  readonly y: Float64Array;
  readonly weights: Float64Array | null;
}

/** The rows given to `fit` as `validation`, checked against those it trains on; null when none were given. */
export function givenValidation(
  owner: string,
  X: Matrix | SparseMatrix,
  validation: FitOptions['validation'],
  targetOf: (y: TargetLike) => Float64Array,
): BoostingRows | null {
  if (validation === undefined) return null;
  const where = `${owner}, validation`;
  const table = conform(validation[0], schemaOf(X), where);
  const rows = table instanceof Frame ? table.toMatrix() : table;
  checkValues(rows, where, { missing: true });
  const y = targetOf(validation[1]);
  checkLength(y.length, rows.rows, where, 'y');
  return { X: denseRows(rows), y, weights: null };
}

/**
 * The rows to learn from and those that tell when to stop: the ones given, or a share of all drawn as `trainTestSplit`
 * draws its test rows; null where nothing is to stop early.
 */
export function heldOutRows(
  all: BoostingRows,
  given: BoostingRows | null,
  params: {
    readonly nIterNoChange: number | null;
    readonly validationFraction: number;
    readonly randomState: number | null;
  },
  stratify: LabelsLike | null,
): { readonly train: BoostingRows; readonly validation: BoostingRows | null } {
  if (params.nIterNoChange === null) return { train: all, validation: null };
  if (given !== null) return { train: all, validation: given };
  const { validationFraction: testSize, randomState } = params;
  const { train, test } = trainTestIndices(all.X.rows, { testSize, randomState, stratify });
  return { train: takeRows(all, train), validation: takeRows(all, test) };
}

function takeRows({ X, y, weights }: BoostingRows, places: Int32Array): BoostingRows {
  const take = (values: Float64Array) => Float64Array.from(places, (row) => values[row]!);
  return { X: X.selectRows(places), y: take(y), weights: weights && take(weights) };
}
