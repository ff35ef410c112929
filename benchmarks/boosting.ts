/** Times and quality of histogram boosting: `npx tsx benchmarks/boosting.ts [rows] [columns] [repetitions]`. */
import { writeFileSync } from 'node:fs';
import {
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  Matrix,
  meanAbsoluteError,
  RandomState,
} from 'pipefit';

const rows = Number(process.argv[2] ?? 100_000);
const cols = Number(process.argv[3] ?? 20);
const repetitions = Number(process.argv[4] ?? 3);
const random = new RandomState(0);
/** The first rows are trained on, as many others tested on. */
const table = new Matrix(
  Float64Array.from({ length: 2 * rows * cols }, () => random.normal()),
  2 * rows,
  cols,
);
const target = Float64Array.from({ length: 2 * rows }, (_, i) => {
  const row = table.row(i);
  return row[0]! + row[1]! * row[2]! + 0.5 * Math.sin(3 * row[3]!) + 0.5 * random.normal();
});
const part = (values: Matrix, from: number) =>
  new Matrix(values.data.slice(from * cols, (from + rows) * cols), rows, cols);
const [X, XTest] = [part(table, 0), part(table, rows)];
const [y, yTest] = [target.slice(0, rows), target.slice(rows)];
const two = (values: Float64Array) => Int32Array.from(values, (value) => (value > 0 ? 1 : 0));
const three = (values: Float64Array) =>
  Int32Array.from(values, (value) => (value < -0.7 ? 0 : value < 0.7 ? 1 : 2));
const counts = (values: Float64Array) => values.map((value) => Math.max(0, Math.round(value + 2)));
const holed = (values: Matrix) =>
  new Matrix(
    values.data.map((value, p) => (p % 11 === 0 ? Number.NaN : value)),
    rows,
    cols,
  );

const plain = { earlyStopping: false, randomState: 0 } as const;
const classes = (labels: (values: Float64Array) => Int32Array) => ({
  train: () => new HistGradientBoostingClassifier(plain).fit(X, labels(y)),
  quality: (model: HistGradientBoostingClassifier) => model.score(XTest, labels(yTest)),
});
const numbers = (
  loss: 'squaredError' | 'absoluteError' | 'poisson',
  values: (of: Float64Array) => Float64Array,
) => ({
  train: () => new HistGradientBoostingRegressor({ ...plain, loss }).fit(X, values(y)),
  quality: (model: HistGradientBoostingRegressor) =>
    loss === 'absoluteError'
      ? -meanAbsoluteError(values(yTest), model.predict(XTest))
      : model.score(XTest, values(yTest)),
});

interface Job<M> {
  readonly train: () => PromiseLike<M>;
  readonly quality: (model: M) => number;
}

type Model = HistGradientBoostingClassifier | HistGradientBoostingRegressor;

const jobs = {
  'two classes': classes(two),
  'three classes': classes(three),
  'squared error': numbers('squaredError', (values) => values),
  'absolute error': numbers('absoluteError', (values) => values),
  poisson: numbers('poisson', counts),
  'squared error, missing values': {
    train: () => new HistGradientBoostingRegressor(plain).fit(holed(X), y),
    quality: (model: HistGradientBoostingRegressor) => model.score(holed(XTest), yTest),
  },
} as Record<string, Job<Model>>;

// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];
if (folder) {
  for (const [name, data] of Object.entries({ X: X.data, XTest: XTest.data, y, yTest })) {
    writeFileSync(`${folder}/${name}.bin`, new Uint8Array(data.buffer));
  }
}

console.log(`${rows} rows x ${cols} columns, 100 iterations, medians of ${repetitions} in seconds`);
console.log(`${''.padEnd(32)}     fit (processor)  predict    score`);
for (const [name, { train, quality }] of Object.entries(jobs)) {
  const times: Record<'fit' | 'processor' | 'predict', number[]> = { fit: [], processor: [], predict: [] };
  let score = 0;
  for (let r = 0; r < repetitions; r++) {
    const used = process.cpuUsage();
    const began = performance.now();
    const model = await train();
    times.fit.push((performance.now() - began) / 1000);
    times.processor.push(process.cpuUsage(used).user / 1e6);
    const asked = performance.now();
    model.predict(XTest);
    times.predict.push((performance.now() - asked) / 1000);
    score = quality(model);
  }
  const median = (of: keyof typeof times) => times[of].sort((a, b) => a - b)[repetitions >> 1]!;
  console.log(
    `${name.padEnd(32)} ${median('fit').toFixed(2).padStart(7)} ${`(${median('processor').toFixed(2)})`.padStart(11)}` +
      ` ${median('predict').toFixed(2).padStart(8)} ${score.toFixed(4).padStart(8)}`,
  );
}
