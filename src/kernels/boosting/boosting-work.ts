import type { Crew } from './crew.js';
import type { GrownNode, Split } from './grown-node.js';
import { type BoostingMemory, NODE_NUMBERS, RESULT_NUMBERS } from './memory.js';
import {
  ADD_ROWS,
  DERIVE_LOG_LOSS,
  DIVIDE_ROWS,
  EXPLORE_NODES,
  EXPLORED_FIRST,
  EXPLORED_WORDS,
  FROM_PARTS,
  FROM_ROWS,
} from './shares.js';

/** Cells of a table whose rows are added to a histogram in one share at least: about 30 microseconds. */
const CELLS_OF_SHARE = 40_000;
/** Shares of one histogram for each thread, where they are not larger than ten times the least. */
const SHARES_PER_THREAD = 4;
/** Rows that are divided in one share at least: about 5 microseconds. */
const ROWS_OF_SHARE = 4000;

/** A node whose histogram is made, and whose best split is looked for. */
export interface Explored {
  readonly node: GrownNode;
  /** Where its histogram is. */
  readonly slot: number;
  /** How its histogram comes about. */
  readonly how: number;
  /** The columns to look at, in their order; none where no split is wanted. */
  readonly columns: Int32Array;
}

/** The work that takes most of the time of boosting, done by a crew. */
export class BoostingWork {
  readonly #memory: BoostingMemory;
  readonly #crew: Crew;

  constructor(memory: BoostingMemory, crew: Crew) {
    this.#memory = memory;
    this.#crew = crew;
    memory.serial[0] = 0;
    memory.joined.fill(0);
  }

  /** Writes the derivatives of the log loss of two classes. */
  deriveLogLoss(): void {
    const { shape, job } = this.#memory;
    const { size } = this.#crew;
    const each = size === 1 ? shape.rows : 2 * Math.ceil(shape.rows / (2 * SHARES_PER_THREAD * size));
    job.set([DERIVE_LOG_LOSS, each]);
    this.#crew.work(Math.ceil(shape.rows / each));
  }

  /** Makes the histograms of one node or two and looks for their best splits. */
  explore(nodes: readonly [Explored, Explored?], allRows = false): (Split | null)[] {
    const { shape, features, node: numbers, job } = this.#memory;
    const shares = Math.min(this.#crew.size, shape.cols);
    const [first] = nodes;
    const inParts = first.how === FROM_ROWS && this.#makeParts(first, allRows);
    job[0] = EXPLORE_NODES;
    job[1] = nodes.length;
    job[2] = shares;
    for (const [which, explored] of nodes.entries()) {
      const { node, slot, columns } = explored!;
      const how = which === 0 && inParts ? FROM_PARTS : explored!.how;
      features.set(columns, which * shape.cols);
      numbers.set(
        [node.gradient, node.hessian, node.rows, node.value, node.lower, node.upper],
        which * NODE_NUMBERS,
      );
      const words = [slot, how, allRows ? -1 : node.start, node.rows, columns.length];
      job.set(words, EXPLORED_FIRST + which * EXPLORED_WORDS);
    }
    this.#crew.work(shares);
    return nodes.map((_, which) => this.#best(which, shares));
  }

  /** Has each thread add some rows of a large node to a part of its histogram; false where it is too small for that. */
  #makeParts({ node, slot }: Explored, allRows: boolean): boolean {
    const { shape, job, serial } = this.#memory;
    const { size } = this.#crew;
    const { rows } = node;
    const least = Math.ceil(CELLS_OF_SHARE / shape.cols);
    if (size === 1 || rows < 2 * least) return false;
    const fair = Math.ceil(rows / (SHARES_PER_THREAD * size));
    const each = Math.max(least, Math.min(fair, 10 * least));
    serial[0]!++;
    job.set([ADD_ROWS, slot, allRows ? -1 : node.start, rows, each]);
    this.#crew.work(Math.ceil(rows / each));
    return true;
  }

  /** Reorders a node's rows by `goesLeft` of their bins, both sides in their order; returns how many go left. */
  divideRows(column: number, start: number, rows: number): number {
    const { kernels, order, spareOrder, toLeft, job } = this.#memory;
    const shares = Math.max(1, Math.min(this.#crew.size, Math.floor(rows / ROWS_OF_SHARE)));
    const each = Math.ceil(rows / shares);
    job.set([DIVIDE_ROWS, column, start, rows, each]);
    this.#crew.work(shares);
    const first = order.byteOffset + start * 4;
    const spare = spareOrder.byteOffset + start * 4;
    let left = toLeft[0]!;
    for (let share = 1; share < shares; share++) {
      kernels.moveBytes(first + left * 4, first + share * each * 4, toLeft[share]! * 4);
      left += toLeft[share]!;
    }
    let filled = left;
    for (let share = 0; share < shares; share++) {
      const right = Math.min(each, rows - share * each) - toLeft[share]!;
      kernels.moveBytes(first + filled * 4, spare + share * each * 4, right * 4);
      filled += right;
    }
    return left;
  }

  /** The best of the splits of a node that the shares have found; of equals that of the first column. */
  #best(which: number, shares: number): Split | null {
    const { result } = this.#memory;
    let best = which * RESULT_NUMBERS;
    for (let share = 1; share < shares; share++) {
      const at = (2 * share + which) * RESULT_NUMBERS;
      if (result[at]! > result[best]!) best = at;
    }
    if (!(result[best]! > 0)) return null;
    return {
      gain: result[best]!,
      feature: result[best + 1]!,
      bin: result[best + 2]!,
      missingLeft: result[best + 3] === 1,
      leftGradient: result[best + 4]!,
      leftHessian: result[best + 5]!,
      leftValue: result[best + 6]!,
      rightValue: result[best + 7]!,
      set:
        result[best + 8] === 1
          ? new Uint32Array(result.buffer, result.byteOffset + (best + 9) * 8, 8).slice()
          : null,
    };
  }
}
