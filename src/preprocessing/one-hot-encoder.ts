import {
  BaseTransformer,
  boolean,
  custom,
  either,
  type FitContext,
  func,
  oneOf,
  optional,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import {
  type DataLike,
  Frame,
  Matrix,
  namesOf,
  numberCells,
  type RowCells,
  SparseMatrix,
} from '../data/index.js';
import { DataWarning, emitWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { joinHot, markHot } from '../kernels/hot-columns.js';
import { firstNegativeCode, translateCodes } from '../kernels/scan-values.js';
import {
  asFrame,
  type Category,
  categoriesParam,
  columnOfChoices,
  encodedNumbers,
  isCategory,
  learnCategories,
  lookupsOf,
  placesOf,
  rowPlaces,
  unknownCategories,
} from './categories.js';
import { findInfrequent, groupedCategories, infrequentOf, infrequentParams } from './infrequent.js';
import { layOut, nothingHot, type OneHotLayout, readOneHot } from './one-hot-layout.js';

const oneHotEncoderParams = {
  categories: categoriesParam,
  drop: optional(
    either(
      oneOf(['first', 'ifBinary'], { default: 'first', doc: '' }),
      custom<readonly Category[]>({
        describe: 'a list of one category for each column',
        doc: '',
        accepts: (value) => Array.isArray(value) && value.every(isCategory),
      }),
      {
        default: 'first',
        doc: "Category of each column that gets no column of its own: the first, the first of two ('ifBinary'), or a given one.",
      },
    ),
  ),
  sparseOutput: boolean({ default: true, doc: 'Give a SparseMatrix; a Matrix otherwise.' }),
  handleUnknown: oneOf(['error', 'ignore', 'infrequentIfExist', 'warn'], {
    default: 'error',
    doc:
      "Categories that `fit` did not see: an error, all zeros, or the infrequent group where there is one; 'warn' is " +
      "'infrequentIfExist' with a warning.",
  }),
  ...infrequentParams,
  featureNameCombiner: either(
    oneOf(['concat'], { default: 'concat', doc: '' }),
    func<(column: string, category: Category) => string>({ doc: '' }),
    { default: 'concat', doc: "Names of the output columns: 'column_category', or your own function." },
  ),
};

/** Parameters of {@link OneHotEncoder}. */
export type OneHotEncoderParams = ParamsOf<typeof oneHotEncoderParams>;

interface OneHotEncoderState {
  readonly layout: OneHotLayout;
  /** For each input column the output column of unknown categories, or -1 where they are all zeros. */
  readonly unknownTargets: Int32Array;
  readonly names: readonly string[];
  readonly handleUnknown: OneHotEncoderParams['handleUnknown'];
  readonly drops: boolean;
  readonly sparseOutput: boolean;
}

/**
 * Turns each column of categories into one column of zeros and ones for each category.
 *
 * Categories are the distinct strings, booleans or numbers of a column, in order (numbers ascending, strings
 * by code unit, false before true); a missing value is a category of its own, the last one. A column of
 * numbers is taken by its distinct numbers, so leave measurements out. Use it before models that need
 * numbers; where a column has very many categories set `maxCategories` or `minFrequency`, which put rare ones
 * together. For a linear model without a penalty set `drop: 'first'`, or the columns depend on each other.
 *
 * Output columns are named `column_category` (`column_nan` for the missing values,
 * `column_infrequent_sklearn` for the group); categories are written as `String(value)` writes them.
 * `inverseTransform` gives a Frame; in it null stands for missing and for unknown values.
 *
 * Fitted: `categories`, `dropIdx`, `infrequentCategories`.
 * Errors: InvalidDataError for dates and, with `handleUnknown: 'error'`, for categories that `fit` did not see.
 * Complexity: O(rows * columns); columns of strings translate each distinct string once.
 *
 * @example
 * ```ts
 * import { OneHotEncoder } from 'pipefit';
 *
 * const walls = [{ wall: 'brick' }, { wall: 'wood' }, { wall: 'brick' }];
 * const encoder = await new OneHotEncoder({ handleUnknown: 'ignore' }).fit(walls);
 * console.log(encoder.featureNamesOut()); // ['wall_brick', 'wall_wood']
 * console.log(encoder.transform([{ wall: 'wood' }, { wall: 'straw' }]).toArray()); // [[0, 1], [0, 0]]
 * ```
 */
export class OneHotEncoder extends BaseTransformer<
  OneHotEncoderParams,
  OneHotEncoderState,
  Matrix | Frame,
  Matrix | SparseMatrix
> {
  static override readonly paramSpec = oneHotEncoderParams;
  override readonly name = 'OneHotEncoder';

  override get tags(): Tags {
    return { mixed: true, missing: true };
  }

  /** The categories of each column in their order; null, which is last, stands for missing values. */
  get categories(): readonly (readonly Category[])[] {
    return this.fitted.layout.categories;
  }

  /** The place in `categories` of each column's dropped category, or null; null altogether without `drop`. */
  get dropIdx(): readonly (number | null)[] | null {
    const { layout, drops } = this.fitted;
    if (!drops) return null;
    return layout.targets.map((targets, j) => (layout.dropped[j]! < 0 ? null : targets.indexOf(-1)));
  }

  /** The categories of each column that were put together, or null where there are none. */
  get infrequentCategories(): readonly (readonly Category[] | null)[] {
    const { categories, infrequent } = this.fitted.layout;
    return infrequentOf(categories, infrequent);
  }

  /** The rows that `transform` makes these of, as a Frame; also of scores, where the largest one wins. */
  inverseTransform(X: DataLike): Frame {
    const { layout, names, handleUnknown } = this.fitted;
    const numbers = encodedNumbers(X, names.length, this.name);
    const { columns } = this.schema;
    const picks = readOneHot(layout, numbers.rows, (visit) => visitCells(numbers, visit));
    return Frame.fromColumns(
      columns.map(({ name, type }, j) => {
        const zeros = picks[j]!.indexOf(-1);
        const grouped = handleUnknown !== 'ignore' && layout.infrequent[j] !== null;
        if (zeros >= 0 && (handleUnknown === 'error' || grouped)) throw nothingHot(zeros, name, this.name);
        return [
          name,
          columnOfChoices(
            groupedCategories(layout.categories[j]!, layout.infrequent[j]!),
            picks[j]!,
            type,
            name,
          ),
        ] as const;
      }),
    );
  }

  protected override learn(
    X: Matrix | Frame,
    _y: TargetLike | undefined,
    { params }: FitContext<OneHotEncoderParams>,
  ): OneHotEncoderState {
    const { handleUnknown, drop, sparseOutput } = params;
    const columns = learnCategories(asFrame(X), params.categories, this.name, {
      refuseUnknown: handleUnknown === 'error',
    });
    const infrequent = columns.map(({ counts }) => findInfrequent(counts, X.rows, params));
    const inputNames = namesOf(X);
    const layout = layOut(columns, infrequent, drop, inputNames, this.name);
    const toGroup = handleUnknown === 'infrequentIfExist' || handleUnknown === 'warn';
    const unknownTargets = Int32Array.from(layout.targets, (targets, j) => {
      const rare = infrequent[j];
      return toGroup && rare != null ? targets[rare[0]!]! : -1;
    });
    const names = inputNames.flatMap((name, j) =>
      groupedCategories(layout.categories[j]!, infrequent[j]!)
        .filter((_, place) => place !== layout.dropped[j])
        .map((category) => this.combine(name, category, params.featureNameCombiner)),
    );
    return { layout, unknownTargets, names, handleUnknown, drops: drop !== null, sparseOutput };
  }

  protected override apply(X: Matrix | Frame): Matrix | SparseMatrix {
    const { sparseOutput, names } = this.fitted;
    const hot = this.hotColumns(asFrame(X));
    if (sparseOutput) return toSparse(hot, X.rows, names.length);
    const out = Matrix.zeros(X.rows, names.length);
    for (const targets of hot) {
      markHot(targets, out.data, out.cols);
    }
    return out;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { layout, names, sparseOutput, unknownTargets, handleUnknown, drops } = this.fitted;
    const places = rowPlaces(input, layout.categories);
    if (places === null) return null;
    // Where an unknown category is an error or a warning, tables give it.
    const refusesUnknown = handleUnknown === 'error' || handleUnknown === 'warn' || drops;
    const cells = numberCells(names.length, names, sparseOutput ? 'sparse' : 'matrix');
    const out = cells.numbers;
    return transformation(cells, () => {
      out.fill(0);
      for (let j = 0; j < places.length; j++) {
        const place = places[j]!();
        if (place < 0 && refusesUnknown) return false;
        const target = place < 0 ? unknownTargets[j]! : layout.targets[j]![place]!;
        if (target >= 0) out[target] = 1;
      }
      return true;
    });
  }

  protected override namesOut(): readonly string[] {
    return this.fitted.names;
  }

  /** For each input column the output column that is 1 in each row, or -1. */
  private hotColumns(X: Frame): Int32Array[] {
    const { layout, unknownTargets, handleUnknown } = this.fitted;
    const lookups = lookupsOf(layout.categories);
    const withUnknown: string[] = [];
    const hot = X.columnNames.map((name, j) => {
      const places = placesOf(X.column(j), lookups[j]!);
      if (firstNegativeCode(places) >= 0) {
        withUnknown.push(name);
        if (handleUnknown === 'error') {
          const advice = "Pass handleUnknown: 'ignore' to encode such values as zeros.";
          throw unknownCategories(X.column(j), name, places, this.name, advice);
        }
      }
      return translateCodes(places, Int32Array.of(unknownTargets[j]!, ...layout.targets[j]!));
    });
    if (withUnknown.length > 0) this.warnOfUnknown(withUnknown);
    return hot;
  }

  /** Where unknown values cannot be told from dropped ones, and where a warning was asked for. */
  private warnOfUnknown(columns: readonly string[]): void {
    const { handleUnknown, drops } = this.fitted;
    if (handleUnknown !== 'warn' && !drops) return;
    const how =
      handleUnknown === 'ignore' ? 'as zeros' : 'as the infrequent category, or as zeros where there is none';
    emitWarning(
      new DataWarning(
        `${this.name}: categories that fit did not see, in ${columns.map((name) => `'${name}'`).join(', ')}, are encoded ${how}.`,
      ),
    );
  }

  private combine(
    name: string,
    category: Category,
    combiner: OneHotEncoderParams['featureNameCombiner'],
  ): string {
    if (combiner === 'concat') return `${name}_${category ?? 'nan'}`;
    const combined: unknown = combiner(name, category);
    if (typeof combined === 'string') return combined;
    throw new InvalidParameterError(
      this.name,
      'featureNameCombiner',
      `The parameter 'featureNameCombiner' of ${this.name} must return a string. Got ${showValue(combined)}.`,
    );
  }
}

function toSparse(hot: readonly Int32Array[], rows: number, cols: number): SparseMatrix {
  const { indices, indptr } = joinHot(hot, rows);
  return new SparseMatrix({ data: new Float64Array(indices.length).fill(1), indices, indptr }, rows, cols);
}

function visitCells(
  X: Matrix | SparseMatrix,
  visit: (row: number, column: number, value: number) => void,
): void {
  if (X instanceof SparseMatrix) {
    for (let i = 0; i < X.rows; i++) {
      for (let p = X.indptr[i]!; p < X.indptr[i + 1]!; p++) visit(i, X.indices[p]!, X.data[p]!);
    }
  } else {
    for (let i = 0, p = 0; i < X.rows; i++) for (let j = 0; j < X.cols; j++, p++) visit(i, j, X.data[p]!);
  }
}
