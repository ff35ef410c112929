import { inspect } from 'node:util';
import fc from 'fast-check';
import { InvalidDataError, Matrix, SparseMatrix } from 'pipefit';
import { describe, expect, it } from 'vitest';

const named = Matrix.fromArrays(
  [
    [1, 2, 3],
    [4, Number.NaN, 6],
  ],
  ['a', 'b', 'c'],
);

/** Small tables with zeros and missing values. */
const cell = fc.oneof(fc.constant(0), fc.double({ noDefaultInfinity: true }));
const table = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 }))
  .chain(([rows, cols]) =>
    fc.array(fc.array(cell, { minLength: cols, maxLength: cols }), { minLength: rows, maxLength: rows }),
  )
  .filter((rows) => rows.length > 0);

describe('Matrix', () => {
  it('is made of rows, of columns and of zeros', () => {
    expect(named.toArray()).toEqual([
      [1, 2, 3],
      [4, Number.NaN, 6],
    ]);
    expect(Matrix.fromColumns([[1, 4], Float32Array.of(2, 5)]).toArray()).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(Matrix.zeros(1, 2, ['a', 'b'])).toEqual(Matrix.fromArrays([[0, 0]], ['a', 'b']));
    expect(Matrix.fromArrays([], ['a']).cols).toBe(1);
  });

  it('takes null for missing, never for 0', () => {
    const holes = [
      [1, null],
      [undefined, 4],
    ] as unknown as number[][];
    expect(Matrix.fromArrays(holes).toArray()).toEqual([
      [1, Number.NaN],
      [Number.NaN, 4],
    ]);
    expect(Matrix.fromColumns(holes).toArray()).toEqual([
      [1, Number.NaN],
      [Number.NaN, 4],
    ]);
  });

  it('gives values, rows and columns by position or by name', () => {
    expect([named.at(1, 0), named.at(1, 'c'), named.at(0, -1)]).toEqual([4, 6, 3]);
    expect([...named.column('c')]).toEqual([3, 6]);
    expect([...named.column(-3)]).toEqual([1, 4]);
    named.column('a')[0] = 9;
    expect(named.at(0, 'a')).toBe(1);
    const writable = Matrix.zeros(2, 2);
    writable.row(1)[0] = 5;
    expect(writable.at(1, 0)).toBe(5);
  });

  it('selects rows and columns, and keeps names', () => {
    expect(named.selectRows([1, 1]).column('a')).toEqual(Float64Array.of(4, 4));
    expect(named.selectColumns(['c', 0]).columnNames).toEqual(['c', 'a']);
    expect(named.selectColumns([1, 1]).toArray()[0]).toEqual([2, 2]);
    expect(named.head(1).toArray()).toEqual([[1, 2, 3]]);
    expect([named.head(9).rows, named.head(-1).rows, named.head(1.5).rows]).toEqual([2, 0, 1]);
    expect(named.filter((row) => row[0]! > 1).toArray()).toEqual([[4, Number.NaN, 6]]);
    expect(named.filter((_, i) => i === 0).columnNames).toEqual(['a', 'b', 'c']);
    expect(named.withColumnNames(null).columnNames).toBeNull();
  });

  it('counts what is missing, and describes its columns', () => {
    expect(Object.fromEntries(named.missingCounts())).toEqual({ a: 0, b: 1, c: 0 });
    expect(String(named.describe())).toMatchInlineSnapshot(`
      "column  type    count  missing  distinct  mean      std  min   q25  median   q75  max  top
      ------  ------  -----  -------  --------  ----  -------  ---  ----  ------  ----  ---  ---
      a       number      2        0         2   2.5  2.12132    1  1.75     2.5  3.25    4  -
      b       number      1        1         1     2        -    2     2       2     2    2  -
      c       number      2        0         2   4.5  2.12132    3  3.75     4.5  5.25    6  -"
    `);
  });

  it('prints', () => {
    expect(String(named)).toMatchInlineSnapshot(`
      "Matrix 2 x 3
         a  b  c
      -  -  -  -
      0  1  2  3
      1  4  -  6"
    `);
    expect(inspect(named.withColumnNames(null).head(1))).toMatchInlineSnapshot(`
      "Matrix 1 x 3
         x0  x1  x2
      -  --  --  --
      0   1   2   3"
    `);
  });

  it('refuses what does not fit, and what is not there', () => {
    const text = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidDataError);
        return (error as Error).message;
      }
      return expect.fail('no error');
    };
    const double = Matrix.fromArrays([[1, 2]], ['a', 'a']);
    expect([
      text(() => new Matrix(Float64Array.of(1, 2, 3), 2, 2)),
      text(() => new Matrix([1, 2] as never, 1, 2)),
      text(() => new Matrix(Float64Array.of(1, 2), -1, -2)),
      text(() => new Matrix(Float64Array.of(1, 2), 1, 2, ['a'])),
      text(() => Matrix.zeros(1e9, 1e6)),
      text(() => Matrix.fromArrays([[1, 2], [3]])),
      text(() => Matrix.fromArrays([[1], ['2' as never]])),
      text(() => Matrix.fromColumns([[1], [1, 2]])),
      text(() => Matrix.fromColumns([[1, 5n as never]])),
      text(() => named.at(2, 0)),
      text(() => named.at(0, 3)),
      text(() => named.at(0, 'A')),
      text(() => named.selectRows([0, 2])),
      text(() => named.selectRows([-1])),
      text(() => named.selectColumns(['d'])),
      text(() => named.withColumnNames(null).column('a')),
      text(() => double.column('a')),
      text(() => double.selectColumns(['a'])),
    ]).toMatchInlineSnapshot(`
      [
        "A matrix of 2 x 2 needs 4 values. Got 3.",
        "A matrix takes its values as a Float64Array. Got [1, 2].",
        "A matrix cannot have -1 rows and -2 columns.",
        "A matrix of 2 columns got 1 column names.",
        "A matrix of 1000000000 x 1000000 needs 7450581 GB, which cannot be had. Take fewer rows or columns, or a SparseMatrix.",
        "Row 1 has 1 values where row 0 has 2.",
        "Row 1, column 0 holds "2" where a number is needed.",
        "Column 1 has 2 values where column 0 has 1.",
        "Row 1, column 0 holds 5n where a number is needed. Convert it with Number(value) first.",
        "There is no row 2: the data has 2 rows, counted from 0.",
        "There is no column 3: the data has 3 columns.",
        "There is no column 'A'. Did you mean 'a'?",
        "There is no row 2: the data has 2 rows, counted from 0.",
        "There is no row -1: the data has 2 rows, counted from 0.",
        "There is no column 'd'.",
        "Column 'a' was asked for by name, but the data has no column names. Give a Frame, row objects or a Matrix with columnNames, or ask by position.",
        "Several columns are named 'a'. Ask by position, or give them different names.",
        "Several columns are named 'a'. Ask by position, or give them different names.",
      ]
    `);
  });
});

const parts = {
  data: Float64Array.of(2, 1, 3),
  indices: Int32Array.of(1, 0, 2),
  indptr: Int32Array.of(0, 1, 3),
};
const sparse = new SparseMatrix(parts, 2, 3, ['a', 'b', 'c']);

describe('SparseMatrix', () => {
  it('gives values, zeros included', () => {
    expect(sparse.toArray()).toEqual([
      [0, 2, 0],
      [1, 0, 3],
    ]);
    expect([sparse.at(0, 0), sparse.at(0, 'b'), sparse.at(1, -1)]).toEqual([0, 2, 3]);
    expect([sparse.nonZero, sparse.density]).toEqual([3, 0.5]);
    expect([...sparse.column('c')]).toEqual([0, 3]);
    expect(
      new SparseMatrix(
        { ...parts, indptr: Int32Array.of(0), data: new Float64Array(0), indices: new Int32Array(0) },
        0,
        3,
      ).density,
    ).toBe(0);
  });

  it('is the same as the dense matrix it came from', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const dense = Matrix.fromArrays(rows);
        const from = SparseMatrix.fromDense(dense);
        // -0 is not stored, and comes back as 0.
        expect(from.toArray()).toEqual(rows.map((row) => row.map((value) => value || Math.abs(value))));
        expect(from.nonZero).toBe(dense.data.filter((value) => value !== 0).length);
        expect(from.describe()).toEqual(from.toDense().describe());
        expect(from.missingCounts()).toEqual(dense.missingCounts());
      }),
    );
  });

  it('selects rows and columns as a dense matrix does', () => {
    const picks = fc.array(fc.nat(), { maxLength: 7 });
    fc.assert(
      fc.property(table, picks, picks, (rows, somerows, somecols) => {
        const from = SparseMatrix.fromDense(Matrix.fromArrays(rows));
        const dense = from.toDense();
        const chosenRows = somerows.map((i) => i % dense.rows);
        const chosenCols = somecols.map((j) => j % dense.cols);
        expect(from.selectRows(chosenRows).toDense()).toEqual(dense.selectRows(chosenRows));
        expect(from.selectColumns(chosenCols).toDense()).toEqual(dense.selectColumns(chosenCols));
      }),
    );
    expect(sparse.selectColumns(['c', 'a']).columnNames).toEqual(['c', 'a']);
    expect(sparse.head(1).toArray()).toEqual([[0, 2, 0]]);
  });

  it('prints', () => {
    expect(inspect(sparse)).toMatchInlineSnapshot(`
      "SparseMatrix 2 x 3, 3 values stored
         a  b  c
      -  -  -  -
      0  0  2  0
      1  1  0  3"
    `);
  });

  it('refuses parts that do not fit, and what is not there', () => {
    const wrong = [
      { ...parts, indptr: Int32Array.of(0, 3) },
      { ...parts, indptr: Int32Array.of(0, 2, 1) },
      { ...parts, indptr: Int32Array.of(1, 1, 3) },
      { ...parts, indices: Int32Array.of(1, 2, 0) },
      { ...parts, indices: Int32Array.of(1, 0, 0) },
      { ...parts, indices: Int32Array.of(1, 0, 3) },
      { ...parts, indices: Int32Array.of(-1, 0, 2) },
      { ...parts, indices: Int32Array.of(1, 0) },
      { ...parts, indices: [1, 0, 2] as never },
    ];
    for (const each of wrong) expect(() => new SparseMatrix(each, 2, 3)).toThrow(InvalidDataError);
    expect(() => new SparseMatrix(parts, 2, 3, ['a'])).toThrow(InvalidDataError);
    expect(() => new SparseMatrix(parts, 2, Number.NaN)).toThrow(InvalidDataError);
    expect(() => sparse.at(2, 0)).toThrow('There is no row 2: the data has 2 rows, counted from 0.');
    expect(() => sparse.selectRows([5])).toThrow(InvalidDataError);
    expect(() => sparse.column('d')).toThrow("There is no column 'd'.");
  });
});
