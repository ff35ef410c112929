/**
 * What threads bring: `npx tsx benchmarks/threads.ts [trees] [rows] [columns] [busy]`. Each job in turn on one thread and
 * on two, while as many other processes as `busy` says use a core each. Without trees there is only boosting.
 */
import { spawn } from 'node:child_process';
import {
  crossValidate,
  GridSearchCV,
  HistGradientBoostingClassifier,
  HistGradientBoostingRegressor,
  LogisticRegression,
  Matrix,
  makePipeline,
  RandomForestClassifier,
  RandomState,
  StandardScaler,
} from 'pipefit';

const trees = Number(process.argv[2] ?? 100);
const rows = Number(process.argv[3] ?? 100_000);
const cols = Number(process.argv[4] ?? 20);
const busy = Number(process.argv[5] ?? 0);
const rounds = 5;

const random = new RandomState(0);
const X = new Matrix(
  Float64Array.from({ length: rows * cols }, () => random.normal()),
  rows,
  cols,
);
const y = Int32Array.from({ length: rows }, (_, i) => {
  const row = X.row(i);
  return row[0]! + row[1]! * row[2]! + 0.5 * Math.sin(3 * row[3]!) + 0.5 * random.normal() > 0 ? 1 : 0;
});
const tenth = Int32Array.from({ length: Math.floor(rows / 10) }, (_, i) => i);
const numbers = Float64Array.from(
  { length: rows },
  (_, i) => X.at(i, 0) + X.at(i, 1) * X.at(i, 2) + random.normal(),
);
const small = X.selectRows(tenth);
const smallY = y.subarray(0, tenth.length);
const pipe = makePipeline(new StandardScaler()).pipe(new LogisticRegression());
const grid = { logisticRegression__C: [0.01, 0.1, 1, 10] };

/** Each job gives the quality of its model. */
const jobs: Record<string, (nJobs: number) => Promise<number>> = {
  [`boosting, two classes, ${rows} x ${cols}`]: async (nJobs) => {
    const model = new HistGradientBoostingClassifier({ earlyStopping: false, randomState: 0, nJobs });
    return (await model.fit(X, y)).score(small, smallY);
  },
  [`boosting, regression, ${rows} x ${cols}`]: async (nJobs) => {
    const model = new HistGradientBoostingRegressor({ earlyStopping: false, randomState: 0, nJobs });
    return (await model.fit(X, numbers)).score(small, numbers.subarray(0, small.rows));
  },
};
const others: typeof jobs = {
  [`forest of ${trees}, ${rows} x ${cols}`]: async (nJobs) => {
    const forest = new RandomForestClassifier({ nEstimators: trees, randomState: 0, nJobs });
    return (await forest.fit(X, y)).score(small, smallY);
  },
  [`cross-validation of a forest of 20, ${small.rows} x ${cols}`]: async (nJobs) => {
    const forest = new RandomForestClassifier({ nEstimators: 20, randomState: 0 });
    const { test } = await crossValidate(forest, small, smallY, { nJobs });
    return test.score.reduce((sum, score) => sum + score, 0) / test.score.length;
  },
  [`search of 20 logistic regressions, ${rows} x ${cols}`]: async (nJobs) => {
    const search = new GridSearchCV(pipe, grid, { nJobs, showProgress: false });
    return (await search.fit(X, y)).bestScore;
  },
};
if (trees > 0) Object.assign(jobs, others);

interface Run {
  readonly seconds: number;
  /** Of all threads together. */
  readonly processorSeconds: number;
  readonly quality: number;
}

async function timed(job: (nJobs: number) => Promise<number>, nJobs: number): Promise<Run> {
  const began = performance.now();
  const used = process.cpuUsage();
  const quality = await job(nJobs);
  const { user, system } = process.cpuUsage(used);
  return { seconds: (performance.now() - began) / 1000, processorSeconds: (user + system) / 1e6, quality };
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

const load = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;);']));
console.log(`medians of ${rounds} rounds; seconds (processor seconds) on one thread, on two, ratio, quality`);
for (const [name, job] of Object.entries(jobs)) {
  const runs: [Run[], Run[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    for (const nJobs of [1, 2]) runs[nJobs - 1]!.push(await timed(job, nJobs));
  }
  const [one, two] = runs.map((own) => median(own.map(({ seconds }) => seconds)));
  const shown = runs.map((own) => {
    const seconds = median(own.map((run) => run.seconds)).toFixed(2);
    const processor = median(own.map((run) => run.processorSeconds)).toFixed(2);
    return `${seconds.padStart(7)} ${`(${processor})`.padStart(9)}`;
  });
  const qualities = [...new Set(runs.flat().map(({ quality }) => quality.toFixed(4)))];
  const ratio = (two! / one!).toFixed(2);
  console.log(`${name.padEnd(55)} ${shown.join('  ')}  ${ratio.padStart(5)}  ${qualities.join(' and ')}`);
}
for (const other of load) other.kill();
