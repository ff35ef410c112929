import {
  BaseClassifier,
  type ClassWeight,
  classification,
  type FitContext,
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
  type Table,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { meanImportances } from '../kernels/tree/importances.js';
import type { Tree } from '../kernels/tree/tree-nodes.js';
import { accuracyScore } from '../metrics/accuracy-score.js';
import { checkSameCategories, treeRows, treeTable } from '../tree/column-rules.js';
import { meanValues } from '../tree/fitted-tree.js';
import { rowMean } from '../tree/row-mean.js';
import { type ClassCriterion, checkTotalWeight } from '../tree/tree-criteria.js';
import { treeTags } from '../tree/tree-tags.js';
import { type ForestPath, forestLeaves, forestPath } from './fitted-forest.js';
import type { OobLabelMetric } from './forest-params.js';
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
import { voteShares } from './vote-shares.js';

/** The parameters that all forests of classes have. */
export type ClassForestParams = ForestParams & {
  readonly criterion: ClassCriterion;
  readonly classWeight: ClassWeight | 'balancedSubsample';
  readonly oobScore: boolean | OobLabelMetric;
  readonly engine?: 'fast' | 'ml';
};

/**
 * The base of forests of classes: everything but the defaults of their parameters and the class of their trees.
 *
 * @typeParam T - the trees that `estimators` hands out
 */
export abstract class BaseForestClassifier<P extends ClassForestParams, T> extends BaseClassifier<
  P,
  ForestState,
  Table
> {
  /** Whether the trees try all thresholds of a column or draw one. */
  protected readonly splitter: 'best' | 'random' = 'best';

  override get tags(): Tags {
    return treeTags(this.params, true);
  }

  /** The trees, as classifiers on the same columns and classes. */
  get estimators(): readonly T[] {
    const { trees, seeds } = this.model;
    const { schema, classes } = this;
    return trees.map((tree, t) => this.treeFrom(treeParamsOf(this.params, seeds[t]), schema, classes, tree));
  }

  /** The rows that each tree grew on, as often as they were drawn; null with engine 'ml', which does not say. */
  get estimatorsSamples(): readonly Int32Array[] | null {
    return samplesOf(this.model);
  }

  /** Share of each column in what the splits take off the impurity, the mean over the trees. */
  get featureImportances(): Float64Array {
    return meanImportances(this.model.trees, this.nFeaturesIn);
  }

  /** Accuracy (or the metric given as `oobScore`) over the rows predicted out of bag; null where not asked for. */
  get oobScore(): number | null {
    return this.model.outOfBag?.score ?? null;
  }

  /** Class probabilities of each training row by the trees that did not see it; null without `oobScore`. */
  get oobDecisionFunction(): Matrix | null {
    const { outOfBag } = this.model;
    const width = this.classes.length;
    return (
      outOfBag && new Matrix(outOfBag.values, outOfBag.values.length / width, width, this.classes.map(String))
    );
  }

  /** The node number of the leaf of each row (rows) in each tree (columns). */
  apply(X: DataLike): Matrix {
    return forestLeaves(this.model.trees, treeRows(this.input(X), this.schema));
  }

  /** The nodes that each row passes in each tree. */
  decisionPath(X: DataLike): ForestPath {
    return forestPath(this.model.trees, treeRows(this.input(X), this.schema));
  }

  /** One of the forest's trees as a classifier. */
  protected abstract treeFrom(
    params: TreeOfForestParams<ClassCriterion>,
    schema: Schema,
    classes: readonly Label[],
    tree: Tree,
  ): T;

  protected override async learnClasses(
    X: Table,
    y: EncodedLabels,
    context: FitContext<P>,
  ): Promise<ForestState> {
    const { params, sampleWeight } = context;
    const { classWeight, bootstrap } = params;
    checkForestParams(this.name, params);
    const table = treeTable(this.name, X, params, y.classes.length > 2 ? 'several' : 'one');
    if (params.warmStart && this.isFitted) checkSameCategories(this.name, this.schema, X);
    const balancesDrawn = classWeight === 'balancedSubsample' && bootstrap;
    const weights = balancesDrawn ? sampleWeight : rowWeights(fixedWeight(classWeight), y, sampleWeight);
    checkTotalWeight(this.name, weights);
    const forest = await growForest(
      this.name,
      table,
      { criterion: params.criterion, labels: y },
      weights,
      context,
      this.#treesToKeep(y, table.cols, params.warmStart),
      this.splitter,
      balancesDrawn,
    );
    if (params.oobScore === false) return forest;
    return { ...forest, outOfBag: await this.#outOfBag(table, y, forest, context) };
  }

  protected override probabilities(X: Table): Matrix {
    const width = this.classes.length;
    const { trees, votes } = this.model;
    const table = treeRows(X, this.schema);
    const values = votes ? voteShares(trees, table, width) : meanValues(trees, table, width);
    return new Matrix(values, X.rows, width);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const probabilities = new Float64Array(this.classes.length);
    const { trees, votes } = this.model;
    if (votes) return null;
    const run = rowMean(trees, trees, input, this.schema, probabilities);
    return run && classification(this.classes, probabilities, run);
  }

  async #outOfBag(
    X: Matrix,
    { classes, codes }: EncodedLabels,
    forest: ForestState,
    context: FitContext<P>,
  ): Promise<OutOfBag> {
    const width = classes.length;
    const values = await outOfBagValues(this.name, X, forest, width, context);
    const { oobScore } = context.params;
    const metric = typeof oobScore === 'function' ? oobScore : accuracyScore;
    const rows = predictedRows(values, width);
    const truth = Array.from(rows, (row) => classes[codes[row]!]!);
    const guess = Array.from(rows, (row) => {
      const shares = values.subarray(row * width, (row + 1) * width);
      return classes[shares.indexOf(Math.max(...shares))]!;
    });
    return { values, score: outOfBagScore<Label[]>(this.name, metric, rows, truth, guess) };
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
