import { MatrixTransposeView, Matrix as MlMatrix } from 'ml-matrix';
import { type DataLike, Frame, InvalidDataError, Matrix, SparseMatrix, type Table } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { asTable } from '../../src/data/index.js';

const read = (data: unknown): Table => asTable(data as DataLike, 'Ridge');

function matrix(data: unknown): Matrix {
  const table = read(data);
  expect(table).toBeInstanceOf(Matrix);
  return table as Matrix;
}

function frame(data: unknown): Frame {
  const table = read(data);
  expect(table).toBeInstanceOf(Frame);
  return table as Frame;
}

const values = [
  [1, 2, 3],
  [4, 5, 6],
];

/** As tfjs makes them, as far as it is looked at. */
function tensor(data: ArrayLike<number> | string[], shape: number[], dtype = 'float32'): object {
  return { shape, dtype, rank: shape.length, dataSync: () => data, data: async () => data };
}

/** As apache-arrow makes them, as far as it is looked at. */
function arrow(columns: [name: string, typeId: number, cells: unknown[]][]): object {
  return {
    numRows: columns[0]?.[2].length ?? 0,
    numCols: columns.length,
    schema: { fields: columns.map(([name, typeId]) => ({ name, nullable: true, type: { typeId } })) },
    getChildAt: (j: number) => ({
      length: columns[j]![2].length,
      get: (i: number) => columns[j]![2][i],
    }),
  };
}

describe('asTable makes a Matrix', () => {
  it('of rows of numbers, null and undefined being missing', () => {
    expect(matrix(values).toArray()).toEqual(values);
    expect(matrix(values).columnNames).toBeNull();
    expect(
      matrix([
        [1, null],
        [undefined, -0],
      ]).toArray(),
    ).toEqual([
      [1, Number.NaN],
      [Number.NaN, -0],
    ]);
  });

  it('of typed rows, also of different kinds', () => {
    expect(matrix([Float64Array.of(1, 2, 3), Uint8Array.of(4, 5, 6)]).toArray()).toEqual(values);
    expect(matrix([Float32Array.of(1, 2, 3), [4, 5, 6]]).toArray()).toEqual(values);
  });

  it.each([
    Float64Array,
    Float32Array,
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
  ])('of a $name with its shape', (Kind) => {
    const data = Kind.from([1, 2, 3, 4, 5, 6]);
    expect(matrix({ data, shape: [2, 3] }).toArray()).toEqual(values);
    expect(matrix({ data, rows: 2, cols: 3 }).toArray()).toEqual(values);
  });

  it('of a plain array with its shape and names', () => {
    const table = matrix({ data: [1, 2, null, 4], rows: 2, cols: 2, columnNames: ['a', 'b'] });
    expect(table.toArray()).toEqual([
      [1, 2],
      [Number.NaN, 4],
    ]);
    expect(table.columnNames).toEqual(['a', 'b']);
  });

  it('of an ml-matrix Matrix and its views', () => {
    const ml = new MlMatrix(values);
    expect(matrix(ml).toArray()).toEqual(values);
    expect(matrix(new MatrixTransposeView(ml)).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    ml.set(0, 0, 100);
    expect(matrix(ml).at(0, 0)).toBe(100);
  });

  it('of a tensor of numbers or booleans', () => {
    expect(matrix(tensor(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])).toArray()).toEqual(values);
    expect(matrix(tensor(Uint8Array.of(1, 0), [2, 1], 'bool')).toArray()).toEqual([[1], [0]]);
  });

  it('of the Matrix of another copy of the package', () => {
    const foreign = {
      data: Float64Array.of(1, 2),
      rows: 1,
      cols: 2,
      columnNames: ['a', 'b'],
      at() {},
      row() {},
    };
    expect(matrix(foreign).columnNames).toEqual(['a', 'b']);
  });
});

describe('asTable makes a Frame', () => {
  it('of row objects', () => {
    const table = frame([
      { price: 3, wall: 'brick', sold: true },
      { wall: null, sold: undefined, price: 4 },
    ]);
    expect(table.columnNames).toEqual(['price', 'wall', 'sold']);
    expect(table.types).toEqual(['number', 'category', 'boolean']);
    expect(table.toArray()).toEqual([
      [3, 'brick', true],
      [4, null, null],
    ]);
  });

  it('of class instances with properties of their own, accessors of the class left out', () => {
    class House {
      rooms = 3;
      get doors(): number {
        return 1;
      }
    }
    const table = frame([new House(), new House()]);
    expect(table.columnNames).toEqual(['rooms']);
  });

  it('of rows whose columns have dangerous names', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const table = frame([
      JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3, "hasOwnProperty": 4}'),
    ]);
    expect(table.columnNames).toEqual(names);
    expect(table.toArray()).toEqual([[1, 2, 3, 4]]);
    expect(names.map((name) => table.at(0, name))).toEqual([1, 2, 3, 4]);
    expect(JSON.stringify(table.row(0))).toBe(
      '{"__proto__":1,"constructor":2,"toString":3,"hasOwnProperty":4}',
    );
    expect(({} as Record<string, unknown>)['price']).toBeUndefined();
    const bare = Object.assign(Object.create(null), { toString: 'x' });
    expect(frame([bare]).at(0, 'toString')).toBe('x');
    expect(frame([{ a: 1 }]).row(0)['toString']).toBeUndefined();
  });

  it('of mixed cells, without names', () => {
    const table = frame([
      [1, 'a', true, new Date(0)],
      [null, null, null, null],
    ]);
    expect(table.types).toEqual(['number', 'category', 'boolean', 'date']);
    expect([table.named, table.columnNames]).toEqual([false, ['x0', 'x1', 'x2', 'x3']]);
  });

  it('of a tensor of strings', () => {
    const table = frame(tensor(['a', 'b', 'c', 'd', 'e', 'f'], [3, 2], 'string'));
    expect(table.toArray()).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
    ]);
  });

  it('of an Arrow table, bigints and dates among its values', () => {
    const table = frame(
      arrow([
        ['id', 2, [1n, 2n, null]],
        ['when', 10, [86_400_000, null, 0]],
        ['day', 8, [new Date(5), new Date(6), null]],
        ['name', 5, ['x', null, 'y']],
        ['open', 6, [true, false, null]],
      ]),
    );
    expect(table.types).toEqual(['number', 'date', 'date', 'category', 'boolean']);
    expect(table.row(0)).toEqual({
      id: 1,
      when: new Date(86_400_000),
      day: new Date(5),
      name: 'x',
      open: true,
    });
    expect(table.row(2)).toEqual({ id: null, when: new Date(0), day: null, name: 'y', open: null });
  });

  it('of the Frame of another copy of the package', () => {
    const own = Frame.fromRows([{ a: 1, b: 'x' }]);
    const { columnNames } = own;
    const foreign = { columnNames, named: true, rows: 1, cols: 2, column: (j: number) => own.column(j) };
    expect(frame(foreign).toArray()).toEqual([[1, 'x']]);
    expect(frame({ ...foreign, named: false }).named).toBe(false);
  });
});

it('asTable lets tables through, and a SparseMatrix of another copy of the package', () => {
  const sparse = SparseMatrix.fromDense(Matrix.fromArrays(values));
  for (const table of [sparse, sparse.toDense(), Frame.fromRows([{ a: 1 }])]) expect(read(table)).toBe(table);
  const { data, indices, indptr, rows, cols, columnNames } = sparse;
  const foreign = read({ data, indices, indptr, rows, cols, columnNames });
  expect(foreign).toBeInstanceOf(SparseMatrix);
  expect(foreign.toArray()).toEqual(values);
});

describe('asTable copies what it is given', () => {
  it('except a Float64Array with its shape, whose memory the Matrix shares', () => {
    const data = Float64Array.of(1, 2);
    expect(matrix({ data, rows: 1, cols: 2 }).data).toBe(data);
  });

  it('so that changing the input afterwards changes nothing', () => {
    const single = Float32Array.of(1);
    const nested = [[1]];
    const typed = [Float64Array.of(1)];
    const rows = [{ a: 1 }];
    const tables = [
      read({ data: single, rows: 1, cols: 1 }),
      read(nested),
      read(typed),
      read(rows),
      read(tensor(single, [1, 1])),
    ];
    single[0] = nested[0]![0] = typed[0]![0] = rows[0]!.a = 7;
    for (const table of tables) expect(table.toArray()).toEqual([[1]]);
  });

  it('and never changes it', () => {
    const nested = Object.freeze([Object.freeze([1, null, 'a'])]);
    const rows = Object.freeze([Object.freeze({ a: null, b: 'x' })]);
    read(nested);
    read(rows);
    expect(nested).toEqual([[1, null, 'a']]);
    expect(rows).toEqual([{ a: null, b: 'x' }]);
  });
});

describe('asTable refuses, saying what to do,', () => {
  const message = (data: unknown): string => {
    try {
      read(data);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidDataError);
      return (error as InvalidDataError).message;
    }
    return expect.fail('no error');
  };

  it('what has one dimension', () => {
    const wanted =
      'Ridge: X must have rows and columns, but is one-dimensional. ' +
      'Write values.map((v) => [v]) for a single column, or [values] for a single row.';
    for (const data of [[1, 2], ['a'], [null, [1]], Float64Array.of(1), new Uint8Array(0)]) {
      expect(message(data)).toBe(wanted);
    }
  });

  it('what has more than two', () => {
    expect([
      message([[[1]]]),
      message([[1, Float64Array.of(2)]]),
      message(tensor(new Float32Array(8), [2, 2, 2])),
      message(tensor(new Float32Array(2), [2])),
      message({ data: new Float64Array(8), shape: [2, 2, 2] }),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: X has more than two dimensions (row 0, column 0 holds an array). Give one value a cell.",
        "Ridge: X has more than two dimensions (row 0, column 1 holds an array). Give one value a cell.",
        "Ridge: X must be a tensor of rank 2. Got shape [2, 2, 2]. Call reshape([rows, columns]) on it.",
        "Ridge: X must be a tensor of rank 2. Got shape [2]. Call reshape([rows, columns]) on it.",
        "Ridge: the shape of X must be [rows, columns]. Got [2, 2, 2].",
      ]
    `);
  });

  it('rows of different lengths or kinds', () => {
    expect([
      message([[1, 2], [3]]),
      message([[1, 'a'], ['b']]),
      message([[1], null]),
      message([[1], { a: 1 }]),
      message([{ a: 1 }, [1]]),
      message([{ a: 1 }, 5]),
      // biome-ignore lint/suspicious/noSparseArray: what is tested
      message([[1], , [2]]),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: row 1 of X has 1 values where row 0 has 2. All rows need the same number.",
        "Ridge: row 1 of X has 1 values where row 0 has 2. All rows need the same number.",
        "Ridge: row 1 of X is null where row 0 is an array.",
        "Ridge: row 1 of X is an object where row 0 is an array.",
        "Ridge: Row 1 is [1] where an object is needed.",
        "Ridge: Row 1 is 5 where an object is needed.",
        "Ridge: row 1 of X is undefined where row 0 is an array.",
      ]
    `);
  });

  it('row objects that lack a property, or have none', () => {
    expect([
      message([{ a: 1, b: 2 }, { a: 1 }]),
      message([{ a: 1 }, { a: 1, b: 2 }]),
      message([new Map([['a', 1]])]),
      message([{}]),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: row 1 of X lacks 'b', which other rows have. Give null for a value that is missing, or call Frame.fromRows, where an absent one is missing.",
        "Ridge: row 0 of X lacks 'b', which other rows have. Give null for a value that is missing, or call Frame.fromRows, where an absent one is missing.",
        "Ridge: Row 0 is a Map without properties. A row object needs one property for each column.",
        "Ridge: Row 0 is an object without properties. A row object needs one property for each column.",
      ]
    `);
  });

  it('bigints, objects and mixed types, naming row and column', () => {
    expect([
      message([
        [1, 2],
        [3, 4n],
      ]),
      message([BigInt64Array.of(1n)]),
      message([{ a: 1 }, { a: { b: 1 } }]),
      message([{ a: 1n }]),
      message([{ a: [1] }]),
      message([{ a: () => 1 }]),
      message([{ a: Symbol('s') }]),
      message([
        [1, 'a'],
        ['b', 'c'],
      ]),
      message([{ a: 'x' }, { a: 5 }]),
      message({ data: [1, 'x'], rows: 1, cols: 2 }),
      message(arrow([['id', 2, [1n, 2n ** 60n]]])),
      message(
        arrow([
          ['id', 2, [1]],
          ['id', 2, [2]],
        ]),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: Column 'x1', row 1 holds the bigint 4n. Convert it with Number(value) first.",
        "Ridge: Column 'x0', row 0 holds the bigint 1n. Convert it with Number(value) first.",
        "Ridge: Column 'a', row 1 holds an object where a number, string, boolean, date or null is needed. Take the value out of it, or leave the column out.",
        "Ridge: Column 'a', row 0 holds the bigint 1n. Convert it with Number(value) first.",
        "Ridge: Column 'a', row 0 holds [1] where a number, string, boolean, date or null is needed. Take the value out of it, or leave the column out.",
        "Ridge: Column 'a', row 0 holds function a where a number, string, boolean, date or null is needed. Take the value out of it, or leave the column out.",
        "Ridge: Column 'a', row 0 holds Symbol(s) where a number, string, boolean, date or null is needed. Take the value out of it, or leave the column out.",
        "Ridge: Column 'x0' mixes types: row 1 holds "b" after values of type number. Convert them first, or make a Frame with the option 'types', which names the type.",
        "Ridge: Column 'a' mixes types: row 1 holds 5 after values of type category. Convert them first, or make a Frame with the option 'types', which names the type.",
        "Ridge: Row 0, column 1 holds "x" where a number is needed.",
        "Ridge: Column 'id', row 1: 1152921504606846976 is too large for a number. Cast the column to a string or a double first.",
        "Ridge: Columns 0 and 1 are both named 'id'. Column names must differ.",
      ]
    `);
    try {
      read([{ a: 1 }, { a: 'x' }]);
    } catch (error) {
      expect((error as InvalidDataError).place).toEqual({ row: 1, column: 'a' });
    }
  });

  it('sizes that do not fit', () => {
    expect([
      message({ data: [1, 2, 3], rows: 2, cols: 2 }),
      message({ data: [1, 2], rows: -1, cols: -2 }),
      message({ data: [1, 2], rows: 0.5, cols: 4 }),
      message({ data: Float64Array.of(1, 2), shape: '12' }),
      message({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2], stride: [1, 2], offset: 0 }),
      message({ data: [1, 2], rows: 1, cols: 2, columnNames: ['a'] }),
      message(tensor(new Float32Array(4), [1, 2], 'complex64')),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: a shape of 2 x 2 needs 4 values, but X has 3.",
        "Ridge: the shape of X must be [rows, columns]. Got [-1, -2].",
        "Ridge: the shape of X must be [rows, columns]. Got [0.5, 4].",
        "Ridge: the shape of X must be [rows, columns]. Got "12".",
        "Ridge: X is a view with strides of its own. Copy it to row-major order first.",
        "Ridge: A matrix of 2 columns got 1 column names.",
        "Ridge: X is a tensor of type complex64. Give real numbers (tf.real, tf.imag) or strings.",
      ]
    `);
  });

  it('nothing, and what is no table', () => {
    expect([
      message([]),
      message(null),
      message(undefined),
      message(5),
      message('a,b'),
      message({ a: [1, 2] }),
      message(new Map()),
      message(Promise.resolve([[1]])),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: X has 0 rows, and at least one is needed.",
        "Ridge: X must be a table of rows and columns. Got null.",
        "Ridge: X must be a table of rows and columns. Got undefined.",
        "Ridge: X must be a table of rows and columns. Got 5.",
        "Ridge: X must be a table of rows and columns. Got "a,b".",
        "Ridge: X must be rows of values, row objects, a Frame, a Matrix, a SparseMatrix, typed data with a shape, an ml-matrix matrix, a tensor or an Arrow table. Got an object.",
        "Ridge: X must be rows of values, row objects, a Frame, a Matrix, a SparseMatrix, typed data with a shape, an ml-matrix matrix, a tensor or an Arrow table. Got a Map.",
        "Ridge: X must be rows of values, row objects, a Frame, a Matrix, a SparseMatrix, typed data with a shape, an ml-matrix matrix, a tensor or an Arrow table. Got a Promise. Await it first.",
      ]
    `);
  });
});
