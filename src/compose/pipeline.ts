import {
  afterSteps,
  BaseDelegator,
  type Delegate,
  type FitContext,
  type FitOptions,
  type Gate,
  isEstimator,
  isTransformer,
  param,
  type Result,
  type RowStep,
  rowStepOf,
  showEstimator,
  type TagsOf,
  type TargetLike,
  type TargetOf,
  type Transformer,
} from '../core/index.js';
import { asTable, type DataLike, type RowCells, type Table } from '../data/index.js';
import { InvalidParameterError, UnsupportedError } from '../errors/index.js';
import { atStep, nameSteps } from './named-steps.js';
import type {
  LastEstimator,
  NamedEstimators,
  NamedPipelineStep,
  NamedSteps,
  Step,
  StepEstimator,
  StepList,
  StepParams,
  ValidSteps,
} from './step-types.js';
import { keepOutput, outputOf } from './training-output.js';

const pipelineParams = {
  steps: {
    ...param.custom<readonly NamedPipelineStep[]>({
      describe: 'a list of steps, each an estimator or [name, estimator]',
      doc: 'Transformers, then a last step of any kind.',
      accepts: (value) => Array.isArray(value) && value.length > 0,
    }),
    holds: 'steps',
  },
} satisfies param.ParamSpec;

interface PipelineState {
  readonly steps: readonly NamedPipelineStep[];
}

/**
 * Transformers in a row with a last step of any kind, fitted and used as one estimator.
 *
 * Each step learns from what the steps before it make of the training data, and new data takes the same way, so
 * that nothing of the test data leaks into what was learnt. The estimators given are cloned before they are fitted;
 * the fitted ones are in `named`. `sampleWeight` goes to every step that uses it, `validation` is transformed
 * on its way to the last step. The step 'passthrough' does nothing.
 *
 * Fitted: `named`, and what the last step has (`classes`, ...). Errors carry the names of the steps they arose in.
 *
 * @example
 * ```ts
 * import { Pipeline, Ridge, StandardScaler } from 'pipefit';
 *
 * const X = [[1, 200], [2, 100], [3, 400], [4, 300]];
 * const y = [1, 2, 3, 4];
 * const model = await new Pipeline([['scale', new StandardScaler()], ['ridge', new Ridge({ alpha: 1e-9 })]]).fit(X, y);
 * console.log(model.predict([[5, 500]])[0].toFixed(3)); // 5.000
 * console.log(model.named.scale.mean); // [2.5, 250]
 * ```
 */
export class Pipeline<const S extends StepList<N>, N extends string = string> extends BaseDelegator<
  { readonly steps: readonly NamedPipelineStep[] },
  PipelineState,
  LastEstimator<S>,
  StepParams<NamedSteps<S>>
> {
  static override readonly paramSpec = pipelineParams;
  override readonly name = 'Pipeline';

  constructor(steps: S & ValidSteps<S>) {
    super({ steps: nameSteps<NamedPipelineStep>('Pipeline', checkList(steps), ['steps']) });
  }

  /** The steps as they stand, with their names; the fitted ones are in `named`. */
  get steps(): NamedSteps<S> {
    return this.params.steps as NamedSteps<S>;
  }

  override get tags(): TagsOf<LastEstimator<S>> {
    const estimators = this.params.steps.map(([, estimator]) => estimator).filter(isEstimator);
    return {
      ...estimators[0]?.tags,
      unchecked: true,
      sampleWeight: estimators.some(({ tags }) => tags.sampleWeight),
      validation: estimators.at(-1)?.tags.validation ?? false,
      multiOutput: estimators.at(-1)?.tags.multiOutput ?? false,
      random: estimators.some(({ tags }) => tags.random),
      poorScore: estimators.at(-1)?.tags.poorScore ?? false,
      noTransform: isEstimator(estimators.at(-1)) && !isTransformer(estimators.at(-1)!),
    } as TagsOf<LastEstimator<S>>;
  }

  /** Each step by its name: the fitted one after `fit`, before it the one given. */
  get named(): NamedEstimators<NamedSteps<S>> {
    const steps = this.isFitted ? this.fitted.steps : this.params.steps;
    return Object.assign(Object.create(null), Object.fromEntries(steps));
  }

  /** Number of steps. */
  get length(): number {
    return this.params.steps.length;
  }

  /** `fit` and `transform` of the same data, in one pass. */
  async fitTransform(
    X: Gate<
      LastEstimator<S>,
      'transform',
      DataLike,
      'this pipeline ends in a predictor: call fit, or slice(0, -1).fitTransform'
    >,
    y?: TargetLike,
    options: FitOptions = {},
  ): Promise<Result<LastEstimator<S>, 'transform', Table>> {
    const own = { ...options };
    const table = asTable(X as DataLike, this.name);
    await super.fit(table, y as TargetOf<LastEstimator<S>>, own);
    return (outputOf(own) ?? this.call('transform', table)) as Result<LastEstimator<S>, 'transform', Table>;
  }

  /** Undoes `transform`, step by step from the last to the first. */
  inverseTransform(
    X: Gate<
      LastEstimator<S>,
      'inverseTransform',
      DataLike,
      'the last step of this pipeline has no inverseTransform'
    >,
  ): Table {
    let data = asTable(X as DataLike, this.name);
    for (const [step, estimator] of [...this.fitted.steps].reverse()) {
      if (estimator === 'passthrough') continue;
      data = atStep(step, () => this.methodOf(estimator, 'inverseTransform')(data) as Table);
    }
    return data;
  }

  /** Names of the columns that `transform` gives. */
  featureNamesOut(): readonly string[] {
    let names = this.inputNames;
    for (const [, estimator] of this.fitted.steps) {
      if (estimator !== 'passthrough')
        names = this.methodOf(estimator, 'featureNamesOut')() as readonly string[];
    }
    return names;
  }

  /** One step's estimator, by position (negative counts from the end) or by name. */
  step(key: number | string): StepEstimator {
    const steps = this.isFitted ? this.fitted.steps : this.params.steps;
    const found = typeof key === 'number' ? steps.at(key) : steps.find(([name]) => name === key);
    if (found === undefined) {
      throw new InvalidParameterError(
        'Pipeline',
        'step',
        `There is no step ${JSON.stringify(key)}. The steps are ${steps.map(([name]) => name).join(', ')}.`,
      );
    }
    return found[1];
  }

  /** The steps from `start` to before `end` as a pipeline of their own, fitted when this one is and it starts with the first step. */
  slice(start?: number, end?: number): Pipeline<readonly Step[]> {
    const part = new Pipeline<readonly Step[]>(this.params.steps.slice(start, end));
    if (!this.isFitted || this.params.steps.slice(0, start ?? 0).length > 0) return part;
    return part.adopt(this.schema, { steps: this.fitted.steps.slice(start, end) });
  }

  /** A longer pipeline, unfitted; this one stays as it is. */
  pipe<const N extends Step>(next: N): Pipeline<readonly [...S, N]> {
    return new Pipeline([...this.params.steps, next] as never);
  }

  override toString(): string {
    return showEstimator('Pipeline', pipelineParams, this.params);
  }

  protected override rebuild({ steps }: { readonly steps: readonly NamedPipelineStep[] }): this {
    return new (this.constructor as new (steps: readonly NamedPipelineStep[]) => this)(steps);
  }

  protected override async learn(
    X: Table,
    y: TargetLike | undefined,
    context: FitContext<{ readonly steps: readonly NamedPipelineStep[] }>,
  ): Promise<PipelineState> {
    const { steps } = context.params;
    checkSteps(steps);
    const fitted: NamedPipelineStep[] = [];
    let data = X;
    let { validation } = context.options;
    for (const [position, [name, given]] of steps.entries()) {
      await context.pause();
      if (given === 'passthrough') {
        fitted.push([name, given]);
        continue;
      }
      const estimator = given.clone();
      const isLast = position === steps.length - 1;
      const options = { ...context.optionsFor(estimator), ...(isLast && validation ? { validation } : {}) };
      if (isTransformer(estimator)) {
        data = await atStep(name, () => estimator.fitTransform(data, y, options));
        if (validation && !isLast) validation = [estimator.transform(validation[0]), validation[1]];
      } else await atStep(name, () => estimator.fit(data, y, options));
      fitted.push([name, estimator]);
      context.progress(position + 1, steps.length, name);
    }
    keepOutput(context.options, data);
    return { steps: fitted };
  }

  protected override get delegate(): Delegate | null {
    const last = this.params.steps.at(-1)?.[1];
    return isEstimator(last) ? last : null;
  }

  protected override fittedDelegate(): Delegate {
    const last = this.fitted.steps.at(-1)![1];
    if (last !== 'passthrough') return last;
    throw new UnsupportedError("The last step of this Pipeline is 'passthrough', which can only transform.");
  }

  /** X as the last step gets it. */
  protected override through(X: DataLike): Table {
    let data: Table = this.input(X);
    for (const [step, estimator] of this.fitted.steps.slice(0, -1)) {
      if (estimator !== 'passthrough') data = atStep(step, () => (estimator as Transformer).transform(data));
    }
    return data;
  }

  protected override rowStep(input: RowCells): RowStep | null {
    const steps: RowStep[] = [];
    for (const [, estimator] of this.fitted.steps) {
      if (estimator === 'passthrough') continue;
      const step = rowStepOf(estimator, steps.at(-1)?.output ?? input);
      if (step === null) return null;
      steps.push(step);
    }
    const last = steps.pop();
    return last === undefined ? null : afterSteps(steps, last);
  }

  protected override call(method: keyof Delegate, X: DataLike, ...rest: unknown[]): unknown {
    const [step, last] = this.fitted.steps.at(-1)!;
    if (last === 'passthrough' && method === 'transform') return this.through(X);
    const call = this.methodOf(this.fittedDelegate(), method);
    const data = this.through(X);
    return atStep(step, () => call(data, ...rest));
  }
}

function checkList(steps: unknown): readonly unknown[] {
  if (Array.isArray(steps)) return steps;
  throw new InvalidParameterError(
    'Pipeline',
    'steps',
    'Pipeline takes a list of steps: new Pipeline([first, second]).',
  );
}

function checkSteps(steps: readonly NamedPipelineStep[]): void {
  steps.forEach(([name, estimator], position) => {
    const isLast = position === steps.length - 1;
    if (estimator === 'passthrough' || (isEstimator(estimator) && (isLast || isTransformer(estimator))))
      return;
    const hint =
      typeof estimator === 'function'
        ? ' It is a class: construct it with new.'
        : " Only the last step may predict; 'passthrough' skips a step.";
    throw new InvalidParameterError(
      'Pipeline',
      name,
      `The step '${name}' of Pipeline must be ${isLast ? 'an estimator' : 'a transformer'}.${hint}`,
    );
  });
}

/**
 * A pipeline of bare estimators, named after their classes.
 *
 * @example
 * ```ts
 * import { makePipeline, Ridge, StandardScaler } from 'pipefit';
 *
 * const pipe = makePipeline(new StandardScaler()).pipe(new Ridge());
 * console.log(pipe.steps.map(([name]) => name)); // ['standardScaler', 'ridge']
 * ```
 */
export function makePipeline<const S extends StepList<N>, N extends string = string>(
  ...steps: S & ValidSteps<S>
): Pipeline<S> {
  return new Pipeline<S>(steps as S & ValidSteps<S>);
}
