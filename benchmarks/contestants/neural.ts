/**
 * One network of pipefit for `benchmarks/neural.ts`, in a process of its own: the arguments are the backend and the job
 * as JSON, the answer is one line of JSON.
 */
import { readFileSync } from 'node:fs';
import { Matrix } from 'pipefit';
import { type BackendName, MLPClassifier, setNeuralBackend } from 'pipefit/neural';
import type { NeuralAnswer, NeuralJob } from '../neural-job.js';

const backendName = process.argv[2]!;
const job: NeuralJob = JSON.parse(process.argv[3]!);

await setNeuralBackend(backendName as BackendName);

const numbers = (name: string) => {
  const bytes = readFileSync(`${job.folder}/${name}`);
  return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
};
const table = (name: string) => {
  const values = numbers(name);
  return new Matrix(Float64Array.from(values), values.length / job.columns, job.columns);
};
const X = table('X');
const y = Array.from(numbers('y'));
const tested = table('XTest');

const epochs: number[] = [];
let last = 0;
const model = new MLPClassifier({
  hiddenLayerSizes: job.layers,
  batchSize: job.batchSize,
  maxIter: job.epochs,
  nIterNoChange: Number.POSITIVE_INFINITY,
  randomState: 0,
});
last = performance.now();
await model.fit(X, y, {
  onWarning: () => {},
  onProgress: () => {
    const now = performance.now();
    epochs.push(now - last);
    last = now;
  },
});
const accuracy = model.score(tested, Array.from(numbers('yTest')));

const single: number[] = [];
for (let k = 0; k < 4000; k++) {
  const row = tested.row(k % tested.rows);
  const start = performance.now();
  model.predictOne(row as unknown as number[]);
  if (k >= 1000) single.push(1000 * (performance.now() - start));
}
const answer: NeuralAnswer = {
  epochs: epochs.slice(1),
  accuracy,
  loss: model.loss,
  single,
  megabytes: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(answer));
