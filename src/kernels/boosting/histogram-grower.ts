import { XorShift } from '../tree/xor-shift.js';
import type { TreeCollector } from './boosted-trees.js';
import type { BoostingWork } from './boosting-work.js';
import { packScore, type Units } from './derivative-units.js';
import { GrownNode, type Split } from './grown-node.js';
import { type GrowthRules, LEAST_HESSIAN } from './growth-rules.js';
import { HistogramSlots } from './histogram-slots.js';
import { type BoostingMemory, histogramAt } from './memory.js';
import { FROM_ROWS, THERE, WHAT_IS_LEFT } from './shares.js';

const NO_COLUMNS = new Int32Array(0);

/**
 * Grows trees on binned rows: always the leaf that gains most is split next, until there are enough. The histogram
 * of the smaller child of a node is made from its rows, that of the larger is what is left of the node's.
 */
export class HistogramGrower {
  readonly #owner: string;
  readonly #memory: BoostingMemory;
  readonly #work: BoostingWork;
  readonly #rules: GrowthRules;
  readonly #edges: readonly Float64Array[];
  readonly #slots: HistogramSlots;
  readonly #all: Int32Array;
  readonly #random = new XorShift();
  #open: GrownNode[] = [];
  #leaves: GrownNode[] = [];
  #root!: GrownNode;

  /** The memory holds the bins, whose edges are given. */
  constructor(
    owner: string,
    memory: BoostingMemory,
    work: BoostingWork,
    edges: readonly Float64Array[],
    rules: GrowthRules,
  ) {
    this.#owner = owner;
    this.#memory = memory;
    this.#work = work;
    this.#edges = edges;
    this.#rules = rules;
    this.#slots = new HistogramSlots(memory.slots);
    this.#all = Int32Array.from({ length: memory.shape.cols }, (_, f) => f);
    for (let i = 0; i < memory.shape.rows; i++) memory.inOrder[i] = i;
    memory.monotone.fill(0);
    if (rules.monotone !== null) memory.monotone.set(rules.monotone);
  }

  /** Begins a tree for score k from the derivatives in the memory. */
  begin(k: number, constantHessian: boolean, seed: number): void {
    const { order, inOrder, shape } = this.#memory;
    this.#random.seed(seed);
    this.#slots.clear();
    this.#open = [];
    this.#leaves = [];
    order.set(inOrder);
    const units = packScore(this.#owner, this.#memory, k, constantHessian);
    this.#setRules(units);
    this.#root = this.#plantRoot(units);
    const { minSamplesLeaf } = this.#rules;
    if (shape.rows < 2 * minSamplesLeaf || this.#root.hessian < LEAST_HESSIAN) {
      this.#makeLeaf(this.#root);
    } else this.#exploreRoot(this.#root);
  }

  /** Splits one leaf; returns true when the tree is done. */
  advance(): boolean {
    const node = this.#takeBest();
    if (node === null) return true;
    const { minSamplesLeaf, maxLeafNodes, maxDepth } = this.#rules;
    const [left, right] = this.#divide(node);
    const full = this.#leaves.length + this.#open.length + 2 === maxLeafNodes;
    if (full || left.depth === maxDepth) {
      node.slot = this.#slots.release(node.slot);
      this.#makeLeaf(left);
      this.#makeLeaf(right);
      if (!full) return false;
      for (const open of this.#open) this.#makeLeaf(open);
      this.#open = [];
      return true;
    }
    const splitLeft = left.rows >= 2 * minSamplesLeaf;
    const splitRight = right.rows >= 2 * minSamplesLeaf;
    this.#boundChildren(node, left, right);
    if (splitLeft || splitRight) this.#exploreChildren(node, left, right, splitLeft, splitRight);
    else {
      node.slot = this.#slots.release(node.slot);
      this.#makeLeaf(left);
      this.#makeLeaf(right);
    }
    return false;
  }

  /** Gives every leaf another value, made from the rows it holds, before the learning rate. */
  reviseLeaves(newValue: (rows: Int32Array) => number): void {
    for (const leaf of this.#leaves) leaf.value = newValue(this.#memory.order.subarray(leaf.start, leaf.end));
  }

  /** Adds the tree to the raw predictions of score k and to the collection. */
  finish(k: number, collector: TreeCollector): void {
    const { kernels, raw, order, shape } = this.#memory;
    const scores = raw.byteOffset + k * shape.rows * 8;
    for (const leaf of this.#leaves) {
      leaf.value *= this.#rules.learningRate;
      kernels.addLeaf(scores, order.byteOffset + leaf.start * 4, leaf.rows, leaf.value);
    }
    collector.beginTree();
    this.#collect(collector);
  }

  #setRules({ gradient, hessian, countBits }: Units): void {
    const { l2, minSamplesLeaf } = this.#rules;
    this.#memory.rules.set([l2, minSamplesLeaf, LEAST_HESSIAN, gradient, hessian, countBits]);
  }

  #plantRoot(units: Units): GrownNode {
    const { shape, packed, histograms } = this.#memory;
    const slot = this.#slots.take(0);
    const seed = new GrownNode(0, 0, shape.rows, 0, 0, 0);
    this.#work.explore([{ node: seed, slot, how: FROM_ROWS, columns: NO_COLUMNS }], true);
    // Any column's bins hold all rows.
    const sums = new BigInt64Array(histograms.buffer, histogramAt(this.#memory, slot), 2 * this.#bins(0));
    let gradient = 0n;
    let counted = 0n;
    for (let p = 0; p < sums.length; p += 2) {
      gradient += sums[p]!;
      counted += sums[p + 1]!;
    }
    const hessian = Number(counted >> BigInt(units.countBits)) * units.hessian;
    const root = new GrownNode(0, 0, packed.length / 2, Number(gradient) * units.gradient, hessian, 0);
    root.slot = this.#slots.kept(slot);
    const { interactions } = this.#rules;
    if (interactions !== null) {
      root.groups = [...interactions.keys()];
      root.allowed = columnsOf(interactions, root.groups);
    }
    return root;
  }

  /** Bins of a column, that of missing values included. */
  #bins(column: number): number {
    return this.#memory.lastBins[column]! + 1;
  }

  #exploreRoot(root: GrownNode): void {
    const columns = this.#drawColumns(root.allowed ?? this.#all);
    const [split] = this.#work.explore([{ node: root, slot: root.slot, how: THERE, columns }]);
    this.#keep(root, split!);
  }

  /** Makes the children's histograms, which takes the node's away, and looks for their splits. */
  #exploreChildren(
    node: GrownNode,
    left: GrownNode,
    right: GrownNode,
    splitLeft: boolean,
    splitRight: boolean,
  ): void {
    const leftIsSmall = left.rows < right.rows;
    const [small, large] = leftIsSmall ? [left, right] : [right, left];
    small.slot = this.#slots.take(0);
    const hasParents = node.slot >= 0;
    large.slot = hasParents ? node.slot : this.#slots.take(1);
    node.slot = -1;
    const ofLeft = splitLeft ? this.#drawColumns(left.allowed ?? this.#all) : NO_COLUMNS;
    const ofRight = splitRight ? this.#drawColumns(right.allowed ?? this.#all) : NO_COLUMNS;
    const [ofSmall, ofLarge] = leftIsSmall ? [ofLeft, ofRight] : [ofRight, ofLeft];
    const splits = this.#work.explore([
      { node: small, slot: small.slot, how: FROM_ROWS, columns: ofSmall },
      { node: large, slot: large.slot, how: hasParents ? WHAT_IS_LEFT : FROM_ROWS, columns: ofLarge },
    ]);
    this.#keep(left, splits[leftIsSmall ? 0 : 1]!);
    this.#keep(right, splits[leftIsSmall ? 1 : 0]!);
  }

  /** Has a node wait for its split, or makes a leaf of it when there is none. */
  #keep(node: GrownNode, split: Split | null): void {
    node.split = split;
    if (split === null) this.#makeLeaf(node);
    else this.#open.push(node);
    node.slot = this.#slots.kept(node.slot);
  }

  #makeLeaf(node: GrownNode): void {
    node.slot = this.#slots.release(node.slot);
    node.split = null;
    this.#leaves.push(node);
  }

  /** The open node that gains most, the older one of ties; without a limit of leaves the order does not matter. */
  #takeBest(): GrownNode | null {
    const open = this.#open;
    if (this.#rules.maxLeafNodes === null) return open.pop() ?? null;
    let best = 0;
    for (let p = 1; p < open.length; p++) if (open[p]!.split!.gain > open[best]!.split!.gain) best = p;
    return open.splice(best, 1)[0] ?? null;
  }

  #divide(node: GrownNode): [GrownNode, GrownNode] {
    const { goesLeft, lastBins, hasMissing } = this.#memory;
    const split = node.split!;
    const { feature, set } = split;
    const missing = lastBins[feature]!;
    for (let bin = 0; bin < missing; bin++) {
      goesLeft[bin] = set === null ? (bin <= split.bin ? 1 : 0) : (set[bin >> 5]! >>> (bin & 31)) & 1;
    }
    goesLeft[missing] = split.missingLeft ? 1 : 0;
    const middle = node.start + this.#work.divideRows(feature, node.start, node.rows);
    const depth = node.depth + 1;
    const { leftGradient, leftHessian } = split;
    const left = new GrownNode(depth, node.start, middle, leftGradient, leftHessian, split.leftValue);
    const right = new GrownNode(
      depth,
      middle,
      node.end,
      node.gradient - leftGradient,
      node.hessian - leftHessian,
      split.rightValue,
    );
    // Where training saw nothing missing, what is missing later follows the larger part.
    node.missingLeft = hasMissing[feature] === 1 ? split.missingLeft : left.rows > right.rows;
    node.left = left;
    node.right = right;
    if (node.groups !== null) {
      const groups = node.groups.filter((g) => this.#rules.interactions![g]!.includes(feature));
      left.groups = right.groups = groups;
      left.allowed = right.allowed = columnsOf(this.#rules.interactions!, groups);
    }
    return [left, right];
  }

  /** Children of a split on a monotonic column keep to their side of the middle, and so do all below them. */
  #boundChildren(node: GrownNode, left: GrownNode, right: GrownNode): void {
    const sign = this.#rules.monotone?.[node.split!.feature] ?? 0;
    left.lower = right.lower = node.lower;
    left.upper = right.upper = node.upper;
    if (sign === 0) return;
    const middle = (left.value + right.value) / 2;
    const [low, high] = sign > 0 ? [left, right] : [right, left];
    low.upper = middle;
    high.lower = middle;
  }

  /** A share of the columns, drawn for each split, in their order. */
  #drawColumns(columns: Int32Array): Int32Array {
    const { featureShare } = this.#rules;
    if (featureShare >= 1) return columns;
    const wanted = Math.max(1, Math.ceil(featureShare * columns.length));
    const drawn = columns.slice();
    for (let p = 0; p < wanted; p++) {
      const q = p + this.#random.integer(drawn.length - p);
      [drawn[p], drawn[q]] = [drawn[q]!, drawn[p]!];
    }
    return drawn.subarray(0, wanted).sort();
  }

  /** Writes out the tree, every node before those below it and the left side first. */
  #collect(collector: TreeCollector): void {
    const waiting: [node: GrownNode, parent: number, isLeft: boolean][] = [[this.#root, -1, true]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [node, parent, isLeft] = next;
      const { left, right, split } = node;
      const inner = split !== null && left !== null && right !== null;
      const number = inner ? this.#addSplit(node, split, collector) : collector.addLeaf(node.value);
      if (parent >= 0) collector.setChild(parent, isLeft, number);
      if (inner) waiting.push([right, number, false], [left, number, true]);
    }
  }

  #addSplit({ missingLeft }: GrownNode, split: Split, collector: TreeCollector): number {
    const { feature, bin, set } = split;
    const edges = this.#edges[feature]!;
    if (set !== null) {
      const known = withoutMissing(set, this.#memory.lastBins[feature]!);
      return collector.addSplit(feature, 0, missingLeft, known);
    }
    // After the last edge all that is known goes left, and what is missing right.
    const threshold = bin < edges.length ? edges[bin]! : Number.POSITIVE_INFINITY;
    return collector.addSplit(feature, threshold, missingLeft, null);
  }
}

/** The columns of some groups, in order. */
function columnsOf(interactions: readonly (readonly number[])[], groups: readonly number[]): Int32Array {
  return Int32Array.from(new Set(groups.flatMap((g) => interactions[g]!))).sort();
}

/** Missing values have a rule of their own. */
function withoutMissing(set: Uint32Array, missing: number): Uint32Array {
  const known = set.slice();
  known[missing >> 5]! &= ~(1 << (missing & 31));
  return known;
}
