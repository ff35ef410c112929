import {
  BaseTransformer,
  boolean,
  type FitContext,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import { type DataLike, Matrix, numberCells, type RowCells, SparseMatrix } from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { columnMoments, sparseColumnMoments } from '../kernels/column-moments.js';
import { multiplyAndShift, shiftAndDivide } from '../kernels/scale-columns.js';

const standardScalerParams = {
  withMean: boolean({
    default: true,
    doc: 'Subtract the mean of each column; must be false for sparse data.',
  }),
  withStd: boolean({ default: true, doc: 'Divide by the standard deviation of each column.' }),
};

/** Parameters of {@link StandardScaler}. */
export type StandardScalerParams = ParamsOf<typeof standardScalerParams>;

interface StandardScalerState {
  /** Whether the mean is subtracted. */
  readonly centred: boolean;
  readonly mean: Float64Array;
  readonly variance: Float64Array;
  readonly scale: Float64Array | null;
  readonly samplesSeen: Float64Array;
}

/**
 * Scales each column to mean 0 and (population) standard deviation 1.
 *
 * Missing values are left out of the statistics and stay missing. A column that is constant, or nearly so
 * for floating point, is only centred. Use it before models that compare columns with each other: linear
 * models with a penalty, nearest neighbours, neural networks. Trees do not need it.
 *
 * Fitted: `mean`, `var`, `scale` (one a column), `samplesSeen`. Sample weights are used.
 * Errors: InvalidDataError for sparse data with `withMean`. Complexity: O(rows * columns).
 *
 * @example
 * ```ts
 * import { StandardScaler } from 'pipefit';
 *
 * const scaler = await new StandardScaler().fit([[0, 0], [0, 0], [1, 1], [1, 1]]);
 * console.log(scaler.mean, scaler.transform([[2, 2]]).toArray()); // [0.5, 0.5] [[3, 3]]
 * ```
 */
export class StandardScaler extends BaseTransformer<
  StandardScalerParams,
  StandardScalerState,
  Matrix | SparseMatrix,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = standardScalerParams;
  override readonly name = 'StandardScaler';

  override get tags(): Tags {
    return { sparse: true, missing: true, sampleWeight: true };
  }

  /** Mean of each column. */
  get mean(): Float64Array {
    return this.fitted.mean;
  }

  /** Population variance of each column. */
  get var(): Float64Array {
    return this.fitted.variance;
  }

  /** What each column is divided by, or null with `withStd: false`. */
  get scale(): Float64Array | null {
    return this.fitted.scale;
  }

  /** Number (or total weight) of the values seen in each column. */
  get samplesSeen(): Float64Array {
    return this.fitted.samplesSeen;
  }

  /** Undoes `transform`. */
  inverseTransform(X: DataLike): Matrix | SparseMatrix {
    const table = this.input(X);
    const { shifts, divisors } = this.change;
    if (table instanceof SparseMatrix) {
      return withData(
        table,
        table.data.map((value, p) => value * divisors[table.indices[p]!]!),
      );
    }
    const { data, rows, cols, columnNames } = table;
    return new Matrix(multiplyAndShift(data, cols, divisors, shifts), rows, cols, columnNames);
  }

  protected override learn(
    X: Matrix | SparseMatrix,
    _y: TargetLike | undefined,
    { params, sampleWeight }: FitContext<StandardScalerParams>,
  ): StandardScalerState {
    if (X instanceof SparseMatrix && params.withMean) {
      throw new InvalidDataError(
        'StandardScaler: centring would make sparse data dense. Pass withMean: false, or call toDense() first.',
      );
    }
    const { mean, variance, weight } =
      X instanceof SparseMatrix
        ? sparseColumnMoments(X, X.rows, X.cols, sampleWeight)
        : columnMoments(X.data, X.rows, X.cols, sampleWeight);
    const scale = params.withStd
      ? variance.map((v, j) => (isConstant(v, mean[j]!, weight[j]!) ? 1 : Math.sqrt(v)))
      : null;
    return { centred: params.withMean, mean, variance, scale, samplesSeen: weight };
  }

  protected override apply(X: Matrix | SparseMatrix): Matrix | SparseMatrix {
    const { shifts, divisors } = this.change;
    if (X instanceof SparseMatrix) {
      return withData(
        X,
        X.data.map((value, p) => value / divisors[X.indices[p]!]!),
      );
    }
    const { data, rows, cols, columnNames } = X;
    return new Matrix(shiftAndDivide(data, cols, shifts, divisors), rows, cols, columnNames);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { mean, scale, centred } = this.fitted;
    const { numbers, form } = input;
    if (form === 'sparse' && centred) return null;
    const cells = numberCells(numbers.length, this.featureNamesOut(), form === 'sparse' ? form : 'matrix');
    const out = cells.numbers;
    return transformation(cells, () => {
      for (let j = 0; j < out.length; j++) {
        out[j] = (numbers[j]! - (centred ? mean[j]! : 0)) / (scale === null ? 1 : scale[j]!);
      }
      return true;
    });
  }

  /** What is subtracted from each column, and what it is divided by. */
  private get change(): { readonly shifts: Float64Array; readonly divisors: Float64Array } {
    const { mean, scale, centred } = this.fitted;
    return {
      shifts: centred ? mean : new Float64Array(mean.length),
      divisors: scale ?? new Float64Array(mean.length).fill(1),
    };
  }
}

/** The same rows with other values at the same places. */
function withData(X: SparseMatrix, data: Float64Array): SparseMatrix {
  return new SparseMatrix({ data, indices: X.indices, indptr: X.indptr }, X.rows, X.cols, X.columnNames);
}

/** Whether a variance is no more than rounding can explain (scikit-learn's bound on the two-pass error). */
function isConstant(variance: number, mean: number, count: number): boolean {
  const bound = count * Number.EPSILON * variance + (count * mean * Number.EPSILON) ** 2;
  return !(variance > bound);
}
