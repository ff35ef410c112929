/**
 * Data of the comparisons, made from a seed and written once to `benchmarks/.data`, so that every contestant reads
 * the same files: 64-bit floats, row by row, with their sizes in `tables.json`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RandomState } from 'pipefit';

export const dataFolder = fileURLToPath(new URL('.data', import.meta.url));

/** What the file of one table holds. */
export interface TableInfo {
  readonly rows: number;
  readonly testRows: number;
  readonly cols: number;
  /** Names of the values that codes in a column stand for; only in the mixed table. */
  readonly categories?: Readonly<Record<string, readonly string[]>>;
}

/** Raise it when the recipes below change. */
const RECIPE = 3;

/** Makes what is not there yet. */
export function makeData(): Readonly<Record<string, TableInfo>> {
  mkdirSync(dataFolder, { recursive: true });
  const index = `${dataFolder}/tables.json`;
  if (existsSync(index)) {
    const known = JSON.parse(readFileSync(index, 'utf8'));
    if (known.recipe === RECIPE) return known.tables;
  }
  const tables = {
    // The last rows of each are for testing.
    classes20: classes('classes20', 400_000, 20),
    classes100: classes('classes100', 70_000, 100),
    small: classes('small', 3_000, 10),
    numbers100: numbers('numbers100', 520_000, 100),
    mixed: mixed('mixed', 1_000_000),
  };
  writeFileSync(index, JSON.stringify({ recipe: RECIPE, tables }));
  return tables;
}

/** Two classes of about the same size: two main effects, an interaction, a wave and noise. */
function classes(name: string, rows: number, cols: number): TableInfo {
  const random = new RandomState(1);
  const X = new Float64Array(rows * cols);
  for (let p = 0; p < X.length; p++) X[p] = random.normal();
  const y = Float64Array.from({ length: rows }, (_, i) => {
    const at = (j: number) => X[i * cols + j]!;
    const value = at(0) + at(1) * at(2) + 0.5 * Math.sin(3 * at(3)) + 0.5 * random.normal();
    return value > 0 ? 1 : 0;
  });
  write(name, { X, y });
  return { rows, testRows: Math.min(100_000, Math.floor(rows / 4)), cols };
}

/** Linear in a third of the columns, which are correlated, and noise. */
function numbers(name: string, rows: number, cols: number): TableInfo {
  const random = new RandomState(2);
  const X = new Float64Array(rows * cols);
  const y = new Float64Array(rows);
  const coef = Float64Array.from({ length: cols }, (_, j) => (j % 3 === 0 ? random.normal() : 0));
  for (let i = 0; i < rows; i++) {
    const shared = random.normal();
    for (let j = 0; j < cols; j++) {
      const value = random.normal() + 0.5 * shared + j / 10;
      X[i * cols + j] = value;
      y[i]! += coef[j]! * value;
    }
    y[i]! += 3 * random.normal();
  }
  write(name, { X, y });
  return { rows, testRows: 20_000, cols };
}

/** Six columns of numbers, of which one value in twenty is missing, and four of categories, in places missing too (-1). */
function mixed(name: string, rows: number): TableInfo {
  const random = new RandomState(3);
  const sizes = { wall: 5, style: 12, town: 50, kind: 8 };
  const categories = Object.fromEntries(
    Object.entries(sizes).map(([column, size]) => [
      column,
      Array.from({ length: size }, (_, k) => `${column} ${String.fromCharCode(97 + (k % 26))}${k}`),
    ]),
  );
  const X = new Float64Array(rows * 10);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < 6; j++) X[i * 10 + j] = random.random() < 0.05 ? Number.NaN : random.normal();
    Object.values(sizes).forEach((size, k) => {
      X[i * 10 + 6 + k] = random.random() < 0.02 ? -1 : Math.floor(random.random() * size);
    });
  }
  const y = Float64Array.from({ length: rows }, (_, i) => {
    const number = X[i * 10]!;
    return (Number.isNaN(number) ? 0 : number) + X[i * 10 + 6]! + 0.3 * random.normal();
  });
  write(name, { X, y });
  return { rows, testRows: 0, cols: 10, categories };
}

function write(name: string, arrays: Readonly<Record<string, Float64Array>>): void {
  for (const [part, values] of Object.entries(arrays)) {
    writeFileSync(`${dataFolder}/${name}.${part}.bin`, new Uint8Array(values.buffer));
  }
}
