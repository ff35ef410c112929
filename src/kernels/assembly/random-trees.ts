/**
 * Trees of random cuts, grown depth first (Geurts, Ernst and Wehenkel, "Extremely Randomized Trees", 2006): what
 * NodeSplitter, RandomCut and TreeGrower do for columns of numbers without constraints, in one piece. What a tree needs
 * is set first, then it grows in as many calls as its caller likes; all of it belongs to one instance of the kernels.
 */
import { gatherColumn, gatherRange, lowerMissing, part4, part8 } from './node-columns';
import {
  enterNode,
  gainAt,
  impurity,
  leftRows,
  pure,
  setMeasure,
  tolerance,
  weight,
  writeValue,
} from './node-measure';

/** What rounding may take off a decrease of impurity. */
const ROUNDING = 2.220446049250313e-16;

/** Bytes of an entry of the stack: start, end, depth, twice the parent plus 1 for a left child, constants. */
const ENTRY = 20;

/** The table column after column, `length` rows each, and room for the values of a subtree. */
let table: usize = 0;
let length = 0;
let cols = 0;
let part: usize = 0;
let partLeast = 0;
let partMost = 0;
/** The columns of the rows in hand, `stride` bytes apart. */
let values: usize = 0;
let stride: usize = 0;

/** Each node owns a slice of the rows; targets and weights (0: none) are in their order. */
let rows: usize = 0;
let targets: usize = 0;
let weights: usize = 0;
let spare: usize = 0;
/** Two rooms for the values of a column in a node: of the best cut and of the one in hand. */
let best: usize = 0;
let other: usize = 0;
let range: usize = 0;

/** As in NodeSplitter. */
let drawn: usize = 0;
let constantList: usize = 0;
let isConstant: usize = 0;
let constants = 0;
let draws = false;
let maxFeatures = 0;
let random: u32 = 1;

let maxDepth = 0;
let minSamplesSplit = 0;
let minSamplesLeaf = 0;
let minWeight: f64 = 0;
let minImpurityDecrease: f64 = 0;
let totalWeight: f64 = 0;

let stack: usize = 0;
let height: usize = 0;
/** Height of the stack at which the subtree on `part` is complete. */
let partBase: usize = 0;

/** The nodes, as in Tree. */
let nodes = 0;
let width = 0;
let childrenLeft: usize = 0;
let childrenRight: usize = 0;
let feature: usize = 0;
let samples: usize = 0;
let thresholds: usize = 0;
let impurities: usize = 0;
let nodeWeights: usize = 0;
let nodeValues: usize = 0;
let missingLefts: usize = 0;

/** The best cut of the node in hand. */
let column = -1;
let threshold: f64 = 0;
let gain: f64 = 0;
let missingLeft = false;
let goLeft = 0;

/** Sets the columns; subtrees of `least` to `most` rows are copied to `newPart`. */
export function setRandomColumns(
  newTable: usize,
  newLength: i32,
  newCols: i32,
  newPart: usize,
  least: i32,
  most: i32,
  newDrawn: usize,
  newConstantList: usize,
  newIsConstant: usize,
): void {
  table = newTable;
  length = newLength;
  cols = newCols;
  part = newPart;
  partLeast = least;
  partMost = most;
  drawn = newDrawn;
  constantList = newConstantList;
  isConstant = newIsConstant;
}

/** Sets where the rows and what is parted with them are. */
export function setRandomRows(
  newRows: usize,
  newTargets: usize,
  newWeights: usize,
  newSpare: usize,
  newBest: usize,
  newOther: usize,
  newRange: usize,
  newStack: usize,
): void {
  rows = newRows;
  targets = newTargets;
  weights = newWeights;
  spare = newSpare;
  best = newBest;
  other = newOther;
  range = newRange;
  stack = newStack;
}

/** Sets where the nodes go. */
export function setRandomNodes(
  newWidth: i32,
  left: usize,
  right: usize,
  newFeature: usize,
  newSamples: usize,
  newThresholds: usize,
  newImpurities: usize,
  newWeights: usize,
  newValues: usize,
  newMissingLefts: usize,
): void {
  width = newWidth;
  childrenLeft = left;
  childrenRight = right;
  feature = newFeature;
  samples = newSamples;
  thresholds = newThresholds;
  impurities = newImpurities;
  nodeWeights = newWeights;
  nodeValues = newValues;
  missingLefts = newMissingLefts;
}

/** Sets how far a tree grows. */
export function setRandomGrowth(
  depth: i32,
  leastSplit: i32,
  leastLeaf: i32,
  leastWeight: f64,
  leastDecrease: f64,
  features: i32,
  drawsColumns: i32,
): void {
  maxDepth = depth;
  minSamplesSplit = leastSplit;
  minSamplesLeaf = leastLeaf;
  minWeight = leastWeight;
  minImpurityDecrease = leastDecrease;
  maxFeatures = features;
  draws = drawsColumns !== 0;
}

/** Starts a tree of the first `count` of the rows; `kind` as in `node-measure`. */
export function beginRandomTree(
  kind: i32,
  count: i32,
  allWeight: f64,
  seed: i32,
  shares: usize,
  counts: usize,
): void {
  setMeasure(kind, width, minSamplesLeaf, minWeight, targets, weights, shares, counts);
  random = <u32>seed;
  totalWeight = allWeight;
  for (let j = 0; j < cols; j++) {
    store<i32>(drawn + ((<usize>j) << 2), j);
    store<u8>(isConstant + <usize>j, 0);
  }
  constants = 0;
  nodes = 0;
  useTable();
  height = 0;
  partBase = 0;
  push(0, count, 0, -2);
}

/** Goes on until about `work` values were looked at; returns the number of nodes when the tree is complete, else 0. */
export function growRandomTree(work: i32): i32 {
  let done = 0;
  while (height > 0) {
    if (done >= work) return 0;
    done += growNext();
  }
  return nodes;
}

/** Takes the next node off the stack; returns the work done. */
function growNext(): i32 {
  if (values === part && height === partBase) useTable();
  height -= ENTRY;
  const entry = stack + height;
  const start = load<i32>(entry);
  const count = load<i32>(entry, 4) - start;
  const depth = load<i32>(entry, 8);
  const link = load<i32>(entry, 12);
  forgetConstants(load<i32>(entry, 16));
  if (values !== part && count >= partLeast && count <= partMost) usePart(start, count);
  enterNode(start, count);
  const node = addNode(link, count);
  if (
    pure ||
    depth >= maxDepth ||
    count < minSamplesSplit ||
    count < 2 * minSamplesLeaf ||
    weight < 2 * minWeight
  )
    return count;
  const tried = findCut(start, count);
  if (column < 0 || (minImpurityDecrease > 0 && gain / totalWeight + ROUNDING < minImpurityDecrease))
    return count * (tried + 1);
  const at = <usize>node;
  store<i32>(feature + (at << 2), column);
  store<f64>(thresholds + (at << 3), threshold);
  store<u8>(missingLefts + at, missingLeft ? 1 : 0);
  part4(best, threshold, rows + ((<usize>start) << 2), count, spare);
  part8(best, threshold, targets + ((<usize>start) << 3), count, spare);
  if (weights !== 0) part8(best, threshold, weights + ((<usize>start) << 3), count, spare);
  push(start + goLeft, start + count, depth + 1, node << 1);
  push(start, start + goLeft, depth + 1, (node << 1) | 1);
  return count * (tried + 1);
}

function push(start: i32, end: i32, depth: i32, link: i32): void {
  const entry = stack + height;
  store<i32>(entry, start);
  store<i32>(entry, end, 4);
  store<i32>(entry, depth, 8);
  store<i32>(entry, link, 12);
  // The constants found so far hold in the whole subtree.
  store<i32>(entry, constants, 16);
  height += ENTRY;
}

function useTable(): void {
  values = table;
  stride = (<usize>length) << 3;
}

/** Copies the values of a subtree to lie close together; its rows are numbered from 0 from here on. */
function usePart(start: i32, count: i32): void {
  const first = rows + ((<usize>start) << 2);
  const size = (<usize>count) << 3;
  for (let j = 0; j < cols; j++) {
    gatherColumn(table + <usize>j * stride, first, count, part + <usize>j * size);
  }
  for (let k = 0; k < count; k++) store<i32>(first + ((<usize>k) << 2), k);
  values = part;
  stride = size;
  partBase = height;
}

/** Adds the node last entered as a leaf, and returns its number. */
function addNode(link: i32, count: i32): i32 {
  const node = nodes++;
  if (link >= 0) {
    store<i32>((link & 1 ? childrenLeft : childrenRight) + ((<usize>(link >> 1)) << 2), node);
  }
  const at = (<usize>node) << 2;
  store<i32>(childrenLeft + at, -1);
  store<i32>(childrenRight + at, -1);
  store<i32>(feature + at, -2);
  store<i32>(samples + at, count);
  store<f64>(thresholds + (at << 1), -2);
  store<f64>(impurities + (at << 1), impurity);
  store<f64>(nodeWeights + (at << 1), weight);
  store<u8>(missingLefts + <usize>node, 0);
  writeValue(nodeValues + <usize>(node * width) * 8);
  return node;
}

function forgetConstants(count: i32): void {
  while (constants > count) {
    constants--;
    store<u8>(isConstant + <usize>load<i32>(constantList + ((<usize>constants) << 2)), 0);
  }
}

/** Finds the best of the cuts drawn for the node entered; returns how many columns were tried. */
function findCut(start: i32, count: i32): i32 {
  const enough = weight * impurity - tolerance;
  const first = rows + ((<usize>start) << 2);
  column = -1;
  gain = -Infinity;
  let tried = 0;
  for (let k = 0; k < cols && (k < maxFeatures || tried === 0); k++) {
    if (constants === cols || gain >= enough) break;
    const chosen = draws ? drawColumn(k) : k;
    if (load<u8>(isConstant + <usize>chosen) !== 0) continue;
    if (tryColumn(chosen, first, count)) tried++;
    else {
      store<i32>(constantList + ((<usize>constants) << 2), chosen);
      store<u8>(isConstant + <usize>chosen, 1);
      constants++;
    }
  }
  return tried;
}

/** The next column of a Fisher-Yates shuffle. */
function drawColumn(k: i32): i32 {
  const from = drawn + ((<usize>k) << 2);
  const to = from + ((<usize>(next() % <u32>(cols - k))) << 2);
  const chosen = load<i32>(to);
  store<i32>(to, load<i32>(from));
  store<i32>(from, chosen);
  return chosen;
}

/** Draws a cut of a column and keeps it where it is the best; false when the column is constant in the node. */
function tryColumn(tried: i32, first: usize, count: i32): bool {
  const someMissing = gatherRange(values + <usize>tried * stride, first, count, other, range) !== 0;
  const low = load<f64>(range);
  const high = load<f64>(range, 8);
  if (low > high || (low === high && !someMissing)) return false;
  const share = <f64>next() / 4294967296;
  const mixed = low * (1 - share) + high * share;
  const cut = mixed < high ? max(low, mixed) : low;
  const missingGoLeft = someMissing && next() % 2 === 1;
  if (missingGoLeft) lowerMissing(other, count);
  const gained = gainAt(other, count, cut);
  if (!(gained > gain + tolerance)) return true;
  column = tried;
  threshold = cut;
  gain = gained;
  goLeft = leftRows;
  // Where fit saw no missing value, a missing one follows the larger part of the rows.
  missingLeft = someMissing ? missingGoLeft : leftRows > count - leftRows;
  const kept = other;
  other = best;
  best = kept;
  return true;
}

/** Marsaglia's xorshift32, as in XorShift. */
function next(): u32 {
  random ^= random << 13;
  random ^= random >> 17;
  random ^= random << 5;
  return random;
}
