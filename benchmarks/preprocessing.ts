/** Times of scalers, imputers, encoders and of logistic regression: `npx tsx benchmarks/preprocessing.ts [rows] [repetitions] [part of a name]`. */
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
const wanted = process.argv[4] ?? '';
/** Rows for the models. */
const few = Math.floor(rows / 10);
// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];

type Jobs = Record<string, () => unknown>;

/** Scalers and imputers on ten normal columns. */
async function numberJobs(): Promise<Jobs> {
  const random = new RandomState(0);
  const X = new Matrix(
    Float64Array.from({ length: rows * 10 }, () => random.normal()),
    rows,
    10,
  );
  keep({ large: X.data });
  const standard = await new StandardScaler().fit(X);
  const range = await new MinMaxScaler().fit(X);
  return {
    'StandardScaler fit': () => new StandardScaler().fit(X),
    'StandardScaler transform': () => standard.transform(X),
    'MinMaxScaler fit': () => new MinMaxScaler().fit(X),
    'MinMaxScaler transform': () => range.transform(X),
    'SimpleImputer fit, mean': () => new SimpleImputer().fit(X),
    'SimpleImputer fit, median': () => new SimpleImputer({ strategy: 'median' }).fit(X),
  };
}

/** Logistic regression on twenty columns of different size; classes by a noisy sum of some. */
async function modelJobs(): Promise<Jobs> {
  const random = new RandomState(0);
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
  keep({ X: X.data, two, three });
  const build = () =>
    new Pipeline([
      ['scale', new StandardScaler()],
      ['model', new LogisticRegression()],
    ]);
  const model = await build().fit(X, two);
  console.log(`accuracy of scaler + logistic: ${model.score(X, two)}, iterations ${model.named.model.nIter}`);
  return {
    'LogisticRegression fit': () => new LogisticRegression().fit(X, two),
    'Scaler + logistic fit, two classes': () => build().fit(X, two),
    'Scaler + logistic fit, three classes': () => build().fit(X, three),
    'Scaler + logistic predictProba': () => model.predictProba(X),
  };
}

/** Six columns of numbers, a twentieth of them missing, and four of 5 to 50 strings, of which as many are missing. */
function mixedColumns(): (readonly [string, Float64Array | (string | null)[]])[] {
  const random = new RandomState(0);
  const numbers = Array.from({ length: 6 }, () =>
    Float64Array.from({ length: rows }, () => (random.random() < 0.05 ? Number.NaN : random.normal())),
  );
  const strings = [5, 10, 20, 50].map((size, k) => {
    const words = Array.from({ length: size }, (_, c) => `word ${k} ${c}`);
    return Array.from({ length: rows }, () =>
      random.random() < 0.05 ? null : words[Math.floor(size * random.random() ** 2)]!,
    );
  });
  return [
    ...numbers.map((values, j) => [`n${j}`, values] as const),
    ...strings.map((values, j) => [`c${j}`, values] as const),
  ];
}

async function mixedJobs(kind: 'categories' | 'text'): Promise<Jobs> {
  const types =
    kind === 'text' ? (['c0', 'c1', 'c2', 'c3'] as const).map((name) => [name, 'text'] as const) : [];
  const X = Frame.fromColumns(mixedColumns(), { types: new Map(types) });
  for (const name of X.columnNames) {
    const column = X.column(name);
    if (column.type === 'number') keep({ [name]: column.values });
    if (column.type === 'category') keep({ [name]: column.codes });
  }
  const build = () =>
    new ColumnTransformer([
      [
        'num',
        makePipeline(new SimpleImputer()).pipe(new StandardScaler()),
        columnSelector({ type: 'number' }),
      ],
      [
        'cat',
        makePipeline(new SimpleImputer({ strategy: 'mostFrequent' })).pipe(new OneHotEncoder()),
        columnSelector({ exclude: 'number' }),
      ],
    ]);
  const fitted = await build().fit(X);
  return {
    [`ColumnTransformer fit, ${kind}`]: () => build().fit(X),
    [`ColumnTransformer fitTransform, ${kind}`]: () => build().fitTransform(X),
    [`ColumnTransformer transform, ${kind}`]: () => fitted.transform(X),
  };
}

function frameJobs(): Jobs {
  const columns = mixedColumns();
  return { 'Frame of strings': () => Frame.fromColumns(columns) };
}

function keep(arrays: Record<string, Float64Array | Int32Array>): void {
  if (!folder) return;
  for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(arrays)) {
    writeFileSync(`${folder}/${name}.bin`, new Uint8Array(buffer, byteOffset, byteLength));
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

console.log(
  `${rows} rows of 10 columns, ${few} of 20 for the models; median of ${repetitions} in seconds (processor seconds)`,
);
// One kind after the other, so that the collector of one has not the data of the others to go through.
for (const make of [
  modelJobs,
  numberJobs,
  () => mixedJobs('categories'),
  () => mixedJobs('text'),
  frameJobs,
]) {
  for (const [name, job] of Object.entries(await make())) {
    if (!name.includes(wanted)) continue;
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
    const busy = `(${median(processor).toFixed(3)})`;
    console.log(`${name.padEnd(46)} ${median(times).toFixed(3).padStart(7)} ${busy.padStart(9)}`);
  }
}
