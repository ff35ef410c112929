import {
  BaseEstimator,
  type FitContext,
  type FitOptions,
  type FitPromise,
  fitPromise,
  mostProbable,
  type ScoreOptions,
  stateOf,
  type Tags,
  type TargetLike,
} from '../../core/index.js';
import {
  asTable,
  asTargets,
  checkLength,
  type DataLike,
  type Frame,
  isNamed,
  type Label,
  type LabelsLike,
  Matrix,
  namesOf,
  type RowLike,
  type Schema,
  type Table,
  type VectorLike,
} from '../../data/index.js';
import { InvalidDataError, ModelFileError, PipefitError, UnsupportedError } from '../../errors/index.js';
import { accuracyScore } from '../../metrics/accuracy-score.js';
import { r2Score } from '../../metrics/r2-score.js';
import {
  type BoundInput,
  bindInputs,
  blankFeeds,
  columnsOf,
  feeder,
  type ModelInput,
  sizeOf,
  type TableColumns,
} from './inputs.js';
import { checkLabels, classesOf, labelsAt, probabilitiesOf } from './labels.js';
import { type ChosenOutputs, chooseOutputs, type ModelOutput, namesOfOutputs } from './outputs.js';
import type {
  DataFor,
  Given,
  Lacks,
  Prediction,
  Predictions,
  ReadyParams,
  Task,
  When,
} from './ready-params.js';
import { keepRunner, type RawOutput, type Runner, releaseRunner, runnerOf } from './runners.js';

/** A model's file, read. */
export interface Opened<C extends object> {
  /** All that is needed to run the model, as plain data. */
  readonly content: C;
  readonly inputs: readonly ModelInput[];
  readonly outputs: readonly ModelOutput[];
  /** Labels that the file itself tells, in the order of its scores. */
  readonly classes: readonly Label[] | null;
  readonly runner: Runner;
}

/** What a fitted model remembers: all of the file that is needed, so that it is saved with it. */
export interface ReadyState<C extends object> {
  readonly task: Task;
  readonly fromLogits: boolean;
  readonly batchSize: number;
  readonly content: C;
  readonly inputs: readonly BoundInput[];
  /** How many rows go in at a time, where the model fixes that. */
  readonly rows: number | null;
  readonly outputs: ChosenOutputs;
  readonly classes: readonly Label[];
  /** The labels that the model's own label output gives, in the order of `classes`; null for their codes. */
  readonly ownClasses: readonly Label[] | null;
}

/** Most numbers of the input that go through the model at a time: layers within make many of each. */
const CELLS_AT_A_TIME = 1 << 20;

/**
 * The base of models that were trained elsewhere. `fit` reads the file and checks it against the data; nothing is learnt
 * from them, and clones, folds and refits all give the same model.
 *
 * @typeParam P - parameters
 * @typeParam C - what a file comes to, as plain data
 * @typeParam T - the task
 */
export abstract class ReadyModel<
  P extends ReadyParams,
  C extends object,
  T extends Task,
> extends BaseEstimator<P, ReadyState<C>, Matrix | Frame> {
  constructor(params: Given<P, T>) {
    super(params as unknown as Partial<P>);
  }

  override get kind(): T {
    const fitted = stateOf(this)?.state as ReadyState<C> | undefined;
    return (fitted?.task ?? this.params.task) as T;
  }

  override get tags(): Tags {
    return { noTransform: this.kind !== 'transformer', poorScore: true };
  }

  /** The labels, in the order of the model's scores. */
  get classes(): readonly Label[] {
    this.#need(['classifier'], 'has no classes');
    return this.fitted.classes;
  }

  /** How many numbers the model gives for a row. */
  get nOutputs(): number {
    return widthOf(this.fitted.outputs.scores);
  }

  /** Reads the model's file and checks that it takes X, and that a classifier knows the labels of y. */
  override fit(X: DataLike, y?: TargetLike, options?: FitOptions): FitPromise<this> {
    return fitPromise(async () => {
      const before = stateOf(this)?.state;
      await super.fit(X, y, options);
      if (before !== undefined) releaseRunner(before);
      return this;
    });
  }

  /** One prediction for each row of X: a label, or a number. A regressor with several outputs gives a Matrix. */
  predict(X: DataFor<T, 'classifier' | 'regressor', Lacks['predict']>): Predictions<T> {
    this.#need(['classifier', 'regressor'], 'cannot predict: call transform');
    const { numbers, labels } = this.#run(this.input(X as DataLike), this.kind === 'classifier');
    if (this.kind === 'classifier') return (labels ?? mostProbable(this.classes, numbers)) as Predictions<T>;
    if (this.nOutputs === 1) return numbers as Predictions<T>;
    return this.#matrix(numbers) as unknown as Predictions<T>;
  }

  /** The prediction for a single row: an array of cells or a row object. */
  predictOne(row: When<T, 'classifier' | 'regressor', RowLike, Lacks['predict']>): Prediction<T> {
    const predicted = this.predict([row] as never) as Label[] | Float64Array | Matrix;
    return (predicted instanceof Matrix ? predicted.row(0) : predicted[0]) as Prediction<T>;
  }

  /** The probability of each class (columns, as in `classes`) for each row of X. */
  predictProba(X: DataFor<T, 'classifier', Lacks['proba']>): Matrix {
    this.#need(['classifier'], 'gives no probabilities');
    if (this.fitted.outputs.scores.length === 0) {
      throw new UnsupportedError(`${this.name}: this model gives labels only, and no probabilities.`);
    }
    const { numbers } = this.#run(this.input(X as DataLike), false);
    return new Matrix(
      numbers,
      numbers.length / this.classes.length,
      this.classes.length,
      this.classes.map(String),
    );
  }

  /** The probability of each class, as in `classes`, for a single row: an array of cells or a row object. */
  predictProbaOne(row: When<T, 'classifier', RowLike, Lacks['proba']>): Float64Array {
    return this.predictProba([row] as never)
      .row(0)
      .slice();
  }

  /** The logarithms of `predictProba`. */
  predictLogProba(X: DataFor<T, 'classifier', Lacks['proba']>): Matrix {
    const { data, rows, cols, columnNames } = this.predictProba(X);
    return new Matrix(data.map(Math.log), rows, cols, columnNames);
  }

  /** The model's outputs, side by side, for each row of X. */
  transform(X: DataFor<T, 'transformer', Lacks['transform']>): Matrix {
    this.#need(['transformer'], "cannot transform: it has the task '{task}'");
    return this.#matrix(this.#run(this.input(X as DataLike), false).numbers);
  }

  /** `fit` and `transform` of the same data. */
  async fitTransform(
    X: DataFor<T, 'transformer', Lacks['transform']>,
    y?: TargetLike,
    options?: FitOptions,
  ): Promise<Matrix> {
    const table: Table = asTable(X as DataLike, this.name);
    await this.fit(table, y, options);
    return this.transform(table as never);
  }

  /** Names of the columns that `transform` gives: the outputs', with a number where one gives several. */
  featureNamesOut(): readonly string[] {
    return namesOfOutputs(this.fitted.outputs.scores);
  }

  /** Share of the rows of X predicted right, or the coefficient of determination R2 of a regressor. */
  score(
    X: DataFor<T, 'classifier' | 'regressor', Lacks['predict']>,
    y: When<T, 'classifier' | 'regressor', LabelsLike | VectorLike, Lacks['predict']>,
    options: ScoreOptions = {},
  ): number {
    const predicted: unknown = this.predict(X);
    if (this.kind === 'classifier') return accuracyScore(y as LabelsLike, predicted as Label[], options);
    return r2Score(y as VectorLike, predicted as Float64Array, options);
  }

  /** Frees the memory that the model holds outside of JavaScript. It is read anew from the fitted state when needed. */
  dispose(): void {
    const fitted = stateOf(this);
    if (fitted !== null) releaseRunner(fitted.state);
  }

  /** Reads the model's file. */
  protected abstract open(params: P): Promise<Opened<C>>;

  /** Makes the model of a fitted state ready to run. */
  protected abstract runner(content: C): Runner;

  /** Reads the model without data to check it against: the columns are those that it asks for. */
  protected async loadAlone(): Promise<this> {
    const before = stateOf(this)?.state;
    const { inputShape } = this.params;
    const opened = await this.open(this.params);
    const columns = this.#orDispose(opened, () => columnsOf(this.name, opened.inputs, inputShape));
    const named = columns.some((column) => column.named);
    const schema: Schema = {
      columns: columns.map(({ name, isText }) => ({ name, type: isText ? 'text' : 'number' })),
      named,
    };
    const state = this.#stateFor(opened, { names: columns.map(({ name }) => name), named }, null);
    if (before !== undefined) releaseRunner(before);
    return this.adopt(schema, state);
  }

  protected override async learn(
    X: Matrix | Frame,
    y: TargetLike | undefined,
    { params }: FitContext<P>,
  ): Promise<ReadyState<C>> {
    const opened = await this.open(params);
    const first = X.selectRows([0]);
    const state = this.#stateFor(opened, { names: namesOf(X), named: isNamed(X) }, first);
    try {
      if (y !== undefined && y !== null) this.#checkTarget(y, X.rows, state);
    } catch (error) {
      releaseRunner(state);
      throw error;
    }
    return state;
  }

  /** Nothing is learnt from y, but what is given must be what the model could have predicted. */
  #checkTarget(y: TargetLike, rows: number, { task, classes, outputs: own }: ReadyState<C>): void {
    if (task === 'classifier') checkLabels(this.name, y as LabelsLike, rows, classes);
    if (task !== 'regressor') return;
    const { values, outputs } = asTargets(y as VectorLike, this.name);
    checkLength(values.length / outputs, rows, this.name, 'y');
    const width = widthOf(own.scores);
    if (outputs === width) return;
    throw new InvalidDataError(`${this.name}: y has ${outputs} columns, but the model predicts ${width}.`);
  }

  /** The state of a model for such columns, tried with a row of them, or with one of nothing. */
  #stateFor(opened: Opened<C>, columns: TableColumns, row: Matrix | Frame | null): ReadyState<C> {
    return this.#orDispose(opened, () => {
      const { name: owner, params } = this;
      const { content, runner } = opened;
      const inputs = bindInputs(owner, opened.inputs, params.inputShape, columns);
      const rows = opened.inputs.find((input) => input.rows !== null)?.rows ?? null;
      const count = rows ?? 1;
      const feeds = row === null ? blankFeeds(inputs, count) : feeder(owner, row, inputs)(0, 1, count);
      const chosen = chooseOutputs(owner, opened.outputs, params, (names) =>
        this.#running(() => runner.run(feeds, names), null),
      );
      const classes = classesOf(owner, params, opened.classes, chosen);
      const state: ReadyState<C> = {
        task: params.task,
        fromLogits: params.fromLogits,
        batchSize: params.batchSize,
        content,
        inputs,
        rows,
        outputs: chosen,
        classes,
        ownClasses: opened.classes,
      };
      keepRunner(state, runner);
      return state;
    });
  }

  /** What goes wrong in the model itself: its parts do not fit together, or it does not take the values. */
  #running<R>(work: () => R, rows: string | null): R {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof PipefitError) throw cause;
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (rows === null) {
        throw new ModelFileError(`${this.name}: the model does not run: ${reason}`, 'model', { cause });
      }
      throw new InvalidDataError(`${this.name}: the model fails on ${rows}: ${reason}`, {}, { cause });
    }
  }

  /** What was opened is not left open by what goes wrong. */
  #orDispose<R>({ runner }: Opened<C>, work: () => R): R {
    try {
      return work();
    } catch (error) {
      runner.dispose();
      throw error;
    }
  }

  /** The model's numbers for all rows, of classifiers as probabilities, and its labels where it gives some. */
  #run(
    X: Matrix | Frame,
    labelsSuffice: boolean,
  ): { readonly numbers: Float64Array; readonly labels: Label[] | null } {
    const state = this.fitted;
    const { scores, labels: labelOutput } = state.outputs;
    const runner = runnerOf(state, () => this.runner(state.content));
    const feed = feeder(this.name, X, state.inputs);
    const wantsLabels = labelsSuffice && labelOutput !== null;
    const taken = wantsLabels ? [] : scores;
    const names = wantsLabels ? [labelOutput] : scores.map(({ name }) => name);
    const width = widthOf(taken);
    const numbers = new Float64Array(X.rows * width);
    const labels: Label[] | null = wantsLabels ? [] : null;
    const step = state.rows ?? this.#rowsAtATime(state);
    for (let from = 0; from < X.rows; from += step) {
      const to = Math.min(from + step, X.rows);
      const feeds = feed(from, to, state.rows ?? to - from);
      const outputs = this.#running(() => runner.run(feeds, names), `rows ${from} to ${to - 1} of X`);
      if (labels !== null) labels.push(...labelsAt(this.name, outputs[0]!, to - from, state));
      else sideBySide(this.name, outputs, taken, numbers, from, to, width);
    }
    if (this.kind !== 'classifier' || labels !== null) return { numbers, labels };
    return { numbers: probabilitiesOf(numbers, width, state.fromLogits), labels };
  }

  #rowsAtATime({ inputs, batchSize }: ReadyState<C>): number {
    const cells = inputs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    return Math.min(batchSize, Math.max(1, Math.floor(CELLS_AT_A_TIME / cells)));
  }

  #matrix(numbers: Float64Array): Matrix {
    const names = this.featureNamesOut();
    return new Matrix(numbers, numbers.length / names.length, names.length, names);
  }

  #need(tasks: readonly Task[], lack: string): void {
    if (tasks.includes(this.kind)) return;
    const wanted = tasks.map((task) => `'${task}'`).join(' or ');
    throw new UnsupportedError(
      `This ${this.name} ${lack.replace('{task}', this.kind)}. Make it with the task ${wanted} where it should.`,
    );
  }
}

function widthOf(scores: ChosenOutputs['scores']): number {
  return scores.reduce((sum, { width }) => sum + width, 0);
}

/** Writes the outputs of some rows beside each other. */
function sideBySide(
  owner: string,
  outputs: readonly RawOutput[],
  chosen: ChosenOutputs['scores'],
  target: Float64Array,
  from: number,
  to: number,
  stride: number,
): void {
  let place = 0;
  chosen.forEach(({ name, width }, k) => {
    const { values } = outputs[k]!;
    if (values.length < (to - from) * width) {
      throw new UnsupportedError(
        `${owner}: the model's output '${name}' has ${values.length} values for ${to - from} rows: it does not give ` +
          `${width} for each row.`,
      );
    }
    for (let i = from; i < to; i++) {
      for (let j = 0; j < width; j++) {
        target[i * stride + place + j] = Number(values[(i - from) * width + j]);
      }
    }
    place += width;
  });
}
