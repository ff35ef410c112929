/** Run by memory.test.ts in a process of its own: ten thousand small fits, and the resident size along the way. */
import {
  KNeighborsClassifier,
  LogisticRegression,
  Matrix,
  Pipeline,
  RandomState,
  StandardScaler,
} from 'pipefit';

const FITS = 10_000;
const EVERY = 100;
const ROWS = 40;
const COLS = 5;

const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('Run with --expose-gc.');
const random = new RandomState(0);
const X = new Matrix(
  Float64Array.from({ length: ROWS * COLS }, () => random.normal()),
  ROWS,
  COLS,
);
const y = Array.from({ length: ROWS }, (_, i) => (X.at(i, 0) + random.normal() > 0 ? 'yes' : 'no'));
const sizes: number[] = [];
for (let fit = 1; fit <= FITS; fit++) {
  const model = new Pipeline([
    ['scale', new StandardScaler()],
    ['model', new LogisticRegression({ C: 1 + (fit % 5) })],
  ]);
  await model.fit(X, y);
  const neighbors = await new KNeighborsClassifier({ algorithm: 'brute', nNeighbors: 3 }).fit(X, y);
  neighbors.predict(X);
  if (fit % EVERY > 0) continue;
  collect();
  sizes.push(process.memoryUsage().rss);
}
console.log(JSON.stringify(sizes));
