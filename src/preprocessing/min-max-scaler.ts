import {
  BaseTransformer,
  boolean,
  custom,
  type FitContext,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import { type DataLike, Matrix, numberCells, type RowCells } from '../data/index.js';
import { columnExtremes } from '../kernels/column-extremes.js';
import { clipValues, multiplyAndShift, shiftAndDivide } from '../kernels/scale-columns.js';

const minMaxScalerParams = {
  featureRange: custom<readonly [min: number, max: number]>({
    default: [0, 1],
    describe: 'a pair of numbers [min, max] with min below max',
    doc: 'Where the smallest and the largest value of each column are put.',
    accepts: (value) =>
      Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] < value[1],
  }),
  clip: boolean({ default: false, doc: 'Cut off what new data have outside of `featureRange`.' }),
};

/** Parameters of {@link MinMaxScaler}. */
export type MinMaxScalerParams = ParamsOf<typeof minMaxScalerParams>;

interface MinMaxScalerState {
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly scale: Float64Array;
  readonly min: Float64Array;
  readonly limits: readonly [min: number, max: number] | null;
}

/** A range below this is rounding, not spread (scikit-learn's bound). */
const CONSTANT_RANGE = 10 * Number.EPSILON;

/**
 * Scales each column linearly so that its smallest and largest value become the ends of `featureRange`.
 *
 * Missing values are left out of the extremes and stay missing. A constant column is only shifted, to the
 * lower end. Use it where a fixed range is asked for: neural networks, images, distances. One outlier
 * squeezes all other values together; StandardScaler is less easily upset.
 *
 * Fitted: `dataMin`, `dataMax`, `dataRange`, `scale` and `min`, one a column: the output is
 * `value * scale + min`.
 * Errors: InvalidDataError for sparse data, which shifting would make dense. Complexity: O(rows * columns).
 *
 * @example
 * ```ts
 * import { MinMaxScaler } from 'pipefit';
 *
 * const scaler = await new MinMaxScaler().fit([[-1, 2], [-0.5, 6], [0, 10], [1, 18]]);
 * console.log(scaler.transform([[0, 10], [2, 2]]).toArray()); // [[0.5, 0.5], [1.5, 0]]
 * ```
 */
export class MinMaxScaler extends BaseTransformer<MinMaxScalerParams, MinMaxScalerState> {
  static override readonly paramSpec = minMaxScalerParams;
  override readonly name = 'MinMaxScaler';

  override get tags(): Tags {
    return { missing: true };
  }

  /** Smallest value of each column; NaN where all are missing. */
  get dataMin(): Float64Array {
    return this.fitted.dataMin;
  }

  /** Largest value of each column; NaN where all are missing. */
  get dataMax(): Float64Array {
    return this.fitted.dataMax;
  }

  /** Largest less smallest value of each column. */
  get dataRange(): Float64Array {
    const { dataMin, dataMax } = this.fitted;
    return dataMax.map((max, j) => max - dataMin[j]!);
  }

  /** What each column is multiplied by. */
  get scale(): Float64Array {
    return this.fitted.scale;
  }

  /** What is then added to each column. */
  get min(): Float64Array {
    return this.fitted.min;
  }

  /** Undoes `transform`, but for what `clip` has cut off. */
  inverseTransform(X: DataLike): Matrix {
    const { scale, min } = this.fitted;
    const { data, rows, cols, columnNames } = this.input(X);
    return new Matrix(shiftAndDivide(data, cols, min, scale), rows, cols, columnNames);
  }

  protected override learn(
    X: Matrix,
    _y: TargetLike | undefined,
    { params }: FitContext<MinMaxScalerParams>,
  ): MinMaxScalerState {
    const [low, high] = params.featureRange;
    const { min: dataMin, max: dataMax } = columnExtremes(X.data, X.rows, X.cols);
    const scale = dataMax.map((max, j) => {
      const range = max - dataMin[j]!;
      return (high - low) / (range < CONSTANT_RANGE ? 1 : range);
    });
    const min = scale.map((factor, j) => low - dataMin[j]! * factor);
    return { dataMin, dataMax, scale, min, limits: params.clip ? [low, high] : null };
  }

  protected override apply(X: Matrix): Matrix {
    const { scale, min, limits } = this.fitted;
    const values = multiplyAndShift(X.data, X.cols, scale, min);
    if (limits !== null) clipValues(values, ...limits);
    return new Matrix(values, X.rows, X.cols, X.columnNames);
  }

  protected override rowStep({ numbers }: RowCells): RowStep {
    const { scale, min, limits } = this.fitted;
    const [low, high] = limits ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const cells = numberCells(numbers.length, this.featureNamesOut());
    const out = cells.numbers;
    return transformation(cells, () => {
      for (let j = 0; j < out.length; j++) {
        out[j] = Math.min(Math.max(numbers[j]! * scale[j]! + min[j]!, low), high);
      }
      return true;
    });
  }
}
