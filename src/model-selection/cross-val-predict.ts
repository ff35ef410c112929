import type { Estimator, FitOptions, Result, TargetLike } from '../core/index.js';
import { asTable, type DataLike, encodeLabels, type Label, type LabelsLike, Matrix } from '../data/index.js';
import { DataWarning, emitWarning, InvalidDataError } from '../errors/index.js';
import { checkNJobs } from '../threads/index.js';
import type { CvLike } from './check-cv.js';
import { splitsOf } from './cross-validate.js';
import { type Answer, type PredictMethod, predictFolds } from './predict-folds.js';

/** Options of {@link crossValPredict}. */
export interface CrossValPredictOptions<K extends PredictMethod = 'predict'>
  extends Omit<FitOptions, 'validation'> {
  /** Number of folds (5; stratified for classifiers), a splitter, or splits; every row must be tested once. */
  readonly cv?: CvLike;
  /** What is asked of the estimator of each fold. */
  readonly method?: K;
  /** How many threads fit folds at a time (1); -1 for all cores. The answer is the same for any number. */
  readonly nJobs?: number | null;
}

/**
 * A prediction for every row by an estimator that has not seen it.
 *
 * For `predictProba`, `predictLogProba` and `decisionFunction` the columns are all classes of y; a class that a
 * fold's training rows lack gets 0, -Infinity or the lowest number there, with a warning.
 *
 * @param estimator - is cloned for each fold and stays as it is
 * @param X - rows x columns
 * @param y - one target a row
 * @param options - `cv` (5), `method` ('predict'), `groups`, `sampleWeight`, `nJobs` (1), `signal`, `onProgress`, `onWarning`
 * @throws InvalidDataError when the splits do not test every row exactly once
 *
 * @example
 * ```ts
 * import { crossValPredict, DummyRegressor } from 'pipefit';
 *
 * console.log(await crossValPredict(new DummyRegressor(), [[1], [2], [3], [4]], [1, 2, 3, 4], { cv: 2 })); // [3.5, 3.5, 1.5, 1.5]
 * ```
 */
export async function crossValPredict<E extends Estimator, K extends PredictMethod = 'predict'>(
  estimator: E,
  X: DataLike,
  y?: TargetLike,
  options: CrossValPredictOptions<K> = {},
): Promise<Result<E, K, Label[] | Float64Array | Matrix>> {
  const owner = 'crossValPredict';
  checkNJobs(owner, options.nJobs);
  const method = options.method ?? 'predict';
  const table = asTable(X, owner);
  const splits = splitsOf(table, y, options.groups, options.cv, estimator);
  checkPartition(
    splits.map(({ test }) => test),
    table.rows,
  );
  const isPerClass = method !== 'predict';
  const classes = isPerClass && y !== undefined ? encodeLabels(y as LabelsLike, owner).classes : [];
  let done = 0;
  const answers = await predictFolds({
    owner,
    estimator,
    method,
    data: { X: table, y, sampleWeight: options.sampleWeight },
    splits,
    fitOptions: { signal: options.signal, onWarning: options.onWarning },
    nJobs: options.nJobs,
    onDone: (k) =>
      options.onProgress?.({ stage: owner, done: ++done, total: splits.length, message: `fold ${k}` }),
  });
  const gathered = new Gathered(table.rows, method, classes);
  for (const [k, { answer, classes: own }] of answers.entries()) {
    if (isPerClass && own !== null && own.length < classes.length) {
      (options.onWarning ?? emitWarning)(
        new DataWarning(
          `${owner}: the training rows of fold ${k} hold ${own.length} of ${classes.length} classes.`,
        ),
      );
    }
    gathered.add(splits[k]!.test, answer, own ?? []);
  }
  return gathered.answer() as Result<E, K, Label[] | Float64Array | Matrix>;
}

/** What a class gets that the fold's estimator does not know. */
const unknownClass = {
  predict: 0,
  predictProba: 0,
  predictLogProba: Number.NEGATIVE_INFINITY,
  decisionFunction: -Number.MAX_VALUE,
};

/** Answers of folds, put where their rows stand. */
class Gathered {
  readonly #rows: number;
  readonly #method: PredictMethod;
  readonly #classes: readonly Label[];
  #labels: Label[] | null = null;
  #numbers: Float64Array | null = null;
  #matrix: Matrix | null = null;

  constructor(rows: number, method: PredictMethod, classes: readonly Label[]) {
    this.#rows = rows;
    this.#method = method;
    this.#classes = classes;
  }

  add(rows: Int32Array, answer: Answer, classes: readonly Label[]): void {
    if (answer instanceof Matrix) {
      if (this.#method === 'predict') this.#addTargets(rows, answer);
      else this.#addMatrix(rows, answer, classes);
    } else if (answer instanceof Float64Array) {
      this.#numbers ??= new Float64Array(this.#rows);
      for (let i = 0; i < rows.length; i++) this.#numbers[rows[i]!] = answer[i]!;
    } else {
      this.#labels ??= new Array<Label>(this.#rows);
      for (let i = 0; i < rows.length; i++) this.#labels[rows[i]!] = answer[i]!;
    }
  }

  answer(): Answer {
    return this.#matrix ?? this.#numbers ?? this.#labels!;
  }

  /** Predictions of several targets: the columns are the targets. */
  #addTargets(rows: Int32Array, { data, cols, columnNames }: Matrix): void {
    this.#matrix ??= Matrix.zeros(this.#rows, cols, columnNames);
    for (let i = 0; i < rows.length; i++) {
      this.#matrix.data.set(data.subarray(i * cols, (i + 1) * cols), rows[i]! * cols);
    }
  }

  #addMatrix(rows: Int32Array, answer: Matrix, classes: readonly Label[]): void {
    const all = this.#classes;
    if (this.#matrix === null) {
      this.#matrix = Matrix.zeros(this.#rows, all.length, all.map(String));
      this.#matrix.data.fill(unknownClass[this.#method]);
    }
    const places = classes.map((label) => all.indexOf(label));
    for (let i = 0; i < rows.length; i++) {
      places.forEach((place, j) => {
        this.#matrix!.data[rows[i]! * all.length + place] = answer.at(i, j);
      });
    }
  }
}

function checkPartition(tests: readonly Int32Array[], rows: number): void {
  const seen = new Uint8Array(rows);
  for (const test of tests) for (const i of test) seen[i]! += 1;
  const odd = seen.findIndex((count) => count !== 1);
  if (odd < 0) return;
  throw new InvalidDataError(
    `crossValPredict needs splits that test every row exactly once; row ${odd} is tested ${seen[odd]} times. ` +
      'Take KFold or another splitter whose test folds are a partition.',
    { row: odd },
  );
}
