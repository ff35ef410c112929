import {
  BaseClassifier,
  type ClassWeight,
  classification,
  classWeightParam,
  type FitContext,
  type Param,
  type ParamsOf,
  type RowStep,
  rowWeights,
  type Tags,
} from '../core/index.js';
import {
  type DataLike,
  type EncodedLabels,
  type Label,
  Matrix,
  type RowCells,
  type Schema,
  type SparseMatrix,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { meanImportances } from '../kernels/tree/importances.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { DecisionTreeClassifier } from '../tree/decision-tree-classifier.js';
import { refuseOthers } from '../tree/engine/honoured.js';
import { meanValues } from '../tree/fitted-tree.js';
import { denseRows } from '../tree/grow-tree.js';
import { rowMean } from '../tree/row-mean.js';
import { checkTotalWeight } from '../tree/tree-criteria.js';
import { classCriterionParam, maxFeaturesParam } from '../tree/tree-params.js';
import { treeTags } from '../tree/tree-tags.js';
import { type ForestPath, forestLeaves, forestPath } from './fitted-forest.js';
import { forestParams } from './forest-params.js';
import { checkForestParams, type ForestState, growForest, treesToKeep } from './grow-forest.js';
import { criterionOf } from './grow-trees-task.js';
import { outOfBagValues } from './out-of-bag.js';
import { treeParamsOf } from './tree-params-of.js';
import { voteShares } from './vote-shares.js';

const randomForestClassifierParams = {
  criterion: classCriterionParam,
  maxFeatures: maxFeaturesParam('sqrt'),
  ...forestParams,
  classWeight: classWeightParam(['balancedSubsample']) as Param<ClassWeight | 'balancedSubsample'>,
};

/** Parameters of {@link RandomForestClassifier}. */
export type RandomForestClassifierParams = ParamsOf<typeof randomForestClassifierParams>;

/**
 * The mean of many decision trees, each grown on rows drawn at random and with a random choice of columns at
 * each split, so that their errors differ and cancel.
 *
 * Use it as the first strong model for a table: it needs no scaling and hardly any tuning. Probabilities are
 * the means of those of the trees. Missing values, sparse data and precision are as in
 * {@link DecisionTreeClassifier}; of equally good splits the one on the column drawn first is taken. With `bootstrap`, sample and class weights set how likely a row is drawn,
 * as in scikit-learn; with `classWeight: 'balancedSubsample'` the drawn rows are weighed for each tree.
 * `oobScore: true` predicts each row by the trees that did not see it: `oobDecisionFunction` (NaN for rows
 * that all trees saw) and `oobScore`, the accuracy over the others. The result depends on `randomState` alone,
 * not on how many threads (`nJobs`) grow the trees.
 *
 * With `engine: 'ml'` ml-random-forest trains, in one go that cannot be interrupted: it draws `maxFeatures`
 * columns once for each tree and counts one vote a tree, where of equally many votes those that were complete
 * first win; `randomState` is its seed, and node counts and
 * importances are measured on all rows. It knows `nEstimators`, `maxDepth`, `minSamplesSplit`, `maxFeatures`,
 * `bootstrap` and `randomState`.
 *
 * Fitted: `estimators`, `featureImportances`, `oobScore`, `oobDecisionFunction`. Sample weights are used.
 * Errors: InvalidParameterError for parameters that contradict each other or that engine 'ml' does not know.
 * Complexity: O(trees * tried columns * rows * depth) in time after one sort, O(columns * rows) in memory.
 * Source: Breiman, "Random Forests", Machine Learning 45, 2001.
 *
 * @example
 * ```ts
 * import { RandomForestClassifier } from 'pipefit';
 *
 * const X = [[0, 1], [1, 0], [2, 1], [8, 0], [9, 1], [10, 0]];
 * const y = ['low', 'low', 'low', 'high', 'high', 'high'];
 * const forest = await new RandomForestClassifier({ nEstimators: 20, randomState: 0 }).fit(X, y);
 * console.log(forest.predict([[1, 1], [9, 0]]), forest.estimators.length); // ['low', 'high'] 20
 * ```
 */
export class RandomForestClassifier extends BaseClassifier<
  RandomForestClassifierParams,
  ForestState,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = randomForestClassifierParams;
  override readonly name = 'RandomForestClassifier';

  /** A fitted forest of trees whose leaves hold one vote each, as those of ml-random-forest do. */
  static fromVotingTrees(
    params: Partial<RandomForestClassifierParams>,
    schema: Schema,
    classes: readonly Label[],
    trees: readonly Tree[],
  ): RandomForestClassifier {
    const model = { trees, seeds: new Float64Array(0), outOfBag: null, votes: true };
    return new RandomForestClassifier(params).adopt(schema, { classes, model });
  }

  override get tags(): Tags {
    return treeTags(this.params, true);
  }

  /** The trees, as classifiers on the same columns and classes. */
  get estimators(): readonly DecisionTreeClassifier[] {
    const { trees, seeds } = this.model;
    return trees.map((tree, t) =>
      DecisionTreeClassifier.fromTree(treeParamsOf(this.params, seeds[t]), this.schema, this.classes, tree),
    );
  }

  /** Share of each column in what the splits take off the impurity, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.model.trees, this.nFeaturesIn);
  }

  /** Accuracy over the rows predicted out of bag; null without `oobScore: true`. */
  get oobScore(): number | null {
    return this.model.outOfBag?.score ?? null;
  }

  /** Class probabilities of each training row by the trees that did not see it; null without `oobScore: true`. */
  get oobDecisionFunction(): Matrix | null {
    const { outOfBag } = this.model;
    const width = this.classes.length;
    return (
      outOfBag && new Matrix(outOfBag.values, outOfBag.values.length / width, width, this.classes.map(String))
    );
  }

  /** The node number of the leaf of each row (rows) in each tree (columns). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.model.trees, this.input(X));
  }

  /** The nodes that each row passes in each tree. */
  decisionPath(X: DataLike): ForestPath {
    return forestPath(this.model.trees, this.input(X));
  }

  protected override async learnClasses(
    X: Matrix | SparseMatrix,
    y: EncodedLabels,
    context: FitContext<RandomForestClassifierParams>,
  ): Promise<ForestState> {
    const { params, sampleWeight } = context;
    const table = denseRows(X);
    const target = { criterion: params.criterion, labels: y };
    if (params.engine === 'ml') {
      const { HONOURED_BY_ML_RANDOM_FOREST, trainMlRandomForest } = await import(
        './engine/ml-random-forest.js'
      );
      refuseOthers(this.name, randomForestClassifierParams, params, HONOURED_BY_ML_RANDOM_FOREST);
      return trainMlRandomForest(this.name, this.kind, table, y.codes, criterionOf(target), params);
    }
    checkForestParams(this.name, params);
    const { classWeight, bootstrap } = params;
    const balancesDrawn = classWeight === 'balancedSubsample' && bootstrap;
    const weights = balancesDrawn ? sampleWeight : rowWeights(fixedWeight(classWeight), y, sampleWeight);
    checkTotalWeight(this.name, weights);
    const known = this.#treesToKeep(y, table.cols, params.warmStart);
    const forest = await growForest(this.name, table, target, weights, context, known, balancesDrawn);
    if (!params.oobScore) return forest;
    const values = await outOfBagValues(this.name, table, forest, weights, y.classes.length, context);
    return { ...forest, outOfBag: { values, score: shareRight(values, y) } };
  }

  protected override probabilities(X: Matrix | SparseMatrix): Matrix {
    const width = this.classes.length;
    const { trees, votes } = this.model;
    const values = votes ? voteShares(trees, X, width) : meanValues(trees, X, width);
    return new Matrix(values, X.rows, width);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const probabilities = new Float64Array(this.classes.length);
    const { trees, votes } = this.model;
    if (votes) return null;
    const run = rowMean(trees, trees, input, probabilities);
    return run && classification(this.classes, probabilities, run);
  }

  #treesToKeep(y: EncodedLabels, columns: number, warmStart: boolean): ForestState | null {
    const last = this.isFitted ? { state: this.model, columns: this.nFeaturesIn } : null;
    const known = treesToKeep(this.name, warmStart, last, columns);
    const sameClasses =
      known === null ||
      (y.classes.length === this.classes.length && y.classes.every((label, c) => label === this.classes[c]));
    if (sameClasses) return known;
    throw new InvalidDataError(
      `${this.name}: warmStart keeps trees for the classes ${this.classes.join(', ')}, but y has ` +
        `${y.classes.join(', ')}. Set warmStart: false.`,
    );
  }
}

/** Without drawing there is one sample only, all rows. */
function fixedWeight(classWeight: ClassWeight | 'balancedSubsample'): ClassWeight {
  return classWeight === 'balancedSubsample' ? 'balanced' : classWeight;
}

/** Share of the rows with a prediction whose most probable class is theirs. */
function shareRight(values: Float64Array, { codes, classes }: EncodedLabels): number {
  const width = classes.length;
  let right = 0;
  let predicted = 0;
  for (let i = 0; i < codes.length; i++) {
    const row = values.subarray(i * width, (i + 1) * width);
    if (Number.isNaN(row[0]!)) continue;
    predicted++;
    if (row.indexOf(Math.max(...row)) === codes[i]) right++;
  }
  return right / predicted;
}
