import { type Param, type ParamSpec, type ParamsOf, param } from '../../core/index.js';
import type { OptimizerOptions } from '../training/index.js';
import type { ModelSource } from './build-model.js';
import { earlyStoppingParam } from './early-stopping.js';
import type { EpochLogs } from './history.js';
import { learningRateParam } from './learning-rate.js';
import type { CustomLoss } from './losses.js';

type OptimizerName = OptimizerOptions['kind'];

/** An optimiser by name, or with settings: `{ kind: 'adam', beta1: 0.8 }`. */
export type OptimizerChoice = OptimizerName | OptimizerOptions;

/** What is called while a network is trained. */
export interface Callbacks {
  /** After each epoch (from 1) with what is known of it; true ends the fit. */
  readonly onEpochEnd?: (epoch: number, logs: EpochLogs) => unknown;
}

const optimizerSettings: Readonly<Record<OptimizerName, readonly string[]>> = {
  sgd: ['momentum', 'nesterov'],
  adam: ['beta1', 'beta2', 'epsilon'],
  adamax: ['beta1', 'beta2', 'epsilon'],
  nadam: ['beta1', 'beta2', 'epsilon'],
  rmsprop: ['rho', 'momentum', 'epsilon', 'centered'],
  adagrad: ['initialAccumulator', 'epsilon'],
  adadelta: ['rho', 'epsilon'],
};

const shares = ['momentum', 'beta1', 'beta2', 'rho'];

function isOptimizer(value: unknown): boolean {
  if (typeof value === 'string') return Object.hasOwn(optimizerSettings, value);
  if (typeof value !== 'object' || value === null) return false;
  const { kind, ...settings } = value as Readonly<Record<string, unknown>>;
  if (typeof kind !== 'string' || !Object.hasOwn(optimizerSettings, kind)) return false;
  return Object.entries(settings).every(([name, each]) => {
    if (!optimizerSettings[kind as OptimizerName].includes(name)) return false;
    if (name === 'nesterov' || name === 'centered') return typeof each === 'boolean';
    return Number.isFinite(each) && (each as number) >= 0 && (!shares.includes(name) || (each as number) < 1);
  });
}

/** The declaration of an `optimizer` parameter. */
export function optimizerParam(): Param<OptimizerChoice> {
  return param.custom<OptimizerChoice>({
    default: 'adam',
    doc: "What makes steps of gradients: a name, or an object such as { kind: 'sgd', momentum: 0.9 }.",
    describe: `one of ${Object.keys(optimizerSettings).join(', ')}, or an object of its kind and settings`,
    accepts: isOptimizer,
  });
}

/** The declaration of a `loss` parameter. */
export function lossParam<const T extends string>(
  names: readonly T[],
  usual: string,
): Param<T | CustomLoss | null> {
  return param.custom<T | CustomLoss | null>({
    default: null,
    doc: `What is minimised; null is ${usual}. A function of what is and what is predicted gives one number a row.`,
    describe: `one of ${names.map((name) => `'${name}'`).join(', ')}, a function, or null`,
    accepts: (value) => value === null || typeof value === 'function' || names.includes(value as T),
  });
}

/** What networks of any task train with. */
export const trainingParams = {
  optimizer: optimizerParam(),
  learningRate: learningRateParam(),
  epochs: param.integer({ default: 50, min: 1, doc: 'Passes over the rows.' }),
  batchSize: param.either(
    param.integer({ default: 200, min: 1, doc: '' }),
    param.oneOf(['auto'], { default: 'auto', doc: '' }),
    {
      default: 'auto',
      doc: "Rows of a step; 'auto' is 200, or all rows where they are fewer.",
    },
  ),
  shuffle: param.boolean({ default: true, doc: 'Put the rows into a new order before each epoch.' }),
  earlyStopping: earlyStoppingParam(),
  clipNorm: param.optional(
    param.real({
      default: 1,
      min: 0,
      above: true,
      doc: 'Longest gradient; longer ones are shortened to it.',
    }),
  ),
  callbacks: param.custom<Callbacks>({
    default: {},
    doc: 'onEpochEnd(epoch, logs) is called after each epoch; when it gives true the fit ends.',
    describe: 'an object that may hold the function onEpochEnd',
    accepts: isCallbacks,
  }),
  randomState: param.randomState(),
} satisfies ParamSpec;

/** Parameters of any Keras estimator. */
export const kerasParams = {
  model: param.custom<ModelSource>({
    doc: 'The network: a list of layer descriptions, a function that builds or describes it, or its JSON in the form of Keras.',
    describe: 'a list of layer descriptions, a function, or the JSON of a model',
    accepts: isModelSource,
  }),
  modelParams: param.custom<object>({
    default: {},
    doc: 'What a function given as model gets beside its tools; model__name reaches one of them.',
    describe: 'an object',
    accepts: isPlainObject,
  }),
  inputShape: param.optional(
    param.listOf(param.integer({ default: 1, min: 1, doc: '' }), {
      default: [],
      doc: 'The shape of a row, such as [height, width, channels]; null is [columns].',
    }),
  ),
  validationFraction: param.optional(
    param.real({
      default: 0.1,
      min: 0,
      max: 1,
      above: true,
      below: true,
      doc: "Share of the rows that is held out, where fit's options hold no validation rows.",
    }),
  ),
  ...trainingParams,
  warmStart: param.boolean({
    default: false,
    doc: 'Whether a further fit goes on from the weights of the one before.',
  }),
} satisfies ParamSpec;

export type TrainingParams = ParamsOf<typeof trainingParams>;

type KerasParams = ParamsOf<typeof kerasParams>;

/** Parameters of any Keras estimator, with the type of those of the model. */
export type CommonParams<M extends object = object> = Omit<KerasParams, 'model' | 'modelParams'> & {
  readonly model: ModelSource<M>;
  readonly modelParams: M;
};

function isModelSource(value: unknown): boolean {
  if (typeof value === 'function' || Array.isArray(value)) return true;
  return (
    isPlainObject(value) &&
    ['class_name', 'modelTopology', 'model_config'].some((key) => key in (value as object))
  );
}

function isPlainObject(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isCallbacks(value: unknown): boolean {
  if (!isPlainObject(value)) return false;
  return Object.entries(value as object).every(
    ([name, each]) => name === 'onEpochEnd' && (each === undefined || typeof each === 'function'),
  );
}
