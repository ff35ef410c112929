export { KNeighborsClassifier, type KNeighborsClassifierParams } from './k-neighbors-classifier.js';
export { KNeighborsRegressor, type KNeighborsRegressorParams } from './k-neighbors-regressor.js';
export type { Neighbors } from './neighbors-index.js';
export type { WeightFunction } from './neighbors-params.js';
