import {
  ColumnTransformer,
  columnSelector,
  FeatureUnion,
  type Label,
  LogisticRegression,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  Ridge,
  SimpleImputer,
  StandardScaler,
  TransformedTargetRegressor,
} from 'pipefit';

declare const X: number[][];
declare const y: number[];
declare const names: string[];

const pipe = new Pipeline([
  ['scale', new StandardScaler()],
  ['model', new Ridge({ alpha: 2 })],
]);

// Parameters of steps, and whole steps, by name.
pipe.setParams({ model__alpha: 3, scale__withMean: false });
pipe.setParams({ scale: 'passthrough' });
pipe.setParams({ model: new LogisticRegression() });
const alpha: number = pipe.getParams().model__alpha;
// @ts-expect-error wrong type of value
pipe.setParams({ model__alpha: 'three' });
// @ts-expect-error no such step
pipe.setParams({ mdel__alpha: 3 });
// @ts-expect-error no such parameter
pipe.setParams({ model__alhpa: 3 });
// @ts-expect-error no such parameter of an estimator by itself
new Ridge({ alhpa: 1 });

// Fitted steps are typed.
const coef: Float64Array = pipe.named.model.coef;
// @ts-expect-error no such step
pipe.named.modle;

// What a pipeline gives is what its last step gives.
const numbers: Float64Array = pipe.predict(X);
const classifier = makePipeline(new StandardScaler(), new LogisticRegression());
const labels: Label[] = classifier.predict(X);
const kind: 'classifier' = classifier.kind;
classifier.predictProba(X);
classifier.setParams({ standardScaler__withStd: false, logisticRegression__C: 10 });
const single: number = pipe.predictOne([1, 2]);
const label: Label = classifier.predictOne({ a: 1 });
const shares: Float64Array = classifier.predictProbaOne(new Float32Array(2));
// @ts-expect-error Ridge gives no probabilities
pipe.predictProba(X);
// @ts-expect-error Ridge gives no probabilities
pipe.predictProbaOne([1, 2]);
// @ts-expect-error ends in a predictor
pipe.transform(X);

const scaling = new Pipeline([['scale', new StandardScaler()]]);
scaling.transform(X);
// @ts-expect-error ends in a transformer
scaling.predict(X);
// @ts-expect-error ends in a transformer
scaling.predictOne([1]);
// @ts-expect-error ends in a transformer
scaling.score(X, y);

// Targets.
export async function targets(): Promise<void> {
  await pipe.fit(X, y).predict(X);
  await scaling.fit(X);
  await classifier.fit(X, names).score(X, names);
  // @ts-expect-error a predictor needs y
  await pipe.fit(X);
  // @ts-expect-error a regressor takes numbers
  await pipe.fit(X, names);
  // @ts-expect-error the promise forwards only what the last step has
  await scaling.fit(X).predict(X);
}

// Steps.
const misplaced = [
  ['model', new Ridge()],
  ['scale', new StandardScaler()],
] as const;
// @ts-expect-error a predictor before the last step
new Pipeline(misplaced);
// @ts-expect-error a predictor before the last step
makePipeline(new Ridge(), new StandardScaler());
// @ts-expect-error no steps
new Pipeline([]);
// @ts-expect-error a class instead of an instance
new Pipeline([['scale', StandardScaler]]);

// Growing, nesting, duplicates.
const longer = makePipeline(new StandardScaler()).pipe(new StandardScaler()).pipe(new Ridge());
longer.setParams({ standardScaler2__withMean: false, ridge__alpha: 1 });
const nested = new Pipeline([['inner', longer]]);
nested.setParams({ inner__ridge__alpha: 3 });
// @ts-expect-error no such parameter two levels down
nested.setParams({ inner__ridge__beta: 3 });

// Columns.
const features = new ColumnTransformer([
  ['num', makePipeline(new SimpleImputer(), new StandardScaler()), columnSelector({ type: 'number' })],
  ['cat', new OneHotEncoder({ handleUnknown: 'ignore' }), ['wall']],
]);
features.setParams({ num__simpleImputer__strategy: 'median', cat__drop: 'first', remainder: 'passthrough' });
// @ts-expect-error not a strategy
features.setParams({ num__simpleImputer__strategy: 'mediann' });
// @ts-expect-error not a column type
columnSelector({ type: 'numeric' });
// @ts-expect-error a predictor cannot treat columns
new ColumnTransformer([['num', new Ridge(), ['a']]]);
const union = new FeatureUnion([
  ['a', new StandardScaler()],
  ['b', new StandardScaler()],
]);
union.setParams({ a__withMean: false });
const houses = new Pipeline([
  ['features', features],
  ['model', new Ridge()],
]);
houses.setParams({ features__num__standardScaler__withMean: false });

const logged = new TransformedTargetRegressor({ regressor: houses, func: Math.log, inverseFunc: Math.exp });
logged.setParams({ regressor__model__alpha: 3 });
// @ts-expect-error a classifier is no regressor
new TransformedTargetRegressor({ regressor: new LogisticRegression() });

export { alpha, coef, kind, label, labels, numbers, shares, single };
