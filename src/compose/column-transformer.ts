import {
  type FitContext,
  isEstimator,
  isTransformer,
  param,
  type RowStep,
  rowStepOf,
  type Tags,
  type TargetLike,
  type Transformer,
  transformation,
} from '../core/index.js';
import {
  conformColumns,
  type DataLike,
  isNumericType,
  namesOf,
  type RowCells,
  type Table,
} from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { BaseUnion } from './base-union.js';
import { type ColumnChoice, chooseColumns } from './column-choice.js';
import { joinColumns, joinNames, jointDensity, scaleTable } from './join-columns.js';
import { joinRows, type RowPart, selectCells } from './join-rows.js';
import { atStep, nameSteps } from './named-steps.js';
import type { TransformerParams } from './step-types.js';
import { keepOutput } from './training-output.js';
import { transformerWeightsParam, weightsByName } from './transformer-weights.js';

/** What is done with some columns. */
export type ColumnTreatment = Transformer | 'drop' | 'passthrough';

/** `[name, transformer, columns]`. */
export type ColumnStep = readonly [name: string, transformer: ColumnTreatment, columns: ColumnChoice];

const columnTransformerParams = {
  transformers: {
    ...param.custom<readonly ColumnStep[]>({
      describe:
        "a list of [name, transformer, columns], the transformer an estimator, 'drop' or 'passthrough'",
      doc: 'What is done with which columns.',
      accepts: (value) =>
        Array.isArray(value) &&
        value.every((step) => Array.isArray(step) && step.length === 3 && isTreatment(step[1])),
    }),
    holds: 'steps',
  },
  remainder: {
    ...param.custom<ColumnTreatment>({
      default: 'drop',
      describe: "'drop', 'passthrough' or a transformer",
      doc: 'What is done with the columns that no transformer was given.',
      accepts: isTreatment,
    }),
    holds: 'estimator',
  },
  sparseThreshold: param.real({
    min: 0,
    max: 1,
    default: 0.3,
    doc: 'With sparse parts, the result is sparse when its share of non-zero values is below this.',
  }),
  transformerWeights: transformerWeightsParam,
  verboseFeatureNamesOut: param.boolean({
    default: true,
    doc: "Put the transformer's name and '__' in front of the names of its columns.",
  }),
} satisfies param.ParamSpec;

type OwnParams = param.ParamsOf<typeof columnTransformerParams>;

/** Options of {@link ColumnTransformer} beside its transformers. */
export type ColumnTransformerOptions = Partial<Omit<OwnParams, 'transformers'>>;

/** A fitted part: its transformer and the positions of its columns in the training data. */
interface FittedPart {
  readonly name: string;
  readonly treatment: ColumnTreatment;
  readonly positions: Int32Array;
  /** The same columns as places among those that are used at all. */
  readonly places: Int32Array;
}

interface ColumnTransformerState {
  readonly parts: readonly FittedPart[];
  /** Positions of the columns that some part uses; the others may be absent from new data. */
  readonly used: Int32Array;
  readonly sparseOutput: boolean;
  readonly names: readonly string[];
  /** First output column of each part, and after the last one the number of all. */
  readonly offsets: Int32Array;
  /** What the result of each part is multiplied by. */
  readonly weights: Float64Array;
}

type Assigned = readonly [name: string, treatment: ColumnTreatment, positions: Int32Array];

/**
 * Sends columns to the transformers meant for them and joins the results side by side.
 *
 * Columns are told by name, position, mask, or a function such as `columnSelector({ type: 'category' })`. The order of the
 * result is that of the transformers, the remainder last. Transformers given are cloned before they are fitted; the
 * fitted ones are in `named`. The result is a Matrix, a SparseMatrix when sparse parts make it sparse enough
 * (`sparseThreshold`), or a Frame when a column that is no number is passed through.
 *
 * Fitted: `named`, `transformers`, `sparseOutput`, `outputIndices`. Errors carry the names of the parts they arose in.
 *
 * @example
 * ```ts
 * import { ColumnTransformer, columnSelector, Frame, OneHotEncoder, StandardScaler } from 'pipefit';
 *
 * const houses = Frame.fromRows([{ area: 70, wall: 'brick' }, { area: 90, wall: 'wood' }]);
 * const features = new ColumnTransformer([
 *   ['num', new StandardScaler(), ['area']],
 *   ['cat', new OneHotEncoder(), columnSelector({ type: 'category' })],
 * ]);
 * const X = await features.fitTransform(houses);
 * console.log(X.columnNames); // ['num__area', 'cat__wall_brick', 'cat__wall_wood']
 * console.log(X.toArray()); // [[-1, 1, 0], [1, 0, 1]]
 * ```
 */
export class ColumnTransformer<const T extends readonly ColumnStep[]> extends BaseUnion<
  OwnParams,
  ColumnTransformerState,
  Omit<OwnParams, 'transformers'> & { readonly transformers: readonly ColumnStep[] } & TransformerParams<T>
> {
  static override readonly paramSpec = columnTransformerParams;
  override readonly name = 'ColumnTransformer';

  constructor(transformers: T, options: ColumnTransformerOptions = {}) {
    const reserved = Object.keys(columnTransformerParams);
    super({ ...options, transformers: nameSteps<ColumnStep>('ColumnTransformer', transformers, reserved) });
  }

  override get tags(): Tags {
    const estimators = this.params.transformers.flatMap(([, each]) => (isEstimator(each) ? [each] : []));
    return {
      unchecked: true,
      mixed: true,
      missing: estimators.every(({ tags }) => tags.missing),
      sparse: true,
      sampleWeight: estimators.some(({ tags }) => tags.sampleWeight),
      random: estimators.some(({ tags }) => tags.random),
    };
  }

  /** Each transformer by its name: the fitted one after `fit`, before it the one given; the remainder as 'remainder'. */
  get named(): { readonly [S in T[number] as S[0]]: S[1] } & { readonly remainder?: ColumnTreatment } {
    const steps = this.isFitted
      ? this.fitted.parts.map(({ name, treatment }) => [name, treatment] as const)
      : this.params.transformers.map(([name, treatment]) => [name, treatment] as const);
    return Object.assign(Object.create(null), Object.fromEntries(steps));
  }

  /** The fitted parts in the order of the result: name, transformer, positions of its columns in the training data. */
  get transformers(): readonly (readonly [
    name: string,
    treatment: ColumnTreatment,
    positions: Int32Array,
  ])[] {
    return this.fitted.parts.map(({ name, treatment, positions }) => [name, treatment, positions]);
  }

  /** Whether the result is sparse. */
  get sparseOutput(): boolean {
    return this.fitted.sparseOutput;
  }

  /** Where the columns of each part stand in the result: from the first position to before the second. */
  get outputIndices(): ReadonlyMap<string, readonly [from: number, to: number]> {
    const { parts, offsets } = this.fitted;
    return new Map(parts.map(({ name }, k) => [name, [offsets[k]!, offsets[k + 1]!]]));
  }

  /** X transformed: one row for each row of X, columns named by `featureNamesOut`. */
  override transform(X: DataLike): Table {
    const { parts, used, names, sparseOutput, weights } = this.fitted;
    const usedNames = Array.from(used, (j) => this.inputNames[j]!);
    const table = conformColumns(X, this.schema, used, this.name).withColumnNames(usedNames);
    const results = parts.flatMap(({ name, treatment, places }, k) => {
      if (treatment === 'drop' || places.length === 0) return [];
      const chosen = table.selectColumns(places);
      const result = isEstimator(treatment)
        ? atStep(name, () => treatment.transform(chosen))
        : numeric(chosen);
      return [scaleTable(result, weights[k]!)];
    });
    return joinColumns(results, names, sparseOutput, table.rows);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { parts, used, names, sparseOutput, weights } = this.fitted;
    const results: RowPart[] = [];
    const factors: number[] = [];
    for (const [k, { treatment, positions }] of parts.entries()) {
      if (treatment === 'drop' || positions.length === 0) continue;
      const chosen = selectCells(
        input,
        positions,
        Array.from(positions, (j) => this.inputNames[j]!),
      );
      const step = isEstimator(treatment) ? rowStepOf(treatment, chosen.output) : numericCells(chosen.output);
      if (step === null) return null;
      results.push({ output: step.output, run: () => chosen.run() && step.run() });
      factors.push(weights[k]!);
    }
    const joined = joinRows(results, factors, names, sparseOutput);
    return joined && { ...joined, needed: used };
  }

  protected override rebuild({ transformers, ...options }: OwnParams): this {
    type Build = new (transformers: readonly ColumnStep[], options: ColumnTransformerOptions) => this;
    return new (this.constructor as unknown as Build)(transformers, options);
  }

  protected override async learn(
    X: Table,
    y: TargetLike | undefined,
    context: FitContext<OwnParams>,
  ): Promise<ColumnTransformerState> {
    const assigned = this.assign(X);
    // Columns without names keep their numbers in the names of the result: x2 stays x2 in whichever part.
    const named = X.withColumnNames(namesOf(X));
    const weightOf = weightsByName(
      this.name,
      context.params.transformerWeights,
      assigned.map(([name]) => name),
    );
    const used = usedColumns(assigned);
    const placeOf = new Map(Array.from(used, (position, place) => [position, place]));
    const parts: FittedPart[] = [];
    const results: Table[] = [];
    const columns: { name: string; names: readonly string[] }[] = [];
    for (const [name, given, positions] of assigned) {
      await context.pause();
      const treatment = isEstimator(given) ? given.clone() : given;
      const places =
        treatment === 'drop' ? new Int32Array(0) : positions.map((position) => placeOf.get(position)!);
      parts.push({ name, treatment, positions, places });
      if (treatment === 'drop' || positions.length === 0) {
        columns.push({ name, names: [] });
        continue;
      }
      const chosen = named.selectColumns(positions);
      const result = isEstimator(treatment)
        ? await atStep(name, () => treatment.fitTransform(chosen, y, context.optionsFor(treatment)))
        : numeric(chosen);
      results.push(scaleTable(result, weightOf.get(name) ?? 1));
      columns.push({ name, names: isEstimator(treatment) ? treatment.featureNamesOut() : namesOf(chosen) });
    }
    const { names, duplicate } = joinNames(columns, context.params.verboseFeatureNamesOut);
    if (duplicate !== null) throw duplicateName(duplicate);
    const sparseOutput = isSparseEnough(results, context.params.sparseThreshold);
    keepOutput(context.options, joinColumns(results, names, sparseOutput, X.rows));
    const offsets = new Int32Array(parts.length + 1);
    columns.forEach((column, k) => {
      offsets[k + 1] = offsets[k]! + column.names.length;
    });
    const weights = Float64Array.from(parts, ({ name }) => weightOf.get(name) ?? 1);
    return { parts, used, names, sparseOutput, offsets, weights };
  }

  /** Each transformer with the positions of its columns; the remainder comes last. */
  private assign(X: Table): Assigned[] {
    const taken = new Set<number>();
    const assigned = this.params.transformers.map(
      ([name, treatment, choice]): [string, ColumnTreatment, Int32Array] => {
        const positions = chooseColumns(choice, X, `ColumnTransformer '${name}'`);
        for (const position of positions) taken.add(position);
        return [name, treatment, positions];
      },
    );
    const rest = Int32Array.from(namesOf(X).map((_, j) => j)).filter((j) => !taken.has(j));
    return rest.length === 0 ? assigned : [...assigned, ['remainder', this.params.remainder, rest]];
  }
}

/** Positions, ascending, of the columns that are not only dropped. */
function usedColumns(assigned: readonly Assigned[]): Int32Array {
  const used = new Set<number>();
  for (const [, treatment, positions] of assigned) {
    if (treatment !== 'drop') for (const position of positions) used.add(position);
  }
  return Int32Array.from(used).sort();
}

/** Numbers pass through as a matrix, so that the result need not be a Frame; other columns stay as they are. */
function numeric(table: Table): Table {
  const isNumeric = 'types' in table && table.types.every((type) => type === 'number' || type === 'boolean');
  return isNumeric ? table.toMatrix() : table;
}

/** The same for one row. */
function numericCells(cells: RowCells): RowStep {
  const isFrame = !cells.types.every(isNumericType);
  const dense = isFrame ? cells : { ...cells, types: cells.types.map(() => 'number' as const) };
  const form = isFrame ? 'frame' : cells.form === 'sparse' ? 'sparse' : 'matrix';
  return transformation({ ...dense, form }, () => true);
}

function isSparseEnough(results: readonly Table[], threshold: number): boolean {
  return results.some((part) => 'indptr' in part) && jointDensity(results) < threshold;
}

function isTreatment(value: unknown): boolean {
  return value === 'drop' || value === 'passthrough' || (isEstimator(value) && isTransformer(value));
}

function duplicateName(name: string): InvalidParameterError {
  return new InvalidParameterError(
    'ColumnTransformer',
    'verboseFeatureNamesOut',
    `ColumnTransformer: two output columns would be named '${name}'. Set verboseFeatureNamesOut to true.`,
  );
}
