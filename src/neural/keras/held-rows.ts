import type { FitOptions, TargetLike } from '../../core/index.js';
import {
  checkLength,
  checkValues,
  conform,
  Frame,
  type Matrix,
  SparseMatrix,
  schemaOf,
} from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';
import { holdOut } from '../../model-selection/hold-out.js';
import type { TargetRows } from './train-layers.js';

/** Rows to train on, and rows that tell how well it goes. */
export interface Divided {
  readonly train: TargetRows;
  readonly held: TargetRows | null;
}

interface Division {
  readonly owner: string;
  readonly X: Matrix;
  readonly y: Int32Array | Float64Array;
  /** Numbers of y a row. */
  readonly targets: number;
  readonly weights: Float64Array | null;
  readonly given: FitOptions['validation'];
  /** The target of the rows given as validation, checked. */
  targetOf(y: TargetLike): Int32Array | Float64Array;
  readonly fraction: number | null;
  readonly randomState: number | null;
  readonly stratify: boolean;
}

/** Holds rows out: those given as validation, else a share of all, else none. */
export function divideRows(division: Division): Divided {
  const { owner, X, y, targets, weights, given, fraction, randomState, stratify } = division;
  const all: TargetRows = { rows: X.rows, x: X.data, y, weights };
  if (given !== undefined) {
    const where = `${owner}, validation`;
    const table = conform(given[0], schemaOf(X), where);
    const rows = table instanceof Frame || table instanceof SparseMatrix ? asMatrix(table) : table;
    if (rows.rows === 0) throw new InvalidDataError(`${where}: X has 0 rows, and at least one is needed.`);
    checkValues(rows, where, { missing: false });
    const values = division.targetOf(given[1]);
    checkLength(values.length / targets, rows.rows, where, 'y');
    return { train: all, held: { rows: rows.rows, x: rows.data, y: values, weights: null } };
  }
  if (fraction === null) return { train: all, held: null };
  const first = targets === 1 ? Float64Array.from(y) : new Float64Array(X.rows);
  const { train, validation } = holdOut(owner, first, { size: fraction, randomState, stratify });
  return { train: take(all, X.cols, targets, train), held: take(all, X.cols, targets, validation) };
}

function asMatrix(table: Frame | SparseMatrix): Matrix {
  return table instanceof Frame ? table.toMatrix() : table.toDense();
}

function take(all: TargetRows, cols: number, targets: number, places: Int32Array): TargetRows {
  const x = new Float64Array(places.length * cols);
  const y =
    all.y instanceof Int32Array ? new Int32Array(places.length) : new Float64Array(places.length * targets);
  for (const [i, place] of places.entries()) {
    x.set(all.x.subarray(place * cols, (place + 1) * cols), i * cols);
    y.set(all.y.subarray(place * targets, (place + 1) * targets), i * targets);
  }
  const { weights } = all;
  return {
    rows: places.length,
    x,
    y,
    weights: weights === null ? null : Float64Array.from(places, (place) => weights[place]!),
  };
}
