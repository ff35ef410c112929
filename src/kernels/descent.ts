import type { Csr } from './csr.js';
import { dot } from './dot.js';
import { f64, i32, u32 } from './wasm/layout.js';
import type { Workspace } from './wasm/workspace.js';

/**
 * Squared error of a linear model under coordinate descent, in one of three forms. All arrays lie in a workspace: they
 * are good until the workspace is used for something else.
 */
export interface Descent {
  readonly coef: Float64Array;
  /** Sum of squares of each column. */
  readonly squares: Float64Array;
  /** Columns to be swept: the first ones of these. */
  readonly active: Int32Array;
  /** Values that a step goes through. */
  readonly size: number;
  /** The largest step and coefficient of a sweep; set to 0 before. */
  readonly moves: Float64Array;
  /** Steps first..last-1 of a sweep through the first `count` active columns. */
  sweep(count: number, first: number, last: number): void;
  /** Sets a coefficient to 0. */
  remove(column: number): void;
  /** Writes the products of columns and residuals, X'r, and tells the sizes of what is left. */
  measure(products: Float64Array): Remainder;
}

/** Residuals times themselves, and times the target. */
export interface Remainder {
  readonly squares: number;
  readonly withTarget: number;
}

/** What a sweep does to each coefficient. */
export interface SweepOptions {
  readonly l1: number;
  readonly l2: number;
  readonly positive: boolean;
  /** Draws columns with this seed; null takes them in their order. */
  readonly seed: number | null;
}

const shared = (cols: number) => ({
  coef: f64(cols),
  squares: f64(cols),
  products: f64(cols),
  active: i32(cols),
  random: u32(1),
  moves: f64(2),
});

/** The descent on a Gram matrix (lower triangle, row-major). O(cols^2) a sweep. */
export function gramDescent(
  workspace: Workspace,
  given: { readonly gram: Float64Array; readonly product: Float64Array; readonly targetSquares: number },
  start: Float64Array,
  options: SweepOptions,
): Descent {
  const { kernels } = workspace;
  const cols = start.length;
  const own = workspace.allocate({
    ...shared(cols),
    gram: f64(cols * cols),
    product: f64(cols),
    gramCoef: f64(cols),
  });
  const { coef, squares, active, moves, gram, product, gramCoef } = own;
  begin(own, start, options);
  product.set(given.product);
  gramCoef.fill(0);
  for (let i = 0; i < cols; i++) {
    for (let j = 0; j <= i; j++) gram[i * cols + j] = gram[j * cols + i] = given.gram[i * cols + j]!;
    squares[i] = gram[i * cols + i]!;
  }
  const add = (column: number, factor: number) => {
    for (let j = 0; j < cols; j++) gramCoef[j]! += factor * gram[column * cols + j]!;
  };
  start.forEach((value, j) => {
    if (value !== 0) add(j, value);
  });
  return {
    coef,
    squares,
    active,
    size: cols,
    moves,
    sweep: (count, first, last) => {
      kernels.sweepGram(
        gram.byteOffset,
        product.byteOffset,
        gramCoef.byteOffset,
        coef.byteOffset,
        cols,
        active.byteOffset,
        count,
        first,
        last,
        ...sweepArguments(own, options),
      );
    },
    remove: (column) => {
      add(column, -coef[column]!);
      coef[column] = 0;
    },
    measure: (products) => {
      for (let j = 0; j < cols; j++) products[j] = product[j]! - gramCoef[j]!;
      const explained = dot(coef, 0, product, 0, cols);
      return {
        squares: given.targetSquares + dot(coef, 0, gramCoef, 0, cols) - 2 * explained,
        withTarget: given.targetSquares - explained,
      };
    },
  };
}

/** A row-major table whose columns are centred, each row times its root weight (null for ones). */
export interface DenseColumns {
  readonly data: Float64Array;
  readonly means: Float64Array;
  readonly rootWeights: Float64Array | null;
  /** Centred, times the root weights. */
  readonly target: Float64Array;
}

/** Rows of a dense table that are turned into columns at a time. */
const ROWS_AT_A_TIME = 32;

/** The descent on dense columns. O(rows * cols) a sweep. `pause` is awaited while the columns are made. */
export async function columnDescent(
  workspace: Workspace,
  given: DenseColumns,
  start: Float64Array,
  options: SweepOptions,
  pause: () => Promise<void>,
): Promise<Descent> {
  const { kernels } = workspace;
  const { target } = given;
  const cols = start.length;
  const rows = target.length;
  const own = workspace.allocate({
    ...shared(cols),
    columns: f64(rows * cols),
    residual: f64(rows),
    zero: f64(1),
    block: f64(Math.min(rows, ROWS_AT_A_TIME) * cols),
    means: f64(cols),
    roots: f64(given.rootWeights === null ? 0 : rows),
  });
  const { coef, squares, active, moves, columns, residual, zero } = own;
  begin(own, start, options);
  own.means.set(given.means);
  if (given.rootWeights !== null) own.roots.set(given.rootWeights);
  for (let row = 0; row < rows; row += ROWS_AT_A_TIME) {
    const count = Math.min(ROWS_AT_A_TIME, rows - row);
    own.block.set(given.data.subarray(row * cols, (row + count) * cols));
    kernels.writeCentredColumns(
      own.block.byteOffset,
      count,
      cols,
      own.means.byteOffset,
      given.rootWeights === null ? 0 : own.roots.byteOffset + 8 * row,
      columns.byteOffset + 8 * row,
      rows,
    );
    await pause();
  }
  kernels.columnSquares(columns.byteOffset, rows, cols, squares.byteOffset);
  residual.set(target);
  zero[0] = 0;
  const add = (column: number, factor: number) => {
    for (let i = 0; i < rows; i++) residual[i]! += factor * columns[column * rows + i]!;
  };
  start.forEach((value, j) => {
    if (value !== 0) add(j, -value);
  });
  return {
    coef,
    squares,
    active,
    size: rows,
    moves,
    sweep: (count, first, last) => {
      kernels.sweepColumns(
        columns.byteOffset,
        rows,
        squares.byteOffset,
        residual.byteOffset,
        coef.byteOffset,
        active.byteOffset,
        count,
        first,
        last,
        ...sweepArguments(own, options),
      );
    },
    remove: (column) => {
      add(column, coef[column]!);
      coef[column] = 0;
    },
    measure: (products) => {
      // Columns are the rows of a row-major matrix.
      const { products: scores } = own;
      kernels.scoreRows(
        columns.byteOffset,
        cols,
        rows,
        residual.byteOffset,
        zero.byteOffset,
        1,
        scores.byteOffset,
      );
      products.set(scores);
      return {
        squares: dot(residual, 0, residual, 0, rows),
        withTarget: dot(residual, 0, target, 0, rows),
      };
    },
  };
}

/** Sparse columns whose means are taken off in thought, each row times its root weight. */
export interface CentredColumns {
  /** The transposed matrix, its values times the root weights. */
  readonly columns: Csr;
  readonly means: Float64Array;
  readonly rootWeights: Float64Array | null;
  readonly totalWeight: number;
  /** Centred, times the root weights. */
  readonly target: Float64Array;
}

/** The descent on sparse columns. O(stored values) a sweep. */
export function sparseDescent(
  workspace: Workspace,
  given: CentredColumns,
  start: Float64Array,
  options: SweepOptions,
): Descent {
  const { kernels } = workspace;
  const { means, rootWeights, totalWeight, target } = given;
  const cols = start.length;
  const rows = target.length;
  const { length } = given.columns.data;
  const own = workspace.allocate({
    ...shared(cols),
    data: f64(length),
    indices: i32(length),
    starts: i32(cols + 1),
    means: f64(cols),
    sums: f64(cols),
    residual: f64(rows),
    shift: f64(1),
  });
  const { coef, squares, active, moves, data, indices, starts, residual, shift } = own;
  begin(own, start, options);
  data.set(given.columns.data);
  indices.set(given.columns.indices);
  starts.set(given.columns.indptr);
  own.means.set(means);
  own.sums.set(means.map((mean) => mean * totalWeight));
  squares.set(centredSquares(given));
  residual.set(target);
  shift[0] = 0;
  const add = (column: number, factor: number) => {
    for (let p = starts[column]!; p < starts[column + 1]!; p++) residual[indices[p]!]! += factor * data[p]!;
    shift[0]! -= factor * means[column]!;
  };
  start.forEach((value, j) => {
    if (value !== 0) add(j, -value);
  });
  const places = [data.byteOffset, indices.byteOffset, starts.byteOffset] as const;
  return {
    coef,
    squares,
    active,
    size: Math.ceil(length / Math.max(1, cols)),
    moves,
    sweep: (count, first, last) => {
      kernels.sweepSparse(
        ...places,
        own.means.byteOffset,
        own.sums.byteOffset,
        squares.byteOffset,
        residual.byteOffset,
        shift.byteOffset,
        coef.byteOffset,
        active.byteOffset,
        count,
        first,
        last,
        ...sweepArguments(own, options),
      );
    },
    remove: (column) => {
      add(column, coef[column]!);
      coef[column] = 0;
    },
    measure: (products) => {
      kernels.sparseProduct(...places, cols, residual.byteOffset, own.products.byteOffset);
      for (let j = 0; j < cols; j++) products[j] = own.products[j]! + own.sums[j]! * shift[0]!;
      let squared = 0;
      let withTarget = 0;
      for (let i = 0; i < rows; i++) {
        const left = residual[i]! + shift[0]! * (rootWeights?.[i] ?? 1);
        squared += left * left;
        withTarget += left * target[i]!;
      }
      return { squares: squared, withTarget };
    },
  };
}

/** Sums of squares of the centred columns: of stored values each distance, of zeros the mean. */
function centredSquares({ columns, means, rootWeights, totalWeight }: CentredColumns): Float64Array {
  const { data, indices, indptr } = columns;
  return means.map((mean, j) => {
    let squares = 0;
    let stored = 0;
    for (let p = indptr[j]!; p < indptr[j + 1]!; p++) {
      const root = rootWeights?.[indices[p]!] ?? 1;
      squares += (data[p]! - mean * root) ** 2;
      stored += root * root;
    }
    return squares + mean * mean * Math.max(0, totalWeight - stored);
  });
}

interface Shared {
  readonly coef: Float64Array;
  readonly active: Int32Array;
  readonly random: Uint32Array;
  readonly moves: Float64Array;
}

function begin({ coef, active, random }: Shared, start: Float64Array, { seed }: SweepOptions): void {
  coef.set(start);
  for (let j = 0; j < active.length; j++) active[j] = j;
  random[0] = seed ?? 0;
}

/** The last arguments of every sweep. */
function sweepArguments({ random, moves }: Shared, { l1, l2, positive, seed }: SweepOptions) {
  const draws = seed === null ? 0 : random.byteOffset;
  return [l1, l2, positive ? 1 : 0, draws, moves.byteOffset] as const;
}
