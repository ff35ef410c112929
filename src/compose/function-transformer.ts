import {
  BaseEstimator,
  type FitContext,
  type FitOptions,
  param,
  type Tags,
  type TargetLike,
  type Transformer,
} from '../core/index.js';
import { asTable, type Cell, type DataLike, isNamed, namesOf, type Table } from '../data/index.js';
import { DataWarning, InvalidDataError, InvalidParameterError } from '../errors/index.js';

/** Rows on which functions are tried at `fit`: enough to see what they return, few enough to cost nothing. */
const TRIED_ROWS = 100;

const functionTransformerParams = {
  func: param.optional(
    param.func<(X: never) => DataLike>({
      doc: 'From the table to any form of data; null gives it back as it is.',
    }),
  ),
  inverseFunc: param.optional(
    param.func<(X: never) => DataLike>({ doc: 'Undoes `func`; null gives the table back as it is.' }),
  ),
  validate: param.boolean({
    default: false,
    doc: 'Refuse anything but finite numbers before `func` is called.',
  }),
  checkInverse: param.boolean({
    default: true,
    doc: 'Warn at `fit` when `inverseFunc` does not undo `func` on the first rows.',
  }),
  featureNamesOut: param.either(
    param.optional(param.oneOf(['oneToOne'], { default: 'oneToOne', doc: '' })),
    param.func<(names: readonly string[]) => readonly string[]>({ doc: '' }),
    {
      default: null,
      doc: "Names of the output columns: 'oneToOne' keeps the input's, a function makes them from those, null takes the result's own.",
    },
  ),
};

type FunctionTransformerOptions<In extends Table> = Partial<
  Omit<param.ParamsOf<typeof functionTransformerParams>, 'func' | 'inverseFunc'>
> & {
  readonly func?: ((X: In) => DataLike) | null;
  readonly inverseFunc?: ((X: In) => DataLike) | null;
};

type OwnParams = param.ParamsOf<typeof functionTransformerParams>;

interface FunctionTransformerState {
  readonly names: readonly string[];
}

/**
 * Makes a transformer of your own function: engineered features, logarithms, ratios.
 *
 * `func` takes a table (a Frame when Frames or row objects are given, else a Matrix) and returns data in any form with
 * as many rows. It must look at each row by itself, since the transformer learns nothing; it is tried at `fit` on
 * the first rows for the names it gives.
 *
 * @example
 * ```ts
 * import { Frame, FunctionTransformer } from 'pipefit';
 *
 * const perRoom = new FunctionTransformer({
 *   func: (houses: Frame) => houses.withColumn('perRoom', (row) => Number(row.area) / Number(row.rooms)),
 * });
 * const out = await perRoom.fitTransform([{ area: 90, rooms: 3 }]);
 * console.log(out.toArray(), perRoom.featureNamesOut()); // [[90, 3, 30]] ['area', 'rooms', 'perRoom']
 * ```
 */
export class FunctionTransformer<In extends Table = Table>
  extends BaseEstimator<OwnParams, FunctionTransformerState, Table>
  implements Transformer
{
  static override readonly paramSpec = functionTransformerParams;
  override readonly name = 'FunctionTransformer';
  override readonly kind = 'transformer';

  constructor(options: FunctionTransformerOptions<In> = {}) {
    super(options as Partial<OwnParams>);
  }

  override get tags(): Tags {
    return this.params.validate
      ? { sparse: true }
      : { unchecked: true, sparse: true, mixed: true, missing: true };
  }

  /** The data that `func` makes of X. */
  transform(X: DataLike): Table {
    const { names } = this.fitted;
    const made = this.call(this.params.func, this.input(X), 'func');
    if (made.cols === names.length) return made.withColumnNames(names);
    throw new InvalidDataError(
      `FunctionTransformer: func made ${made.cols} columns, but ${names.length} when it was fitted.`,
    );
  }

  /** `fit` and `transform` of the same data. */
  async fitTransform(X: DataLike, y?: TargetLike, options?: FitOptions): Promise<Table> {
    const table = asTable(X, this.name);
    await this.fit(table, y, options);
    return this.transform(table);
  }

  /** The data that `inverseFunc` makes of X. */
  inverseTransform(X: DataLike): Table {
    void this.fitted;
    return this.call(this.params.inverseFunc, asTable(X, this.name), 'inverseFunc');
  }

  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[] {
    return this.fitted.names;
  }

  protected override learn(
    X: Table,
    _y: TargetLike | undefined,
    context: FitContext<OwnParams>,
  ): FunctionTransformerState {
    const { func, inverseFunc, checkInverse, featureNamesOut } = context.params;
    const tried = X.head(TRIED_ROWS);
    const made = this.call(func, tried, 'func');
    if (checkInverse && func !== null && inverseFunc !== null) {
      if (!sameValues(this.call(inverseFunc, made, 'inverseFunc'), tried)) {
        context.warn(
          new DataWarning(
            'FunctionTransformer: inverseFunc does not undo func on the first rows. ' +
              'If that is meant, set checkInverse to false.',
          ),
        );
      }
    }
    return { names: outputNames(featureNamesOut, namesOf(X), made) };
  }

  private call(func: OwnParams['func'], X: Table, which: string): Table {
    const result = func === null ? X : asTable((func as (X: Table) => DataLike)(X), `${this.name}.${which}`);
    if (result.rows === X.rows) return result;
    throw new InvalidDataError(
      `FunctionTransformer: ${which} made ${result.rows} rows of ${X.rows}. It must keep them.`,
    );
  }
}

function outputNames(
  given: OwnParams['featureNamesOut'],
  inputNames: readonly string[],
  made: Table,
): readonly string[] {
  const names =
    typeof given === 'function'
      ? given(inputNames)
      : given === 'oneToOne' || (made.cols === inputNames.length && !isNamed(made))
        ? inputNames
        : namesOf(made);
  if (names.length === made.cols) return [...names];
  throw new InvalidParameterError(
    'FunctionTransformer',
    'featureNamesOut',
    `FunctionTransformer: featureNamesOut gives ${names.length} names for the ${made.cols} columns that func makes.`,
  );
}

function sameValues(a: Table, b: Table): boolean {
  const [left, right] = [a.toArray(), b.toArray()];
  return left.every(
    (row, i) => row.length === right[i]!.length && row.every((cell, j) => same(cell, right[i]![j]!)),
  );
}

function same(a: Cell, b: Cell): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return String(a) === String(b);
  return Object.is(a, b) || Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(b));
}
