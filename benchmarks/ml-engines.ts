/**
 * Both engines of trees and forests on the same data: `npx tsx benchmarks/ml-engines.ts [repetitions]`. Prints the table of
 * docs/decisions/0007-two-tree-engines.md.
 */
import {
  DecisionTreeClassifier,
  DecisionTreeRegressor,
  Matrix,
  RandomForestClassifier,
  RandomForestRegressor,
  RandomState,
} from 'pipefit';

const repetitions = Number(process.argv[2] ?? 3);
const cols = 10;
const testRows = 2000;

type Engine = 'fast' | 'ml';
const engines = ['fast', 'ml'] as const;

interface Part {
  readonly X: Matrix;
  readonly classes: Int32Array;
  readonly numbers: Float64Array;
}

/** What the jobs need of a fitted model. */
interface Model {
  score(X: Matrix, y: Int32Array | Float64Array): number;
}

/** Two main effects, an interaction, a wave, six columns of noise, and noise in the target. */
function draw(rows: number, seed: number): Part {
  const random = new RandomState(seed);
  const X = new Matrix(
    Float64Array.from({ length: rows * cols }, () => random.normal()),
    rows,
    cols,
  );
  const numbers = Float64Array.from({ length: rows }, (_, i) => {
    const row = X.row(i);
    return row[0]! + row[1]! * row[2]! + 0.5 * Math.sin(3 * row[3]!) + 0.5 * random.normal();
  });
  return {
    X,
    numbers,
    classes: Int32Array.from(numbers, (value) => (value < -0.7 ? 0 : value < 0.7 ? 1 : 2)),
  };
}

const held = draw(testRows, 1);

interface Job {
  readonly title: string;
  readonly rows: number;
  readonly target: 'classes' | 'numbers';
  readonly train: (part: Part, engine: Engine) => Promise<Model>;
}

const jobs: Job[] = [
  ...[500, 1000, 2000, 4000].flatMap((rows): Job[] => [
    {
      title: 'tree, three classes',
      rows,
      target: 'classes',
      train: ({ X, classes }, engine) => new DecisionTreeClassifier({ engine }).fit(X, classes),
    },
    {
      title: 'tree, numbers',
      rows,
      target: 'numbers',
      train: ({ X, numbers }, engine) => new DecisionTreeRegressor({ engine }).fit(X, numbers),
    },
  ]),
  {
    title: 'forest of 50, three classes',
    rows: 500,
    target: 'classes',
    train: ({ X, classes }, engine) =>
      new RandomForestClassifier({ engine, nEstimators: 50, randomState: 0 }).fit(X, classes),
  },
  {
    title: 'forest of 50, numbers',
    rows: 500,
    target: 'numbers',
    train: ({ X, numbers }, engine) =>
      new RandomForestRegressor({ engine, nEstimators: 50, randomState: 0 }).fit(X, numbers),
  },
  {
    title: 'forest of 50, numbers, 3 columns',
    rows: 500,
    target: 'numbers',
    train: ({ X, numbers }, engine) =>
      new RandomForestRegressor({ engine, nEstimators: 50, maxFeatures: 3, randomState: 0 }).fit(X, numbers),
  },
];

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}

// The packages are loaded, and the code is warm, before the first measurement.
const little = draw(200, 2);
for (const { train } of jobs) for (const engine of engines) await train(little, engine);

const head = ['training', 'rows x columns', 'fast (ms)', 'ml (ms)', 'ratio', 'score, fast', 'score, ml'];
const table: string[][] = [];
for (const { title, rows, target, train } of jobs) {
  const part = draw(rows, 0);
  const times: Record<Engine, number[]> = { fast: [], ml: [] };
  const scores: Record<Engine, number> = { fast: 0, ml: 0 };
  // In turns, so that whatever else the machine does hits both.
  for (let round = 0; round < repetitions; round++) {
    for (const engine of engines) {
      const began = process.cpuUsage();
      const model = await train(part, engine);
      const { user, system } = process.cpuUsage(began);
      times[engine].push((user + system) / 1000);
      scores[engine] = model.score(held.X, held[target]);
    }
  }
  const [fast, ml] = [median(times.fast), median(times.ml)];
  const scored = engines.map((engine) => scores[engine].toFixed(3));
  const timed = [fast.toFixed(1), ml.toFixed(0), (ml / fast).toFixed(0)];
  table.push([title, `${rows} x ${cols}`, ...timed, ...scored]);
}

const widths = head.map((_, j) => Math.max(...[head, ...table].map((row) => row[j]!.length)));
const pad = (cell: string, j: number) => (j < 2 ? cell.padEnd(widths[j]!) : cell.padStart(widths[j]!));
const rule = widths.map((width, j) => (j < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
console.log(
  `Node ${process.version}, processor time, median of ${repetitions}; accuracy or R2 on ${testRows} other rows.\n`,
);
for (const row of [head.map(pad), rule, ...table.map((cells) => cells.map(pad))]) {
  console.log(`| ${row.join(' | ')} |`);
}
