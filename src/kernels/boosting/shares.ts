import { type BoostingMemory, histogramAt, NODE_NUMBERS, RESULT_NUMBERS, SPARE_NUMBERS } from './memory.js';

/** Does a share of a piece of work, as the given one of the crew. */
type Share = (memory: BoostingMemory, worker: number, share: number) => void;

/** Kinds of work, which the first word of the memory's job tells; the other words are told at each. */
export const EXPLORE_NODES = 0;
export const DIVIDE_ROWS = 1;
export const ADD_ROWS = 2;
export const DERIVE_LOG_LOSS = 3;

const SHARES: readonly Share[] = [exploreNodes, divideRows, addRows, deriveLogLoss];

/** How a node's histogram comes about: it is there, made from rows, of parts, or what the other node leaves of it. */
export const THERE = 0;
export const FROM_ROWS = 1;
export const FROM_PARTS = 2;
export const WHAT_IS_LEFT = 3;

/** Words that tell of one of the nodes to explore, and where the first begins. */
export const EXPLORED_WORDS = 5;
export const EXPLORED_FIRST = 3;

/** Does a share of the work that the memory's job tells of, as the given one of the crew, from 0. */
export function doShare(memory: BoostingMemory, worker: number, share: number): void {
  SHARES[memory.job[0]!]!(memory, worker, share);
}

/**
 * Makes the histograms of one node or two and looks for their best splits, in a share of the columns: what a thread
 * adds up it reads again itself, so that it need not come from another core.
 * Job: nodes, shares; for each node its slot, how its histogram comes about, first place in the order (-1: all rows
 * as they come), rows, and how many columns to look at.
 */
function exploreNodes(memory: BoostingMemory, worker: number, share: number): void {
  const { shape, job } = memory;
  const nodes = job[1]!;
  const shares = job[2]!;
  const first = Math.floor((share * shape.cols) / shares);
  const last = Math.floor(((share + 1) * shape.cols) / shares);
  for (let which = 0; which < nodes; which++) makeHistogram(memory, which, first, last);
  for (let which = 0; which < nodes; which++) {
    const at = (2 * share + which) * RESULT_NUMBERS;
    memory.result.fill(0, at, at + RESULT_NUMBERS);
    findSplit(memory, worker, which, first, last, at);
  }
}

function makeHistogram(memory: BoostingMemory, which: number, first: number, last: number): void {
  const { kernels, stride, byRow, packed, order, lastBins, job } = memory;
  const at = EXPLORED_FIRST + which * EXPLORED_WORDS;
  const how = job[at + 1]!;
  if (how === THERE) return;
  const bins = lastBins.byteOffset + first * 4;
  const histogram = histogramAt(memory, job[at]!);
  const own = histogramAt(memory, job[at]!, first);
  if (how === WHAT_IS_LEFT) {
    const other = histogramAt(memory, job[EXPLORED_FIRST]!, first);
    kernels.subtractHistogram(own, other, last - first, bins);
    return;
  }
  if (how === FROM_PARTS) {
    addParts(memory, own, first, last);
    return;
  }
  const start = job[at + 2]!;
  kernels.clearHistogram(own, last - first, bins);
  kernels.addToHistogram(
    byRow.byteOffset,
    stride,
    packed.byteOffset,
    start < 0 ? 0 : order.byteOffset + start * 4,
    job[at + 3]!,
    first,
    last,
    histogram,
  );
}

/** Adds up what each thread has added to its part. */
function addParts(memory: BoostingMemory, sum: number, first: number, last: number): void {
  const { kernels, shape, lastBins, joined, serial } = memory;
  const bins = lastBins.byteOffset + first * 4;
  if (joined[0] !== serial[0]) kernels.clearHistogram(sum, last - first, bins);
  for (let worker = 1; worker < shape.crew; worker++) {
    if (joined[worker] !== serial[0]) continue;
    kernels.addHistogram(sum, partAt(memory, worker, first), last - first, bins);
  }
}

/** Where a helper makes its part of a histogram; the thread that leads uses the node's own. */
function partAt(memory: BoostingMemory, worker: number, feature = 0): number {
  return histogramAt(memory, memory.slots + worker - 1, feature);
}

/**
 * Adds some of a node's rows to the thread's part of its histogram.
 * Job: slot, first place in the order (-1: all rows as they come), rows, rows of a share.
 */
function addRows(memory: BoostingMemory, worker: number, share: number): void {
  const { kernels, shape, stride, byRow, packed, order, lastBins, job, joined, serial } = memory;
  const [, slot, start, rows, each] = job as unknown as number[];
  const part = worker === 0 ? histogramAt(memory, slot!) : partAt(memory, worker);
  if (joined[worker] !== serial[0]) {
    joined[worker] = serial[0]!;
    kernels.clearHistogram(part, shape.cols, lastBins.byteOffset);
  }
  const from = share * each!;
  // Without an order the rows of a share are told by where their bins and derivatives begin.
  const ordered = start! >= 0;
  kernels.addToHistogram(
    byRow.byteOffset + (ordered ? 0 : from * stride),
    stride,
    packed.byteOffset + (ordered ? 0 : from * 16),
    ordered ? order.byteOffset + (start! + from) * 4 : 0,
    Math.min(each!, rows! - from),
    0,
    shape.cols,
    part,
  );
}

/** Looks at those of a node's columns that are among the share's. */
function findSplit(
  memory: BoostingMemory,
  worker: number,
  which: number,
  first: number,
  last: number,
  resultAt: number,
): void {
  const { kernels, shape, features, lastBins, hasMissing, isCategorical, monotone, job } = memory;
  const { rules, node, spare, result } = memory;
  const at = EXPLORED_FIRST + which * EXPLORED_WORDS;
  const list = which * shape.cols;
  const count = job[at + 4]!;
  let from = 0;
  while (from < count && features[list + from]! < first) from++;
  let to = from;
  while (to < count && features[list + to]! < last) to++;
  kernels.findSplit(
    histogramAt(memory, job[at]!),
    features.byteOffset + list * 4,
    from,
    to,
    lastBins.byteOffset,
    hasMissing.byteOffset,
    isCategorical.byteOffset,
    monotone.byteOffset,
    rules.byteOffset,
    node.byteOffset + which * NODE_NUMBERS * 8,
    spare.byteOffset + worker * SPARE_NUMBERS * 8,
    result.byteOffset + resultAt * 8,
  );
}

/** Job: column, first place in the order, rows, rows of a share. */
function divideRows(memory: BoostingMemory, _worker: number, share: number): void {
  const { kernels, shape, byColumn, goesLeft, order, spareOrder, toLeft, job } = memory;
  const [, column, start, rows, each] = job as unknown as number[];
  const from = share * each!;
  const at = (start! + from) * 4;
  toLeft[share] = kernels.divideRows(
    byColumn.byteOffset + column! * shape.rows,
    goesLeft.byteOffset,
    order.byteOffset + at,
    Math.min(each!, rows! - from),
    spareOrder.byteOffset + at,
  );
}

/** Job: rows of a share, which must be even. */
function deriveLogLoss(memory: BoostingMemory, _worker: number, share: number): void {
  const { kernels, shape, target, raw, gradient, hessian, job } = memory;
  const each = job[1]!;
  const from = share * each;
  kernels.binaryLogLossDerivatives(
    target.byteOffset + from * 8,
    raw.byteOffset + from * 8,
    Math.min(each, shape.rows - from),
    gradient.byteOffset + from * 4,
    hessian.byteOffset + from * 4,
  );
}
