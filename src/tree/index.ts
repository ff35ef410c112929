export type { PruningPath } from '../kernels/tree/prune-tree.js';
export type { Tree } from '../kernels/tree/tree-nodes.js';
export { DecisionTreeClassifier, type DecisionTreeClassifierParams } from './decision-tree-classifier.js';
export { DecisionTreeRegressor, type DecisionTreeRegressorParams } from './decision-tree-regressor.js';
export { type FromMlCart, fromMlCart } from './engine/from-ml-cart.js';
export type {
  MlCartClassifierModel,
  MlCartLeaf,
  MlCartNode,
  MlCartOptions,
  MlCartRegressionModel,
  MlCartSplit,
  MlModelExtras,
} from './engine/ml-cart-model.js';
export type { MlExportOptions } from './engine/ml-export.js';
export type { MlImportOptions } from './engine/ml-import.js';
export { toMlCart } from './engine/to-ml-cart.js';
export { type ExportTextOptions, exportText, type FittedTree } from './export-text.js';
export { ExtraTreeClassifier, type ExtraTreeClassifierParams } from './extra-tree-classifier.js';
export { ExtraTreeRegressor, type ExtraTreeRegressorParams } from './extra-tree-regressor.js';
