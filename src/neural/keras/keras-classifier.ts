import {
  BaseClassifier,
  type ClassWeight,
  classWeightParam,
  type FitContext,
  mostProbable,
  type ParamSpec,
  rowWeights,
  type Tags,
  type TargetLike,
} from '../../core/index.js';
import { asLabels, type EncodedLabels, type Label, type LabelsLike, type Matrix } from '../../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../../errors/index.js';
import { checkCodes } from './check-input.js';
import { probabilitiesOf } from './class-shares.js';
import { type FittedNetwork, rawOutputs } from './fitted-network.js';
import type { Head } from './head.js';
import { divideRows } from './held-rows.js';
import type { History } from './history.js';
import { type CommonParams, kerasParams, lossParam } from './keras-params.js';
import { learnNetwork } from './learn-network.js';
import { type ClassifierLoss, type CustomLoss, classifierLoss, classifierLosses } from './losses.js';
import { type Metrics, metricFunctions, metricsParam } from './metrics.js';
import { modelEntries, withModelParams } from './model-params.js';
import { layersModelOf } from './to-layers-model.js';

const classifierMetrics = ['accuracy'] as const;

const kerasClassifierParams = {
  ...kerasParams,
  loss: lossParam(classifierLosses, 'cross-entropy'),
  metrics: metricsParam<(typeof classifierMetrics)[number], Label>(classifierMetrics),
  classWeight: classWeightParam(),
} satisfies ParamSpec;

/** Parameters of {@link KerasClassifier}; `M` are those of the function that builds its model. */
export type KerasClassifierParams<M extends object = object> = CommonParams<M> & {
  readonly loss: ClassifierLoss | CustomLoss | null;
  readonly metrics: Metrics<(typeof classifierMetrics)[number], Label>;
  readonly classWeight: ClassWeight;
};

/** The same with the parameters of the model under names of their own. */
export type KerasClassifierDeepParams<M extends object = object> = KerasClassifierParams<M> & {
  readonly [K in keyof M & string as `model__${K}`]: M[K];
} & { readonly [layerProperty: `model__${string}__${string}`]: unknown };

interface KerasClassifierState {
  readonly network: FittedNetwork;
  readonly head: Head;
}

/**
 * Classification by a neural network of any layers: dense, convolutional, recurrent, embeddings.
 *
 * `model` is a list of layer descriptions (`{ layer: 'dense', units: 64, activation: 'relu' }`), to which the output
 * layer is added (softmax; for two classes one sigmoid), or a function that builds a model of tfjs-layers or describes
 * one, or a model in Keras's JSON. Rows are what `inputShape` says: images as `[height, width, channels]`, sequences of
 * whole numbers before an embedding, else plain columns. Scale plain columns before. What a function takes as its
 * parameters stands in `modelParams` and is reached as `model__name`, in grids too; layers of a list by their name, as
 * `model__hidden__units`.
 *
 * Fitted: `history` (loss, validationLoss, learningRate, metrics; one number an epoch), `nEpochs`, `weights`, `classes`.
 * Sample weights are used; `validation` in fit's options, or `validationFraction`, tells losses of rows held out.
 * Errors: InvalidParameterError for a model that cannot be built or does not fit the data; InvalidDataError for codes
 * that an embedding does not know; DivergenceError when the loss is not finite; BackendError when there is no tfjs.
 * Complexity: O(rows * weights) an epoch; convolutions take their weights once for each place of the image.
 * Source: Goodfellow, Bengio and Courville, Deep Learning (2016); tfjs-layers, after Chollet's Keras.
 *
 * @example
 * ```ts
 * import { KerasClassifier } from 'pipefit/neural';
 *
 * const X = Array.from({ length: 60 }, (_, i) => [Math.cos(i), Math.sin(i)]);
 * const y = X.map(([a, b]) => (a! * b! > 0 ? 'same' : 'other'));
 * const model = new KerasClassifier({
 *   model: [{ layer: 'dense', units: 16, activation: 'tanh' }],
 *   learningRate: 0.05,
 *   epochs: 100,
 * });
 * await model.fit(X, y);
 * console.log(model.predict([[0.7, 0.7], [0.7, -0.7]])); // ['same', 'other']
 * ```
 */
export class KerasClassifier<M extends object = object> extends BaseClassifier<
  KerasClassifierParams<M>,
  KerasClassifierState,
  Matrix,
  KerasClassifierDeepParams<M>
> {
  static override readonly paramSpec: ParamSpec = kerasClassifierParams;
  override readonly name = 'KerasClassifier';

  constructor(params: Partial<KerasClassifierParams<M>> = {}) {
    super(params);
  }

  override get tags(): Tags {
    return { sampleWeight: true, validation: true, random: this.params.randomState === null };
  }

  /** The learning curves: one number an epoch. */
  get history(): History {
    return this.model.network.history;
  }

  /** Epochs that were trained, those of earlier fits with `warmStart` included. */
  get nEpochs(): number {
    return this.history.loss.length;
  }

  /** The weights of the layers, one after the other, as they are in the model. */
  get weights(): readonly Float32Array[] {
    return this.model.network.weights.map((each) => each.slice());
  }

  override getParams(): KerasClassifierDeepParams<M> {
    return Object.assign(super.getParams(), Object.fromEntries(modelEntries(this.params)));
  }

  override setParams(params: Partial<KerasClassifierDeepParams<M>>): this {
    return super.setParams(withModelParams(this.name, this.params, params));
  }

  /** The fitted model as one of tfjs-layers, to be saved or used elsewhere; the caller disposes of it. */
  toLayersModel() {
    return layersModelOf(this.name, this.model.network);
  }

  protected override async learnClasses(
    X: Matrix,
    y: EncodedLabels,
    context: FitContext<KerasClassifierParams<M>>,
  ): Promise<KerasClassifierState> {
    const { params, sampleWeight, options } = context;
    const { classes } = y;
    if (classes.length < 2) {
      throw new InvalidDataError(
        `${this.name} needs at least 2 classes; y holds only ${showValue(classes[0])}.`,
      );
    }
    const weights = rowWeights(params.classWeight, y, sampleWeight, 'weights');
    if (weights?.every((weight) => weight === 0)) {
      throw new InvalidParameterError(
        this.name,
        'classWeight',
        `${this.name}: with this classWeight the weight of every row is 0. Give a class that occurs a weight above 0.`,
      );
    }
    const divided = divideRows({
      owner: this.name,
      X,
      y: new Int32Array(y.codes),
      targets: 1,
      weights,
      given: options.validation,
      targetOf: (given) => codesOf(this.name, given, classes),
      fraction: params.validationFraction,
      randomState: params.randomState,
      stratify: true,
    });
    const two = classes.length === 2;
    const { head, ...network } = await learnNetwork({
      owner: this.name,
      ...{ X, divided, context },
      outputs: two ? [1, 2] : [classes.length],
      outputActivation: two ? 'sigmoid' : 'softmax',
      targets: null,
      loss: (tf, of) => classifierLoss(tf, params.loss ?? usualLoss(of), of),
      metrics: (of) =>
        metricFunctions(params.metrics, { accuracy: shareRight }, (raw, rows) => ({
          yTrue: Array.from(rows.y, (code) => classes[code]!),
          yPred: mostProbable(classes, probabilitiesOf(raw, rows.rows, classes.length, of).data),
        })),
      known: params.warmStart && this.isFitted ? this.previous(classes) : null,
    });
    return { network, head };
  }

  protected override probabilities(X: Matrix): Matrix {
    const { network, head } = this.model;
    checkCodes(this.name, X, network.codes);
    return probabilitiesOf(rawOutputs(this.name, network, X), X.rows, this.classes.length, head);
  }

  private previous(classes: readonly Label[]): FittedNetwork {
    const known = this.classes;
    if (known.length === classes.length && known.every((label, k) => label === classes[k]))
      return this.model.network;
    throw new InvalidDataError(
      `${this.name}: warmStart goes on from a fit with the classes ${known.map(showValue).join(', ')}, but now they ` +
        `are ${classes.map(showValue).join(', ')}. Set warmStart to false, or fit a clone.`,
    );
  }
}

/** Cross-entropy of one whole, or of outputs that are each a share of their own. */
function usualLoss(head: Head): ClassifierLoss {
  return head === 'sigmoid' ? 'binaryCrossentropy' : 'categoricalCrossentropy';
}

function shareRight(yTrue: readonly Label[], yPred: readonly Label[]): number {
  return yTrue.filter((label, i) => label === yPred[i]).length / yTrue.length;
}

/** Codes of labels of the rows given as validation. */
function codesOf(owner: string, y: TargetLike, classes: readonly Label[]): Int32Array {
  const codes = new Map(classes.map((label, code) => [label, code]));
  return Int32Array.from(asLabels(y as LabelsLike, owner, 'validation y'), (label, row) => {
    const code = codes.get(label);
    if (code !== undefined) return code;
    throw new InvalidDataError(
      `${owner}: row ${row} of the validation y is ${showValue(label)}, which is no class of the training rows.`,
      { row },
    );
  });
}
