import {
  BaseClassifier,
  BaseRegressor,
  BaseTransformer,
  type DataLike,
  type Estimator,
  type FitContext,
  type FitOptions,
  type FitPromise,
  type Label,
  Matrix,
  type ParamsOf,
  param,
  RandomState,
  type Tags,
  type TargetLike,
  type Transformer,
} from 'pipefit';
import { checkEstimator } from 'pipefit/testing';

/** Names of the checks that an estimator fails. */
export async function failures(estimator: Estimator): Promise<string[]> {
  const results = await checkEstimator(estimator, { onFail: 'report' });
  return results.filter(({ status }) => status === 'failed').map(({ name }) => name);
}

interface Encoded {
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
}

const nearestMeanParams = {
  sharpness: param.real({ min: 0, default: 1, doc: 'How fast the probability falls with the distance.' }),
  order: param.listOf(param.integer({ default: 0, doc: 'A place.' }), { default: [], doc: 'Unused list.' }),
  classWeight: param.custom<ReadonlyMap<Label, number> | Record<string, number> | null>({
    default: null,
    describe: 'a Map or object from label to weight, or null',
    doc: 'Weight of each class.',
    accepts: (value) =>
      value === null || weightsOf(value)?.every(([, weight]) => Number.isFinite(weight)) === true,
  }),
  randomState: param.randomState(),
};

type NearestMeanParams = ParamsOf<typeof nearestMeanParams>;

export interface NearestMeanState {
  readonly means: Float64Array;
  readonly sharpness: number;
}

/** A correct classifier: the nearest weighted mean of a class wins; the means get a seeded trace of noise. */
export class NearestMean extends BaseClassifier<NearestMeanParams, NearestMeanState> {
  static override readonly paramSpec: param.ParamSpec = nearestMeanParams;
  override readonly name: string = this.constructor.name;

  override get tags(): Tags {
    return { sampleWeight: true, random: true };
  }

  get means(): Float64Array {
    return this.model.means;
  }

  /** The learning itself, for variants that spoil it. */
  protected override learnClasses(
    X: Matrix,
    y: Encoded,
    context: FitContext<NearestMeanParams>,
  ): NearestMeanState | Promise<NearestMeanState> {
    const { params, sampleWeight } = context;
    const classWeight = new Map(
      weightsOf(params.classWeight)?.map(([label, weight]) => [String(label), weight]),
    );
    const random = new RandomState(params.randomState);
    const means = new Float64Array(y.classes.length * X.cols);
    y.classes.forEach((label, code) => {
      const weights = Array.from(y.codes, (own, i) => (own === code ? (sampleWeight?.[i] ?? 1) : 0));
      const scale = classWeight.get(String(label)) ?? 1;
      const total = weights.reduce((sum, weight) => sum + weight, 0) * scale;
      for (let j = 0; j < X.cols; j++) {
        const sum = weights.reduce((so, weight, i) => so + scale * weight * X.at(i, j), 0);
        means[code * X.cols + j] = (total > 0 ? sum / total : 1e6) + 1e-12 * random.normal();
      }
    });
    return { means, sharpness: params.sharpness };
  }

  protected override probabilities(X: Matrix): Matrix {
    const { means, sharpness } = this.model;
    const classes = means.length / X.cols;
    const out = Matrix.zeros(X.rows, classes);
    for (let i = 0; i < X.rows; i++) {
      const row = out.row(i);
      for (let k = 0; k < classes; k++) {
        for (let j = 0; j < X.cols; j++) row[k]! -= sharpness * (X.at(i, j) - means[k * X.cols + j]!) ** 2;
      }
      const top = Math.max(...row);
      row.forEach((value, k) => {
        row[k] = Math.exp(value - top);
      });
      const sum = row.reduce((total, value) => total + value, 0);
      row.forEach((value, k) => {
        row[k] = value / sum;
      });
    }
    return out;
  }
}

function weightsOf(value: unknown): [unknown, number][] | null {
  if (typeof value !== 'object' || value === null) return null;
  return value instanceof Map ? [...value] : Object.entries(value);
}

const slopesParams = {
  intercept: param.boolean({ default: true, doc: 'Whether to add the mean of y.' }),
};

export interface SlopesState {
  readonly means: Float64Array;
  readonly slopes: Float64Array;
  readonly level: number;
}

/** A correct regressor: the slope of y over each column on its own. */
export class Slopes extends BaseRegressor<ParamsOf<typeof slopesParams>, SlopesState> {
  static override readonly paramSpec: param.ParamSpec = slopesParams;
  override readonly name: string = this.constructor.name;

  get slopes(): Float64Array {
    return this.fitted.slopes;
  }

  protected override async learnTarget(
    X: Matrix,
    y: Float64Array,
    context: FitContext<ParamsOf<typeof slopesParams>>,
  ): Promise<SlopesState> {
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const means = new Float64Array(X.cols);
    const slopes = new Float64Array(X.cols);
    for (let j = 0; j < X.cols; j++) {
      const column = X.column(j);
      means[j] = mean(column);
      const spread = column.reduce((sum, value) => sum + (value - means[j]!) ** 2, 0);
      const common = column.reduce((sum, value, i) => sum + (value - means[j]!) * (y[i]! - mean(y)), 0);
      slopes[j] = spread > 1e-12 ? common / spread : 0;
      await context.pause();
      context.progress(j + 1, X.cols);
    }
    return { means, slopes, level: context.params.intercept ? mean(y) : 0 };
  }

  protected override predictTarget(X: Matrix): Float64Array {
    const { means, slopes, level } = this.fitted;
    return Float64Array.from({ length: X.rows }, (_, i) =>
      X.row(i).reduce((sum, value, j) => sum + slopes[j]! * (value - means[j]!), level),
    );
  }
}

const centreParams = {
  factor: param.real({ min: 0, above: true, default: 1, doc: 'What the centred values are multiplied by.' }),
};

export interface CentreState {
  readonly means: Float64Array;
  readonly factor: number;
}

/** A correct transformer: subtracts the weighted mean of each column. */
export class Centre extends BaseTransformer<ParamsOf<typeof centreParams>, CentreState> {
  static override readonly paramSpec: param.ParamSpec = centreParams;
  override readonly name: string = this.constructor.name;

  override get tags(): Tags {
    return { sampleWeight: true };
  }

  get means(): Float64Array {
    return this.fitted.means;
  }

  inverseTransform(X: DataLike): Matrix {
    const { means, factor } = this.fitted;
    const matrix = this.input(X);
    return new Matrix(
      matrix.data.map((value, p) => value / factor + means[p % matrix.cols]!),
      matrix.rows,
      matrix.cols,
    );
  }

  protected override learn(
    X: Matrix,
    _y: TargetLike | undefined,
    { params, sampleWeight }: FitContext<ParamsOf<typeof centreParams>>,
  ): CentreState {
    const means = new Float64Array(X.cols);
    let total = 0;
    for (let i = 0; i < X.rows; i++) {
      const weight = sampleWeight?.[i] ?? 1;
      total += weight;
      for (let j = 0; j < X.cols; j++) means[j]! += weight * X.at(i, j);
    }
    return { means: means.map((sum) => sum / total), factor: params.factor };
  }

  protected override apply(X: Matrix): Matrix {
    const { means, factor } = this.fitted;
    return new Matrix(
      X.data.map((value, p) => factor * (value - means[p % X.cols]!)),
      X.rows,
      X.cols,
    );
  }
}

/** A transformer that keeps the interface without any of pipefit's base classes. */
export class Foreign implements Transformer<{ factor: number }> {
  readonly name = 'Foreign';
  readonly kind = 'transformer';
  readonly tags: Tags = {};
  readonly #inner: Centre;

  constructor(params: { factor?: number } = {}) {
    this.#inner = new Centre(params);
  }

  get isFitted(): boolean {
    return this.#inner.isFitted;
  }

  fit(X: DataLike, y?: TargetLike, options: FitOptions = {}): FitPromise<this> {
    if (options.sampleWeight !== undefined) return this.#refuse(options);
    const promise = this.#inner.fit(X, y, options).then(() => this);
    return Object.assign(promise, {
      transform: (data: DataLike) => promise.then((self) => self.transform(data)),
    }) as unknown as FitPromise<this>;
  }

  getParams(): { factor: number } {
    return { ...this.#inner.getParams() };
  }

  setParams(params: Partial<{ factor: number }>): this {
    try {
      this.#inner.setParams(params);
    } catch (error) {
      if (error instanceof Error) error.message = error.message.replaceAll('Centre', 'Foreign');
      throw error;
    }
    return this;
  }

  clone(): this {
    return new Foreign(this.getParams()) as this;
  }

  transform(X: DataLike): Matrix {
    return this.#inner.transform(X);
  }

  async fitTransform(X: DataLike, y?: TargetLike, options?: FitOptions): Promise<Matrix> {
    await this.fit(X, y, options);
    return this.transform(X);
  }

  featureNamesOut(): readonly string[] {
    return this.#inner.featureNamesOut();
  }

  toString(): string {
    return `Foreign({ factor: ${this.getParams().factor} })`;
  }

  #refuse(options: FitOptions): FitPromise<this> {
    // An estimator without the tag refuses the option by name; this is what the base class would say.
    const stub = new (class Foreign extends Centre {
      override get tags(): Tags {
        return {};
      }
    })();
    return stub.fit([[1]], undefined, options) as unknown as FitPromise<this>;
  }
}
