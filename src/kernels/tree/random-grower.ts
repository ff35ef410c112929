import { type ArraysOf, bytesOf, f64, i32, u8 } from '../wasm/layout.js';
import { isKept, Workspace, withWorkspace } from '../wasm/workspace.js';
import type { Criterion, Measured } from './criterion.js';
import { copyColumns, type RankedColumns } from './ranked-columns.js';
import type { Growth } from './tree-grower.js';
import type { Tree } from './tree-nodes.js';

/** A subtree of so many rows is copied to lie close together: not fewer, and no more than fit in the cache. */
const PART_LEAST = 64;
const PART_CELLS = 1 << 17;

/** A table for which the kernels would take more memory than this is left to TreeGrower. */
const MOST_BYTES = 2 ** 30;

/** Loops run over whole blocks of 4 rows. */
const BLOCK = 4;

const LARGEST = 2 ** 31 - 1;

/** As `node-measure` among the kernels numbers them. */
const KINDS = { numbers: 0, twoClasses: 1, gini: 2, entropy: 3 };

/**
 * Grows trees of random cuts in one kernel, the same as TreeGrower up to the rounding of sums: where no column has
 * categories or a constraint, the tree grows depth first and the criterion is one that the kernel knows.
 */
export class RandomGrower {
  readonly #columns: RankedColumns;
  readonly #measured: Measured;
  readonly #growth: Growth;
  /** For a table so large that its workspace would be given up after each tree. */
  readonly #own: Workspace | null;
  /** The workspace that still has the table from the last tree, as long as nothing else has used it. */
  #filled: Workspace | null = null;
  #lastUse = 0;

  private constructor(columns: RankedColumns, measured: Measured, growth: Growth, bytes: number) {
    this.#columns = columns;
    this.#measured = measured;
    this.#growth = growth;
    this.#own = isKept(bytes) ? null : new Workspace();
  }

  /** Null where the kernel cannot do it. */
  static over(columns: RankedColumns, criterion: Criterion, growth: Growth): RandomGrower | null {
    const { measured } = criterion;
    const { randomCuts, maxLeafNodes, categories, monotonic } = growth;
    if (!randomCuts || measured === null || maxLeafNodes !== null) return null;
    if (categories !== null || monotonic !== null) return null;
    const wanted = Object.values(layoutFor(columns, measured, growth, true));
    const bytes = wanted.reduce((sum, each) => sum + bytesOf(each), 0);
    return bytes > MOST_BYTES ? null : new RandomGrower(columns, measured, growth, bytes);
  }

  /** Grows a tree, waiting for `pause` after about `work` values each. Rows of weight 0 are not part of it. */
  grow(weights: Float64Array | null, seed: number, work: number, pause: () => Promise<void>): Promise<Tree> {
    const job = async (workspace: Workspace) => {
      const room = this.#begin(workspace, weights, seed);
      for (;;) {
        const nodes = workspace.kernels.growRandomTree(work);
        if (nodes > 0) return treeOf(room, nodes, this.#measured.width);
        await pause();
      }
    };
    if (this.#own === null) return withWorkspace(job);
    this.#own.clear();
    return job(this.#own);
  }

  #begin(workspace: Workspace, weights: Float64Array | null, seed: number): Room {
    const { kernels } = workspace;
    const room: Room = workspace.allocate(
      layoutFor(this.#columns, this.#measured, this.#growth, weights !== null),
    );
    this.#fill(workspace, room);
    const { width } = this.#measured;
    const { rows, cols } = this.#columns;
    const [count, total] = this.#takeRows(room, weights);
    const at = (array: { readonly byteOffset: number }) => array.byteOffset;
    const most = partRows(rows, cols);
    const least = PART_LEAST;
    kernels.setRandomColumns(
      at(room.table),
      rows,
      cols,
      at(room.part),
      least,
      most,
      at(room.drawn),
      at(room.constantList),
      at(room.isConstant),
    );
    kernels.setRandomRows(
      at(room.rows),
      at(room.targets),
      weights === null ? 0 : at(room.weights),
      at(room.spare),
      at(room.best),
      at(room.other),
      at(room.range),
      at(room.stack),
    );
    kernels.setRandomNodes(
      width,
      at(room.childrenLeft),
      at(room.childrenRight),
      at(room.feature),
      at(room.nNodeSamples),
      at(room.threshold),
      at(room.impurity),
      at(room.weightedNNodeSamples),
      at(room.value),
      at(room.missingGoLeft),
    );
    const { maxDepth, minSamplesSplit, minSamplesLeaf, minWeightFractionLeaf, minImpurityDecrease } =
      this.#growth;
    const { maxFeatures, drawColumns } = this.#growth;
    kernels.setRandomGrowth(
      Math.min(maxDepth, LARGEST),
      minSamplesSplit,
      minSamplesLeaf,
      minWeightFractionLeaf * total,
      minImpurityDecrease,
      maxFeatures,
      drawColumns || maxFeatures < cols ? 1 : 0,
    );
    kernels.beginRandomTree(
      KINDS[this.#measured.kind],
      count,
      total,
      seed | 0 || 1,
      at(room.shares),
      at(room.counts),
    );
    return room;
  }

  #fill(workspace: Workspace, { table }: Room): void {
    const isThere = this.#filled === workspace && this.#lastUse === workspace.uses - 1;
    if (!isThere) copyColumns(this.#columns, table);
    this.#filled = workspace;
    this.#lastUse = workspace.uses;
  }

  /** Lists the rows that have weight, with their targets; returns how many they are and their total weight. */
  #takeRows({ rows, targets, weights: to }: Room, weights: Float64Array | null): [number, number] {
    const from = this.#measured.targets;
    let count = 0;
    let total = 0;
    for (let i = 0; i < from.length; i++) {
      const weight = weights === null ? 1 : weights[i]!;
      if (weight === 0) continue;
      rows[count] = i;
      targets[count] = from[i]!;
      if (weights !== null) to[count] = weight;
      total += weight;
      count++;
    }
    return [count, total];
  }
}

type Room = ArraysOf<ReturnType<typeof layoutFor>>;

/** The table comes first, so that it stays where it is from tree to tree. */
function layoutFor(
  { rows, cols }: RankedColumns,
  { width }: Measured,
  { maxDepth, minSamplesLeaf }: Growth,
  weighted: boolean,
) {
  const leaves = Math.max(1, Math.min(Math.floor(rows / minSamplesLeaf), 2 ** maxDepth));
  const nodes = 2 * leaves - 1;
  const most = rows + BLOCK;
  return {
    table: f64(rows * cols),
    part: f64(partRows(rows, cols) * cols + 1),
    rows: i32(most),
    targets: f64(most),
    weights: f64(weighted ? most : 0),
    shares: f64(most),
    counts: f64(3 * width),
    spare: f64(most),
    best: f64(most),
    other: f64(most),
    range: f64(2),
    drawn: i32(cols),
    constantList: i32(cols),
    isConstant: u8(cols),
    // Depth first, a node waits for each leaf at most.
    stack: i32(5 * (leaves + 1)),
    childrenLeft: i32(nodes),
    childrenRight: i32(nodes),
    feature: i32(nodes),
    nNodeSamples: i32(nodes),
    threshold: f64(nodes),
    impurity: f64(nodes),
    weightedNNodeSamples: f64(nodes),
    value: f64(nodes * width),
    missingGoLeft: u8(nodes),
  };
}

function partRows(rows: number, cols: number): number {
  const most = Math.min(Math.floor(PART_CELLS / cols), rows >> 1);
  return most < PART_LEAST ? 0 : most;
}

function treeOf(room: Room, nodes: number, width: number): Tree {
  return {
    childrenLeft: room.childrenLeft.slice(0, nodes),
    childrenRight: room.childrenRight.slice(0, nodes),
    feature: room.feature.slice(0, nodes),
    threshold: room.threshold.slice(0, nodes),
    missingGoLeft: room.missingGoLeft.slice(0, nodes),
    impurity: room.impurity.slice(0, nodes),
    nNodeSamples: room.nNodeSamples.slice(0, nodes),
    weightedNNodeSamples: room.weightedNNodeSamples.slice(0, nodes),
    value: room.value.slice(0, nodes * width),
  };
}
