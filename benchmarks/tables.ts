/** Reads the tables of a comparison, and keeps the one that was read last. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { Frame, Matrix } from 'pipefit';
import { dataFolder, type TableInfo } from './data.js';

const tables: Readonly<Record<string, TableInfo>> = JSON.parse(
  readFileSync(`${dataFolder}/tables.json`, 'utf8'),
).tables;

/** What a contestant fits on, and what it is judged by. */
export interface Data {
  readonly X: Matrix | Frame;
  readonly y: Float64Array;
  readonly XTest: Matrix | Frame;
  readonly yTest: Float64Array;
}

let last: { readonly key: string; readonly data: Data } | null = null;

/** The first `rows` of a table to fit on, and the first `testRows` of its last part to be judged by. */
export function readData(table: string, rows: number, testRows: number): Data {
  const key = `${table} ${rows} ${testRows}`;
  if (last?.key === key) return last.data;
  last = null;
  const info = tables[table]!;
  const from = info.rows - info.testRows;
  const [X, y] = [readPart(table, info, 0, rows), readNumbers(table, 'y', 0, rows)];
  const [XTest, yTest] =
    info.testRows === 0
      ? [readPart(table, info, 0, testRows), readNumbers(table, 'y', 0, testRows)]
      : [readPart(table, info, from, testRows), readNumbers(table, 'y', from, testRows)];
  last = { key, data: { X, y, XTest, yTest } };
  return last.data;
}

function readPart(name: string, { cols, categories }: TableInfo, from: number, rows: number): Matrix | Frame {
  const matrix = new Matrix(readNumbers(name, 'X', from * cols, rows * cols), rows, cols);
  return categories === undefined ? matrix : frameOf(matrix, categories);
}

function frameOf(matrix: Matrix, categories: NonNullable<TableInfo['categories']>): Frame {
  const names = Object.keys(categories);
  const numbers = Array.from(
    { length: matrix.cols - names.length },
    (_, j) => [`number${j}`, { type: 'number', values: matrix.column(j) } as const] as const,
  );
  const words = names.map(
    (name, k) =>
      [
        name,
        {
          type: 'category',
          codes: Int32Array.from(matrix.column(numbers.length + k)),
          categories: categories[name]!,
        } as const,
      ] as const,
  );
  return Frame.fromColumns([...numbers, ...words]);
}

function readNumbers(name: string, part: string, from: number, count: number): Float64Array {
  const values = new Float64Array(count);
  const bytes = new Uint8Array(values.buffer);
  const file = openSync(`${dataFolder}/${name}.${part}.bin`, 'r');
  for (let read = 0; read < bytes.length; ) {
    read += readSync(file, bytes, read, Math.min(bytes.length - read, 1 << 28), from * 8 + read);
  }
  closeSync(file);
  return values;
}
