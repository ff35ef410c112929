import * as pipefit from 'pipefit';
import {
  ColumnTransformer,
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  DummyClassifier,
  DummyRegressor,
  type Estimator,
  ExtraTreeClassifier,
  ExtraTreesClassifier,
  ExtraTreesRegressor,
  FeatureUnion,
  FunctionTransformer,
  GridSearchCV,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearRegression,
  LogisticRegression,
  MinMaxScaler,
  MissingIndicator,
  OneHotEncoder,
  OrdinalEncoder,
  Pipeline,
  PolynomialFeatures,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomizedSearchCV,
  SimpleImputer,
  StandardScaler,
  TransformedTargetRegressor,
} from 'pipefit';
import { estimatorChecks } from 'pipefit/testing';
import { describe, expect, it } from 'vitest';
import { describeChecks, type EstimatorClass, estimatorClasses, printed } from './support/conformance.js';

/**
 * Estimators to check, by class. A class that is not here is checked as `new Class()` makes it; add an entry for
 * one that needs arguments, and for other ways in which a class works.
 */
const instances: Readonly<Record<string, () => readonly unknown[]>> = {
  ColumnTransformer: () => [
    new ColumnTransformer([
      ['scaled', new StandardScaler(), [0, 1]],
      ['kept', 'passthrough', [2]],
    ]),
    new ColumnTransformer([['encoded', new OneHotEncoder({ sparseOutput: false }), [0, 1]]], {
      remainder: new MinMaxScaler(),
    }),
  ],
  DummyClassifier: () => [
    new DummyClassifier(),
    new DummyClassifier({ strategy: 'mostFrequent' }),
    new DummyClassifier({ strategy: 'stratified' }),
    new DummyClassifier({ strategy: 'uniform' }),
  ],
  DummyRegressor: () => [
    new DummyRegressor(),
    new DummyRegressor({ strategy: 'median' }),
    new DummyRegressor({ strategy: 'quantile', quantile: 0.8 }),
    new DummyRegressor({ strategy: 'constant', constant: 3 }),
  ],
  FeatureUnion: () => [
    new FeatureUnion([
      ['centred', new StandardScaler({ withStd: false })],
      ['scaled', new StandardScaler({ withMean: false })],
    ]),
  ],
  FunctionTransformer: () => [new FunctionTransformer(), new FunctionTransformer({ validate: true })],
  GridSearchCV: () => [
    new GridSearchCV(new LogisticRegression(), { C: [0.1, 1] }, { cv: 3 }),
    new GridSearchCV(new LogisticRegression(), { C: [0.1, 1] }, { cv: 3, nJobs: 2 }),
    new GridSearchCV(
      new Pipeline([new StandardScaler(), new LinearRegression()]),
      { linearRegression__fitIntercept: [true, false] },
      { cv: 3 },
    ),
  ],
  HistGradientBoostingClassifier: () => [
    new HistGradientBoostingClassifier({ maxIter: 20 }),
    new HistGradientBoostingClassifier({ maxIter: 20, minSamplesLeaf: 1, maxDepth: 3 }),
    new HistGradientBoostingClassifier({ maxIter: 20, minSamplesLeaf: 5, maxFeatures: 0.5 }),
  ],
  HistGradientBoostingRegressor: () => [
    new HistGradientBoostingRegressor({ maxIter: 20 }),
    new HistGradientBoostingRegressor({ maxIter: 20, minSamplesLeaf: 1, maxDepth: 3 }),
    new HistGradientBoostingRegressor({ loss: 'absoluteError', maxIter: 20, minSamplesLeaf: 5 }),
  ],
  KNeighborsClassifier: () => [
    new KNeighborsClassifier(),
    new KNeighborsClassifier({ weights: 'distance', algorithm: 'kdTree' }),
    new KNeighborsClassifier({ metric: 'cosine' }),
  ],
  KNeighborsRegressor: () => [
    new KNeighborsRegressor(),
    new KNeighborsRegressor({ weights: 'distance', algorithm: 'brute' }),
  ],
  LinearRegression: () => [
    new LinearRegression(),
    new LinearRegression({ fitIntercept: false }),
    new LinearRegression({ positive: true }),
  ],
  LogisticRegression: () => [
    new LogisticRegression(),
    new LogisticRegression({ C: 0.5, classWeight: 'balanced', fitIntercept: false }),
  ],
  MinMaxScaler: () => [new MinMaxScaler(), new MinMaxScaler({ featureRange: [-1, 1], clip: true })],
  MissingIndicator: () => [new MissingIndicator(), new MissingIndicator({ features: 'all' })],
  OneHotEncoder: () => [
    new OneHotEncoder(),
    new OneHotEncoder({ sparseOutput: false, drop: 'first' }),
    new OneHotEncoder({ handleUnknown: 'ignore', drop: 'ifBinary' }),
  ],
  OrdinalEncoder: () => [
    new OrdinalEncoder(),
    new OrdinalEncoder({ handleUnknown: 'useEncodedValue', unknownValue: -1 }),
  ],
  Pipeline: () => [
    new Pipeline([new StandardScaler(), new PolynomialFeatures()]),
    new Pipeline([new StandardScaler(), new LogisticRegression()]),
    new Pipeline([new SimpleImputer(), new PolynomialFeatures(), new LinearRegression()]),
    new Pipeline([new OneHotEncoder(), new StandardScaler({ withMean: false })]),
  ],
  PolynomialFeatures: () => [
    new PolynomialFeatures(),
    new PolynomialFeatures({ degree: 3, interactionOnly: true, includeBias: false }),
  ],
  DecisionTreeClassifier: () => [
    new DecisionTreeClassifier(),
    new DecisionTreeClassifier({ criterion: 'entropy', maxDepth: 5 }),
    new DecisionTreeClassifier({ engine: 'ml' }),
  ],
  DecisionTreeRegressor: () => [
    new DecisionTreeRegressor(),
    new DecisionTreeRegressor({ maxDepth: 4 }),
    new DecisionTreeRegressor({ engine: 'ml' }),
  ],
  ExtraTreeClassifier: () => [new ExtraTreeClassifier(), new ExtraTreeClassifier({ maxFeatures: null })],
  ExtraTreesClassifier: () => [
    new ExtraTreesClassifier({ nEstimators: 10 }),
    new ExtraTreesClassifier({ nEstimators: 10, bootstrap: true }),
  ],
  ExtraTreesRegressor: () => [
    new ExtraTreesRegressor({ nEstimators: 10 }),
    new ExtraTreesRegressor({ nEstimators: 10, bootstrap: true }),
  ],
  RandomForestClassifier: () => [
    new RandomForestClassifier({ nEstimators: 10 }),
    new RandomForestClassifier({ nEstimators: 10, bootstrap: false, maxFeatures: null }),
    new RandomForestClassifier({ nEstimators: 10, engine: 'ml' }),
    new RandomForestClassifier({ nEstimators: 10, nJobs: 2 }),
  ],
  RandomForestRegressor: () => [
    new RandomForestRegressor({ nEstimators: 10 }),
    new RandomForestRegressor({ nEstimators: 10, bootstrap: false }),
    new RandomForestRegressor({ nEstimators: 10, engine: 'ml' }),
  ],
  RandomizedSearchCV: () => [
    new RandomizedSearchCV(new KNeighborsRegressor(), { nNeighbors: [1, 2, 3, 4] }, { nIter: 2, cv: 3 }),
  ],
  SimpleImputer: () => [
    new SimpleImputer(),
    new SimpleImputer({ strategy: 'median', addIndicator: true }),
    new SimpleImputer({ strategy: 'mostFrequent' }),
  ],
  StandardScaler: () => [new StandardScaler(), new StandardScaler({ withMean: false })],
  TransformedTargetRegressor: () => [
    new TransformedTargetRegressor({ regressor: new LinearRegression() }),
    new TransformedTargetRegressor({
      regressor: new LinearRegression(),
      func: Math.log,
      inverseFunc: Math.exp,
    }),
  ],
};

/** Sizes for classes that are checked as they come, so that the checks stay quick. */
const quick: Readonly<Record<string, unknown>> = { nEstimators: 10 };

const weightedMedian = 'a weighted quantile is one of the values, an unweighted one lies between two of them';

/** Of estimators that look at no column. */
function blind(): Readonly<Record<string, string>> {
  const reason = 'the columns are not looked at';
  return {
    'another number of columns than fit saw is refused': reason,
    'a column that is lacking after fit is named': reason,
    'a column of numbers that comes as text after fit is named': reason,
  };
}

/** Of estimators that draw their predictions. */
function drawn(): Readonly<Record<string, string>> {
  const reason = 'predictions are drawn one after the other';
  return {
    'rows one by one give what all rows at once give': reason,
    'results come in the order of the rows': reason,
  };
}

/** Forests draw rows by their weight, as scikit-learn's do, so that weights change which rows are drawn. */
function bootstrapped(): Readonly<Record<string, string>> {
  const reason = 'weights steer the draw of the rows: the law holds on average, not for one seed';
  return {
    'weights of one give what no weights give': reason,
    'a weight of k is k copies of the row': reason,
    'a weight of zero is no row': reason,
  };
}

/** Of engines that are packages of their own. */
function oneTarget(): Readonly<Record<string, string>> {
  return { 'a table of several columns as y gives a column for each': 'the package learns one target' };
}

/** Boosting counts the rows of leaves, as scikit-learn's does. */
function countsRows(): Readonly<Record<string, string>> {
  const reason = 'minSamplesLeaf counts rows, whatever they weigh';
  return { 'a weight of k is k copies of the row': reason, 'a weight of zero is no row': reason };
}

/**
 * Checks that cannot hold, each with the reason: for a class, or for one of its instances under what it prints as.
 * One that starts to pass fails the run.
 */
const expectedFailures: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ColumnTransformer: {
    'getters before fit throw NotFittedError or do not depend on fit':
      'named holds what was given before fit, and what was fitted (the remainder too) after it',
  },
  DummyClassifier: blind(),
  'DummyClassifier({ strategy: "stratified" })': {
    ...drawn(),
    'other names of the classes permute the probabilities': 'probabilities are drawn for each row',
  },
  'DummyClassifier({ strategy: "uniform" })': {
    ...drawn(),
    'predict gives the most probable class': 'all classes are equally probable, and one is drawn',
    'predictOne gives what predict gives for the row': 'each row gets a draw of its own',
  },
  DummyRegressor: blind(),
  'DummyRegressor({ strategy: "median" })': {
    'weights of one give what no weights give': weightedMedian,
    'a weight of k is k copies of the row': weightedMedian,
    'a weight of zero is no row': weightedMedian,
  },
  'DummyRegressor({ strategy: "quantile", quantile: 0.8 })': {
    'weights of one give what no weights give': weightedMedian,
    'a weight of zero is no row': weightedMedian,
  },
  'DecisionTreeRegressor({ engine: "ml" })': oneTarget(),
  'ExtraTreesClassifier({ nEstimators: 10, bootstrap: true })': bootstrapped(),
  'ExtraTreesRegressor({ nEstimators: 10, bootstrap: true })': bootstrapped(),
  'FunctionTransformer()': {
    ...blind(),
    'columns of a Frame are matched by name, extra ones ignored':
      'the function gets the data as they are given',
  },
  'GridSearchCV({ estimator: LogisticRegression(), cv: 3, nJobs: 2, paramGrid: an object })': {
    'a weight of k is k copies of the row': 'copies of a row fall into other folds',
  },
  'GridSearchCV({ estimator: LogisticRegression(), cv: 3, paramGrid: an object })': {
    'a weight of k is k copies of the row': 'copies of a row fall into other folds',
  },
  'HistGradientBoostingClassifier({ maxIter: 20 })': countsRows(),
  'HistGradientBoostingClassifier({ maxIter: 20, minSamplesLeaf: 5, maxFeatures: 0.5 })': {
    ...countsRows(),
    'other names of the classes permute the probabilities':
      'the trees of each class draw columns of their own, in the order of the classes',
  },
  'HistGradientBoostingRegressor({ maxIter: 20 })': countsRows(),
  'HistGradientBoostingRegressor({ loss: "absoluteError", maxIter: 20, minSamplesLeaf: 5 })': {
    ...countsRows(),
    'weights of one give what no weights give': weightedMedian,
  },
  'LinearRegression({ fitIntercept: false })': {
    'a linear function is followed': 'a line through the origin cannot follow it',
  },
  'RandomForestClassifier({ nEstimators: 10 })': bootstrapped(),
  'RandomForestClassifier({ nEstimators: 10, nJobs: 2 })': bootstrapped(),
  'RandomForestRegressor({ nEstimators: 10 })': bootstrapped(),
  'RandomForestRegressor({ nEstimators: 10, engine: "ml" })': oneTarget(),
  'TransformedTargetRegressor({ regressor: LinearRegression(), func: function log, inverseFunc: function exp, })':
    {
      'setParams takes effect at the next fit only': 'functions cannot be part of the fitted state',
    },
};

const classes = estimatorClasses(pipefit);

/** The estimators to check of a class, or why there are none. */
function instancesOf(name: string, Class: EstimatorClass): readonly Estimator[] | string {
  const listed = instances[name];
  if (listed !== undefined) return listed() as readonly Estimator[];
  const needed = Object.entries(Class.paramSpec).find(([, param]) => param.default === undefined);
  const advice = `Add it to 'instances' in test/conformance.test.ts.`;
  if (needed !== undefined) return `${name} needs the parameter '${needed[0]}'. ${advice}`;
  try {
    const sizes = Object.entries(quick).filter(([parameter]) => parameter in Class.paramSpec);
    return [new Class().setParams(Object.fromEntries(sizes))];
  } catch (error) {
    return `${name} cannot be made without arguments (${(error as Error).message}). ${advice}`;
  }
}

/** Every instance with its class's name, or the reason why a class has none. */
const found = classes.map(([name, Class]) => [name, instancesOf(name, Class)] as const);

for (const [name, estimators] of found) {
  describe(name, () => {
    if (typeof estimators === 'string') {
      it('can be made', () => expect.fail(estimators));
      return;
    }
    for (const estimator of estimators) {
      describeChecks(name, estimator, { ...expectedFailures[name], ...expectedFailures[printed(estimator)] });
    }
  });
}

describe('the tables of this file', () => {
  it('name classes, instances and checks that exist', () => {
    const classNames = classes.map(([name]) => name);
    const instanceNames = found.flatMap(([, estimators]) =>
      typeof estimators === 'string' ? [] : estimators.map(printed),
    );
    const checkNames = estimatorChecks.map(({ name }) => name);
    for (const name of Object.keys(instances)) expect(classNames).toContain(name);
    for (const name of Object.keys(expectedFailures))
      expect([...classNames, ...instanceNames]).toContain(name);
    for (const name of Object.values(expectedFailures).flatMap(Object.keys))
      expect(checkNames).toContain(name);
  });
});
