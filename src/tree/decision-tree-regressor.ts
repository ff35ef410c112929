import type { FitContext, ParamsOf, SeveralTargetsState } from '../core/index.js';
import type { Schema, Table } from '../data/index.js';
import { pruneTree } from '../kernels/tree/prune-tree.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { BaseTreeRegressor } from './base-tree-regressor.js';
import { treeTable } from './column-rules.js';
import { HONOURED_BY_ML_CART, refuseOthers, refuseSeveral } from './engine/honoured.js';
import type { TreeState } from './fitted-tree.js';
import { checkTargets, targetCriterion } from './tree-criteria.js';
import {
  engineParam,
  growthParams,
  maxFeaturesParam,
  splitterParam,
  targetCriterionParam,
} from './tree-params.js';

const decisionTreeRegressorParams = {
  criterion: targetCriterionParam,
  splitter: splitterParam('best'),
  maxFeatures: maxFeaturesParam(null),
  ...growthParams,
  engine: engineParam,
};

/** Parameters of {@link DecisionTreeRegressor}. */
export type DecisionTreeRegressorParams = ParamsOf<typeof decisionTreeRegressorParams>;

/**
 * Splits the rows by questions of the form "is this column at most that?" and predicts the mean of the rows
 * that gave the same answers (their median with `criterion: 'absoluteError'`).
 *
 * Use it where a model must be read and checked by people; a forest predicts better, and neither predicts
 * beyond the values it has seen. Missing values, sparse data, ties, precision, `monotonicCst` and `engine: 'ml'`
 * are as in {@link DecisionTreeClassifier}, and so are categories, whose sets are the best of all unless the criterion is
 * 'absoluteError' or 'poisson' with counts of 0. A node is a leaf when its targets are all equal, however small they are.
 *
 * A table as y is several targets, which one tree learns together: a leaf has a value for each, and the impurity
 * is the mean of theirs, so scale targets of different size. What `fit` returns then predicts a Matrix.
 *
 * Fitted: `tree`, `featureImportances`, `nLeaves`, `depth`, `nOutputs`, `categoriesIn`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that engine 'ml' does not know; InvalidDataError for negative
 * counts with 'poisson' and for targets whose squares overflow. Complexity: O(columns * rows * depth) in time
 * after one sort (times log rows with 'absoluteError'), O(columns * rows) in memory.
 * Source: Breiman, Friedman, Olshen and Stone, "Classification and Regression Trees", 1984.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor } from 'pipefit';
 *
 * const tree = await new DecisionTreeRegressor({ maxDepth: 1 }).fit([[1], [2], [3], [4]], [1, 3, 10, 12]);
 * console.log(tree.predict([[0], [9]]), tree.tree.threshold[0]); // [2, 11] 2.5
 *
 * const both = await new DecisionTreeRegressor().fit([[1], [2]], [{ rooms: 2, rent: 900 }, { rooms: 3, rent: 1200 }]);
 * console.log(both.predict([[2]]).toArray(), both.predict([[2]]).columnNames); // [[3, 1200]] ['rooms', 'rent']
 * ```
 */
export class DecisionTreeRegressor extends BaseTreeRegressor<DecisionTreeRegressorParams> {
  static override readonly paramSpec = decisionTreeRegressorParams;
  override readonly name = 'DecisionTreeRegressor';

  /** A fitted tree from its arrays, as forests hand out theirs. */
  static fromTree(
    params: Partial<DecisionTreeRegressorParams>,
    schema: Schema,
    tree: Tree,
    several: SeveralTargetsState = {},
  ): DecisionTreeRegressor {
    return new DecisionTreeRegressor(params).adopt(schema, { tree, ...several });
  }

  protected override async learnTarget(
    X: Table,
    y: Float64Array,
    context: FitContext<DecisionTreeRegressorParams>,
    outputs: number,
  ): Promise<TreeState> {
    const { params } = context;
    if (params.engine === 'fast') return super.learnTarget(X, y, context, outputs);
    refuseSeveral(this.name, outputs);
    checkTargets(this.name, params.criterion, y, null, outputs);
    refuseOthers(this.name, decisionTreeRegressorParams, params, HONOURED_BY_ML_CART);
    const { trainMlCart } = await import('./engine/ml-cart.js');
    const criterion = targetCriterion(params.criterion, y, outputs);
    const tree = await trainMlCart(
      this.name,
      this.kind,
      treeTable(this.name, X, params, 'one'),
      y,
      criterion,
      params,
    );
    return { tree: pruneTree(tree, params.ccpAlpha) };
  }
}
