import {
  crossValPredict,
  DecisionTreeRegressor,
  ExtraTreesRegressor,
  type Frame,
  GridSearchCV,
  type Matrix,
  type MultiOutput,
  makePipeline,
  meanSquaredError,
  RandomForestClassifier,
  RandomForestRegressor,
  Ridge,
  r2Score,
  StandardScaler,
  trainTestSplit,
} from 'pipefit';

declare const X: number[][];
declare const y: number[];
declare const Y: number[][];
declare const table: Matrix;
declare const frame: Frame;

export async function several(): Promise<void> {
  // One target gives numbers, a table gives a table.
  const one = await new RandomForestRegressor().fit(X, y);
  const numbers: Float64Array = one.predict(X);
  const first: number = one.predictOne(X[0]!);
  const many = await new RandomForestRegressor().fit(X, Y);
  const columns: Matrix = many.predict(X);
  const row: Float64Array = many.predictOne(X[0]!);
  const oob: Matrix | null = many.oobPrediction;
  const score: number = many.score(X, Y);
  const tree: Matrix = many.estimators[0]!.predict(X);
  // @ts-expect-error several targets are no vector
  const wrong: Float64Array = many.predict(X);
  const kept: MultiOutput<RandomForestRegressor> = many;

  // In every form of data, through the promise, and back to one target.
  const named: Matrix = await new DecisionTreeRegressor().fit(X, frame).predict(X);
  await new ExtraTreesRegressor().fit(table, table).score(table, table);
  const again: Float64Array = (await many.fit(X, y)).predict(X);

  // Through pipelines and searches.
  const pipe = makePipeline(new StandardScaler(), new RandomForestRegressor());
  const piped: Matrix = (await pipe.fit(X, Y)).predict(X);
  const inner: Matrix = (await pipe.fit(X, Y)).named.randomForestRegressor.predict(X);
  const search = new GridSearchCV(pipe, { randomForestRegressor__maxDepth: [1, 2] });
  const found = await search.fit(X, Y);
  const best: Matrix = found.predict(X);
  const depth: number | null = found.bestParams.randomForestRegressor__maxDepth;
  const single: Float64Array = (await search.fit(X, y)).predict(X);
  await crossValPredict(pipe, X, Y);
  const { yTest } = trainTestSplit(X, table);
  const rest: Matrix = yTest;

  // Those that learn one target say so.
  // @ts-expect-error Ridge learns one target
  await new Ridge().fit(X, Y);
  // @ts-expect-error so does a pipeline that ends in it
  await makePipeline(new StandardScaler(), new Ridge()).fit(X, Y);
  // @ts-expect-error classes are a vector
  await new RandomForestClassifier().fit(X, Y);

  // Metrics.
  const mean: number = r2Score(Y, table);
  const each: Float64Array = meanSquaredError(Y, table, { multioutput: 'rawValues' });
  // @ts-expect-error errors have no variance to be weighted by
  meanSquaredError(Y, table, { multioutput: 'varianceWeighted' });

  void [numbers, first, columns, row, oob, score, tree, wrong, kept, named, again, piped, inner];
  void [best, depth, single, rest, mean, each];
}
