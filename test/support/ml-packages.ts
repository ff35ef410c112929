/** What the tests use of ml-cart and ml-random-forest, whose own types are missing or do not compile. */
export interface MlModel {
  train(X: number[][], y: number[]): void;
  predict(X: number[][]): number[];
  toJSON(): object;
}

export interface MlForest extends MlModel {
  predictionValues(X: number[][]): { to2DArray(): number[][] };
}

interface MlClass<M> {
  new (options?: object): M;
  load(model: object): M;
}

const cart = (await import('ml-cart')) as unknown as {
  DecisionTreeClassifier: MlClass<MlModel>;
  DecisionTreeRegression: MlClass<MlModel>;
};
const forest = (await import('ml-random-forest')) as unknown as {
  RandomForestClassifier: MlClass<MlForest>;
  RandomForestRegression: MlClass<MlForest>;
};

export const MlTreeClassifier = cart.DecisionTreeClassifier;
export const MlTreeRegression = cart.DecisionTreeRegression;
export const MlForestClassifier = forest.RandomForestClassifier;
export const MlForestRegression = forest.RandomForestRegression;

/** A model after a file: written as JSON and read back. */
export function written<T>(model: T): T {
  return JSON.parse(JSON.stringify(model)) as T;
}
