import { readFileSync } from 'node:fs';

/** A NIST reference set for linear least squares: response first, then the predictors. */
export interface LinearSet {
  /** Certified estimates by parameter name, B0 first. */
  readonly certified: ReadonlyMap<string, number>;
  readonly y: number[];
  readonly x: number[][];
}

/** A NIST reference set for summary statistics. */
export interface UnivariateSet {
  readonly mean: number;
  readonly standardDeviation: number;
  readonly values: number[];
}

const number = String.raw`[-+]?(?:\d+\.?\d*|\.\d+)(?:[Ee][-+]?\d+)?`;

/** Reads a file such as Longley.dat: estimates on the lines of B0, B1, ..., data from line 61. */
export function readLinearSet(name: string): LinearSet {
  const lines = read(`${name}.dat`);
  const certified = new Map<string, number>();
  const estimate = new RegExp(`^\\s+(B\\d+)\\s+(${number})\\s+${number}\\s*$`);
  for (const line of lines) {
    const match = estimate.exec(line);
    if (match !== null) certified.set(match[1]!, Number(match[2]));
  }
  const rows = lines
    .slice(60)
    .map(numbersOf)
    .filter((row) => row.length > 0);
  return { certified, y: rows.map((row) => row[0]!), x: rows.map((row) => row.slice(1)) };
}

/** Reads a file such as Lew.dat: mean and deviation in the header, one value a line after the last rule. */
export function readUnivariateSet(file: string): UnivariateSet {
  const lines = read(file);
  const rule = lines.map((line) => /^\s*-{5,}\s*$/.test(line)).lastIndexOf(true);
  const certified = (label: string): number => {
    const line = lines.find((each) => each.startsWith(label));
    return numbersOf((line ?? '').replace(/\(.*?\)/, '').replace(/^[^:]*:/, ''))[0]!;
  };
  return {
    mean: certified('Sample Mean'),
    standardDeviation: certified('Sample Standard Deviation'),
    values: lines.slice(rule + 1).flatMap(numbersOf),
  };
}

/** Log relative error: how many digits of the certified value are right, 15 at most. */
export function logRelativeError(estimate: number, certified: number): number {
  if (estimate === certified) return 15;
  const error = Math.abs(estimate - certified) / (certified === 0 ? 1 : Math.abs(certified));
  return Math.min(15, Math.max(0, -Math.log10(error)));
}

function read(file: string): string[] {
  return readFileSync(new URL(`../fixtures/nist/${file}`, import.meta.url), 'latin1').split(/\r?\n/);
}

function numbersOf(line: string): number[] {
  const trimmed = line.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/).map(Number);
}
