/** Times of nearest-neighbour predictions: `npx tsx benchmarks/neighbors.ts [rows] [queries] [repetitions] [columns]`. */
import { writeFileSync } from 'node:fs';
import { KNeighborsClassifier, type KNeighborsClassifierParams, Matrix, RandomState } from 'pipefit';

const rows = Number(process.argv[2] ?? 100_000);
const queries = Number(process.argv[3] ?? 10_000);
const repetitions = Number(process.argv[4] ?? 3);
const random = new RandomState(0);

interface Case {
  readonly cols: number;
  readonly options: Partial<KNeighborsClassifierParams>;
}

// By columns, to see from where on comparing all rows is faster than a tree, and by metric.
const cases: readonly Case[] = [
  ...[2, 4, 6, 8, 10, 12, 15, 20].flatMap((cols) => [
    { cols, options: { algorithm: 'kdTree' as const } },
    { cols, options: { algorithm: 'brute' as const } },
  ]),
  { cols: 20, options: {} },
  { cols: 20, options: { algorithm: 'brute', nNeighbors: 50 } },
  { cols: 20, options: { algorithm: 'brute', metric: 'manhattan' } },
  { cols: 20, options: { algorithm: 'brute', metric: 'chebyshev' } },
  { cols: 20, options: { algorithm: 'brute', metric: 'cosine' } },
  { cols: 100, options: { algorithm: 'brute' } },
];

const only = process.argv[5];
const wanted = cases.filter(({ cols }) => only === undefined || cols === Number(only));

/** Normal columns and two classes that depend on the first two; the last queries are new rows. */
function problem(cols: number): { X: Matrix; y: Int32Array; Q: Matrix; truth: Int32Array } {
  const normal = (count: number) =>
    new Matrix(
      Float64Array.from({ length: count * cols }, () => random.normal()),
      count,
      cols,
    );
  const label = (table: Matrix) =>
    Int32Array.from({ length: table.rows }, (_, i) => {
      const row = table.row(i);
      return row[0]! + row[0]! * row[1]! > 0 ? 1 : 0;
    });
  const X = normal(rows);
  const Q = normal(queries);
  return { X, y: label(X), Q, truth: label(Q) };
}

// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];
const problems = new Map<number, ReturnType<typeof problem>>();
for (const { cols } of wanted) {
  if (problems.has(cols)) continue;
  const made = problem(cols);
  problems.set(cols, made);
  if (folder) {
    const { X, y, Q, truth } = made;
    for (const [name, data] of Object.entries({ X: X.data, y, Q: Q.data, truth })) {
      writeFileSync(`${folder}/neighbors-${cols}-${name}.bin`, new Uint8Array(data.buffer));
    }
  }
}

console.log(
  `${rows} rows, ${queries} queries: seconds to fit, to predict (processor seconds, medians of ${repetitions}), accuracy`,
);
for (const { cols, options } of wanted) {
  const { X, y, Q, truth } = problems.get(cols)!;
  const began = performance.now();
  const model = await new KNeighborsClassifier(options).fit(X, y);
  const fitted = (performance.now() - began) / 1000;
  const times: number[] = [];
  const processor: number[] = [];
  let right = 0;
  for (let r = 0; r < repetitions; r++) {
    const from = performance.now();
    const used = process.cpuUsage();
    const predicted = model.predict(Q);
    times.push((performance.now() - from) / 1000);
    const { user, system } = process.cpuUsage(used);
    processor.push((user + system) / 1e6);
    right = predicted.reduce((sum: number, label, i) => sum + Number(label === truth[i]), 0);
  }
  const what = `${cols} columns, ${Object.values(options).join(' ') || 'auto'}`;
  const busy = `(${median(processor).toFixed(3)})`;
  console.log(
    `${what.padEnd(32)} ${fitted.toFixed(2).padStart(7)} ${median(times).toFixed(3).padStart(8)} ` +
      `${busy.padStart(10)} ${(right / queries).toFixed(4).padStart(8)}`,
  );
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
