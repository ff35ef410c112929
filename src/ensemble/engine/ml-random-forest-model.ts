import type { Label } from '../../data/index.js';
import type {
  MlCartClassifierModel,
  MlCartOptions,
  MlCartRegressionModel,
  MlModelExtras,
} from '../../tree/engine/ml-cart-model.js';

/** A tree inside a forest, where what pipefit adds stands once, at the forest. */
export type MlForestTree<T extends MlCartClassifierModel | MlCartRegressionModel> = Pick<
  T,
  'name' | 'options' | 'root'
>;

/** What both forests of ml-random-forest write. */
export interface MlForestBase<T extends MlCartClassifierModel | MlCartRegressionModel> {
  readonly isClassifier: boolean;
  readonly nEstimators: number;
  readonly estimators: readonly MlForestTree<T>[];
  /** For each tree the columns of X that it sees. */
  readonly indexes: readonly (readonly number[])[];
  readonly n: number;
  readonly maxFeatures: number;
  readonly replacement: boolean;
  readonly useSampleBagging: boolean;
  readonly seed: number;
  readonly treeOptions: MlCartOptions;
}

/** A forest of classifiers in the form of ml-random-forest's JSON. */
export interface MlForestClassifierModel extends MlModelExtras {
  readonly name: 'RFClassifier';
  readonly baseModel: MlForestBase<MlCartClassifierModel>;
  /** The labels that the codes 0, 1, ... of the model stand for. */
  readonly classes: readonly Label[];
}

/** A forest of regressors in the form of ml-random-forest's JSON. */
export interface MlForestRegressionModel extends MlModelExtras {
  readonly name: 'RFRegression';
  readonly baseModel: MlForestBase<MlCartRegressionModel>;
  readonly selectionMethod: 'mean';
}
