/** What splits a node. */
export interface Split {
  readonly gain: number;
  readonly feature: number;
  /** The last bin that goes left; of no meaning for categories. */
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly leftGradient: number;
  readonly leftHessian: number;
  readonly leftValue: number;
  readonly rightValue: number;
  /** A bit for each bin that goes left, or null where the column has no categories. */
  readonly set: Uint32Array | null;
}

/** A node of a tree that is growing; its rows are those from `start` to before `end` in the order. */
export class GrownNode {
  /** Bounds for the values of the children, for the sake of monotonic columns. */
  lower = Number.NEGATIVE_INFINITY;
  upper = Number.POSITIVE_INFINITY;
  /** Where its histogram is; -1 where it is not kept. */
  slot = -1;
  /** The sets of columns its children may use, and the columns in them; null where all may be used. */
  groups: readonly number[] | null = null;
  allowed: Int32Array | null = null;
  split: Split | null = null;
  left: GrownNode | null = null;
  right: GrownNode | null = null;
  missingLeft = false;

  constructor(
    readonly depth: number,
    readonly start: number,
    readonly end: number,
    readonly gradient: number,
    readonly hessian: number,
    public value: number,
  ) {}

  get rows(): number {
    return this.end - this.start;
  }
}
