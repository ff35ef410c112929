/** Fit times of trees and forests, and the time a forest takes to predict all rows: `npx tsx benchmarks/trees.ts [rows] [columns]`. */
import { writeFileSync } from 'node:fs';
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  ExtraTreesClassifier,
  Matrix,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
} from 'pipefit';

const rows = Number(process.argv[2] ?? 100_000);
const cols = Number(process.argv[3] ?? 20);
const random = new RandomState(0);
const X = new Matrix(
  Float64Array.from({ length: rows * cols }, () => random.normal()),
  rows,
  cols,
);
// Two main effects, an interaction, a wave, and noise.
const y = Float64Array.from({ length: rows }, (_, i) => {
  const row = X.row(i);
  return row[0]! + row[1]! * row[2]! + 0.5 * Math.sin(3 * row[3]!) + 0.5 * random.normal();
});
const two = Int32Array.from(y, (value) => (value > 0 ? 1 : 0));
const three = Int32Array.from(y, (value) => (value < -0.7 ? 0 : value < 0.7 ? 1 : 2));
const counts = y.map((value) => Math.max(0, Math.round(value + 2)));

const jobs: Record<string, () => Promise<unknown>> = {
  'tree, two classes': () => new DecisionTreeClassifier().fit(X, two),
  'tree, three classes': () => new DecisionTreeClassifier().fit(X, three),
  'tree, entropy': () => new DecisionTreeClassifier({ criterion: 'entropy' }).fit(X, two),
  'tree, depth 8': () => new DecisionTreeClassifier({ maxDepth: 8 }).fit(X, two),
  'tree, 255 leaves': () => new DecisionTreeClassifier({ maxLeafNodes: 255 }).fit(X, two),
  'tree, random splits': () => new DecisionTreeClassifier({ splitter: 'random', randomState: 0 }).fit(X, two),
  'tree, random splits, square root': () =>
    new DecisionTreeClassifier({ splitter: 'random', maxFeatures: 'sqrt', randomState: 0 }).fit(X, two),
  'tree, numbers': () => new DecisionTreeRegressor().fit(X, y),
  'tree, absolute error, depth 6': () =>
    new DecisionTreeRegressor({ criterion: 'absoluteError', maxDepth: 6 }).fit(X, y),
  'tree, poisson, depth 8': () =>
    new DecisionTreeRegressor({ criterion: 'poisson', maxDepth: 8 }).fit(X, counts),
  'forest of 10, two classes': () =>
    new RandomForestClassifier({ nEstimators: 10, randomState: 0 }).fit(X, two),
  'forest of 10, random splits': () =>
    new ExtraTreesClassifier({ nEstimators: 10, randomState: 0 }).fit(X, two),
  'forest of 3, numbers': () => new RandomForestRegressor({ nEstimators: 3, randomState: 0 }).fit(X, y),
};

// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];
if (folder)
  for (const [name, data] of Object.entries({ X: X.data, y, two, three, counts })) {
    writeFileSync(`${folder}/${name}.bin`, new Uint8Array(data.buffer));
  }

console.log(`${rows} rows x ${cols} columns, seconds (processor seconds)`);
for (const [name, train] of Object.entries(jobs)) {
  const began = performance.now();
  const used = process.cpuUsage();
  await train();
  const seconds = (performance.now() - began) / 1000;
  report(name, seconds, process.cpuUsage(used).user);
}

const forest = await new RandomForestClassifier({ nEstimators: 20, randomState: 0 }).fit(
  X.head(30_000),
  two.slice(0, 30_000),
);
const began = performance.now();
const used = process.cpuUsage();
forest.predictProba(X);
report('prediction, forest of 20', (performance.now() - began) / 1000, process.cpuUsage(used).user);

function report(name: string, seconds: number, user: number): void {
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(7)} ${`(${(user / 1e6).toFixed(2)})`.padStart(9)}`,
  );
}
