import { withWorkspace } from '../wasm/workspace.js';
import type { Criterion } from './criterion.js';
import { Frontier } from './frontier.js';
import { NodeSplitter, type Questions, type Split } from './node-splitter.js';
import { type RankedColumns, withValues } from './ranked-columns.js';
import { markLeft, RowSet } from './row-set.js';
import { RowSubset } from './row-subset.js';
import { setOf, type Tree, TreeNodes } from './tree-nodes.js';
import { ValueSubset } from './value-subset.js';

/** How far a tree grows. */
export interface Growth extends Questions {
  readonly maxDepth: number;
  readonly minSamplesSplit: number;
  readonly minSamplesLeaf: number;
  /** Least weight of a leaf, as a share of that of the tree. */
  readonly minWeightFractionLeaf: number;
  /** Null grows depth first, else the leaf whose split gains most is split next. */
  readonly maxLeafNodes: number | null;
  readonly minImpurityDecrease: number;
  /** How many categories each column has, 0 for numbers; null where no column has any. */
  readonly categories: Int32Array | null;
}

/** What rounding may take off a decrease of impurity. */
const ROUNDING = Number.EPSILON;

/** A subtree of at most this many rows works on a set of its own, whose orders fit in the cache ... */
const SUBSET_ROWS = 8192;
const VALUE_ROWS = 8192;
/** ... unless it has fewer than these, or so many columns that the copies would take too much room. */
const SUBSET_LEAST = 64;
const SUBSET_CELLS = 1 << 22;

/** Rows with their targets, and the order in which the nodes have them. */
interface Site<S extends RowSet = RowSet> {
  readonly set: S;
  readonly criterion: Criterion;
  /** Each node owns a slice. */
  readonly rows: Int32Array;
  readonly spare: Int32Array;
  readonly marks: Uint8Array;
}

/** The least and the largest value that a node may have where there are monotonic constraints. */
interface Bounds {
  readonly low: number;
  readonly high: number;
}

const UNBOUNDED: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/**
 * Grows trees (CART; Breiman, Friedman, Olshen and Stone, 1984) on columns that were ranked once. One grower
 * serves any number of trees in turn and allocates only what it returns.
 */
export class TreeGrower {
  readonly #whole: Site;
  readonly #part: Site<RowSubset | ValueSubset> | null;
  #site: Site;
  /** Height of the stack at which a subtree on the part is complete. */
  #partBase = 0;
  readonly #growth: Growth;
  readonly #splitter: NodeSplitter;
  #nodes: TreeNodes;
  #totalWeight = 0;
  /** Depth first: five numbers a node that is still to do (see `push`), and its bounds. */
  readonly #stack: number[] = [];
  readonly #bounds: Bounds[] = [];
  /** Best first: the leaves that can be split. */
  readonly #frontier = new Frontier();
  #splitsLeft = 0;
  #rootRows = 0;

  constructor(columns: RankedColumns, criterion: Criterion, growth: Growth) {
    const { rows, cols } = columns;
    const set = new RowSet(growth.randomCuts ? withValues(columns) : columns);
    criterion.minRows = growth.minSamplesLeaf;
    this.#growth = growth;
    this.#splitter = new NodeSplitter(columns, growth);
    this.#nodes = new TreeNodes(criterion.width, 1);
    this.#whole = { set, criterion, ...roomFor(rows) };
    this.#site = this.#whole;
    const capacity = Math.min(
      growth.randomCuts ? VALUE_ROWS : SUBSET_ROWS,
      Math.floor(SUBSET_CELLS / cols),
      rows >> 1,
    );
    // Best first the subtrees take turns.
    const pays = growth.maxLeafNodes === null && capacity >= SUBSET_LEAST;
    this.#part = pays ? partOf(this.#whole, capacity) : null;
  }

  /** Starts a tree. Rows of weight 0 are not part of it; without weights all count 1. */
  begin(weights: Float64Array | null, seed: number): void {
    const { set, criterion, rows } = this.#whole;
    let count = 0;
    let total = 0;
    for (let i = 0; i < set.size; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      if (weight === 0) continue;
      rows[count++] = i;
      total += weight;
    }
    this.#site = this.#whole;
    this.#totalWeight = total;
    criterion.minWeight = this.#growth.minWeightFractionLeaf * total;
    criterion.begin(weights);
    this.#splitter.begin(seed);
    this.#nodes = new TreeNodes(criterion.width, Math.min(2 * count, 512));
    this.#stack.length = 0;
    this.#bounds.length = 0;
    this.#frontier.clear();
    const { maxLeafNodes } = this.#growth;
    if (maxLeafNodes === null) this.#push(0, count, 0, -1, false, UNBOUNDED);
    else {
      this.#splitsLeft = maxLeafNodes - 1;
      this.#rootRows = count;
    }
  }

  /** Goes on until about `work` values were looked at; true when the tree is complete. */
  advance(work: number): boolean {
    if (!this.#growth.randomCuts) return this.#grow(work);
    return withWorkspace((workspace) => {
      this.#splitter.useWorkspace(workspace);
      return this.#grow(work);
    });
  }

  #grow(work: number): boolean {
    const depthFirst = this.#growth.maxLeafNodes === null;
    let done = 0;
    while (done < work) {
      const more = depthFirst ? this.#splitNext() : this.#splitBest();
      if (more === 0) return true;
      done += more;
    }
    return false;
  }

  /** The complete tree. */
  finish(): Tree {
    return this.#nodes.finish();
  }

  #push(start: number, end: number, depth: number, parent: number, isLeft: boolean, bounds: Bounds): void {
    this.#bounds.push(bounds);
    // The constants found so far hold in the whole subtree.
    this.#stack.push(start, end, depth, 2 * parent + (isLeft ? 1 : 0), this.#splitter.constants);
  }

  /** Takes the next node off the stack; returns the work done, 0 at the end. */
  #splitNext(): number {
    const stack = this.#stack;
    if (stack.length === 0) return 0;
    if (this.#site === this.#part && stack.length === this.#partBase) this.#site = this.#whole;
    const constants = stack.pop()!;
    const link = stack.pop()!;
    const depth = stack.pop()!;
    let end = stack.pop()!;
    let start = stack.pop()!;
    const bounds = this.#bounds.pop()!;
    if (this.#enterPart(start, end)) [start, end] = [0, end - start];
    this.#splitter.forgetConstants(constants);
    const node = this.#add(start, end, link >> 1, (link & 1) === 1, bounds);
    const work = this.#findSplit(start, end, depth, bounds);
    const split = this.#splitter;
    if (split.column < 0) return work;
    const middle = this.#split(node, start, end, split);
    this.#push(middle, end, depth + 1, node, false, this.#boundsBelow(bounds, split, false));
    this.#push(start, middle, depth + 1, node, true, this.#boundsBelow(bounds, split, true));
    return work;
  }

  /** Moves the rows of a subtree to the part where it pays. */
  #enterPart(start: number, end: number): boolean {
    const part = this.#part;
    const count = end - start;
    if (part === null || this.#site === part || count < SUBSET_LEAST || count > part.rows.length)
      return false;
    const { rows, criterion } = this.#whole;
    part.set.take(rows, start, end);
    part.criterion.take(criterion, rows, start, end);
    for (let i = 0; i < count; i++) part.rows[i] = i;
    this.#site = part;
    this.#partBase = this.#stack.length;
    return true;
  }

  /** Splits the leaf that gains most; returns the work done, 0 at the end. */
  #splitBest(): number {
    if (this.#nodes.count === 0) return this.#offer(0, this.#rootRows, 0, -1, false, UNBOUNDED);
    const leaf = this.#frontier.take();
    if (leaf === null || this.#splitsLeft === 0) return 0;
    this.#splitsLeft--;
    const { node, start, end, depth } = leaf;
    const middle = this.#split(node, start, end, leaf);
    const left = this.#offer(start, middle, depth + 1, node, true, this.#boundsBelow(leaf, leaf, true));
    return left + this.#offer(middle, end, depth + 1, node, false, this.#boundsBelow(leaf, leaf, false));
  }

  /** Adds a leaf, and remembers it where it can be split. */
  #offer(
    start: number,
    end: number,
    depth: number,
    parent: number,
    isLeft: boolean,
    { low, high }: Bounds,
  ): number {
    this.#splitter.forgetConstants(0);
    const node = this.#add(start, end, parent, isLeft, { low, high });
    const work = this.#findSplit(start, end, depth, { low, high });
    const { column, threshold, missingLeft, lastLeft, gain, middle } = this.#splitter;
    if (column >= 0) {
      const sides = this.#splitter.sides?.slice() ?? null;
      const split: Split = { column, threshold, missingLeft, lastLeft, gain, sides, middle };
      this.#frontier.add({ node, start, end, depth, low, high, ...split });
    }
    return work;
  }

  #add(start: number, end: number, parent: number, isLeft: boolean, { low, high }: Bounds): number {
    const { criterion, rows } = this.#site;
    criterion.enter(rows, start, end);
    const node = this.#nodes.add(parent, isLeft, end - start, criterion.weight, criterion.impurity);
    const { value } = this.#nodes;
    const at = node * criterion.width;
    criterion.writeValue(value, at);
    if (this.#growth.monotonic === null) return node;
    // Of two classes it is the second whose probability is bound.
    const bound = at + criterion.width - 1;
    value[bound] = Math.min(Math.max(value[bound]!, low), high);
    if (criterion.width === 2) value[at] = 1 - value[bound]!;
    return node;
  }

  /** Leaves the split of the node just added in the splitter (column -1: none); returns the work done. */
  #findSplit(start: number, end: number, depth: number, { low, high }: Bounds): number {
    const { criterion, set, rows } = this.#site;
    const count = end - start;
    const growth = this.#growth;
    const splitter = this.#splitter;
    splitter.column = -1;
    const isLeaf =
      criterion.pure ||
      depth >= growth.maxDepth ||
      count < growth.minSamplesSplit ||
      count < 2 * growth.minSamplesLeaf ||
      criterion.weight < 2 * criterion.minWeight;
    if (isLeaf) return count;
    criterion.low = low;
    criterion.high = high;
    const tried = splitter.find(set, criterion, rows, start, end);
    const decrease = splitter.gain / this.#totalWeight;
    if (growth.minImpurityDecrease > 0 && decrease + ROUNDING < growth.minImpurityDecrease) {
      splitter.column = -1;
    }
    return count * (tried + 1);
  }

  /** The bounds of a child: a column with a constraint parts those of its parent in the middle. */
  #boundsBelow(bounds: Bounds, { column, middle }: Split, isLeft: boolean): Bounds {
    const { monotonic } = this.#growth;
    const sign = monotonic === null ? 0 : monotonic[column]!;
    if (sign === 0) return bounds;
    return isLeft === sign > 0 ? { low: bounds.low, high: middle } : { low: middle, high: bounds.high };
  }

  /** Moves the rows that go left before the others, each side in its old order; returns where the right begins. */
  #split(node: number, start: number, end: number, split: Split): number {
    const { set, rows, spare, marks } = this.#site;
    const { column, threshold, missingLeft, sides } = split;
    this.#nodes.split(node, column, threshold, missingLeft, sides && setOf(sides));
    markLeft(set, rows, start, end, split, marks);
    let left = start;
    let right = 0;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const isLeft = marks[i - start]!;
      rows[left] = row;
      spare[right] = row;
      left += isLeft;
      right += 1 - isLeft;
    }
    for (let i = 0; i < right; i++) rows[left + i] = spare[i]!;
    return left;
  }
}

function partOf(whole: Site, capacity: number): Site<RowSubset | ValueSubset> {
  return {
    set:
      whole.set.values === null ? new RowSubset(whole.set, capacity) : new ValueSubset(whole.set, capacity),
    criterion: whole.criterion.roomFor(capacity),
    ...roomFor(capacity),
  };
}

function roomFor(rows: number) {
  return { rows: new Int32Array(rows), spare: new Int32Array(rows), marks: new Uint8Array(rows) };
}
