import {
  BaseRegressor,
  type FitContext,
  type MultiOutputTags,
  type RowStep,
  regression,
  type SeveralTargetsState,
} from '../core/index.js';
import { type DataLike, Matrix, type RowCells, type Schema, type Table } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { meanImportances } from '../kernels/tree/importances.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { r2Score } from '../metrics/r2-score.js';
import { checkSameCategories, treeRows, treeTable } from '../tree/column-rules.js';
import { meanValues } from '../tree/fitted-tree.js';
import { rowMean } from '../tree/row-mean.js';
import { checkTargets, type TargetCriterion } from '../tree/tree-criteria.js';
import { treeTags } from '../tree/tree-tags.js';
import { type ForestPath, forestLeaves, forestPath } from './fitted-forest.js';
import type { OobTargetMetric } from './forest-params.js';
import { samplesOf } from './forest-sample.js';
import {
  checkForestParams,
  type ForestParams,
  type ForestState,
  growForest,
  type OutOfBag,
  treesToKeep,
} from './grow-forest.js';
import { outOfBagScore, outOfBagValues, predictedRows } from './out-of-bag.js';
import { type TreeOfForestParams, treeParamsOf } from './tree-params-of.js';

/** The parameters that all forests of numbers have. */
export type TargetForestParams = ForestParams & {
  readonly criterion: TargetCriterion;
  readonly oobScore: boolean | OobTargetMetric;
  readonly engine?: 'fast' | 'ml';
};

/**
 * The base of forests of numbers: everything but the defaults of their parameters and the class of their trees.
 *
 * @typeParam T - the trees that `estimators` hands out
 */
export abstract class BaseForestRegressor<P extends TargetForestParams, T> extends BaseRegressor<
  P,
  ForestState,
  Table
> {
  /** Whether the trees try all thresholds of a column or draw one. */
  protected readonly splitter: 'best' | 'random' = 'best';

  override get tags(): MultiOutputTags {
    return { ...treeTags(this.params, true), multiOutput: true };
  }

  /** The trees, as regressors on the same columns. */
  get estimators(): readonly T[] {
    const { trees, seeds, outputs } = this.fitted;
    const { params, schema } = this;
    const several = outputs === undefined ? {} : { outputs };
    return trees.map((tree, t) => this.treeFrom(treeParamsOf(params, seeds[t]), schema, tree, several));
  }

  /** The rows that each tree grew on, as often as they were drawn; null with engine 'ml', which does not say. */
  get estimatorsSamples(): readonly Int32Array[] | null {
    return samplesOf(this.fitted);
  }

  /** Share of each column in what the splits take off the impurity, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.fitted.trees, this.nFeaturesIn);
  }

  /** R2 (or the metric given as `oobScore`) over the rows predicted out of bag; null where not asked for. */
  get oobScore(): number | null {
    return this.fitted.outOfBag?.score ?? null;
  }

  /** The prediction for each training row by the trees that did not see it; null without `oobScore`. */
  get oobPrediction(): Float64Array | null {
    const { outOfBag } = this.fitted;
    return outOfBag && this.answers(outOfBag.values);
  }

  /** The node number of the leaf of each row (rows) in each tree (columns). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.fitted.trees, treeRows(this.input(X), this.schema));
  }

  /** The nodes that each row passes in each tree. */
  decisionPath(X: DataLike): ForestPath {
    return forestPath(this.fitted.trees, treeRows(this.input(X), this.schema));
  }

  /** One of the forest's trees as a regressor. */
  protected abstract treeFrom(
    params: TreeOfForestParams<TargetCriterion>,
    schema: Schema,
    tree: Tree,
    several: SeveralTargetsState,
  ): T;

  protected override async learnTarget(
    X: Table,
    y: Float64Array,
    context: FitContext<P>,
    outputs: number,
  ): Promise<ForestState> {
    const { params, sampleWeight } = context;
    checkForestParams(this.name, params);
    checkTargets(this.name, params.criterion, y, sampleWeight, outputs);
    const table = treeTable(this.name, X, params, outputs > 1 ? 'several' : 'one');
    if (params.warmStart && this.isFitted) checkSameCategories(this.name, this.schema, X);
    const known = this.#treesToKeep(table.cols, outputs, params.warmStart);
    const target = { criterion: params.criterion, values: y, outputs };
    const forest = await growForest(this.name, table, target, sampleWeight, context, known, this.splitter);
    if (params.oobScore === false) return forest;
    return { ...forest, outOfBag: await this.#outOfBag(table, y, forest, context) };
  }

  protected override predictTarget(X: Table): Float64Array {
    return meanValues(this.fitted.trees, treeRows(X, this.schema), this.nOutputs);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    if (this.nOutputs > 1) return null;
    const mean = new Float64Array(1);
    const { trees } = this.fitted;
    const run = rowMean(trees, trees, input, this.schema, mean);
    return run && regression(mean, run);
  }

  async #outOfBag(
    X: Matrix,
    y: Float64Array,
    forest: ForestState,
    context: FitContext<P>,
  ): Promise<OutOfBag> {
    const width = y.length / X.rows;
    const values = await outOfBagValues(this.name, X, forest, width, context);
    const { oobScore } = context.params;
    const metric = typeof oobScore === 'function' ? oobScore : r2Score;
    const rows = predictedRows(values, width);
    const at = (numbers: Float64Array) => {
      const taken = new Matrix(numbers, X.rows, width).selectRows(rows);
      return (width === 1 ? taken.data : taken) as Float64Array;
    };
    return { values, score: outOfBagScore(this.name, metric, rows, at(y), at(values)) };
  }

  #treesToKeep(columns: number, outputs: number, warmStart: boolean): ForestState | null {
    const last = this.isFitted ? { state: this.fitted, columns: this.nFeaturesIn } : null;
    const known = treesToKeep(this.name, warmStart, last, columns);
    if (known === null || this.nOutputs === outputs) return known;
    throw new InvalidDataError(
      `${this.name}: warmStart keeps trees that learnt ${this.nOutputs} targets, but y has ${outputs}. ` +
        'Set warmStart: false.',
    );
  }
}
