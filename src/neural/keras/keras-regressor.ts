import {
  BaseRegressor,
  type FitContext,
  type MultiOutputTags,
  type ParamSpec,
  type TargetLike,
} from '../../core/index.js';
import { asTargets, type Matrix, type VectorLike } from '../../data/index.js';
import { InvalidDataError } from '../../errors/index.js';
import { meanAbsoluteError, meanSquaredError, r2Score } from '../../metrics/index.js';
import { checkCodes } from './check-input.js';
import { type FittedNetwork, rawOutputs } from './fitted-network.js';
import { divideRows } from './held-rows.js';
import type { History } from './history.js';
import { type CommonParams, kerasParams, lossParam } from './keras-params.js';
import { learnNetwork } from './learn-network.js';
import { type CustomLoss, type RegressorLoss, regressorLoss, regressorLosses } from './losses.js';
import { type Metrics, metricFunctions, metricsParam } from './metrics.js';
import { modelEntries, withModelParams } from './model-params.js';
import { layersModelOf } from './to-layers-model.js';

const known = { r2: r2Score, meanAbsoluteError, meanSquaredError };
const names = ['r2', 'meanAbsoluteError', 'meanSquaredError'] as const;

const kerasRegressorParams = {
  ...kerasParams,
  loss: lossParam(regressorLosses, 'the mean squared error'),
  metrics: metricsParam<(typeof names)[number], number>(names),
} satisfies ParamSpec;

/** Parameters of {@link KerasRegressor}; `M` are those of the function that builds its model. */
export type KerasRegressorParams<M extends object = object> = CommonParams<M> & {
  readonly loss: RegressorLoss | CustomLoss | null;
  readonly metrics: Metrics<(typeof names)[number], number>;
};

/** The same with the parameters of the model under names of their own. */
export type KerasRegressorDeepParams<M extends object = object> = KerasRegressorParams<M> & {
  readonly [K in keyof M & string as `model__${K}`]: M[K];
} & { readonly [layerProperty: `model__${string}__${string}`]: unknown };

interface KerasRegressorState {
  readonly network: FittedNetwork;
}

/**
 * Regression by a neural network of any layers: dense, convolutional, recurrent, embeddings.
 *
 * `model` is a list of layer descriptions (`{ layer: 'dense', units: 64, activation: 'relu' }`), to which a linear
 * output layer is added, or a function that builds a model of tfjs-layers or describes one, or a model in Keras's JSON;
 * see {@link KerasClassifier} for `inputShape` and for the parameters of a model. Scale columns and target before
 * (`StandardScaler`, `TransformedTargetRegressor`): networks learn numbers around 1.
 *
 * Fitted: `history` (loss, validationLoss, learningRate, metrics; one number an epoch), `nEpochs`, `weights`. A table as
 * y is learnt column by column in one network. Sample weights are used; `validation` in fit's options, or
 * `validationFraction`, tells losses of rows held out.
 * Errors: InvalidParameterError for a model that cannot be built or does not fit the data; InvalidDataError for codes
 * that an embedding does not know; DivergenceError when the loss is not finite; BackendError when there is no tfjs.
 * Complexity: O(rows * weights) an epoch.
 * Source: Goodfellow, Bengio and Courville, Deep Learning (2016); tfjs-layers, after Chollet's Keras.
 *
 * @example
 * ```ts
 * import { KerasRegressor } from 'pipefit/neural';
 *
 * const X = Array.from({ length: 80 }, (_, i) => [i / 40 - 1]);
 * const y = X.map(([x]) => x! ** 2);
 * const model = new KerasRegressor({
 *   model: [{ layer: 'dense', units: 16, activation: 'tanh' }],
 *   learningRate: 0.03,
 *   epochs: 150,
 * });
 * await model.fit(X, y);
 * console.log(model.score(X, y) > 0.95); // true
 * ```
 */
export class KerasRegressor<M extends object = object> extends BaseRegressor<
  KerasRegressorParams<M>,
  KerasRegressorState,
  Matrix,
  KerasRegressorDeepParams<M>
> {
  static override readonly paramSpec: ParamSpec = kerasRegressorParams;
  override readonly name = 'KerasRegressor';

  constructor(params: Partial<KerasRegressorParams<M>> = {}) {
    super(params);
  }

  override get tags(): MultiOutputTags {
    return {
      sampleWeight: true,
      validation: true,
      multiOutput: true,
      random: this.params.randomState === null,
    };
  }

  /** The learning curves: one number an epoch. */
  get history(): History {
    return this.fitted.network.history;
  }

  /** Epochs that were trained, those of earlier fits with `warmStart` included. */
  get nEpochs(): number {
    return this.history.loss.length;
  }

  /** The weights of the layers, one after the other, as they are in the model. */
  get weights(): readonly Float32Array[] {
    return this.fitted.network.weights.map((each) => each.slice());
  }

  override getParams(): KerasRegressorDeepParams<M> {
    return Object.assign(super.getParams(), Object.fromEntries(modelEntries(this.params)));
  }

  override setParams(params: Partial<KerasRegressorDeepParams<M>>): this {
    return super.setParams(withModelParams(this.name, this.params, params));
  }

  /** The fitted model as one of tfjs-layers, to be saved or used elsewhere; the caller disposes of it. */
  toLayersModel() {
    return layersModelOf(this.name, this.fitted.network);
  }

  protected override async learnTarget(
    X: Matrix,
    y: Float64Array,
    context: FitContext<KerasRegressorParams<M>>,
    outputs: number,
  ): Promise<KerasRegressorState> {
    const { params, sampleWeight, options } = context;
    const divided = divideRows({
      owner: this.name,
      X,
      y,
      targets: outputs,
      weights: sampleWeight,
      given: options.validation,
      targetOf: (given) => targetOf(this.name, given, outputs),
      fraction: params.validationFraction,
      randomState: params.randomState,
      stratify: false,
    });
    const { head: _, ...network } = await learnNetwork({
      owner: this.name,
      ...{ X, divided, context },
      outputs: [outputs],
      outputActivation: 'linear',
      targets: outputs,
      loss: (tf) => regressorLoss(tf, params.loss ?? 'meanSquaredError'),
      metrics: () =>
        metricFunctions(params.metrics, known, (raw, rows) => ({
          yTrue: Array.from(rows.y),
          yPred: Array.from(raw),
        })),
      known: params.warmStart && this.isFitted ? this.fitted.network : null,
    });
    return { network };
  }

  protected override predictTarget(X: Matrix): Float64Array {
    const { network } = this.fitted;
    checkCodes(this.name, X, network.codes);
    return new Float64Array(rawOutputs(this.name, network, X));
  }
}

/** The targets of the rows given as validation. */
function targetOf(owner: string, y: TargetLike, outputs: number): Float64Array {
  const targets = asTargets(y as VectorLike, `${owner}, validation`);
  if (targets.outputs === outputs) return targets.values;
  throw new InvalidDataError(
    `${owner}, validation: y has ${targets.outputs} columns where the training y has ${outputs}.`,
  );
}
