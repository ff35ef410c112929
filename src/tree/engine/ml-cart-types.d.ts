/** What is used of ml-cart 2, which comes without types. */
declare module 'ml-cart' {
  import type { Matrix } from 'ml-matrix';

  export interface TreeOptions {
    readonly minNumSamples: number;
    readonly maxDepth: number;
    readonly gainThreshold: number;
  }

  export interface TreeNode {
    readonly left?: TreeNode;
    readonly right?: TreeNode;
    readonly splitColumn?: number;
    readonly splitValue?: number;
    readonly gain?: number;
    /** In a leaf: the share of each class up to the largest code there, or the mean of the targets. */
    readonly distribution?: Matrix | number;
    train(X: Matrix, y: ArrayLike<number>, depth: number, parentGain: number): void;
  }

  declare class CartModel {
    readonly root: TreeNode;
    constructor(options: TreeOptions);
    train(X: Matrix, y: readonly number[]): void;
    predict(X: Matrix | readonly (readonly number[])[]): number[];
  }

  export class DecisionTreeClassifier extends CartModel {}
  export class DecisionTreeRegression extends CartModel {}
}
