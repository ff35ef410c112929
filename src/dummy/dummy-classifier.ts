import {
  BaseClassifier,
  classification,
  custom,
  type FitContext,
  oneOf,
  optional,
  type ParamsOf,
  type RowStep,
  randomState,
  type Tags,
} from '../core/index.js';
import { type DataLike, type EncodedLabels, type Label, Matrix, type Table } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { randomFrom } from '../random/index.js';
import { drawClass } from './draw-class.js';

const dummyClassifierParams = {
  strategy: oneOf(['prior', 'mostFrequent', 'stratified', 'uniform', 'constant'], {
    default: 'prior',
    doc:
      "How to predict: 'prior' and 'mostFrequent' the most frequent class (the first gives the classes' shares as " +
      "probabilities), 'stratified' draws by these shares, 'uniform' draws evenly, 'constant' gives `constant`.",
  }),
  constant: optional(
    custom<Label>({
      describe: 'a label (a number, string or boolean)',
      doc: "The label that the strategy 'constant' predicts.",
      accepts: (value) => typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value),
    }),
  ),
  randomState: randomState(),
};

/** Parameters of {@link DummyClassifier}. */
export type DummyClassifierParams = ParamsOf<typeof dummyClassifierParams>;

interface DummyClassifierState {
  readonly strategy: DummyClassifierParams['strategy'];
  readonly prior: Float64Array;
  /** The class that is always predicted, where one is. */
  readonly always: number;
  readonly seed: number | null;
}

/**
 * Predicts without looking at X: the most frequent class, one drawn at random, or a given one.
 *
 * Use it as a baseline: what a model scores means little until it is known what knowing nothing scores. X may hold
 * anything, missing values and text included. With a `randomState` the strategies that draw give the same
 * predictions at each call.
 *
 * Fitted: `classes`, `classPrior`. Sample weights are used. Errors: InvalidParameterError for the strategy
 * 'constant' without a `constant` that is among the labels. Complexity: O(rows).
 *
 * Source: scikit-learn's estimator of this name, with its random streams.
 *
 * @example
 * ```ts
 * import { DummyClassifier } from 'pipefit';
 *
 * const dummy = await new DummyClassifier().fit([[1], [2], [3], [4]], ['no', 'no', 'yes', 'no']);
 * console.log(dummy.predict([[9]]), dummy.predictProba([[9]]).toArray()); // ['no'] [[0.75, 0.25]]
 * ```
 */
export class DummyClassifier extends BaseClassifier<DummyClassifierParams, DummyClassifierState, Table> {
  static override readonly paramSpec = dummyClassifierParams;
  override readonly name = 'DummyClassifier';

  override get tags(): Tags {
    const { strategy } = this.params;
    return {
      sparse: true,
      missing: true,
      mixed: true,
      unchecked: true,
      sampleWeight: true,
      poorScore: true,
      random: strategy === 'stratified' || strategy === 'uniform',
    };
  }

  /** Share of each class in the rows seen by `fit`, in the order of `classes`. */
  get classPrior(): Float64Array {
    return this.model.prior;
  }

  override predict(X: DataLike): Label[] {
    if (this.model.strategy !== 'uniform') return super.predict(X);
    const { classes } = this;
    const random = randomFrom(this.model.seed);
    return Array.from(random.integers(0, classes.length, this.input(X).rows), (code) => classes[code]!);
  }

  protected override learnClasses(
    _X: Table,
    { classes, codes }: EncodedLabels,
    { params, sampleWeight }: FitContext<DummyClassifierParams>,
  ): DummyClassifierState {
    const prior = new Float64Array(classes.length);
    let total = 0;
    for (let i = 0; i < codes.length; i++) {
      const weight = sampleWeight === null ? 1 : sampleWeight[i]!;
      prior[codes[i]!]! += weight;
      total += weight;
    }
    for (let c = 0; c < prior.length; c++) prior[c]! /= total;
    const { strategy, constant, randomState: seed } = params;
    const always = strategy === 'constant' ? codeOf(constant, classes) : mostFrequent(prior);
    return { strategy, prior, always, seed };
  }

  protected override probabilities({ rows }: Table): Matrix {
    const { strategy, prior, always, seed } = this.model;
    const votes = Matrix.zeros(rows, prior.length);
    const random = randomFrom(seed);
    for (let i = 0; i < rows; i++) {
      const row = votes.row(i);
      if (strategy === 'prior') row.set(prior);
      else if (strategy === 'uniform') row.fill(1 / prior.length);
      else row[strategy === 'stratified' ? drawClass(prior, random) : always] = 1;
    }
    return votes;
  }

  protected override rowStep(): RowStep | null {
    const { strategy } = this.model;
    if (strategy === 'stratified' || strategy === 'uniform') return null;
    const answer = this.probabilities(Matrix.zeros(1, 1)).data;
    return classification(this.classes, answer, () => true);
  }
}

function mostFrequent(prior: Float64Array): number {
  return prior.reduce((best, share, c) => (share > prior[best]! ? c : best), 0);
}

function codeOf(constant: Label | null, classes: readonly Label[]): number {
  const code = constant === null ? -1 : classes.indexOf(constant);
  if (code >= 0) return code;
  const shown = classes.slice(0, 8).map(showValue).join(', ') + (classes.length > 8 ? ', ...' : '');
  throw new InvalidParameterError(
    'DummyClassifier',
    'constant',
    `DummyClassifier: the strategy 'constant' needs a constant that is among the labels ${shown}. ` +
      `Got ${showValue(constant)}.`,
  );
}
