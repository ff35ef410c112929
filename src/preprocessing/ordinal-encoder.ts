import {
  BaseTransformer,
  custom,
  type FitContext,
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
import { InvalidDataError, InvalidParameterError } from '../errors/index.js';
import {
  asFrame,
  type Category,
  categoriesParam,
  columnOfChoices,
  encodedNumbers,
  learnCategories,
  lookupsOf,
  placesOf,
  rowPlaces,
  unknownCategories,
} from './categories.js';
import {
  findInfrequent,
  groupedCategories,
  groupedPlaces,
  infrequentOf,
  infrequentParams,
} from './infrequent.js';

const integerOrNaN = {
  describe: 'an integer or NaN',
  accepts: (value: unknown) => Number.isSafeInteger(value) || Number.isNaN(value),
};

const ordinalEncoderParams = {
  categories: categoriesParam,
  handleUnknown: oneOf(['error', 'useEncodedValue'], {
    default: 'error',
    doc: 'Categories that `fit` did not see: an error, or `unknownValue`.',
  }),
  unknownValue: optional(
    custom<number>({ ...integerOrNaN, doc: "What stands for unknown categories with 'useEncodedValue'." }),
  ),
  encodedMissingValue: custom<number>({
    ...integerOrNaN,
    default: Number.NaN,
    doc: 'What stands for missing values.',
  }),
  ...infrequentParams,
};

/** Parameters of {@link OrdinalEncoder}. */
export type OrdinalEncoderParams = ParamsOf<typeof ordinalEncoderParams>;

interface OrdinalEncoderState {
  readonly categories: readonly (readonly Category[])[];
  readonly infrequent: readonly (Int32Array | null)[];
  /** For each column and each of its categories the number that stands for it. */
  readonly codes: readonly Float64Array[];
  /** What stands for unknown categories, or null where they are an error. */
  readonly unknownValue: number | null;
  readonly encodedMissingValue: number;
}

/**
 * Turns each column of categories into one column of the codes 0, 1, 2, ...
 *
 * Categories are the distinct strings, booleans or numbers of a column, in order (numbers ascending, strings
 * by code unit, false before true), unless `categories` gives another order, such as small, medium, large.
 * Missing values become `encodedMissingValue`. Use it before trees, or where the order means something;
 * for other models OneHotEncoder does not make one category larger than another.
 *
 * `inverseTransform` gives a Frame; in it null stands for missing and for unknown values, and
 * `infrequent_sklearn` for the group of infrequent categories, whose code is the one after the frequent ones.
 *
 * Fitted: `categories`, `infrequentCategories`.
 * Errors: InvalidDataError for dates and, with `handleUnknown: 'error'`, for categories that `fit` did not see;
 * InvalidParameterError where `unknownValue` or `encodedMissingValue` is the code of a category.
 * Complexity: O(rows * columns); columns of strings translate each distinct string once.
 *
 * @example
 * ```ts
 * import { OrdinalEncoder } from 'pipefit';
 *
 * const sizes = [{ size: 'large' }, { size: 'small' }, { size: null }];
 * const encoder = await new OrdinalEncoder({ categories: [['small', 'large', null]] }).fit(sizes);
 * console.log(encoder.transform(sizes).toArray()); // [[1], [0], [NaN]]
 * console.log(encoder.inverseTransform([[0], [1]]).toArray()); // [['small'], ['large']]
 * ```
 */
export class OrdinalEncoder extends BaseTransformer<
  OrdinalEncoderParams,
  OrdinalEncoderState,
  Matrix | Frame
> {
  static override readonly paramSpec = ordinalEncoderParams;
  override readonly name = 'OrdinalEncoder';

  override get tags(): Tags {
    return { mixed: true, missing: true };
  }

  /** The categories of each column in their order; null, which is last, stands for missing values. */
  get categories(): readonly (readonly Category[])[] {
    return this.fitted.categories;
  }

  /** The categories of each column that share one code, or null where there are none. */
  get infrequentCategories(): readonly (readonly Category[] | null)[] {
    return infrequentOf(this.fitted.categories, this.fitted.infrequent);
  }

  /** The rows that `transform` makes these codes of, as a Frame. */
  inverseTransform(X: DataLike): Frame {
    const { categories, infrequent } = this.fitted;
    const numbers = encodedNumbers(X, categories.length, this.name);
    const dense = numbers instanceof SparseMatrix ? numbers.toDense() : numbers;
    return Frame.fromColumns(
      this.schema.columns.map(({ name, type }, j) => {
        const choices = groupedCategories(present(categories[j]!), infrequent[j]!);
        return [name, columnOfChoices(choices, this.picks(dense, j, choices.length), type, name)] as const;
      }),
    );
  }

  protected override learn(
    X: Matrix | Frame,
    _y: TargetLike | undefined,
    { params }: FitContext<OrdinalEncoderParams>,
  ): OrdinalEncoderState {
    const { handleUnknown, unknownValue, encodedMissingValue } = params;
    if ((handleUnknown === 'error') !== (unknownValue === null)) {
      throw this.refused(
        'unknownValue',
        unknownValue === null
          ? "must be an integer or NaN with handleUnknown: 'useEncodedValue'"
          : "is only used with handleUnknown: 'useEncodedValue'",
      );
    }
    const columns = learnCategories(asFrame(X), params.categories, this.name, {
      refuseUnknown: handleUnknown === 'error',
    });
    const infrequent: (Int32Array | null)[] = [];
    const codes = columns.map(({ categories, counts }, j) => {
      const known = present(categories);
      infrequent[j] = findInfrequent(counts.subarray(0, known.length), X.rows, params);
      const places = groupedPlaces(known.length, infrequent[j]);
      const column = `of column '${namesOf(X)[j]}'`;
      if (unknownValue !== null && places.includes(unknownValue)) {
        throw this.refused('unknownValue', `is ${unknownValue}, which is the code of a category ${column}`);
      }
      if (known.length === categories.length) return Float64Array.from(places);
      if (places.includes(encodedMissingValue)) {
        throw this.refused(
          'encodedMissingValue',
          `is ${encodedMissingValue}, which is the code of a category ${column}`,
        );
      }
      return Float64Array.from([...places, encodedMissingValue]);
    });
    const categories = columns.map((column) => column.categories);
    return { categories, infrequent, codes, unknownValue, encodedMissingValue };
  }

  protected override apply(X: Matrix | Frame): Matrix {
    const { categories, codes, unknownValue } = this.fitted;
    const frame = asFrame(X);
    const lookups = lookupsOf(categories);
    const out = Matrix.zeros(X.rows, X.cols);
    frame.columnNames.forEach((name, j) => {
      const places = placesOf(frame.column(j), lookups[j]!);
      if (unknownValue === null && places.includes(-1)) {
        const advice = "Pass handleUnknown: 'useEncodedValue' and an unknownValue for such values.";
        throw unknownCategories(frame.column(j), name, places, this.name, advice);
      }
      const unknown = unknownValue ?? Number.NaN;
      for (let i = 0; i < X.rows; i++) {
        const place = places[i]!;
        out.data[i * X.cols + j] = place < 0 ? unknown : codes[j]![place]!;
      }
    });
    return out;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { categories, codes, unknownValue } = this.fitted;
    const places = rowPlaces(input, categories);
    if (places === null) return null;
    const cells = numberCells(places.length, this.featureNamesOut());
    const out = cells.numbers;
    return transformation(cells, () => {
      for (let j = 0; j < places.length; j++) {
        const place = places[j]!();
        if (place >= 0) out[j] = codes[j]![place]!;
        else if (unknownValue !== null) out[j] = unknownValue;
        else return false;
      }
      return true;
    });
  }

  /** For each row which category a code means, or -1 where it stands for a missing or an unknown one. */
  private picks(codes: Matrix, column: number, count: number): Int32Array {
    const { categories, unknownValue, encodedMissingValue } = this.fitted;
    const hasMissing = categories[column]!.at(-1) === null;
    const picks = new Int32Array(codes.rows);
    for (let i = 0; i < codes.rows; i++) {
      const code = codes.at(i, column);
      const isNone = same(code, unknownValue) || (hasMissing && same(code, encodedMissingValue));
      if (!isNone && !(Number.isInteger(code) && code >= 0 && code < count)) {
        const name = this.inputNames[column]!;
        throw new InvalidDataError(
          `${this.name}: row ${i}, column '${name}' holds ${code}, which is no code. Codes are integers from 0 to ${count - 1}.`,
          { row: i, column: name },
        );
      }
      picks[i] = isNone ? -1 : code;
    }
    return picks;
  }

  private refused(parameter: string, why: string): InvalidParameterError {
    return new InvalidParameterError(
      this.name,
      parameter,
      `The parameter '${parameter}' of ${this.name} ${why}.`,
    );
  }
}

/** The categories without that of the missing values. */
function present(categories: readonly Category[]): readonly Category[] {
  return categories.at(-1) === null ? categories.slice(0, -1) : categories;
}

function same(a: number, b: number | null): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
