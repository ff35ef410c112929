/** Fits on threads and says when that is done and when the process ends by itself. */
import { RandomForestRegressor } from 'pipefit';

const X = Array.from({ length: 60 }, (_, i) => [i, i % 7]);
await new RandomForestRegressor({ nEstimators: 4, nJobs: 2 }).fit(
  X,
  X.map(([a, b]) => a! + b!),
);
console.log(Date.now());
process.on('exit', () => console.log(Date.now()));
