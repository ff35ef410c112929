export type { ForestPath } from './fitted-forest.js';
export {
  GradientBoostingClassifier,
  type GradientBoostingClassifierParams,
} from './gradient-boosting-classifier.js';
export {
  GradientBoostingRegressor,
  type GradientBoostingRegressorParams,
} from './gradient-boosting-regressor.js';
export { RandomForestClassifier, type RandomForestClassifierParams } from './random-forest-classifier.js';
export { RandomForestRegressor, type RandomForestRegressorParams } from './random-forest-regressor.js';
