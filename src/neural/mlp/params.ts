import {
  boolean,
  either,
  integer,
  listOf,
  oneOf,
  optional,
  type Param,
  type ParamsOf,
  randomState,
  real,
} from '../../core/index.js';

const units = integer({ default: 100, min: 1, doc: 'Units of a hidden layer.' });

/** What classifiers and regressors have in common: scikit-learn's parameters, and four that it lacks. */
export const mlpParams = {
  hiddenLayerSizes: either(units, listOf(units, { default: [100], doc: '' }), {
    default: [100] as readonly number[] | number,
    doc: 'Units of each hidden layer, a list or one number; an empty list makes a linear model.',
  }),
  activation: oneOf(['identity', 'logistic', 'tanh', 'relu'], {
    default: 'relu',
    doc: 'What hidden units do with their sums.',
  }),
  solver: oneOf(['adam', 'sgd', 'lbfgs'], {
    default: 'adam',
    doc: "How the loss is lowered: by batches ('adam', 'sgd'), or by all rows at once ('lbfgs', good for few rows).",
  }),
  alpha: real({ default: 1e-4, min: 0, doc: 'Strength of the penalty on squared weights.' }),
  batchSize: either(
    integer({ default: 200, min: 1, doc: '' }),
    oneOf(['auto'], { default: 'auto', doc: '' }),
    {
      default: 'auto',
      doc: "Rows of a step; 'auto' is 200, or all of fewer rows.",
    },
  ),
  learningRate: oneOf(['constant', 'invscaling', 'adaptive'], {
    default: 'constant',
    doc: "The rate of 'sgd' as epochs go by: 'invscaling' divides it by a power of the rows seen, 'adaptive' by 5 at each standstill.",
  }),
  learningRateInit: real({ default: 1e-3, min: 0, above: true, doc: 'The learning rate at first.' }),
  powerT: real({ default: 0.5, min: 0, doc: "The power of 'invscaling'." }),
  maxIter: integer({ default: 200, min: 1, doc: "Most epochs, with 'lbfgs' most iterations." }),
  shuffle: boolean({ default: true, doc: 'Whether each epoch takes the rows in a new order.' }),
  randomState: randomState(),
  tol: real({
    default: 1e-4,
    min: 0,
    doc: "By how much the loss or score must better its best to count; with 'lbfgs' the largest element of the gradient that ends it.",
  }),
  warmStart: boolean({ default: false, doc: 'Whether a further fit goes on from the weights of the last.' }),
  momentum: real({ default: 0.9, min: 0, max: 1, doc: "Share of the last step in the next of 'sgd'." }),
  nesterovsMomentum: boolean({ default: true, doc: "Whether the momentum of 'sgd' looks ahead." }),
  earlyStopping: boolean({
    default: false,
    doc: 'Whether rows are held out whose score ends the training, with the best weights put back.',
  }),
  validationFraction: real({
    default: 0.1,
    min: 0,
    above: true,
    max: 1,
    below: true,
    doc: 'Share of rows held out for earlyStopping, where `validation` is not given to fit.',
  }),
  beta1: real({ default: 0.9, min: 0, max: 1, below: true, doc: "Decay of the mean gradient of 'adam'." }),
  beta2: real({
    default: 0.999,
    min: 0,
    max: 1,
    below: true,
    doc: "Decay of the mean squared gradient of 'adam'.",
  }),
  epsilon: real({ default: 1e-8, min: 0, above: true, doc: "Keeps 'adam' from dividing by nothing." }),
  nIterNoChange: orInfinity(
    integer({
      default: 10,
      min: 1,
      doc: 'Epochs in a row without betterment that are allowed; Infinity never stops.',
    }),
  ),
  dropout: real({
    default: 0,
    min: 0,
    max: 1,
    below: true,
    doc: 'Share of the outputs of each hidden layer left out at random in training.',
  }),
  batchNormalization: boolean({
    default: false,
    doc: 'Whether the sums of hidden layers are normalised over each batch.',
  }),
  clipNorm: optional(
    real({ default: 1, min: 0, above: true, doc: 'Length to which longer gradients are shortened.' }),
  ),
};

export type MlpParams = ParamsOf<typeof mlpParams>;

/** Inputs, units of each hidden layer, outputs. */
export function layerSizes(inputs: number, hidden: MlpParams['hiddenLayerSizes'], outputs: number): number[] {
  return [inputs, ...(typeof hidden === 'number' ? [hidden] : hidden), outputs];
}

function orInfinity(param: Param<number>): Param<number> {
  return {
    ...param,
    describe: `${param.describe}, or Infinity`,
    accepts: (value): value is number => value === Number.POSITIVE_INFINITY || param.accepts(value),
  };
}
