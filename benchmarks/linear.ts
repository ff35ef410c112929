/** Fit and prediction times of linear models: `npx tsx benchmarks/linear.ts [name of the row]`. */
import { writeFileSync } from 'node:fs';
import { Lasso, LinearRegression, Matrix, RandomState, Ridge } from 'pipefit';

const REPETITIONS = 5;
const cols = 100;
const rows = 500_000;
const random = new RandomState(0);
const all = new Matrix(
  Float64Array.from({ length: rows * cols }, () => random.normal()),
  rows,
  cols,
);
// Half of the columns count, less and less, and there is noise.
const coef = Float64Array.from({ length: cols }, (_, j) => (j % 2 === 0 ? 10 / (j + 1) : 0));
const target = Float64Array.from({ length: rows }, (_, i) => {
  let sum = 5 + 2 * random.normal();
  for (let j = 0; j < cols; j++) sum += all.data[i * cols + j]! * coef[j]!;
  return sum;
});

/** The first rows, as tables of their own. */
const first = (count: number) => ({
  X: new Matrix(all.data.subarray(0, count * cols), count, cols),
  y: target.subarray(0, count),
});
const large = first(rows);
const medium = first(200_000);
const small = first(100_000);
const known = await new Ridge().fit(small.X, small.y);

// `BENCHMARK_DATA=folder` writes the data there, for a comparison with other programs.
const folder = process.env['BENCHMARK_DATA'];
if (folder) {
  for (const [name, data] of Object.entries({ X: all.data, y: target })) {
    writeFileSync(`${folder}/${name}.bin`, new Uint8Array(data.buffer));
  }
}

/** Each gives its R2 on the rows it was fitted on, which is not timed. */
const jobs: Record<string, () => Promise<() => number>> = {
  'LinearRegression, 200,000 x 100': async () => {
    const model = await new LinearRegression().fit(medium.X, medium.y);
    return () => model.score(medium.X, medium.y);
  },
  'Ridge, 500,000 x 100': async () => {
    const model = await new Ridge().fit(large.X, large.y);
    return () => model.score(large.X, large.y);
  },
  'Lasso, 200,000 x 100': async () => {
    const model = await new Lasso({ alpha: 0.1 }).fit(medium.X, medium.y);
    return () => model.score(medium.X, medium.y);
  },
  'prediction of 100,000 rows x 100': async () => {
    known.predict(small.X);
    return () => known.score(small.X, small.y);
  },
};

console.log(`${'seconds: median'.padEnd(36)}  least  (processor)       R2`);
for (const [name, job] of Object.entries(jobs)) {
  if (process.argv[2] && !name.startsWith(process.argv[2])) continue;
  const seconds: number[] = [];
  const used: number[] = [];
  let quality = Number.NaN;
  for (let k = 0; k < REPETITIONS; k++) {
    const began = performance.now();
    const before = process.cpuUsage();
    const score = await job();
    seconds.push((performance.now() - began) / 1000);
    used.push(process.cpuUsage(before).user / 1e6);
    quality = score();
  }
  seconds.sort((a, b) => a - b);
  used.sort((a, b) => a - b);
  const show = (value: number) => value.toFixed(3).padStart(7);
  const middle = Math.floor(REPETITIONS / 2);
  console.log(
    `${name.padEnd(34)} ${show(seconds[middle]!)} ${show(seconds[0]!)} (${show(used[middle]!)}) ${quality.toFixed(6).padStart(10)}`,
  );
}
