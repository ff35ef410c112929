import { type DataLike, Frame, type Matrix } from '../data/index.js';

/** One of the forms in which data may be given. */
interface Form {
  readonly name: string;
  make(X: Matrix): DataLike;
}

/** Every form beside plain rows of numbers; named ones get the names that unnamed columns have. */
export const forms: readonly Form[] = [
  { name: 'a Matrix', make: (X) => X },
  { name: 'a Matrix with column names', make: (X) => X.withColumnNames(names(X)) },
  { name: 'rows of typed arrays', make: (X) => X.toArray().map((row) => Float64Array.from(row)) },
  { name: 'a Frame', make: (X) => Frame.fromMatrix(X.withColumnNames(names(X))) },
  { name: 'row objects', make: (X) => X.toArray().map((row) => Object.fromEntries(named(X, row))) },
  {
    name: 'row objects without a prototype',
    make: (X) =>
      X.toArray().map((row) => Object.assign(Object.create(null), Object.fromEntries(named(X, row)))),
  },
  {
    name: 'typed data with rows and cols',
    make: ({ data, rows, cols }) => ({ data: data.slice(), rows, cols }),
  },
  {
    name: 'typed data with a shape',
    make: ({ data, rows, cols }) => ({ data: data.slice(), shape: [rows, cols] }),
  },
  {
    name: 'a matrix with rows, columns and get',
    make: (X) => ({ rows: X.rows, columns: X.cols, get: (i: number, j: number) => X.at(i, j) }),
  },
  {
    name: 'a tensor',
    make: (X) => ({ shape: [X.rows, X.cols], dtype: 'float32', dataSync: () => X.data.slice() }),
  },
  {
    name: 'an Arrow table',
    make: (X) => ({
      numRows: X.rows,
      schema: { fields: names(X).map((name) => ({ name })) },
      getChildAt: (j: number) => ({ length: X.rows, get: (i: number) => X.at(i, j) }),
    }),
  },
];

function names(X: Matrix): string[] {
  return Array.from({ length: X.cols }, (_, j) => `x${j}`);
}

function named(X: Matrix, row: readonly number[]): [string, number][] {
  return names(X).map((name, j) => [name, row[j]!]);
}
