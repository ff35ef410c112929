export type { ForestPath } from './fitted-forest.js';
export { RandomForestClassifier, type RandomForestClassifierParams } from './random-forest-classifier.js';
export { RandomForestRegressor, type RandomForestRegressorParams } from './random-forest-regressor.js';
