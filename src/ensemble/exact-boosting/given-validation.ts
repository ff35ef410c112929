import type { FitOptions, TargetLike } from '../../core/index.js';
import {
  checkLength,
  checkValues,
  conform,
  Frame,
  type Matrix,
  type SparseMatrix,
  schemaOf,
} from '../../data/index.js';
import { holdOut } from '../../model-selection/hold-out.js';
import { denseRows } from '../../tree/grow-tree.js';
import { type BoostingRows, takeRows } from '../boosting-rows.js';

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
 * The rows to learn from and those that tell when to stop: the ones given, or a share of all; null where nothing is to
 * stop early.
 */
export function heldOutRows(
  owner: string,
  all: BoostingRows,
  given: BoostingRows | null,
  params: {
    readonly nIterNoChange: number | null;
    readonly validationFraction: number;
    readonly randomState: number | null;
  },
  stratify: boolean,
): { readonly train: BoostingRows; readonly validation: BoostingRows | null } {
  if (params.nIterNoChange === null) return { train: all, validation: null };
  if (given !== null) return { train: all, validation: given };
  const { validationFraction: size, randomState } = params;
  const { train, validation } = holdOut(owner, all.y, { size, randomState, stratify });
  return { train: takeRows(all, train), validation: takeRows(all, validation) };
}
