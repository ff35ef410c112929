export { Autoencoder, type AutoencoderParams } from './autoencoder.js';
export type { BuildFunction, BuildTools, KerasJson, ModelSource } from './build-model.js';
export type { EarlyStopping } from './early-stopping.js';
export { releaseNetworks } from './fitted-network.js';
export type { Curve, EpochLogs, History } from './history.js';
export {
  KerasClassifier,
  type KerasClassifierDeepParams,
  type KerasClassifierParams,
} from './keras-classifier.js';
export type { Callbacks, OptimizerChoice } from './keras-params.js';
export {
  KerasRegressor,
  type KerasRegressorDeepParams,
  type KerasRegressorParams,
} from './keras-regressor.js';
export type {
  BidirectionalDescription,
  LayerDescription,
  LayerKind,
  RecurrentDescription,
  TimeDistributedDescription,
} from './layer-description.js';
export type { ActivationName, InitializerName, Regularizer } from './layer-fields.js';
export type { LearningRate, RateSchedule } from './learning-rate.js';
export type { ClassifierLoss, CustomLoss, RegressorLoss } from './losses.js';
export type { MetricFunction, Metrics } from './metrics.js';
export type { LayerMakers } from './seeded-layers.js';
export { SequenceEncoder, type SequenceEncoderParams } from './sequence-encoder.js';
