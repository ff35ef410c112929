import {
  afterSteps,
  BaseRegressor,
  type DeepParams,
  type Estimator,
  type FitContext,
  isEstimator,
  isTransformer,
  param,
  type Regressor,
  type RowStep,
  regression,
  rowStepOf,
  type Tags,
  type Transformer,
} from '../core/index.js';
import { asVector, Frame, Matrix, type RowCells, type Table, type VectorLike } from '../data/index.js';
import { DataWarning, InvalidDataError, InvalidParameterError } from '../errors/index.js';
import { atStep } from './named-steps.js';

type TargetFunction = (value: number) => number;

const transformedTargetParams = {
  regressor: {
    ...param.custom<Regressor>({
      describe: 'a regressor',
      doc: 'Learns the transformed target.',
      accepts: (value) => isEstimator(value) && value.kind === 'regressor',
    }),
    holds: 'estimator',
  },
  transformer: {
    ...param.custom<Transformer | null>({
      default: null,
      describe: 'a transformer or null',
      doc: 'Transforms the target as a table of one column; not together with func.',
      accepts: (value) => value === null || (isEstimator(value) && isTransformer(value)),
    }),
    holds: 'estimator',
  },
  func: param.optional(
    param.func<TargetFunction>({ doc: 'Applied to each target value before the regressor learns.' }),
  ),
  inverseFunc: param.optional(param.func<TargetFunction>({ doc: 'Applied to each prediction.' })),
  checkInverse: param.boolean({
    default: true,
    doc: 'Warn at `fit` when the inverse does not undo the transformation.',
  }),
} satisfies param.ParamSpec;

type OwnParams = param.ParamsOf<typeof transformedTargetParams>;

interface TransformedTargetState {
  readonly regressor: Regressor;
  readonly transformer: Transformer | null;
}

/** A transformer that also knows the way back. */
interface Invertible extends Transformer {
  inverseTransform(X: Table): Table;
}

/**
 * A regressor that learns a transformed target and gives its predictions on the scale of the original one.
 *
 * Give a pair of functions of one number (`Math.log1p` and `Math.expm1` for prices), or a transformer with
 * `inverseTransform`. Whether the inverse really undoes the transformation is checked at `fit`.
 *
 * Fitted: `regressor`, `transformer` (fitted clones; the ones given stay as they are).
 *
 * @example
 * ```ts
 * import { Ridge, TransformedTargetRegressor } from 'pipefit';
 *
 * const model = new TransformedTargetRegressor({
 *   regressor: new Ridge({ alpha: 1e-9 }),
 *   func: Math.log,
 *   inverseFunc: Math.exp,
 * });
 * await model.fit([[0], [1], [2]], [1, Math.E, Math.E ** 2]);
 * console.log(model.predict([[3]])[0].toFixed(2)); // 20.09
 * ```
 */
export class TransformedTargetRegressor<R extends Regressor = Regressor> extends BaseRegressor<
  OwnParams,
  TransformedTargetState,
  Table,
  OwnParams & { readonly [K in keyof DeepParams<R> & string as `regressor__${K}`]: DeepParams<R>[K] }
> {
  static override readonly paramSpec = transformedTargetParams;
  override readonly name = 'TransformedTargetRegressor';

  constructor(params: { readonly regressor: R } & Partial<Omit<OwnParams, 'regressor'>>) {
    super(params);
  }

  override get tags(): Tags {
    const { regressor } = this.params;
    return { ...(regressor as Estimator | undefined)?.tags, unchecked: true, multiOutput: false };
  }

  /** The regressor: the fitted one after `fit`, before it the one given. */
  get regressor(): R {
    return (this.isFitted ? this.fitted.regressor : this.params.regressor) as R;
  }

  /** The fitted transformer of the target, or null with functions. */
  get transformer(): Transformer | null {
    return this.fitted.transformer;
  }

  protected override async learnTarget(
    X: Table,
    y: Float64Array,
    context: FitContext<OwnParams>,
  ): Promise<TransformedTargetState> {
    const { transformer: given, func, inverseFunc, checkInverse } = context.params;
    if (given !== null && (func !== null || inverseFunc !== null)) throw conflict();
    if ((func === null) !== (inverseFunc === null)) throw halfPair(func === null);
    const transformer = given?.clone() ?? null;
    if (transformer !== null) {
      await atStep('transformer', () =>
        transformer.fit(asColumn(y), undefined, context.optionsFor(transformer)),
      );
    }
    const target = transformTarget(y, transformer, func);
    if (checkInverse) this.checkInverse(y, target, transformer, inverseFunc, context);
    const regressor = context.params.regressor.clone();
    const { validation } = context.options;
    const options = {
      ...context.optionsFor(regressor),
      ...(validation === undefined
        ? {}
        : {
            validation: [
              validation[0],
              transformTarget(asVector(validation[1] as VectorLike, this.name), transformer, func),
            ] as const,
          }),
    };
    await atStep('regressor', () => regressor.fit(X, target, options));
    return { regressor, transformer };
  }

  protected override predictTarget(X: Table): Float64Array {
    const { regressor, transformer } = this.fitted;
    const predicted = atStep('regressor', () => regressor.predict(X));
    return invertTarget(predicted, transformer, this.params.inverseFunc);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { regressor, transformer } = this.fitted;
    const { inverseFunc } = this.params;
    const step = rowStepOf(regressor, input);
    if (step === null) return null;
    const [prediction, { numbers }] = [new Float64Array(1), step.output];
    const invert = regression(prediction, () => {
      prediction[0] = invertTarget(Float64Array.of(numbers[0]!), transformer, inverseFunc)[0]!;
      return true;
    });
    return afterSteps([step], invert);
  }

  private checkInverse(
    y: Float64Array,
    target: Float64Array,
    transformer: Transformer | null,
    inverseFunc: TargetFunction | null,
    context: FitContext<OwnParams>,
  ): void {
    const back = invertTarget(target, transformer, inverseFunc);
    const wrong = back.findIndex(
      (value, i) => !(Math.abs(value - y[i]!) <= 1e-5 * Math.max(1e-3, Math.abs(y[i]!))),
    );
    if (wrong < 0) return;
    context.warn(
      new DataWarning(
        `TransformedTargetRegressor: the inverse does not undo the transformation of the target (row ${wrong}: ` +
          `${y[wrong]} came back as ${back[wrong]}). If that is meant, set checkInverse to false.`,
      ),
    );
  }
}

function asColumn(y: Float64Array): Matrix {
  return new Matrix(y, y.length, 1, ['y']);
}

function transformTarget(
  y: Float64Array,
  transformer: Transformer | null,
  func: TargetFunction | null,
): Float64Array {
  const target =
    transformer === null
      ? y.map((value) => func?.(value) ?? value)
      : firstColumn(transformer.transform(asColumn(y)));
  const broken = target.findIndex((value) => !Number.isFinite(value));
  if (broken < 0) return target;
  throw new InvalidDataError(
    `TransformedTargetRegressor: the transformation makes ${target[broken]} of the target ${y[broken]} in row ${broken}.`,
    { row: broken },
  );
}

function invertTarget(
  values: Float64Array,
  transformer: Transformer | null,
  inverseFunc: TargetFunction | null,
): Float64Array {
  if (transformer === null) return inverseFunc === null ? values : values.map((value) => inverseFunc(value));
  return firstColumn((transformer as Invertible).inverseTransform(asColumn(values)));
}

function firstColumn(table: Table): Float64Array {
  const matrix = table instanceof Frame ? table.toMatrix() : table;
  if (matrix.cols !== 1) {
    throw new InvalidDataError(
      `TransformedTargetRegressor: the transformer makes ${matrix.cols} columns of the target.`,
    );
  }
  return matrix.column(0);
}

function conflict(): InvalidParameterError {
  return new InvalidParameterError(
    'TransformedTargetRegressor',
    'transformer',
    'TransformedTargetRegressor takes a transformer or a pair of functions, not both.',
  );
}

function halfPair(lacksFunc: boolean): InvalidParameterError {
  const lacking = lacksFunc ? 'func' : 'inverseFunc';
  return new InvalidParameterError(
    'TransformedTargetRegressor',
    lacking,
    `TransformedTargetRegressor needs func and inverseFunc together; ${lacking} is not given.`,
  );
}
