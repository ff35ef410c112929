/** How trees of boosting grow. */
export interface GrowthRules {
  /** Most leaves of a tree; null for no limit. */
  readonly maxLeafNodes: number | null;
  /** Longest way from the root to a leaf; null for no limit. */
  readonly maxDepth: number | null;
  /** Fewest rows of a leaf. */
  readonly minSamplesLeaf: number;
  readonly l2: number;
  /** What each leaf's value is multiplied by. */
  readonly learningRate: number;
  /** Share of the columns that are looked at for each split. */
  readonly featureShare: number;
  /** 1 where predictions may only rise with a column, -1 where they may only fall; null for none of either. */
  readonly monotone: Int8Array | null;
  /** Sets of columns; on each way from the root to a leaf all columns are of one of them. Null for no constraint. */
  readonly interactions: readonly (readonly number[])[] | null;
}

/** Least sum of Hessians of a leaf, scikit-learn's. */
export const LEAST_HESSIAN = 1e-3;
