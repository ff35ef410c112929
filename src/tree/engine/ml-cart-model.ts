import type { Label } from '../../data/index.js';

/** A question of a tree of ml-cart: rows whose value is below `splitValue` go left, all others right. */
export interface MlCartSplit {
  readonly splitColumn: number;
  readonly splitValue: number;
  /** What the split takes off the impurity; in regression the squared error that it leaves. */
  readonly gain?: number;
  /** Rows of the training data in the node. */
  readonly numberSamples?: number;
  readonly left: MlCartNode;
  readonly right: MlCartNode;
}

/** A leaf of a tree of ml-cart: one row with the share of each class, or the number to predict. */
export interface MlCartLeaf {
  readonly distribution: readonly (readonly number[])[] | number;
}

/** A node of a tree of ml-cart. */
export type MlCartNode = MlCartSplit | MlCartLeaf;

/** The options of ml-cart, which it uses only to train again. */
export interface MlCartOptions {
  readonly kind: 'classifier' | 'regression';
  readonly gainFunction: 'gini' | 'regression';
  readonly splitFunction: 'mean';
  readonly minNumSamples: number;
  readonly maxDepth: number;
  readonly gainThreshold: number;
}

/** What pipefit adds to a model, which the packages do not look at. */
export interface MlModelExtras {
  readonly nFeatures: number;
  /** Names of the columns, where they had some. */
  readonly featureNames: readonly string[] | null;
}

/** A classifier in the form of ml-cart's JSON. */
export interface MlCartClassifierModel extends MlModelExtras {
  readonly name: 'DTClassifier';
  readonly options: MlCartOptions;
  readonly root: MlCartNode;
  /** The labels that the codes 0, 1, ... of the model stand for. */
  readonly classes: readonly Label[];
}

/** A regressor in the form of ml-cart's JSON. */
export interface MlCartRegressionModel extends MlModelExtras {
  readonly name: 'DTRegression';
  readonly options: MlCartOptions;
  readonly root: MlCartNode;
}
