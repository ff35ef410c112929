import {
  BaseTransformer,
  boolean,
  either,
  type FitContext,
  oneOf,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import {
  Frame,
  Matrix,
  namesOf,
  numberCells,
  type RowCells,
  SparseMatrix,
  type Table,
} from '../data/index.js';
import { InvalidDataError } from '../errors/index.js';
import { fillFrame, fillMatrix, fillSparse } from './fill.js';
import { missingTests, takesRows } from './fill-row.js';
import {
  checkMissingValues,
  isUsual,
  type MissingValues,
  missingFlags,
  missingValuesParam,
  numberTest,
} from './missing-values.js';

const missingIndicatorParams = {
  missingValues: missingValuesParam,
  features: oneOf(['missingOnly', 'all'], {
    default: 'missingOnly',
    doc: 'Mark the columns that lack values at `fit`, or all.',
  }),
  sparse: either(boolean({ default: false, doc: '' }), oneOf(['auto'], { default: 'auto', doc: '' }), {
    default: 'auto',
    doc: "Give a SparseMatrix; 'auto' for sparse data only.",
  }),
  errorOnNew: boolean({
    default: true,
    doc: "With 'missingOnly', refuse missing values in columns that had none at `fit`.",
  }),
};

/** Parameters of {@link MissingIndicator}. */
export type MissingIndicatorParams = ParamsOf<typeof missingIndicatorParams>;

interface MissingIndicatorState {
  readonly features: Int32Array;
  readonly missingValues: MissingValues;
  readonly sparse: boolean | 'auto';
  readonly errorOnNew: boolean;
}

/**
 * Marks missing values: one column of zeros and ones for each column that lacks values.
 *
 * Use it beside an imputer (`addIndicator` of SimpleImputer does so), where the lack of a value tells something
 * about the target. It takes columns of every type. Output columns are named `missingindicator_column`.
 *
 * Fitted: `features`, the positions of the marked columns.
 * Errors: InvalidDataError for missing values in a column that had none at `fit`, unless `errorOnNew` is false.
 * Complexity: O(rows * columns).
 *
 * @example
 * ```ts
 * import { MissingIndicator } from 'pipefit';
 *
 * const indicator = await new MissingIndicator().fit([{ a: 1, b: null }, { a: 2, b: 3 }]);
 * console.log(indicator.featureNamesOut()); // ['missingindicator_b']
 * console.log(indicator.transform([{ a: 1, b: null }, { a: 2, b: 4 }]).toArray()); // [[1], [0]]
 * ```
 */
export class MissingIndicator extends BaseTransformer<
  MissingIndicatorParams,
  MissingIndicatorState,
  Table,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = missingIndicatorParams;
  override readonly name = 'MissingIndicator';

  override get tags(): Tags {
    return { sparse: true, mixed: true, missing: isUsual(this.params.missingValues) };
  }

  /** Positions of the columns that are marked. */
  get features(): Int32Array {
    return this.fitted.features;
  }

  protected override learn(
    X: Table,
    _y: TargetLike | undefined,
    { params }: FitContext<MissingIndicatorParams>,
  ): MissingIndicatorState {
    const { missingValues, sparse, errorOnNew } = params;
    checkMissingValues(X, missingValues, this.name);
    const all = Int32Array.from({ length: X.cols }, (_, j) => j);
    if (params.features === 'all') return { features: all, missingValues, sparse, errorOnNew };
    const lacking = lackingColumns(X, missingValues);
    return { features: all.filter((j) => lacking[j] === 1), missingValues, sparse, errorOnNew };
  }

  protected override apply(X: Table): Matrix | SparseMatrix {
    const { features, missingValues, sparse, errorOnNew } = this.fitted;
    checkMissingValues(X, missingValues, this.name);
    if (errorOnNew) this.refuseNew(X);
    const plan = { missingValues, statistics: [], kept: new Int32Array(), marked: features };
    if (X instanceof SparseMatrix) {
      const marks = fillSparse(X, plan);
      return sparse === false ? marks.toDense() : marks;
    }
    const marks =
      X instanceof Frame ? fillFrame(X, this.featureNamesOut(), plan).toMatrix() : fillMatrix(X, plan);
    return sparse === true ? SparseMatrix.fromDense(marks) : marks;
  }

  protected override namesOut(names: readonly string[]): readonly string[] {
    return Array.from(this.fitted.features, (j) => `missingindicator_${names[j]}`);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { features, missingValues, sparse, errorOnNew } = this.fitted;
    if (features.length === 0 || !takesRows(input, missingValues)) return null;
    const isSparse = sparse === 'auto' ? input.form === 'sparse' : sparse;
    const cells = numberCells(features.length, this.featureNamesOut(), isSparse ? 'sparse' : 'matrix');
    const out = cells.numbers;
    const marks = missingTests(input, features, missingValues);
    const others = Int32Array.from(input.types.keys()).filter((j) => errorOnNew && !features.includes(j));
    const refused = missingTests(input, others, missingValues);
    return transformation(cells, () => {
      for (let k = 0; k < refused.length; k++) if (refused[k]!()) return false;
      for (let k = 0; k < marks.length; k++) out[k] = marks[k]!() ? 1 : 0;
      return true;
    });
  }

  private refuseNew(X: Table): void {
    const known = new Set(this.fitted.features);
    const lacking = lackingColumns(X, this.fitted.missingValues);
    const fresh = namesOf(X).filter((_, j) => lacking[j] === 1 && !known.has(j));
    if (fresh.length === 0) return;
    throw new InvalidDataError(
      `${this.name}: values are missing in ${fresh.map((name) => `'${name}'`).join(', ')}, where fit saw none missing. ` +
        "Pass errorOnNew: false to leave such columns unmarked, or features: 'all'.",
      { column: fresh[0]! },
    );
  }
}

/** For each column 1 where any of its values is missing. */
function lackingColumns(X: Table, missingValues: MissingValues): Uint8Array {
  const lacking = new Uint8Array(X.cols);
  if (X instanceof Frame) {
    return lacking.map((_, j) => Number(missingFlags(X.column(j), missingValues).includes(1)));
  }
  const isMissing = numberTest(missingValues);
  for (let p = 0; p < X.data.length; p++) {
    if (isMissing(X.data[p]!)) lacking[X instanceof Matrix ? p % X.cols : X.indices[p]!] = 1;
  }
  return lacking;
}
