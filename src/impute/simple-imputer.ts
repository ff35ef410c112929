import {
  BaseTransformer,
  boolean,
  custom,
  either,
  type FitContext,
  func,
  oneOf,
  type ParamsOf,
  type RowStep,
  type Tags,
  type TargetLike,
  transformation,
} from '../core/index.js';
import {
  asTable,
  type Cell,
  type Column,
  type ColumnType,
  cellAt,
  columnFrom,
  type DataLike,
  Frame,
  type Label,
  type Matrix,
  namesOf,
  numberCells,
  type RowCells,
  rowCells,
  SparseMatrix,
  type Table,
} from '../data/index.js';
import {
  DataWarning,
  InvalidDataError,
  InvalidParameterError,
  showValue,
  UnsupportedError,
} from '../errors/index.js';
import {
  mean,
  median,
  mostFrequentLabel,
  mostFrequentNumber,
  type NumberSample,
  numberSamples,
  presentMeans,
  writtenOut,
} from './column-statistic.js';
import { type FillPlan, fillFrame, fillMatrix, fillNumbers, fillSparse } from './fill.js';
import { missingTests, rowFiller, takesRows } from './fill-row.js';
import { MissingIndicator } from './missing-indicator.js';
import { checkMissingValues, isUsual, missingFlags, missingValuesParam } from './missing-values.js';

const simpleImputerParams = {
  missingValues: missingValuesParam,
  strategy: either(
    oneOf(['mean', 'median', 'mostFrequent', 'constant'], { default: 'mean', doc: '' }),
    func<(values: Float64Array) => number>({ doc: '' }),
    {
      default: 'mean',
      doc:
        'What is put in place of the missing values of a column: its mean, its median, its most frequent value (the ' +
        'smallest of several), `fillValue`, or what your function makes of the values that are present.',
    },
  ),
  fillValue: custom<Label | null>({
    default: null,
    describe: 'a number, a string, true, false or null',
    doc: "The value of the strategy 'constant'; null: 0, 'missing_value' in columns of strings, false in those of booleans.",
    accepts: (value) =>
      value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value),
  }),
  addIndicator: boolean({ default: false, doc: 'Add the columns of a MissingIndicator.' }),
  keepEmptyFeatures: boolean({
    default: false,
    doc: "Keep columns without any value, filled with 0 ('missing_value', false) or with the constant.",
  }),
};

/** Parameters of {@link SimpleImputer}. */
export type SimpleImputerParams = ParamsOf<typeof simpleImputerParams>;

interface SimpleImputerState extends Omit<FillPlan, 'marked'> {
  /** Whether the output is a table of numbers. */
  readonly numeric: boolean;
  readonly indicator: MissingIndicator | null;
}

/** What fills an empty column, and is the constant where none is given. */
const blanks: Readonly<Record<Exclude<ColumnType, 'date'>, Label>> = {
  number: 0,
  boolean: false,
  category: 'missing_value',
  text: 'missing_value',
};

/**
 * Fills missing values column by column with the mean, the median, the most frequent value or a constant.
 *
 * Use it before models that take no missing values. The mean and the median need numbers (booleans count as 0
 * and 1); the most frequent value and a constant also fill strings and booleans, and the output is then a Frame
 * whose columns keep their types. For columns of several kinds give each kind its own imputer in a
 * ColumnTransformer. `addIndicator` lets a model see what was missing.
 *
 * A column without any value at `fit` is left out, with a DataWarning, unless `keepEmptyFeatures` is true.
 *
 * Fitted: `statistics`, what is put into each column (null: the column is left out), and `indicator`.
 * Errors: InvalidDataError for columns that the strategy cannot fill; InvalidParameterError for a `fillValue` of
 * another type than a column. Complexity: O(rows * columns), times log(rows) for the median.
 *
 * @example
 * ```ts
 * import { SimpleImputer } from 'pipefit';
 *
 * const imputer = await new SimpleImputer().fit([[7, 2], [4, null], [10, 5]]);
 * console.log(imputer.statistics); // [7, 3.5]
 * console.log(imputer.transform([[null, 2], [4, null]]).toArray()); // [[7, 2], [4, 3.5]]
 * ```
 */
export class SimpleImputer extends BaseTransformer<SimpleImputerParams, SimpleImputerState, Table, Table> {
  static override readonly paramSpec = simpleImputerParams;
  override readonly name = 'SimpleImputer';

  override get tags(): Tags {
    return { sparse: true, mixed: true, missing: isUsual(this.params.missingValues) };
  }

  /** What is put in place of the missing values of each column; null where the column is left out. */
  get statistics(): readonly (Label | null)[] {
    return this.fitted.statistics;
  }

  /** The fitted MissingIndicator of `addIndicator`, or null. */
  get indicator(): MissingIndicator | null {
    return this.fitted.indicator;
  }

  /** Undoes `transform` with `addIndicator`: marked values are missing again; columns left out come back empty. */
  inverseTransform(X: DataLike): Matrix | Frame {
    const { indicator, kept, missingValues, numeric } = this.fitted;
    if (indicator === null) {
      throw new UnsupportedError(
        `${this.name}: inverseTransform needs the marks of missing values. Fit with addIndicator: true.`,
      );
    }
    const table = asTable(X, this.name);
    const width = kept.length + indicator.features.length;
    if (table.cols !== width) {
      throw new InvalidDataError(
        `${this.name}: inverseTransform needs the ${width} columns that transform gives. Got ${table.cols}.`,
      );
    }
    const dense = table instanceof SparseMatrix ? table.toDense() : table;
    const frame = dense instanceof Frame ? dense : Frame.fromMatrix(dense);
    const missing = isUsual(missingValues) ? null : missingValues;
    const columns = this.schema.columns.map(({ name, type }, j): [string, Column] => {
      const from = kept.indexOf(j);
      const mark = indicator.features.indexOf(j);
      const marks = mark < 0 ? null : frame.column(kept.length + mark);
      const filled = from < 0 ? null : frame.column(from);
      const cells = Array.from({ length: frame.rows }, (_, i): Cell => {
        if (marks !== null && Number(cellAt(marks, i)) !== 0) return missing;
        return filled && cellAt(filled, i);
      });
      return [name, columnFrom(cells, name, numeric ? 'number' : type)];
    });
    const restored = Frame.fromColumns(columns);
    return numeric ? restored.toMatrix() : restored;
  }

  protected override async learn(
    X: Table,
    _y: TargetLike | undefined,
    context: FitContext<SimpleImputerParams>,
  ): Promise<SimpleImputerState> {
    const { missingValues, strategy, addIndicator, keepEmptyFeatures } = context.params;
    checkMissingValues(X, missingValues, this.name);
    const numeric = !(X instanceof Frame) || this.takesNumbers(X, strategy);
    const statistics = numeric ? this.fromNumbers(X, context.params) : this.fromColumns(X, context.params);
    const kept = Int32Array.from(statistics.keys()).filter((j) => statistics[j] !== null);
    if (!keepEmptyFeatures && kept.length < X.cols) {
      const empty = namesOf(X).filter((_, j) => statistics[j] === null);
      context.warn(
        new DataWarning(
          `${this.name}: no value is present in ${empty.map((name) => `'${name}'`).join(', ')}, so it is left out. ` +
            'Pass keepEmptyFeatures: true to keep such columns.',
        ),
      );
    }
    const indicator = addIndicator
      ? await new MissingIndicator({ missingValues, errorOnNew: false }).fit(X)
      : null;
    return { missingValues, statistics, kept, numeric, indicator };
  }

  protected override apply(X: Table): Table {
    const { numeric, indicator } = this.fitted;
    const plan = { ...this.fitted, marked: indicator?.features ?? new Int32Array() };
    checkMissingValues(X, plan.missingValues, this.name);
    if (X instanceof SparseMatrix) return fillSparse(X, plan);
    if (!numeric) {
      return fillFrame(X instanceof Frame ? X : Frame.fromMatrix(X), this.featureNamesOut(), plan);
    }
    return X instanceof Frame ? fillNumbers(X, plan) : fillMatrix(X, plan);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { statistics, kept, missingValues, numeric, indicator } = this.fitted;
    const marked = indicator?.features ?? new Int32Array();
    const width = kept.length + marked.length;
    if (width === 0 || !takesRows(input, missingValues)) return null;
    const names = this.featureNamesOut();
    const types = [
      ...Array.from(kept, (j) => input.types[j]!),
      ...Array.from(marked, () => 'number' as const),
    ];
    const form = input.form === 'sparse' ? 'sparse' : 'matrix';
    const cells = numeric ? numberCells(width, names, form) : rowCells(types, names, 'frame');
    const fill = rowFiller(input, kept, statistics, missingValues, cells);
    const marks = missingTests(input, marked, missingValues);
    return transformation(cells, () => {
      fill();
      for (let k = 0; k < marks.length; k++) cells.numbers[kept.length + k] = marks[k]!() ? 1 : 0;
      return true;
    });
  }

  protected override namesOut(names: readonly string[]): readonly string[] {
    const { kept, indicator } = this.fitted;
    return [...Array.from(kept, (j) => names[j]!), ...(indicator?.featureNamesOut() ?? [])];
  }

  /** Whether the result is a table of numbers: the strategy needs numbers, or the columns hold nothing else. */
  private takesNumbers(X: Frame, strategy: SimpleImputerParams['strategy']): boolean {
    const needsNumbers = strategy !== 'mostFrequent' && strategy !== 'constant';
    X.types.forEach((type, j) => {
      const name = X.columnNames[j]!;
      if (type === 'date') {
        throw new InvalidDataError(
          `${this.name}: column '${name}' holds dates, which it cannot fill. Turn it into numbers first, or leave it out.`,
          { column: name },
        );
      }
      if (!needsNumbers || type === 'number' || type === 'boolean') return;
      throw new InvalidDataError(
        `${this.name}: column '${name}' is of type ${type}, and the strategy ${showValue(strategy)} needs numbers. ` +
          "Use 'mostFrequent' or 'constant', or give such columns their own imputer in a ColumnTransformer.",
        { column: name },
      );
    });
    return needsNumbers || X.types.every((type) => type === 'number');
  }

  private fromNumbers(X: Table, params: SimpleImputerParams): (Label | null)[] {
    const names = namesOf(X);
    const constant =
      params.strategy === 'constant' ? this.constant(params.fillValue, 'number', names[0]!) : 0;
    if (params.strategy === 'mean' && isUsual(params.missingValues) && !(X instanceof SparseMatrix)) {
      const means = presentMeans(X);
      if (means !== null) return means.map((value) => value ?? (params.keepEmptyFeatures ? constant : null));
    }
    return numberSamples(X, params.missingValues).map((sample, j) => {
      const isEmpty = sample.values.length + sample.zeros === 0;
      if (isEmpty) return params.keepEmptyFeatures ? constant : null;
      return params.strategy === 'constant' ? constant : this.statistic(sample, params.strategy, names[j]!);
    });
  }

  private fromColumns(X: Frame, params: SimpleImputerParams): (Label | null)[] {
    return X.columnNames.map((name, j) => {
      const column = X.column(j);
      if (column.type === 'date') return null;
      const isConstant = params.strategy === 'constant';
      const constant = isConstant ? this.constant(params.fillValue, column.type, name) : blanks[column.type];
      const flags = missingFlags(column, params.missingValues);
      if (!flags.includes(0)) return params.keepEmptyFeatures ? constant : null;
      return isConstant ? constant : mostFrequentLabel(column, flags);
    });
  }

  private statistic(
    sample: NumberSample,
    strategy: Exclude<SimpleImputerParams['strategy'], 'constant'>,
    name: string,
  ): number {
    if (strategy === 'mean') return mean(sample);
    if (strategy === 'median') return median(sample);
    if (strategy === 'mostFrequent') return mostFrequentNumber(sample);
    const value: unknown = strategy(writtenOut(sample));
    if (Number.isFinite(value)) return value as number;
    throw new InvalidParameterError(
      this.name,
      'strategy',
      `The function 'strategy' of ${this.name} must return a finite number. It returned ${showValue(value)} for column '${name}'.`,
    );
  }

  /** The value of the strategy 'constant' for a column of the given type. */
  private constant(given: Label | null, type: Exclude<ColumnType, 'date'>, name: string): Label {
    const blank = blanks[type];
    if (given === null) return blank;
    if (typeof given === typeof blank) return given;
    throw new InvalidParameterError(
      this.name,
      'fillValue',
      `The parameter 'fillValue' of ${this.name} is ${showValue(given)}, which cannot fill column '${name}' of type ${type}.`,
    );
  }
}
