/** Times of scalers, imputers, encoders and of logistic regression: `npx tsx benchmarks/preprocessing.ts [rows] [repetitions]`. */
import { writeFileSync } from 'node:fs';
import {
  ColumnTransformer,
  columnSelector,
  Frame,
  LogisticRegression,
  Matrix,
  MinMaxScaler,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomState,
  SimpleImputer,
  StandardScaler,
} from 'pipefit';

const rows = Number(process.argv[2] ?? 1_000_000);
const repetitions = Number(process.argv[3] ?? 5);
const random = new RandomState(0);

/** Six columns of numbers, a twentieth of them missing, and four of 5 to 50 strings, of which some are missing. */
const numbers = Array.from({ length: 6 }, () =>
  Float64Array.from({ length: rows }, () => (random.random() < 0.05 ? Number.NaN : random.normal())),
);
const sizes = [5, 10, 20, 50];
const words = sizes.map((size, k) => Array.from({ length: size }, (_, c) => `word ${k} ${c}`));
const strings = sizes.map((size, k) =>
  Array.from({ length: rows }, () =>
    random.random() < 0.05 ? null : words[k]![Math.floor(size * random.random() ** 2)]!,
  ),
);
const columns = [
  ...numbers.map((values, j) => [`n${j}`, values] as const),
  ...strings.map((values, j) => [`c${j}`, values] as const),
];
const mixed = Frame.fromColumns(columns);
const text = Frame.fromColumns(columns, { types: { c0: 'text', c1: 'text', c2: 'text', c3: 'text' } });

/** A tenth of the rows, twenty columns of different size, and classes by a noisy sum of some. */
const few = Math.floor(rows / 10);
const X = new Matrix(
  Float64Array.from({ length: few * 20 }, (_, p) => 3 + (1 + (p % 20)) * random.normal()),
  few,
  20,
);
const sums = Float64Array.from({ length: few }, (_, i) => {
  const row = X.row(i);
  return row[0]! - 3 + (row[1]! - 3) / 2 - (row[2]! - 3) / 3 + random.normal();
});
const two = Int32Array.from(sums, (sum) => (sum > 0 ? 1 : 0));
const three = Int32Array.from(sums, (sum) => (sum < -1 ? 0 : sum < 1 ? 1 : 2));
const large = new Matrix(
  Float64Array.from({ length: rows * 10 }, () => random.normal()),
  rows,
  10,
);

// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];
if (folder) {
  const arrays = { X: X.data, two, three, large: large.data };
  for (const [name, data] of Object.entries(arrays)) writeFileSync(`${folder}/${name}.bin`, bytes(data));
  numbers.forEach((values, j) => {
    writeFileSync(`${folder}/n${j}.bin`, bytes(values));
  });
  sizes.forEach((_, j) => {
    const column = mixed.column(`c${j}`);
    if (column.type === 'category') writeFileSync(`${folder}/c${j}.bin`, bytes(column.codes));
  });
}

function bytes(data: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

const features = () =>
  new ColumnTransformer([
    ['num', makePipeline(new SimpleImputer()).pipe(new StandardScaler()), columnSelector({ type: 'number' })],
    [
      'cat',
      makePipeline(new SimpleImputer({ strategy: 'mostFrequent' })).pipe(new OneHotEncoder()),
      columnSelector({ exclude: 'number' }),
    ],
  ]);
const scaler = await new StandardScaler().fit(large);
const narrow = await new MinMaxScaler().fit(large);
const fitted = await features().fit(mixed);
const fittedText = await features().fit(text);
const classifier = () =>
  new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression()],
  ]);
const model = await classifier().fit(X, two);

const jobs: Record<string, () => unknown> = {
  'Frame of strings': () => Frame.fromColumns(columns),
  'ColumnTransformer fit, categories': () => features().fit(mixed),
  'ColumnTransformer fitTransform, categories': () => features().fitTransform(mixed),
  'ColumnTransformer transform, categories': () => fitted.transform(mixed),
  'ColumnTransformer fit, text': () => features().fit(text),
  'ColumnTransformer transform, text': () => fittedText.transform(text),
  'StandardScaler fit': () => new StandardScaler().fit(large),
  'StandardScaler transform': () => scaler.transform(large),
  'MinMaxScaler fit': () => new MinMaxScaler().fit(large),
  'MinMaxScaler transform': () => narrow.transform(large),
  'SimpleImputer fit, mean': () => new SimpleImputer().fit(large),
  'SimpleImputer fit, median': () => new SimpleImputer({ strategy: 'median' }).fit(large),
  'LogisticRegression fit': () => new LogisticRegression().fit(X, two),
  'Scaler + logistic fit, two classes': () => classifier().fit(X, two),
  'Scaler + logistic fit, three classes': () => classifier().fit(X, three),
  'Scaler + logistic predictProba': () => model.predictProba(X),
};

console.log(
  `${rows} rows of 10 columns, ${few} of 20 for the models; median of ${repetitions} in seconds (processor seconds)`,
);
const wanted = process.argv[4];
for (const [name, job] of Object.entries(jobs)) {
  if (wanted !== undefined && !name.includes(wanted)) continue;
  const times: number[] = [];
  const processor: number[] = [];
  for (let r = 0; r < repetitions; r++) {
    const began = performance.now();
    const used = process.cpuUsage();
    await job();
    times.push((performance.now() - began) / 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1e6);
  }
  const [wall, busy] = [median(times), `(${median(processor).toFixed(3)})`];
  console.log(`${name.padEnd(46)} ${wall.toFixed(3).padStart(7)} ${busy.padStart(9)}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

console.log(`accuracy of scaler + logistic: ${model.score(X, two)}, iterations ${model.named.model.nIter}`);
