import type { FitContext } from '../core/index.js';
import { Matrix, SparseMatrix } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { bruteNeighbors } from '../kernels/brute-neighbors.js';
import type { Distance } from '../kernels/distances.js';
import { buildKdTree, type KdTree, kdTreeNeighbors, rowsOfTree } from '../kernels/kd-tree.js';
import type { Nearest } from '../kernels/nearest.js';
import type { NeighborsParams } from './neighbors-params.js';

/** Neighbours of some rows, the nearest first; of equally near ones the lower row number comes first. */
export interface Neighbors {
  /** Distance to each neighbour, one row a query. */
  readonly distances: Matrix;
  /** Row number of each neighbour in the data seen by `fit`, one array a query. */
  readonly indices: readonly Int32Array[];
}

/** The training rows, ready to be searched. Plain data. */
export interface NeighborsIndex {
  readonly distance: Distance;
  readonly rows: number;
  /** Values that are kept of a row: its columns, and for cosine distance the sum of their squares. */
  readonly width: number;
  /** The rows in their order, or null where the tree has them. */
  readonly data: Float64Array | null;
  readonly tree: KdTree | null;
  /** Whether the tree may be passed over where comparing all rows is faster. */
  readonly mayScan: boolean;
}

/** From this many columns on a tree visits so much of itself that comparing all rows is faster even for one query. */
const TREE_COLUMNS = 15;
/** So many queries at a time are worth the packing of all rows. */
const MANY_QUERIES = 16;

/**
 * Whether comparing all rows answers many queries sooner than a tree does. Measured on normal columns (the worst for
 * a tree), both take the same time at about 10k rows of 5 columns, 40k of 6, 160k of 7 and 600k of 8: a tree of so
 * many rows prunes so much less with every further column (`benchmarks/neighbors.ts`).
 */
function scanIsFaster({ name }: Distance, rows: number, cols: number, queries: number): boolean {
  return name !== 'minkowski' && queries >= MANY_QUERIES && rows < 10 * 4 ** cols;
}

/** Prepares the search among the rows of X, of which a copy is kept. */
export async function buildIndex(
  X: Matrix | SparseMatrix,
  context: FitContext<NeighborsParams>,
  owner: string,
): Promise<NeighborsIndex> {
  const { params } = context;
  const { rows } = X;
  if (params.nNeighbors > rows) {
    throw new InvalidParameterError(
      owner,
      'nNeighbors',
      `${owner}: nNeighbors is ${params.nNeighbors}, but X has only ${rows} rows. Lower it, or give more rows.`,
    );
  }
  const distance = distanceOf(params);
  const cosine = distance.name === 'cosine';
  const isMetric = !cosine && (distance.name !== 'minkowski' || distance.p >= 1);
  if (params.algorithm === 'kdTree' && !isMetric) {
    const what = cosine ? "metric 'cosine'" : `p ${params.p}, for below 1 it is no metric`;
    throw new InvalidParameterError(
      owner,
      'algorithm',
      `${owner}: algorithm 'kdTree' cannot be used with ${what}. Use 'brute' or 'auto'.`,
    );
  }
  const dense = X instanceof SparseMatrix ? X.toDense() : X;
  const few = X.cols <= TREE_COLUMNS && params.nNeighbors < Math.floor(rows / 2);
  if (params.algorithm === 'kdTree' || (params.algorithm === 'auto' && isMetric && few)) {
    const steps = buildKdTree(dense.data, rows, X.cols, params.leafSize);
    let step = steps.next();
    for (; !step.done; step = steps.next()) await context.pause();
    return {
      distance,
      rows,
      width: X.cols,
      data: null,
      tree: step.value,
      mayScan: params.algorithm === 'auto',
    };
  }
  if (cosine)
    return { distance, rows, width: X.cols + 1, data: withSquares(dense), tree: null, mayScan: true };
  return { distance, rows, width: X.cols, data: dense.data.slice(), tree: null, mayScan: true };
}

/** The `count` nearest training rows for each row of X, or for each training row among the others when X is null. */
export function searchIndex(
  index: NeighborsIndex,
  X: Matrix | SparseMatrix | null,
  count: number,
  owner: string,
): Nearest {
  const available = X === null ? index.rows - 1 : index.rows;
  if (!Number.isInteger(count) || count < 1 || count > available) {
    throw new InvalidParameterError(
      owner,
      'nNeighbors',
      `${owner}: nNeighbors must be an integer from 1 to ${available}, for fit saw ${index.rows} rows` +
        `${X === null ? ' and none is its own neighbour' : ''}. Got ${showValue(count)}.`,
    );
  }
  const { distance, tree, width } = index;
  let queries: Float64Array;
  if (X === null) queries = tree === null ? index.data! : rowsOfTree(tree, width);
  else {
    const dense = X instanceof SparseMatrix ? X.toDense() : X;
    queries = distance.name === 'cosine' ? withSquares(dense) : dense.data;
  }
  const queryCount = X === null ? index.rows : X.rows;
  if (tree !== null && !(index.mayScan && scanIsFaster(distance, index.rows, width, queryCount))) {
    return kdTreeNeighbors(distance, tree, queries, queryCount, width, count, X === null);
  }
  const searched = {
    data: tree?.points ?? index.data!,
    rows: index.rows,
    cols: width,
    ids: tree?.order ?? null,
  };
  return bruteNeighbors(distance, searched, queries, queryCount, count, X === null);
}

/** The answer of a search in the form that users get. */
export function asNeighbors({ distances, indices }: Nearest, count: number): Neighbors {
  const rows = distances.length / count;
  return {
    distances: new Matrix(distances, rows, count),
    indices: Array.from({ length: rows }, (_, i) => indices.slice(i * count, (i + 1) * count)),
  };
}

function distanceOf({ metric, p }: NeighborsParams): Distance {
  if (metric !== 'minkowski') return { name: metric, p };
  return { name: p === 1 ? 'manhattan' : p === 2 ? 'euclidean' : 'minkowski', p };
}

/**
 * The rows with the sum of their squares as one more column. Each is first brought to a size near 1, by a power of
 * two, which changes no digit, so that no square overflows or vanishes.
 */
function withSquares({ data, rows, cols }: Matrix): Float64Array {
  const width = cols + 1;
  const extended = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    let largest = 0;
    for (let j = 0; j < cols; j++) largest = Math.max(largest, Math.abs(data[i * cols + j]!));
    const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
    const scale = 2 ** Math.max(-1022, Math.min(-exponent, 1022));
    let squares = 0;
    for (let j = 0; j < cols; j++) {
      const value = data[i * cols + j]! * scale;
      extended[i * width + j] = value;
      squares += value * value;
    }
    extended[i * width + cols] = squares;
  }
  return extended;
}
