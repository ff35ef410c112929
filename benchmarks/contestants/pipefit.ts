/** pipefit's side of the comparisons; the argument tells the workloads. */
import {
  accuracyScore,
  type Classifier,
  ColumnTransformer,
  columnSelector,
  crossValidate,
  DecisionTreeClassifier,
  ExtraTreesClassifier,
  type Frame,
  GridSearchCV,
  HistGradientBoostingClassifier,
  KNeighborsClassifier,
  Lasso,
  LinearRegression,
  LogisticRegression,
  Matrix,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomForestClassifier,
  type Regressor,
  Ridge,
  r2Score,
  SimpleImputer,
  StandardScaler,
} from 'pipefit';
import packageJson from '../../package.json' with { type: 'json' };
import { type Answer, answerAll, type Request } from '../protocol.js';
import { type Data, readData } from '../tables.js';
import type { Workload } from '../workloads.js';

const columns = () =>
  new ColumnTransformer([
    ['numbers', makePipeline(new SimpleImputer(), new StandardScaler()), columnSelector({ type: 'number' })],
    [
      'words',
      makePipeline(
        new SimpleImputer({ strategy: 'mostFrequent' }),
        new OneHotEncoder({ handleUnknown: 'ignore' }),
      ),
      columnSelector({ type: 'category' }),
    ],
  ]);

type Predictor = Classifier | Regressor;

const workloads: readonly Workload[] = JSON.parse(process.argv[2]!);

const models: Readonly<Record<string, () => Predictor>> = {
  'decision tree': () => new DecisionTreeClassifier(),
  'random forest (100)': () => new RandomForestClassifier({ nEstimators: 100, nJobs: -1, randomState: 0 }),
  'random forest (50)': () => new RandomForestClassifier({ nEstimators: 50, randomState: 0 }),
  'extra trees (100)': () => new ExtraTreesClassifier({ nEstimators: 100, nJobs: -1, randomState: 0 }),
  'histogram boosting': () => new HistGradientBoostingClassifier({ earlyStopping: false, nJobs: -1 }),
  'nearest neighbours': () => new KNeighborsClassifier(),
  'scaler + logistic regression': () => new Pipeline([new StandardScaler(), new LogisticRegression()]),
  'logistic regression': () => new LogisticRegression(),
  Ridge: () => new Ridge(),
  LinearRegression: () => new LinearRegression(),
  Lasso: () => new Lasso({ alpha: 0.1 }),
  'columns + linear model': () =>
    new Pipeline([
      ['columns', columns()],
      ['model', new Ridge()],
    ]),
};

/** Workloads that are not the fit of one model: they return the quality, or null. */
const jobs: Readonly<Record<string, (data: Data) => Promise<number | null>>> = {
  ColumnTransformer: async ({ X }) => {
    await columns().fitTransform(X);
    return null;
  },
  'GridSearchCV, 72 forests': async ({ X, y, XTest, yTest }) => {
    const search = new GridSearchCV(
      new RandomForestClassifier({ randomState: 0 }),
      { nEstimators: [10, 25, 50], maxDepth: [5, 10], maxFeatures: [0.1, 0.4, 0.8] },
      { cv: 4, nJobs: -1, showProgress: false },
    );
    await search.fit(X, y);
    return accuracyScore(yTest, search.predict(XTest));
  },
  'cross_validate, forest (50)': async ({ X, y }) => {
    const forest = new RandomForestClassifier({ nEstimators: 50, maxDepth: 10, randomState: 0 });
    const { test } = await crossValidate(forest, X, y, { cv: 4, nJobs: -1 });
    return test.score.reduce((sum, score) => sum + score, 0) / test.score.length;
  },
};

let model: Predictor | null = null;
let data: Data | null = null;

await answerAll(async (request): Promise<Answer> => {
  switch (request.do) {
    case 'about':
      return { versions: { pipefit: packageJson.version, node: process.version } };
    case 'fit':
      return train(request);
    case 'predict': {
      const began = performance.now();
      model!.predict(data!.XTest);
      return { seconds: (performance.now() - began) / 1000 };
    }
    case 'one':
      return { seconds: medianOfCalls() };
  }
});

async function train({ workload: name, rows }: Request): Promise<Answer> {
  const workload = workloads.find((each) => each.name === name)!;
  data = readData(workload.table, rows ?? workload.rows, workload.testRows);
  // Where the data are large; small fits would only lose what the engine has learnt of their code.
  globalThis.gc?.();
  const job = jobs[workload.name];
  const began = performance.now();
  if (job !== undefined) {
    const quality = await job(data);
    const seconds = (performance.now() - began) / 1000;
    return quality === null ? { seconds } : { seconds, quality };
  }
  model = await models[workload.name]!().fit(data.X, data.y);
  // Neighbours learn by keeping the rows: there the queries are the work.
  if (workload.name === 'nearest neighbours') model.predict(data.XTest);
  const seconds = (performance.now() - began) / 1000;
  const score = workload.metric === 'R2' ? r2Score : accuracyScore;
  return { seconds, quality: score(data.yTest, model.predict(data.XTest) as Float64Array) };
}

/** The median time of many single predictions, of rows as a service gets them: an array, or an object. */
function medianOfCalls(): number {
  const { XTest } = data!;
  const rowObjects = XTest instanceof Matrix ? [] : (XTest as Frame).head(200).toRows();
  const rows = Array.from({ length: 200 }, (_, i) =>
    XTest instanceof Matrix ? Array.from(XTest.row(i)) : rowObjects[i]!,
  );
  const predictor = model as unknown as { predictOne(row: unknown): unknown };
  const times: number[] = [];
  const until = performance.now() + 3000;
  for (let k = 0; (k < 20_000 && performance.now() < until) || k < 20; k++) {
    const row = rows[k % rows.length]!;
    const began = performance.now();
    predictor.predictOne(row);
    times.push((performance.now() - began) / 1000);
  }
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
