import {
  crossValidate,
  GridSearchCV,
  KNeighborsRegressor,
  LogisticRegression,
  makePipeline,
  Pipeline,
  RandomForestRegressor,
  Ridge,
  StandardScaler,
} from 'pipefit';

declare const X: number[][];
declare const y: number[];

const pipe = new Pipeline([
  ['scale', new StandardScaler()],
  ['model', new Ridge()],
]);

// Names and values of a grid.
const search = new GridSearchCV(pipe, { model__alpha: [0.1, 1], scale__withMean: [true, false] });
const alpha: number = search.bestParams.model__alpha;
const predicted: Float64Array = search.predict(X);
// @ts-expect-error no such parameter of the best
search.bestParams.model__beta;
// @ts-expect-error no such parameter
new GridSearchCV(pipe, { model__alhpa: [0.1, 1] });
// @ts-expect-error wrong type of value
new GridSearchCV(pipe, { model__alpha: ['0.1'] });
// @ts-expect-error a value, not a list of values
new GridSearchCV(pipe, { model__alpha: 0.1 });
// @ts-expect-error Ridge gives no probabilities
search.predictProba(X);
new GridSearchCV(new Ridge(), { alpha: [1, 2], solver: ['auto', 'svd'] });
// @ts-expect-error not a solver
new GridSearchCV(new Ridge(), { solver: ['qr'] });

// Whole steps, with parameters of the steps that the grid puts in; lists of grids.
const steps = new GridSearchCV(pipe, [
  { model: [new Ridge()], model__alpha: [1, 10] },
  { model: [new RandomForestRegressor()], model__nEstimators: [50, 100] },
  { scale: ['passthrough', new StandardScaler()], model: [new KNeighborsRegressor()] },
]);
// @ts-expect-error not a parameter of the step put in
new GridSearchCV(pipe, { model: [new RandomForestRegressor()], model__nTrees: [50] });

// Metrics by name.
const multi = new GridSearchCV(
  pipe,
  { model__alpha: [1] },
  { scoring: ['r2', 'negMeanAbsoluteError'], refit: 'r2' },
);
const means: Float64Array = multi.cvResults.test.negMeanAbsoluteError.mean;
// @ts-expect-error not one of the metrics
multi.cvResults.test.rmse;
// @ts-expect-error refit names one of the metrics
new GridSearchCV(pipe, { model__alpha: [1] }, { scoring: ['r2', 'negMeanAbsoluteError'], refit: 'rmse' });
// @ts-expect-error no such scorer
new GridSearchCV(pipe, { model__alpha: [1] }, { scoring: 'rsquared' });

export async function validate(): Promise<Float64Array> {
  const own = await crossValidate(pipe, X, y);
  const both = await crossValidate(makePipeline(new LogisticRegression()), X, y, {
    scoring: ['accuracy', 'f1Macro'],
  });
  // @ts-expect-error not one of the metrics
  both.test.recall;
  return own.test.score.map((score, fold) => score + both.test.f1Macro[fold]!);
}

export { alpha, means, predicted, steps };
