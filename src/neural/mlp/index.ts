export { MLPClassifier, type MLPClassifierParams } from './mlp-classifier.js';
export { MLPRegressor, type MLPRegressorParams } from './mlp-regressor.js';
export type { PartialFitOptions } from './partial-fit.js';
