/** The results as they are committed: one JSON file a comparison. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Measured, Row } from './compare.js';
import type { Machine } from './machine.js';
import type { Startup } from './startup.js';

export interface Growth {
  readonly workload: string;
  readonly rows: readonly number[];
  /** Seconds to fit for each number of rows, and the exponent that fits them: time ~ rows ^ exponent. */
  readonly measured: Readonly<
    Record<string, { readonly seconds: readonly number[]; readonly exponent: number }>
  >;
}

export interface Results {
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rows: readonly Row[];
  readonly growth: readonly Growth[];
  readonly startup: readonly Startup[];
}

export type { Measured, Row };

const folder = fileURLToPath(new URL('results', import.meta.url));

export function resultsFile(name: 'javascript' | 'python'): string {
  return `${folder}/${name}.json`;
}

export function writeResults(name: 'javascript' | 'python', results: Results): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resultsFile(name), `${JSON.stringify(results, null, 1)}\n`);
  console.log(
    `\nWritten to benchmarks/results/${name}.json; npm run bench:report draws docs/benchmarks.md from it.`,
  );
}

/** The slope of log(seconds) over log(rows), by least squares. */
export function exponentOf(rows: readonly number[], seconds: readonly number[]): number {
  const x = rows.map(Math.log);
  const y = seconds.map(Math.log);
  const meanX = x.reduce((sum, value) => sum + value, 0) / x.length;
  const meanY = y.reduce((sum, value) => sum + value, 0) / y.length;
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
