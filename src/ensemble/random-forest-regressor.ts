import {
  BaseRegressor,
  type FitContext,
  type ParamsOf,
  type RowStep,
  regression,
  type Tags,
} from '../core/index.js';
import type { DataLike, Matrix, RowCells, Schema, SparseMatrix } from '../data/index.js';
import { meanImportances } from '../kernels/tree/importances.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { r2Score } from '../metrics/r2-score.js';
import { DecisionTreeRegressor } from '../tree/decision-tree-regressor.js';
import { refuseOthers } from '../tree/engine/honoured.js';
import { meanValues } from '../tree/fitted-tree.js';
import { denseRows } from '../tree/grow-tree.js';
import { rowMean } from '../tree/row-mean.js';
import { checkTargets } from '../tree/tree-criteria.js';
import { maxFeaturesParam, targetCriterionParam } from '../tree/tree-params.js';
import { treeTags } from '../tree/tree-tags.js';
import { type ForestPath, forestLeaves, forestPath } from './fitted-forest.js';
import { forestParams } from './forest-params.js';
import { checkForestParams, type ForestState, growForest, treesToKeep } from './grow-forest.js';
import { criterionOf } from './grow-trees-task.js';
import { outOfBagValues } from './out-of-bag.js';
import { treeParamsOf } from './tree-params-of.js';

const randomForestRegressorParams = {
  criterion: targetCriterionParam,
  maxFeatures: maxFeaturesParam(null),
  ...forestParams,
};

/** Parameters of {@link RandomForestRegressor}. */
export type RandomForestRegressorParams = ParamsOf<typeof randomForestRegressorParams>;

/**
 * The mean of many regression trees, each grown on rows drawn at random, so that their errors differ and cancel.
 *
 * Use it as the first strong model for a table: it needs no scaling and hardly any tuning, but it does not
 * predict beyond the values it has seen. All columns are tried at each split (`maxFeatures: null`, which is
 * scikit-learn's 1.0; the number 1 is one column); a third of them often predicts better. Missing values,
 * sparse data, weights and `engine: 'ml'` are as in {@link RandomForestClassifier}, except that the trees of
 * 'ml' are averaged. `oobScore: true` gives `oobPrediction` (NaN for rows that all trees saw) and `oobScore`,
 * the R2 over the others.
 *
 * Fitted: `estimators`, `featureImportances`, `oobScore`, `oobPrediction`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that contradict each other or that engine 'ml' does not know;
 * InvalidDataError for negative counts with 'poisson' and for targets whose squares overflow.
 * Complexity: O(trees * tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Breiman, "Random Forests", Machine Learning 45, 2001.
 *
 * @example
 * ```ts
 * import { RandomForestRegressor } from 'pipefit';
 *
 * const X = Array.from({ length: 60 }, (_, i) => [i, i % 7]);
 * const y = X.map(([time]) => (time! < 30 ? 5 : 20));
 * const forest = await new RandomForestRegressor({ nEstimators: 20, randomState: 0 }).fit(X, y);
 * console.log(forest.predict([[10, 0], [50, 0]])); // [5, 20]
 * ```
 */
export class RandomForestRegressor extends BaseRegressor<
  RandomForestRegressorParams,
  ForestState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = randomForestRegressorParams;
  override readonly name = 'RandomForestRegressor';

  /** A fitted forest from its trees. */
  static fromTrees(
    params: Partial<RandomForestRegressorParams>,
    schema: Schema,
    trees: readonly Tree[],
  ): RandomForestRegressor {
    const state = { trees, seeds: new Float64Array(0), outOfBag: null };
    return new RandomForestRegressor(params).adopt(schema, state);
  }

  override get tags(): Tags {
    return treeTags(this.params, true);
  }

  /** The trees, as regressors on the same columns. */
  get estimators(): readonly DecisionTreeRegressor[] {
    const { trees, seeds } = this.fitted;
    return trees.map((tree, t) =>
      DecisionTreeRegressor.fromTree(treeParamsOf(this.params, seeds[t]), this.schema, tree),
    );
  }

  /** Share of each column in what the splits take off the impurity, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.fitted.trees, this.nFeaturesIn);
  }

  /** R2 over the rows predicted out of bag; null without `oobScore: true`. */
  get oobScore(): number | null {
    return this.fitted.outOfBag?.score ?? null;
  }

  /** The prediction for each training row by the trees that did not see it; null without `oobScore: true`. */
  get oobPrediction(): Float64Array | null {
    return this.fitted.outOfBag?.values ?? null;
  }

  /** The node number of the leaf of each row (rows) in each tree (columns). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.fitted.trees, this.input(X));
  }

  /** The nodes that each row passes in each tree. */
  decisionPath(X: DataLike): ForestPath {
    return forestPath(this.fitted.trees, this.input(X));
  }

  protected override async learnTarget(
    X: Matrix | SparseMatrix,
    y: Float64Array,
    context: FitContext<RandomForestRegressorParams>,
  ): Promise<ForestState> {
    const { params, sampleWeight } = context;
    checkTargets(this.name, params.criterion, y, sampleWeight);
    const table = denseRows(X);
    const target = { criterion: params.criterion, values: y };
    if (params.engine === 'ml') {
      const { HONOURED_BY_ML_RANDOM_FOREST, trainMlRandomForest } = await import(
        './engine/ml-random-forest.js'
      );
      refuseOthers(this.name, randomForestRegressorParams, params, HONOURED_BY_ML_RANDOM_FOREST);
      return trainMlRandomForest(this.name, this.kind, table, y, criterionOf(target), params);
    }
    checkForestParams(this.name, params);
    const last = this.isFitted ? { state: this.fitted, columns: this.nFeaturesIn } : null;
    const known = treesToKeep(this.name, params.warmStart, last, table.cols);
    const forest = await growForest(this.name, table, target, sampleWeight, context, known);
    if (!params.oobScore) return forest;
    const values = await outOfBagValues(this.name, table, forest, sampleWeight, 1, context);
    const predicted = Int32Array.from(y.keys()).filter((row) => !Number.isNaN(values[row]!));
    const at = (numbers: Float64Array) => Float64Array.from(predicted, (row) => numbers[row]!);
    return { ...forest, outOfBag: { values, score: r2Score(at(y), at(values)) } };
  }

  protected override predictTarget(X: Matrix | SparseMatrix): Float64Array {
    return meanValues(this.fitted.trees, X, 1);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const mean = new Float64Array(1);
    const { trees } = this.fitted;
    const run = rowMean(trees, trees, input, mean);
    return run && regression(mean, run);
  }
}
