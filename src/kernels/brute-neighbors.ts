import { type Distance, finishDistances, reducedDistances } from './distances.js';
import { emptyNearest, type Nearest, offerNearest, sortNearest } from './nearest.js';

/** Values of a block of rows that are compared while they are in the processor's cache (64 KB). */
const BLOCK_VALUES = 8192;
/** Queries that are answered side by side, so that a block of rows is read from memory once for all of them. */
const QUERIES = 64;

/**
 * The `count` nearest rows for each query, every row being compared: O(queries * rows * cols). With `skipSelf`
 * the queries are the rows themselves, and none is its own neighbour.
 */
export function bruteNeighbors(
  distance: Distance,
  rows: Float64Array,
  rowCount: number,
  queries: Float64Array,
  queryCount: number,
  cols: number,
  count: number,
  skipSelf: boolean,
): Nearest {
  const nearest = emptyNearest(queryCount, count);
  const block = Math.max(16, Math.floor(BLOCK_VALUES / cols));
  const found = new Float64Array(block);
  for (let q0 = 0; q0 < queryCount; q0 += QUERIES) {
    const q1 = Math.min(q0 + QUERIES, queryCount);
    for (let from = 0; from < rowCount; from += block) {
      const to = Math.min(from + block, rowCount);
      for (let q = q0; q < q1; q++) {
        reducedDistances(distance, queries, q * cols, rows, from, to, cols, found);
        offerNearest(nearest, q * count, count, found, to - from, null, from, skipSelf ? q : -1);
      }
    }
  }
  sortNearest(nearest, count);
  finishDistances(distance, nearest.distances);
  return nearest;
}
