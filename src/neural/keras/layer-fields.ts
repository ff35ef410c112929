import { type Param, param } from '../../core/index.js';

/** One property of a layer description: its type, its check and its wording, declared once. */
export interface Field<T, Needed extends boolean = boolean> {
  readonly needed: Needed;
  /** What is allowed, as it continues the sentence "must be ...". */
  readonly describe: string;
  accepts(value: unknown): value is T;
}

const activations = [
  'elu',
  'gelu',
  'hardSigmoid',
  'linear',
  'mish',
  'relu',
  'relu6',
  'selu',
  'sigmoid',
  'softmax',
  'softplus',
  'softsign',
  'swish',
  'tanh',
] as const;

const initializers = [
  'glorotNormal',
  'glorotUniform',
  'heNormal',
  'heUniform',
  'leCunNormal',
  'leCunUniform',
  'ones',
  'orthogonal',
  'randomNormal',
  'randomUniform',
  'truncatedNormal',
  'zeros',
] as const;

/** Functions that a layer may put its outputs through. */
export type ActivationName = (typeof activations)[number];

/** How weights begin; what is random in it comes from `randomState`. */
export type InitializerName = (typeof initializers)[number];

/** A penalty on weights, added to the loss: `l1` times their sizes and `l2` times their squares. */
export interface Regularizer {
  readonly l1?: number;
  readonly l2?: number;
}

function field<T>(describe: string, accepts: (value: unknown) => boolean): Field<T, false> {
  return { needed: false, describe, accepts: (value): value is T => accepts(value) };
}

function needed<T>(of: Field<T>): Field<T, true> {
  return { ...of, needed: true };
}

function words<const T extends string>(allowed: readonly T[]): Field<T, false> {
  return field(`one of ${allowed.map((word) => `'${word}'`).join(', ')}`, (value) =>
    allowed.includes(value as T),
  );
}

function numberFrom(min: number, max: number, describe: string): Field<number, false> {
  return field(
    describe,
    (value) => Number.isFinite(value) && (value as number) >= min && (value as number) <= max,
  );
}

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 1;
const isPair = (value: unknown) => Array.isArray(value) && value.length === 2 && value.every(isCount);

const count = field<number>('an integer of at least 1', isCount);
const size1d = count;
const size2d = field<number | readonly [height: number, width: number]>(
  'an integer of at least 1 or a pair of them',
  (value) => isCount(value) || isPair(value),
);
const share = field<number>('a number in [0, 1)', (value) => {
  return Number.isFinite(value) && (value as number) >= 0 && (value as number) < 1;
});
const flag = field<boolean>('true or false', (value) => typeof value === 'boolean');
const activation = words(activations);
const initializer = words(initializers);
const padding = words(['valid', 'same']);
const regularizer = field<Regularizer>('an object of l1 and l2, numbers of at least 0', (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([key, each]) => (key === 'l1' || key === 'l2') && Number.isFinite(each) && each >= 0,
  );
});
const shape = field<readonly number[]>(
  'a list of integers of at least 1, one of which may be -1',
  (value) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((each) => isCount(each) || each === -1) &&
    value.filter((each) => each === -1).length <= 1,
);

const weighted = {
  activation,
  useBias: flag,
  kernelInitializer: initializer,
  biasInitializer: initializer,
  kernelRegularizer: regularizer,
  biasRegularizer: regularizer,
};
const spread2d = { strides: size2d, padding, dilationRate: size2d };
const pool1d = { poolSize: size1d, strides: size1d, padding };
const pool2d = { poolSize: size2d, strides: size2d, padding };
const depthwise = {
  depthMultiplier: count,
  depthwiseInitializer: initializer,
  depthwiseRegularizer: regularizer,
};
const recurrent = {
  units: needed(count),
  ...weighted,
  recurrentInitializer: initializer,
  recurrentRegularizer: regularizer,
  returnSequences: flag,
  goBackwards: flag,
  dropout: share,
  recurrentDropout: share,
};
const normalization = { epsilon: numberFrom(0, 1, 'a number in [0, 1]'), center: flag, scale: flag };

/** The properties of each layer, by its name. Those of layers that hold others are declared with their types. */
export const layerFields = {
  dense: { units: needed(count), ...weighted },
  activation: { activation: needed(activation) },
  leakyRelu: { alpha: numberFrom(0, 1, 'a number in [0, 1]') },
  dropout: { rate: needed(share) },
  spatialDropout1d: { rate: needed(share) },
  flatten: {},
  reshape: { targetShape: needed(shape) },
  batchNormalization: { momentum: share, ...normalization },
  layerNormalization: normalization,
  conv1d: {
    filters: needed(count),
    kernelSize: needed(size1d),
    strides: size1d,
    padding,
    dilationRate: size1d,
    ...weighted,
  },
  conv2d: { filters: needed(count), kernelSize: needed(size2d), ...spread2d, ...weighted },
  separableConv2d: {
    filters: needed(count),
    kernelSize: needed(size2d),
    ...spread2d,
    ...depthwise,
    activation,
    useBias: flag,
    pointwiseRegularizer: regularizer,
    biasInitializer: initializer,
  },
  depthwiseConv2d: {
    kernelSize: needed(size2d),
    ...spread2d,
    ...depthwise,
    activation,
    useBias: flag,
    biasInitializer: initializer,
  },
  maxPooling1d: pool1d,
  averagePooling1d: pool1d,
  maxPooling2d: pool2d,
  averagePooling2d: pool2d,
  globalAveragePooling1d: {},
  globalMaxPooling1d: {},
  globalAveragePooling2d: {},
  globalMaxPooling2d: {},
  upSampling2d: { size: size2d },
  zeroPadding2d: { padding: size2d },
  embedding: {
    inputDim: needed(count),
    outputDim: needed(count),
    maskZero: flag,
    embeddingsInitializer: initializer,
    embeddingsRegularizer: regularizer,
  },
  simpleRnn: recurrent,
  gru: { ...recurrent, recurrentActivation: activation, resetAfter: flag },
  lstm: { ...recurrent, recurrentActivation: activation, unitForgetBias: flag },
  output: {
    activation,
    useBias: flag,
    kernelInitializer: initializer,
    biasInitializer: initializer,
    kernelRegularizer: regularizer,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Field<unknown>>>>>;

/** How the two directions of a bidirectional layer are put together. */
export const mergeMode = words(['concat', 'sum', 'mul', 'ave']);

/** The declaration of a parameter that names an activation. */
export function activationParam(usual: ActivationName, doc: string): Param<ActivationName> {
  return param.oneOf<ActivationName>(activations, { default: usual, doc });
}
