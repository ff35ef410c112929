import type { FitContext, ParamsOf, SeveralTargetsState } from '../core/index.js';
import type { Schema, Table } from '../data/index.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { treeTable } from '../tree/column-rules.js';
import { DecisionTreeRegressor } from '../tree/decision-tree-regressor.js';
import { refuseOthers, refuseSeveral } from '../tree/engine/honoured.js';
import { checkTargets, type TargetCriterion, targetCriterion } from '../tree/tree-criteria.js';
import { engineParam, maxFeaturesParam, targetCriterionParam } from '../tree/tree-params.js';
import { BaseForestRegressor } from './base-forest-regressor.js';
import { forestParams, type OobTargetMetric } from './forest-params.js';
import type { ForestState } from './grow-forest.js';
import type { TreeOfForestParams } from './tree-params-of.js';

const randomForestRegressorParams = {
  criterion: targetCriterionParam,
  maxFeatures: maxFeaturesParam(null),
  ...forestParams<OobTargetMetric>({ bootstrap: true }),
  engine: engineParam,
};

/** Parameters of {@link RandomForestRegressor}. */
export type RandomForestRegressorParams = ParamsOf<typeof randomForestRegressorParams>;

/**
 * The mean of many regression trees, each grown on rows drawn at random, so that their errors differ and cancel.
 *
 * Use it as the first strong model for a table: it needs no scaling and hardly any tuning, but it does not
 * predict beyond the values it has seen. All columns are tried at each split (`maxFeatures: null`, which is
 * scikit-learn's 1.0; the number 1 is one column); a third of them often predicts better. Missing values,
 * categories, `monotonicCst`, sparse data, weights and `engine: 'ml'` are as in {@link RandomForestClassifier}, except that the trees of
 * 'ml' are averaged. `oobScore: true` gives `oobPrediction` (NaN for rows that all trees saw) and `oobScore`,
 * the R2 over the others, or what a metric of your own says. A table as y is several targets, as in
 * {@link DecisionTreeRegressor}.
 *
 * Fitted: `estimators`, `estimatorsSamples`, `featureImportances`, `nOutputs`, `oobScore`, `oobPrediction`. Sample
 * weights are used.
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
export class RandomForestRegressor extends BaseForestRegressor<
  RandomForestRegressorParams,
  DecisionTreeRegressor
> {
  static override readonly paramSpec = randomForestRegressorParams;
  override readonly name = 'RandomForestRegressor';

  /** A fitted forest from its trees. */
  static fromTrees(
    params: Partial<RandomForestRegressorParams>,
    schema: Schema,
    trees: readonly Tree[],
  ): RandomForestRegressor {
    const state = { trees, seeds: new Float64Array(0), outOfBag: null, sample: null };
    return new RandomForestRegressor(params).adopt(schema, state);
  }

  protected override async learnTarget(
    X: Table,
    y: Float64Array,
    context: FitContext<RandomForestRegressorParams>,
    outputs: number,
  ): Promise<ForestState> {
    const { params } = context;
    if (params.engine === 'fast') return super.learnTarget(X, y, context, outputs);
    refuseSeveral(this.name, outputs);
    checkTargets(this.name, params.criterion, y, null, outputs);
    const { HONOURED_BY_ML_RANDOM_FOREST, trainMlRandomForest } = await import(
      './engine/ml-random-forest.js'
    );
    refuseOthers(this.name, randomForestRegressorParams, params, HONOURED_BY_ML_RANDOM_FOREST);
    const criterion = targetCriterion(params.criterion, y, outputs);
    return trainMlRandomForest(
      this.name,
      this.kind,
      treeTable(this.name, X, params, 'one'),
      y,
      criterion,
      params,
    );
  }

  protected override treeFrom(
    params: TreeOfForestParams<TargetCriterion>,
    schema: Schema,
    tree: Tree,
    several: SeveralTargetsState,
  ): DecisionTreeRegressor {
    return DecisionTreeRegressor.fromTree({ ...params, engine: this.params.engine }, schema, tree, several);
  }
}
