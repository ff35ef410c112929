export {
  type BackendChoice,
  type BackendInfo,
  type BackendName,
  backendInfo,
  loadNeuralBackend,
  setNeuralBackend,
  type TfInstance,
} from './backend/index.js';
export * from './keras/index.js';
export {
  MLPClassifier,
  type MLPClassifierParams,
  MLPRegressor,
  type MLPRegressorParams,
  type PartialFitOptions,
} from './mlp/index.js';
export * from './models/index.js';
