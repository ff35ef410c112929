export { type FromMlRandomForest, fromMlRandomForest } from './engine/from-ml-random-forest.js';
export type {
  MlForestBase,
  MlForestClassifierModel,
  MlForestRegressionModel,
  MlForestTree,
} from './engine/ml-random-forest-model.js';
export { toMlRandomForest } from './engine/to-ml-random-forest.js';
export { ExtraTreesClassifier, type ExtraTreesClassifierParams } from './extra-trees-classifier.js';
export { ExtraTreesRegressor, type ExtraTreesRegressorParams } from './extra-trees-regressor.js';
export type { ForestPath } from './fitted-forest.js';
export type { OobLabelMetric, OobTargetMetric } from './forest-params.js';
export {
  GradientBoostingClassifier,
  type GradientBoostingClassifierParams,
} from './gradient-boosting-classifier.js';
export {
  GradientBoostingRegressor,
  type GradientBoostingRegressorParams,
} from './gradient-boosting-regressor.js';
export {
  HistGradientBoostingClassifier,
  type HistGradientBoostingClassifierParams,
} from './hist-gradient-boosting-classifier.js';
export {
  HistGradientBoostingRegressor,
  type HistGradientBoostingRegressorParams,
} from './hist-gradient-boosting-regressor.js';
export { RandomForestClassifier, type RandomForestClassifierParams } from './random-forest-classifier.js';
export { RandomForestRegressor, type RandomForestRegressorParams } from './random-forest-regressor.js';
