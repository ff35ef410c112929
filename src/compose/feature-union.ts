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
} from '../core/index.js';
import { conform, type DataLike, namesOf, type RowCells, type Table } from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { BaseUnion } from './base-union.js';
import { joinColumns, joinNames, scaleTable } from './join-columns.js';
import { joinRows, type RowPart } from './join-rows.js';
import { atStep, nameSteps } from './named-steps.js';
import type { TransformerParams } from './step-types.js';
import { keepOutput } from './training-output.js';
import { transformerWeightsParam, weightsByName } from './transformer-weights.js';

/** A transformer of a union, named or named after its class; 'drop' leaves it out, 'passthrough' gives X as it is. */
export type UnionStep = readonly [name: string, transformer: Transformer | 'drop' | 'passthrough'];

const featureUnionParams = {
  transformerList: {
    ...param.custom<readonly UnionStep[]>({
      describe: "a list of [name, transformer], the transformer an estimator, 'drop' or 'passthrough'",
      doc: 'The transformers whose results stand side by side.',
      accepts: (value) =>
        Array.isArray(value) &&
        value.length > 0 &&
        value.every((step) => Array.isArray(step) && isPart(step[1])),
    }),
    holds: 'steps',
  },
  transformerWeights: transformerWeightsParam,
  verboseFeatureNamesOut: param.boolean({
    default: true,
    doc: "Put the transformer's name and '__' in front of the names of its columns.",
  }),
} satisfies param.ParamSpec;

type OwnParams = param.ParamsOf<typeof featureUnionParams>;

/** Options of {@link FeatureUnion} beside its transformers. */
export type FeatureUnionOptions = Partial<Omit<OwnParams, 'transformerList'>>;

interface FeatureUnionState {
  readonly steps: readonly UnionStep[];
  readonly names: readonly string[];
  /** What the result of each step is multiplied by. */
  readonly weights: Float64Array;
}

/**
 * Gives the same data to several transformers and joins their results side by side.
 *
 * Transformers given are cloned before they are fitted; the fitted ones are in `named`. The result is sparse when one
 * of the parts is.
 *
 * @example
 * ```ts
 * import { FeatureUnion, MinMaxScaler, StandardScaler } from 'pipefit';
 *
 * const union = new FeatureUnion([['standard', new StandardScaler()], ['range', new MinMaxScaler()]]);
 * const both = await union.fitTransform([[1], [3]]);
 * console.log(both.columnNames, both.toArray()); // ['standard__x0', 'range__x0'] [[-1, 0], [1, 1]]
 * ```
 */
export class FeatureUnion<const T extends readonly UnionStep[]> extends BaseUnion<
  OwnParams,
  FeatureUnionState,
  Omit<OwnParams, 'transformerList'> & {
    readonly transformerList: readonly UnionStep[];
  } & TransformerParams<T>
> {
  static override readonly paramSpec = featureUnionParams;
  override readonly name = 'FeatureUnion';

  constructor(transformerList: T, options: FeatureUnionOptions = {}) {
    const reserved = Object.keys(featureUnionParams);
    super({ ...options, transformerList: nameSteps<UnionStep>('FeatureUnion', transformerList, reserved) });
  }

  override get tags(): Tags {
    const estimators = this.params.transformerList.flatMap(([, each]) => (isEstimator(each) ? [each] : []));
    return {
      unchecked: true,
      mixed: estimators.every(({ tags }) => tags.mixed),
      missing: estimators.every(({ tags }) => tags.missing),
      sparse: estimators.every(({ tags }) => tags.sparse),
      sampleWeight: estimators.some(({ tags }) => tags.sampleWeight),
      random: estimators.some(({ tags }) => tags.random),
    };
  }

  /** Each transformer by its name: the fitted one after `fit`, before it the one given. */
  get named(): { readonly [S in T[number] as S[0]]: S[1] } {
    const steps = this.isFitted ? this.fitted.steps : this.params.transformerList;
    return Object.assign(Object.create(null), Object.fromEntries(steps));
  }

  /** The results of all transformers side by side, columns named by `featureNamesOut`. */
  override transform(X: DataLike): Table {
    const table = this.input(X);
    const { steps, names, weights } = this.fitted;
    const results: Table[] = [];
    for (const [k, [name, step]] of steps.entries()) {
      if (step === 'drop') continue;
      // Transformers match columns by name themselves.
      const result =
        step === 'passthrough'
          ? conform(table, this.schema, this.name)
          : atStep(name, () => step.transform(table));
      results.push(scaleTable(result, weights[k]!));
    }
    return join(results, names, table.rows);
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const { steps, names, weights } = this.fitted;
    const results: RowPart[] = [];
    const factors: number[] = [];
    for (const [k, [, step]] of steps.entries()) {
      if (step === 'drop') continue;
      const part = step === 'passthrough' ? { output: input, run: () => true } : rowStepOf(step, input);
      if (part === null) return null;
      results.push(part);
      factors.push(weights[k]!);
    }
    return joinRows(
      results,
      factors,
      names,
      results.some(({ output }) => output.form === 'sparse'),
    );
  }

  protected override rebuild({ transformerList, ...options }: OwnParams): this {
    type Build = new (transformerList: readonly UnionStep[], options: FeatureUnionOptions) => this;
    return new (this.constructor as unknown as Build)(transformerList, options);
  }

  protected override async learn(
    X: Table,
    y: TargetLike | undefined,
    context: FitContext<OwnParams>,
  ): Promise<FeatureUnionState> {
    const list = context.params.transformerList;
    const weightOf = weightsByName(
      this.name,
      context.params.transformerWeights,
      list.map(([name]) => name),
    );
    const steps: UnionStep[] = [];
    const results: Table[] = [];
    const columns: { name: string; names: readonly string[] }[] = [];
    for (const [name, given] of list) {
      await context.pause();
      const step = isEstimator(given) ? given.clone() : given;
      steps.push([name, step]);
      if (step === 'drop') continue;
      const result =
        step === 'passthrough'
          ? X
          : await atStep(name, () => step.fitTransform(X, y, context.optionsFor(step)));
      results.push(scaleTable(result, weightOf.get(name) ?? 1));
      columns.push({ name, names: isEstimator(step) ? step.featureNamesOut() : namesOf(X) });
    }
    const { names, duplicate } = joinNames(columns, context.params.verboseFeatureNamesOut);
    if (duplicate !== null) {
      throw new InvalidParameterError(
        'FeatureUnion',
        'verboseFeatureNamesOut',
        `FeatureUnion: two output columns would be named '${duplicate}'. Set verboseFeatureNamesOut to true.`,
      );
    }
    keepOutput(context.options, join(results, names, X.rows));
    return { steps, names, weights: Float64Array.from(steps, ([name]) => weightOf.get(name) ?? 1) };
  }
}

function join(results: readonly Table[], names: readonly string[], rows: number): Table {
  return joinColumns(
    results,
    names,
    results.some((part) => 'indptr' in part),
    rows,
  );
}

function isPart(value: unknown): boolean {
  return value === 'drop' || value === 'passthrough' || (isEstimator(value) && isTransformer(value));
}
