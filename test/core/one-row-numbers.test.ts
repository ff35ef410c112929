import fc from 'fast-check';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  DummyClassifier,
  DummyRegressor,
  type Estimator,
  FeatureUnion,
  FunctionTransformer,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  GridSearchCV,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  KNeighborsClassifier,
  KNeighborsRegressor,
  LinearRegression,
  LogisticRegression,
  Matrix,
  MinMaxScaler,
  MissingIndicator,
  makePipeline,
  Pipeline,
  PolynomialFeatures,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
  Ridge,
  SimpleImputer,
  SparseMatrix,
  StandardScaler,
  TransformedTargetRegressor,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { byTables, expectSame, outcome, type Target, trained, withoutTables } from '../support/one-row.js';

const COLUMNS = 6;
const random = new RandomState(3);
const X = Matrix.fromArrays(
  Array.from({ length: 90 }, () => Array.from({ length: COLUMNS }, () => random.normal())),
);
const lacking = new Matrix(
  X.data.map((value, p) => (p % 11 === 4 ? Number.NaN : value)),
  X.rows,
  X.cols,
);
const y = Array.from({ length: X.rows }, (_, i) => 3 * X.at(i, 0) - X.at(i, 1) * X.at(i, 2) + X.at(i, 5));
const two = y.map((value) => (value > 0 ? 'yes' : 'no'));
const three = y.map((value) => (value < -1 ? 10 : value < 1 ? 20 : 30));

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const numbers = fc.array(number, { minLength: COLUMNS, maxLength: COLUMNS });
const someMissing = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, null, undefined) },
  ),
  { minLength: COLUMNS, maxLength: COLUMNS },
);

const forest = { nEstimators: 9, randomState: 1 };
const boosted = { nEstimators: 23, randomState: 1 };
const binned = { maxIter: 23, minSamplesLeaf: 2, randomState: 1 };

/** Models of numbers, by name: the model, its target, and whether it takes missing values. */
const ofNumbers: Record<string, readonly [model: Estimator, target: Target, missing?: boolean]> = {
  LinearRegression: [new LinearRegression(), y],
  'Ridge without intercept': [new Ridge({ fitIntercept: false }), y],
  'LogisticRegression, two classes': [new LogisticRegression(), two],
  'LogisticRegression, three classes': [new LogisticRegression(), three],
  DecisionTreeClassifier: [new DecisionTreeClassifier(), three, true],
  DecisionTreeRegressor: [new DecisionTreeRegressor(), y, true],
  RandomForestClassifier: [new RandomForestClassifier(forest), three, true],
  'RandomForestClassifier of booleans': [new RandomForestClassifier(forest), y.map((v) => v > 0), true],
  RandomForestRegressor: [new RandomForestRegressor(forest), y, true],
  'RandomForestRegressor of ml': [new RandomForestRegressor({ ...forest, engine: 'ml' }), y],
  'GradientBoostingClassifier, two classes': [new GradientBoostingClassifier(boosted), two, true],
  'GradientBoostingClassifier, three classes': [new GradientBoostingClassifier(boosted), three, true],
  'GradientBoostingClassifier, exponential': [
    new GradientBoostingClassifier({ ...boosted, loss: 'exponential', init: 'zero' }),
    two,
    true,
  ],
  GradientBoostingRegressor: [new GradientBoostingRegressor({ ...boosted, subsample: 0.7 }), y, true],
  'HistGradientBoostingClassifier, two classes': [new HistGradientBoostingClassifier(binned), two, true],
  'HistGradientBoostingClassifier, three classes': [new HistGradientBoostingClassifier(binned), three, true],
  HistGradientBoostingRegressor: [new HistGradientBoostingRegressor(binned), y, true],
  'HistGradientBoostingRegressor of counts': [
    new HistGradientBoostingRegressor({ ...binned, loss: 'poisson' }),
    y.map(Math.abs),
    true,
  ],
  'KNeighborsClassifier with a tree': [new KNeighborsClassifier(), three],
  'KNeighborsRegressor by brute force': [new KNeighborsRegressor({ algorithm: 'brute' }), y],
  'KNeighborsRegressor with cosine': [new KNeighborsRegressor({ metric: 'cosine', weights: 'distance' }), y],
  DummyRegressor: [new DummyRegressor({ strategy: 'median' }), y, true],
  DummyClassifier: [new DummyClassifier(), two, true],
  'DummyClassifier, constant': [new DummyClassifier({ strategy: 'constant', constant: 'no' }), two, true],
  'scaler and linear model': [makePipeline(new StandardScaler(), new LogisticRegression()), two],
  'range and polynomials': [
    makePipeline(new MinMaxScaler({ clip: true }), new PolynomialFeatures({ degree: 3 }), new Ridge()),
    y,
  ],
  'interactions without bias': [
    makePipeline(
      new StandardScaler({ withMean: false }),
      ['nothing', 'passthrough'],
      new PolynomialFeatures({ degree: [2, 2], interactionOnly: true, includeBias: false }),
      new LinearRegression(),
    ),
    y,
  ],
  'imputer with marks': [
    makePipeline(
      new SimpleImputer({ strategy: 'median', addIndicator: true }),
      new StandardScaler(),
      new LogisticRegression(),
    ),
    three,
    true,
  ],
  'a number that stands for missing': [
    makePipeline(new SimpleImputer({ missingValues: 0, strategy: 'mean' }), new Ridge()),
    y,
  ],
  'union of scaled and marked': [
    makePipeline(
      new FeatureUnion(
        [
          ['filled', makePipeline(new SimpleImputer(), new StandardScaler())],
          ['marks', new MissingIndicator({ features: 'all', sparse: true })],
          ['left', 'drop'],
        ],
        { transformerWeights: { filled: 0.3 } },
      ),
      new LogisticRegression(),
    ),
    two,
    true,
  ],
  'passthrough in a union': [
    makePipeline(
      new FeatureUnion([
        ['same', 'passthrough'],
        ['scaled', new StandardScaler()],
      ]),
      new LinearRegression(),
    ),
    y,
  ],
  'target by functions': [
    new TransformedTargetRegressor({
      regressor: new Ridge(),
      func: Math.sinh,
      inverseFunc: Math.asinh,
      checkInverse: false,
    }),
    y.map((value) => value / 10),
  ],
  'target by a transformer': [
    new TransformedTargetRegressor({
      regressor: makePipeline(new StandardScaler(), new Ridge()) as never,
      transformer: new StandardScaler(),
    }),
    y,
  ],
  'search in a pipeline': [
    makePipeline(
      new StandardScaler(),
      new GridSearchCV(new LogisticRegression(), { C: [0.1, 1] }, { cv: 2, showProgress: false }),
    ),
    two,
  ],
  'pipeline in a search': [
    new GridSearchCV(
      new Pipeline([
        ['scale', new StandardScaler()],
        ['trees', new RandomForestRegressor(forest)],
      ]),
      { trees__maxDepth: [2, 5] },
      { cv: 2, showProgress: false },
    ),
    y,
    true,
  ],
};

describe.each(Object.entries(ofNumbers))('a row of numbers: %s', (_, [template, target, missing]) => {
  it('gets to the last bit what tables give', async () => {
    const model = await trained(template.clone(), missing ? lacking : X, target);
    fc.assert(
      fc.property(missing ? someMissing : numbers, (row) => {
        expect(withoutTables(model, row)).toBeDefined();
        expect(withoutTables(model, row)).not.toBeNull();
        expectSame(model, row as number[]);
        if (!row.includes(null)) expectSame(model, Float64Array.from(row as number[]));
      }),
      { numRuns: 60 },
    );
    const all = model.predict(X);
    for (let i = 0; i < X.rows; i++) expect(model.predictOne(X.row(i))).toBe(all[i]);
  });

  it('gets the same as an object', async () => {
    const names = ['c', 'a', 'b', '__proto__', 'toString', 'x y'];
    const model = await trained(template.clone(), (missing ? lacking : X).withColumnNames(names), target);
    fc.assert(
      fc.property(
        missing ? someMissing : numbers,
        fc.shuffledSubarray(names, { minLength: 6 }),
        (row, order) => {
          const object = Object.create(null) as Record<string, unknown>;
          for (const name of order) object[name] = row[names.indexOf(name)];
          expect(withoutTables(model, object)).toBeDefined();
          expectSame(model, object);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('is left to tables where values are missing or infinite that must not', async () => {
    const model = await trained(template.clone(), X, target);
    for (const bad of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]) {
      const row = X.toArray()[0]!;
      row[3] = bad;
      expect(outcome(() => model.predictOne(row))).toEqual(byTables(model, row));
    }
  });
});

describe('steps without a way for rows', () => {
  it('as boosting that starts from another model', async () => {
    const model = await trained(new GradientBoostingRegressor({ ...boosted, init: new Ridge() }), X, y);
    expect(withoutTables(model, X.row(0))).toBeNull();
    expectSame(model, X.row(0));
  });

  it('leave the whole pipeline to tables', async () => {
    const model = await trained(
      makePipeline(new StandardScaler(), new FunctionTransformer(), new Ridge()),
      X,
      y,
    );
    expect(withoutTables(model, X.row(0))).toBeNull();
    expectSame(model, X.row(0));
  });

  it('as dummies that draw', async () => {
    const model = await trained(new DummyClassifier({ strategy: 'stratified', randomState: 0 }), X, two);
    expect(withoutTables(model, X.row(0))).toBeNull();
  });

  it('models that learnt from sparse data take rows', async () => {
    const model = await trained(new LogisticRegression(), SparseMatrix.fromDense(X), two);
    expect(withoutTables(model, X.row(3))).toBe(model.predict(X)[3]);
    expectSame(model, X.row(3));
  });
});
