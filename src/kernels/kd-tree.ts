import { type Distance, finishDistances, reducedDistances, reducedToBox } from './distances.js';
import { emptyNearest, type Nearest, offerNearest, sortNearest } from './nearest.js';

/**
 * A k-d tree in flat arrays. Node i has the children 2i + 1 and 2i + 2; each node halves its stretch of `order`, so
 * that its place follows from its number and is not stored.
 */
export interface KdTree {
  /** How many times the rows were halved. */
  readonly levels: number;
  /** The numbers of the rows, those of a leaf beside each other. */
  readonly order: Int32Array;
  /** The rows in that order. */
  readonly points: Float64Array;
  /** The least value of each column in each node. */
  readonly lower: Float64Array;
  /** The greatest value of each column in each node. */
  readonly upper: Float64Array;
}

/** Rows of a node from which on building it is a unit of work of its own. */
const LARGE_NODE = 4096;

/**
 * Builds a tree whose leaves hold `leafSize` to twice as many rows, each node split at the median of the column in
 * which it is widest (Friedman, Bentley and Finkel, 1977). A generator, so that the caller may pause between units
 * of work; the tree is what it returns. O(rows * (cols + log rows) * log rows).
 */
export function* buildKdTree(
  data: Float64Array,
  rows: number,
  cols: number,
  leafSize: number,
): Generator<void, KdTree> {
  const levels = Math.max(0, Math.floor(Math.log2(rows / leafSize)));
  const nodes = 2 ** (levels + 1) - 1;
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  const lower = new Float64Array(nodes * cols).fill(Number.POSITIVE_INFINITY);
  const upper = new Float64Array(nodes * cols).fill(Number.NEGATIVE_INFINITY);
  const waiting: [node: number, start: number, end: number][] = [[0, 0, rows]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [node, start, end] = next;
    const at = node * cols;
    for (let i = start; i < end; i++) {
      const row = order[i]! * cols;
      for (let j = 0; j < cols; j++) {
        const value = data[row + j]!;
        if (value < lower[at + j]!) lower[at + j] = value;
        if (value > upper[at + j]!) upper[at + j] = value;
      }
    }
    if (2 * node + 1 >= nodes) continue;
    let widest = 0;
    for (let j = 1; j < cols; j++) {
      if (upper[at + j]! - lower[at + j]! > upper[at + widest]! - lower[at + widest]!) widest = j;
    }
    const middle = (start + end) >> 1;
    splitAt(order, data, cols, widest, start, end - 1, middle);
    waiting.push([2 * node + 2, middle, end], [2 * node + 1, start, middle]);
    if (end - start > LARGE_NODE) yield;
  }
  const points = new Float64Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    const from = order[i]! * cols;
    for (let j = 0; j < cols; j++) points[i * cols + j] = data[from + j]!;
  }
  return { levels, order, points, lower, upper };
}

/**
 * What a box's distance is taken times before a node is left out. A power may be rounded either way, and a row
 * that ties with the farthest neighbour must be looked at.
 */
const SLACK = 1 - 1e-12;

/**
 * The `count` nearest rows for each query: about O(log rows) a query in few columns, O(rows) in many. With
 * `skipSelf` the queries are the rows themselves in their own order, and none is its own neighbour.
 */
export function kdTreeNeighbors(
  distance: Distance,
  tree: KdTree,
  queries: Float64Array,
  queryCount: number,
  cols: number,
  count: number,
  skipSelf: boolean,
): Nearest {
  const { levels, order, points, lower, upper } = tree;
  const firstLeaf = 2 ** levels - 1;
  const nearest = emptyNearest(queryCount, count);
  const leafRows = Math.ceil(order.length / 2 ** levels) + 1;
  const found = new Float64Array(leafRows);
  // The nodes that wait to be visited: at most one a level, and the two children of the last.
  const nodes = new Int32Array(levels + 2);
  const starts = new Int32Array(levels + 2);
  const ends = new Int32Array(levels + 2);
  const bounds = new Float64Array(levels + 2);
  for (let q = 0; q < queryCount; q++) {
    const root = q * count;
    const from = q * cols;
    nodes[0] = 0;
    starts[0] = 0;
    ends[0] = order.length;
    bounds[0] = 0;
    for (let waiting = 1; waiting > 0; ) {
      waiting--;
      if (bounds[waiting]! * SLACK > nearest.distances[root]!) continue;
      const node = nodes[waiting]!;
      const start = starts[waiting]!;
      const end = ends[waiting]!;
      if (node >= firstLeaf) {
        reducedDistances(distance, queries, from, points, start, end, cols, found);
        offerNearest(nearest, root, count, found, end - start, order, start, skipSelf ? q : -1);
        continue;
      }
      const left = 2 * node + 1;
      const middle = (start + end) >> 1;
      const toLeft = reducedToBox(distance, queries, from, lower, upper, left * cols, cols);
      const toRight = reducedToBox(distance, queries, from, lower, upper, (left + 1) * cols, cols);
      // The nearer child is put on last, for it is visited next.
      const leftPlace = toLeft > toRight ? 0 : 1;
      nodes[waiting + leftPlace] = left;
      starts[waiting + leftPlace] = start;
      ends[waiting + leftPlace] = middle;
      bounds[waiting + leftPlace] = toLeft;
      nodes[waiting + 1 - leftPlace] = left + 1;
      starts[waiting + 1 - leftPlace] = middle;
      ends[waiting + 1 - leftPlace] = end;
      bounds[waiting + 1 - leftPlace] = toRight;
      waiting += 2;
    }
  }
  sortNearest(nearest, count);
  finishDistances(distance, nearest.distances);
  return nearest;
}

/** The rows of a tree in their own order. */
export function rowsOfTree({ order, points }: KdTree, cols: number): Float64Array {
  const data = new Float64Array(points.length);
  for (let i = 0; i < order.length; i++)
    data.set(points.subarray(i * cols, (i + 1) * cols), order[i]! * cols);
  return data;
}

/**
 * Reorders `order[left..right]` so that what stands at `nth` is in its sorted place by the column (then by row
 * number, so that no two are equal) with nothing greater before it: Hoare's selection (1961), pivot of three.
 */
function splitAt(
  order: Int32Array,
  data: Float64Array,
  cols: number,
  column: number,
  left: number,
  right: number,
  nth: number,
): void {
  let low = left;
  let high = right;
  while (low < high) {
    const pivot = middleOfThree(order[low]!, order[(low + high) >> 1]!, order[high]!, data, cols, column);
    const value = data[pivot * cols + column]!;
    let i = low;
    let j = high;
    while (i <= j) {
      while (isBefore(order[i]!, data[order[i]! * cols + column]!, pivot, value)) i++;
      while (isBefore(pivot, value, order[j]!, data[order[j]! * cols + column]!)) j--;
      if (i > j) break;
      const kept = order[i]!;
      order[i++] = order[j]!;
      order[j--] = kept;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else return;
  }
}

function isBefore(a: number, valueA: number, b: number, valueB: number): boolean {
  return valueA < valueB || (valueA === valueB && a < b);
}

function middleOfThree(
  a: number,
  b: number,
  c: number,
  data: Float64Array,
  cols: number,
  column: number,
): number {
  const [x, y, z] = [data[a * cols + column]!, data[b * cols + column]!, data[c * cols + column]!];
  const [low, lowValue, high, highValue] = isBefore(a, x, b, y) ? [a, x, b, y] : [b, y, a, x];
  if (isBefore(c, z, low, lowValue)) return low;
  return isBefore(c, z, high, highValue) ? c : high;
}
