/** How long it takes to load the built package, and from the start of a program to its first prediction. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './machine.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const TIMES = 9;

/** Seconds, medians over whole programs; Python's only where a Python is given. */
export interface Startup {
  readonly name: string;
  readonly load: number;
  readonly firstPrediction: number;
}

const points = Array.from({ length: 150 }, (_, i) => [i % 7, (i * i) % 11, i % 5, (i * 3) % 13]);
const labels = points.map(([a, b]) => Number(a! + b! > 8));

const script = `
const began = performance.now();
const { LogisticRegression, Pipeline, StandardScaler } = await import('pipefit');
console.log(performance.now() - began);
const model = await new Pipeline([new StandardScaler(), new LogisticRegression()]).fit(${JSON.stringify(points)}, ${JSON.stringify(labels)});
model.predict([[1, 2, 3, 4]]);`;

const python = `
import time
began = time.perf_counter()
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
print((time.perf_counter() - began) * 1000)
model = make_pipeline(StandardScaler(), LogisticRegression()).fit(${JSON.stringify(points)}, ${JSON.stringify(labels)})
model.predict([[1, 2, 3, 4]])`;

export function startup(interpreter: string | null): Startup[] {
  const own = measure('pipefit', process.execPath, ['--input-type=module', '--eval', script]);
  return interpreter === null ? [own] : [own, measure('scikit-learn', interpreter, ['-c', python])];
}

function measure(name: string, command: string, args: readonly string[]): Startup {
  const loads: number[] = [];
  const programs: number[] = [];
  for (let k = 0; k < TIMES; k++) {
    const began = performance.now();
    const printed = execFileSync(command, args, { cwd: root, encoding: 'utf8' });
    programs.push((performance.now() - began) / 1000);
    loads.push(Number(printed) / 1000);
  }
  return { name, load: median(loads), firstPrediction: median(programs) };
}
