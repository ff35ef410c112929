/**
 * The time of one prediction: `npx tsx benchmarks/one-row.ts [rows that forests learn from]`. Rows differ from call to
 * call. `single` is the clock around each call (about 0.1 µs of it is the clock), `batch` the processor's time for 1000
 * calls, which other work on the machine does not stretch.
 */
import {
  ColumnTransformer,
  type DataLike,
  GradientBoostingClassifier,
  GradientBoostingRegressor,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  type LabelsLike,
  LogisticRegression,
  Matrix,
  makePipeline,
  OneHotEncoder,
  Pipeline,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
  Ridge,
  SimpleImputer,
  StandardScaler,
} from 'pipefit';

const forestRows = Number(process.argv[2] ?? 20_000);
const COLUMNS = 20;
const TESTED = 1024;
const random = new RandomState(0);

function table(rows: number): Matrix {
  const data = Float64Array.from({ length: rows * COLUMNS }, () => random.normal());
  return new Matrix(data, rows, COLUMNS);
}

/** Two main effects, an interaction, a wave, and noise. */
function target(X: Matrix): Float64Array {
  return Float64Array.from({ length: X.rows }, (_, i) => {
    const row = X.row(i);
    return row[0]! + row[1]! * row[2]! + 0.5 * Math.sin(3 * row[3]!) + 0.5 * random.normal();
  });
}

type House = Record<string, number | string | null>;

const categories: readonly (readonly [name: string, values: number])[] = [
  ['wall', 5],
  ['district', 20],
  ['state', 4],
  ['heating', 6],
];

/** Six numbers and four categories, one value in twenty missing. */
function house(): House {
  const made: House = {};
  for (let j = 0; j < 6; j++) made[`n${j}`] = random.random() < 0.05 ? null : 100 * random.normal();
  for (const [name, count] of categories) {
    made[name] = random.random() < 0.05 ? null : `${name}-${Math.floor(random.random() * count)}`;
  }
  return made;
}

/** Ten numbers and five categories of 4 to 200 values, some missing. */
function shop(): House {
  const made: House = {};
  for (let j = 0; j < 10; j++) made[`n${j}`] = random.normal();
  for (const count of [4, 10, 30, 80, 200]) {
    made[`of${count}`] = random.random() < 0.03 ? null : `v${Math.floor(random.random() * count)}`;
  }
  return made;
}

/** An effect of each value of a category, of a number, and noise. */
function sales(given: House): number {
  const effects = [4, 10, 30, 80, 200].map((count) =>
    Math.sin(Number(String(given[`of${count}`]).slice(1)) || 0),
  );
  return effects.reduce((sum, effect) => sum + effect, Number(given['n0']) + 0.5 * random.normal());
}

const numbers = Array.from({ length: 6 }, (_, j) => `n${j}`);
const named = categories.map(([name]) => name);
const mixed = () =>
  new ColumnTransformer([
    ['numbers', makePipeline(new SimpleImputer({ strategy: 'median' }), new StandardScaler()), numbers],
    [
      'categories',
      makePipeline(
        new SimpleImputer({ strategy: 'mostFrequent' }),
        new OneHotEncoder({ handleUnknown: 'ignore' }),
      ),
      named,
    ],
  ]);

const X = table(5000);
const y = target(X);
const two = Int32Array.from(y, (value) => (value > 0 ? 1 : 0));
const three = Int32Array.from(y, (value) => (value < -0.7 ? 0 : value < 0.7 ? 1 : 2));
const houses = Array.from({ length: 5000 }, house);
const prices = Float64Array.from(houses, (each) => Number(each['n0']) + (each['wall'] === 'wall-1' ? 50 : 0));
const shops = Array.from({ length: forestRows }, shop);
const sold = Float64Array.from(shops, sales);
const forestX = table(forestRows);
const forestY = target(forestX);
const forestTwo = Int32Array.from(forestY, (value) => (value > 0 ? 1 : 0));

const rows = Array.from({ length: TESTED }, () => Array.from({ length: COLUMNS }, () => random.normal()));
const objects = rows.map((row) => Object.fromEntries(row.map((value, j) => [`c${j}`, value])));
const someHouses = Array.from({ length: TESTED }, house);
const someShops = Array.from({ length: TESTED }, shop);
const fromJson = JSON.parse(JSON.stringify(someHouses)) as House[];
const withMissing = rows.map((row) => row.map((value, j) => (j % 7 === 3 ? Number.NaN : value)));

interface Predictor {
  predictOne(row: object): unknown;
}
type Case = readonly [name: string, model: () => Promise<Predictor>, rows: readonly object[]];

const fitted = async (
  model: { fit(X: DataLike, y: LabelsLike): Promise<unknown> },
  X: DataLike,
  y: LabelsLike,
) => (await model.fit(X, y)) as Predictor;
const forest = { nEstimators: 100, randomState: 0 };
const names = Array.from({ length: COLUMNS }, (_, j) => `c${j}`);

const classifier = fitted(new RandomForestClassifier(forest), forestX, forestTwo);
const regressor = fitted(new RandomForestRegressor({ ...forest, maxFeatures: 7 }), forestX, forestY);
const scaled = () => new Pipeline([new StandardScaler(), new LogisticRegression()]);

const cases: readonly Case[] = [
  ['scaler + logistic regression, array', () => fitted(scaled(), X, two), rows],
  [
    'scaler + logistic regression, Float64Array',
    () => fitted(scaled(), X, two),
    rows.map((r) => Float64Array.from(r)),
  ],
  ['scaler + logistic regression, object', () => fitted(scaled(), X.withColumnNames(names), two), objects],
  ['scaler + logistic regression, 3 classes', () => fitted(scaled(), X, three), rows],
  [
    'mixed columns + ridge, object',
    () => fitted(new Pipeline([mixed(), new Ridge()]), houses, prices),
    someHouses,
  ],
  [
    'mixed columns + ridge, object from JSON',
    () => fitted(new Pipeline([mixed(), new Ridge()]), houses, prices),
    fromJson,
  ],
  [`forest of 100, classes, ${forestRows} rows`, () => classifier, rows],
  [`forest of 100, numbers, ${forestRows} rows`, () => regressor, rows],
  [
    `forest of 100, classes, categories, ${forestRows} rows`,
    () =>
      fitted(
        new RandomForestClassifier(forest),
        shops,
        sold.map((value) => (value > 0.5 ? 1 : 0)),
      ),
    someShops,
  ],
  ['exact boosting of 100, classes', () => fitted(new GradientBoostingClassifier(), X, two), rows],
  ['exact boosting of 100, numbers', () => fitted(new GradientBoostingRegressor(), X, y), rows],
  [
    `histogram boosting of 100, classes, ${forestRows} rows`,
    () => fitted(new HistGradientBoostingClassifier({ earlyStopping: false }), forestX, forestTwo),
    rows,
  ],
  [
    `histogram boosting of 100, numbers, ${forestRows} rows`,
    () => fitted(new HistGradientBoostingRegressor({ earlyStopping: false }), forestX, forestY),
    rows,
  ],
  [
    'histogram boosting of 100, categories, object',
    () => fitted(new HistGradientBoostingRegressor(), houses, prices),
    someHouses,
  ],
  [`forest of 100, numbers, missing values`, () => regressor, withMissing],
];

function quantile(sorted: Float64Array, q: number): string {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]!.toFixed(2).padStart(8);
}

console.log(`${'microseconds a call'.padEnd(44)}  single p50     p99   batch p50     p99`);
for (const [name, make, given] of cases) {
  const model = await make();
  for (let k = 0; k < 20_000; k++) model.predictOne(given[k % TESTED]!);
  const single = new Float64Array(20_000);
  for (let k = 0; k < single.length; k++) {
    const row = given[k % TESTED]!;
    const began = process.hrtime.bigint();
    model.predictOne(row);
    single[k] = Number(process.hrtime.bigint() - began) / 1000;
  }
  const batch = new Float64Array(100);
  for (let b = 0; b < batch.length; b++) {
    const began = process.cpuUsage();
    for (let k = 0; k < 1000; k++) model.predictOne(given[k % TESTED]!);
    const { user, system } = process.cpuUsage(began);
    batch[b] = (user + system) / 1000;
  }
  single.sort();
  batch.sort();
  console.log(
    `${name.padEnd(44)} ${quantile(single, 0.5)} ${quantile(single, 0.99)}  ${quantile(batch, 0.5)} ${quantile(batch, 0.99)}`,
  );
}
