export type { PruningPath } from '../kernels/tree/prune-tree.js';
export type { Tree } from '../kernels/tree/tree-nodes.js';
export { DecisionTreeClassifier, type DecisionTreeClassifierParams } from './decision-tree-classifier.js';
export { DecisionTreeRegressor, type DecisionTreeRegressorParams } from './decision-tree-regressor.js';
export { type ExportTextOptions, exportText, type FittedTree } from './export-text.js';
