import { type Distance, finishDistances, reducedDistances } from './distances.js';
import { emptyNearest, type Nearest, offerNearest, sortNearest } from './nearest.js';
import { f32, f64, i32 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** The rows that are searched. */
export interface SearchedRows {
  /** Row-major. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly cols: number;
  /** The number of each row; null where it is its place. */
  readonly ids: Int32Array | null;
}

/** Fewer queries than this are answered from the rows as they lie: packing them would cost more than it saves. */
const FEW_QUERIES = 6;
/** Queries that the kernels hold at a time, fewer where their values or places would be more than the other (16 MB). */
const QUERIES = 1024;
const QUERY_VALUES = 2 ** 21;
/** Values of the rows that the kernels hold at a time (1 MB). */
const ROW_VALUES = 131_072;
/** Values of the rows that all queries meet while they are in the processor's nearest cache. */
const CACHED_VALUES = 4096;
/** More columns than this would need another bound of the errors in single precision. */
const MOST_FILTERED_COLUMNS = 65_536;

/**
 * The `count` nearest rows for each query, every row being compared: O(queries * rows * cols). With `skipSelf`
 * the queries are the rows themselves in the order of their numbers, and none is its own neighbour.
 */
export function bruteNeighbors(
  distance: Distance,
  searched: SearchedRows,
  queries: Float64Array,
  queryCount: number,
  count: number,
  skipSelf: boolean,
): Nearest {
  const nearest = emptyNearest(queryCount, count);
  const metric = metricCodes[distance.name];
  if (queryCount < FEW_QUERIES || metric === null) {
    scanPlainly(distance, searched, queries, queryCount, count, skipSelf, nearest);
    sortNearest(nearest, count);
  } else {
    const search = distance.name === 'euclidean' ? filter : scan;
    const held = Math.max(8, Math.min(QUERIES, Math.floor(QUERY_VALUES / Math.max(count, searched.cols))));
    for (let from = 0; from < queryCount; from += held) {
      const to = Math.min(from + held, queryCount);
      const chunk = queries.subarray(from * searched.cols, to * searched.cols);
      search(metric, searched, chunk, count, skipSelf ? from : -1, {
        distances: nearest.distances.subarray(from * count, to * count),
        indices: nearest.indices.subarray(from * count, to * count),
      });
    }
  }
  finishDistances(distance, nearest.distances);
  return nearest;
}

/** How the kernels call a metric; null where they do not have it. Powers are not worth it: they are all the work. */
const metricCodes: Readonly<Record<Distance['name'], number | null>> = {
  euclidean: 0,
  manhattan: 1,
  chebyshev: 2,
  cosine: 3,
  minkowski: null,
};

/** Compares all pairs in double precision, eight rows at a time. */
function scan(
  metric: number,
  { data, rows, cols, ids }: SearchedRows,
  queries: Float64Array,
  count: number,
  skip: number,
  nearest: Nearest,
): void {
  const queryCount = queries.length / cols;
  const held = Math.min(rows, Math.max(8, Math.floor(ROW_VALUES / cols)));
  const block = Math.max(8, Math.floor(CACHED_VALUES / cols / 8) * 8);
  withWorkspace((workspace) => {
    const { kernels } = workspace;
    const at = workspace.allocate({
      queries: f64(queries.length),
      rows: f64(held * cols),
      panels: f64(Math.ceil(held / 8) * 8 * cols),
      ids: i32(ids === null ? 0 : held),
      distances: f64(queryCount * count),
      indices: i32(queryCount * count),
      found: f64(8),
    });
    at.queries.set(queries);
    at.distances.set(nearest.distances);
    at.indices.set(nearest.indices);
    for (let from = 0; from < rows; from += held) {
      const size = Math.min(held, rows - from);
      at.rows.set(data.subarray(from * cols, (from + size) * cols));
      if (ids !== null) at.ids.set(ids.subarray(from, from + size));
      kernels.packEight(at.rows.byteOffset, size, cols, at.panels.byteOffset);
      for (let start = 0; start < size; start += block) {
        kernels.scanRows(
          metric,
          at.queries.byteOffset,
          queryCount,
          at.panels.byteOffset + start * cols * 8,
          Math.min(block, size - start),
          cols,
          ids === null ? 0 : at.ids.byteOffset + start * 4,
          from + start,
          skip,
          at.distances.byteOffset,
          at.indices.byteOffset,
          count,
          at.found.byteOffset,
        );
      }
    }
    kernels.sortNearest(at.distances.byteOffset, at.indices.byteOffset, count, queryCount);
    nearest.distances.set(at.distances);
    nearest.indices.set(at.indices);
  });
}

/** Compares all pairs in single precision, and those that may count in double. */
function filter(
  metric: number,
  searched: SearchedRows,
  queries: Float64Array,
  count: number,
  skip: number,
  nearest: Nearest,
): void {
  const { data, rows, cols, ids } = searched;
  const frame = frameOf(data, rows, cols);
  if (frame === null || cols > MOST_FILTERED_COLUMNS) {
    scan(metric, searched, queries, count, skip, nearest);
    return;
  }
  const { scale } = frame;
  const queryCount = queries.length / cols;
  const queryPlaces = Math.ceil(queryCount / 4) * 4;
  const held = Math.min(rows, Math.max(8, Math.floor(ROW_VALUES / cols)));
  const rowPlaces = Math.ceil(held / 8) * 8;
  const block = Math.max(8, Math.floor(CACHED_VALUES / cols / 8) * 8);
  withWorkspace((workspace) => {
    const { kernels } = workspace;
    const at = workspace.allocate({
      queries: f64(queries.length),
      queryPanels: f32(queryPlaces * cols),
      norms: f64(queryPlaces),
      limits: f32(queryPlaces),
      rows: f64(held * cols),
      rowPanels: f32(rowPlaces * cols),
      constants: f32(rowPlaces),
      ids: i32(ids === null ? 0 : held),
      centre: f64(cols),
      distances: f64(queryCount * count),
      indices: i32(queryCount * count),
    });
    at.queries.set(queries);
    at.centre.set(frame.centre);
    at.limits.fill(Number.NEGATIVE_INFINITY, 0, queryCount);
    at.limits.fill(Number.POSITIVE_INFINITY, queryCount);
    at.distances.set(nearest.distances);
    at.indices.set(nearest.indices);
    const pack = [cols, at.centre.byteOffset, scale] as const;
    kernels.packQueries(
      at.queries.byteOffset,
      queryCount,
      ...pack,
      at.queryPanels.byteOffset,
      at.norms.byteOffset,
    );
    for (let from = 0; from < rows; from += held) {
      const size = Math.min(held, rows - from);
      at.rows.set(data.subarray(from * cols, (from + size) * cols));
      if (ids !== null) at.ids.set(ids.subarray(from, from + size));
      kernels.packCandidates(
        at.rows.byteOffset,
        size,
        ...pack,
        at.rowPanels.byteOffset,
        at.constants.byteOffset,
      );
      kernels.filterRows(
        at.queryPanels.byteOffset,
        at.norms.byteOffset,
        at.queries.byteOffset,
        queryCount,
        at.rowPanels.byteOffset,
        at.constants.byteOffset,
        at.rows.byteOffset,
        size,
        cols,
        block,
        scale,
        ids === null ? 0 : at.ids.byteOffset,
        from,
        skip,
        at.limits.byteOffset,
        at.distances.byteOffset,
        at.indices.byteOffset,
        count,
      );
    }
    kernels.sortNearest(at.distances.byteOffset, at.indices.byteOffset, count, queryCount);
    nearest.distances.set(at.distances);
    nearest.indices.set(at.indices);
  });
}

/** Rows that are looked at for the centre and the spread. */
const SAMPLE = 1024;
/** Beyond 2^400, and below its inverse, squares leave the range in which the filter's bound holds. */
const MOST_EXPONENT = 400;

/**
 * A point in the midst of the rows, and the power of two that brings most of them within 1 of it; null where there is
 * none that will do. Any point is right, one in the midst is fast, so a sample is enough.
 */
function frameOf(
  data: Float64Array,
  rows: number,
  cols: number,
): { readonly centre: Float64Array; readonly scale: number } | null {
  const centre = new Float64Array(cols);
  const size = Math.min(rows, SAMPLE);
  const start = (i: number) => Math.floor((i * rows) / size) * cols;
  for (let i = 0; i < size; i++) {
    const from = start(i);
    for (let j = 0; j < cols; j++) centre[j]! += data[from + j]! / size;
  }
  let reach = 0;
  for (let i = 0; i < size; i++) {
    const from = start(i);
    for (let j = 0; j < cols; j++) reach = Math.max(reach, Math.abs(data[from + j]! - centre[j]!));
  }
  if (reach === 0) return { centre, scale: 1 };
  const exponent = Math.ceil(Math.log2(reach));
  return Math.abs(exponent) <= MOST_EXPONENT ? { centre, scale: 2 ** -exponent } : null;
}

/** Values of a block of rows that are compared while they are in the processor's cache (64 KB). */
const PLAIN_VALUES = 8192;
/** Queries that are answered side by side, so that a block of rows is read from memory once for all of them. */
const PLAIN_QUERIES = 64;

/** The loops of TypeScript. */
function scanPlainly(
  distance: Distance,
  { data, rows, cols, ids }: SearchedRows,
  queries: Float64Array,
  queryCount: number,
  count: number,
  skipSelf: boolean,
  nearest: Nearest,
): void {
  const block = Math.max(16, Math.floor(PLAIN_VALUES / cols));
  const found = new Float64Array(block);
  for (let q0 = 0; q0 < queryCount; q0 += PLAIN_QUERIES) {
    const q1 = Math.min(q0 + PLAIN_QUERIES, queryCount);
    for (let from = 0; from < rows; from += block) {
      const to = Math.min(from + block, rows);
      for (let q = q0; q < q1; q++) {
        reducedDistances(distance, queries, q * cols, data, from, to, cols, found);
        offerNearest(nearest, q * count, count, found, to - from, ids, from, skipSelf ? q : -1);
      }
    }
  }
}
