import fc from 'fast-check';
import {
  type DataLike,
  Frame,
  InvalidDataError,
  Matrix,
  type PipefitError,
  SchemaError,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import {
  checkValues,
  conform,
  conformColumns,
  readAs,
  type Schema,
  schemaOf,
  type Table,
} from '../../src/data/index.js';

const houses = Frame.fromRows(
  [
    { area: 120, wall: 'brick', sold: true, built: new Date('1990-01-01'), note: 'fine', zip: 94110 },
    { area: 80, wall: 'wood', sold: false, built: new Date('2001-01-01'), note: 'old', zip: 2139 },
  ],
  { types: { note: 'text', zip: 'category' } },
);
const schema = schemaOf(houses);
const row = { area: 100, wall: 'wood', sold: false, built: new Date('2020-01-01'), note: 'new', zip: 94110 };

const shape = (table: Table): [string, unknown][] =>
  table.columnNames!.map((name, j) => [name, (table as Frame).column(j).type]);
const wanted = houses.columnNames.map((name, j) => [name, houses.types[j]]);

function failure(data: unknown, seen: Schema = schema): PipefitError {
  try {
    conform(data as DataLike, seen, 'Ridge');
  } catch (error) {
    return error as PipefitError;
  }
  return expect.fail('no error');
}

describe('schemaOf remembers', () => {
  it('names, types and categories as plain data', () => {
    expect(schema.named).toBe(true);
    expect(schema.columns.map(({ type }) => type)).toEqual(houses.types);
    expect(schema.columns[1]).toEqual({ name: 'wall', type: 'category', categories: ['brick', 'wood'] });
    expect(structuredClone(schema)).toEqual(schema);
    expect(schemaOf(Matrix.zeros(1, 2))).toEqual({
      named: false,
      columns: [
        { name: 'x0', type: 'number' },
        { name: 'x1', type: 'number' },
      ],
    });
    expect(schemaOf(Frame.fromCells([[1, 'a']])).named).toBe(false);
  });
});

describe('conform', () => {
  it('matches columns by name: in any order, extra ones ignored whatever they hold', () => {
    const { zip, area, ...others } = row;
    const shuffled = { extra: { not: ['readable', 1n] }, zip, ...others, area };
    const table = conform([shuffled], schema, 'Ridge') as Frame;
    expect(shape(table)).toEqual(wanted);
    expect(table.at(0, 'area')).toBe(100);
    const frame = Frame.fromRows([row]).drop(['wall']).withColumn('more', [1]).withColumn('wall', ['brick']);
    expect(shape(conform(frame, schema, 'Ridge'))).toEqual(wanted);
    const matrix = Matrix.fromArrays([[1, 2, 3]], ['c', 'b', 'a']);
    const numbers = schemaOf(Matrix.zeros(1, 2, ['a', 'b']));
    expect(conform(matrix, numbers, 'Ridge').toArray()).toEqual([[3, 2]]);
    const sparse = conform(SparseMatrix.fromDense(matrix), numbers, 'Ridge');
    expect(sparse.toArray()).toEqual([[3, 2]]);
  });

  it('takes a table in the right form as it is', () => {
    expect(conform(houses, schema, 'Ridge')).toBe(houses);
    const matrix = Matrix.zeros(1, 2);
    expect(conform(matrix, schemaOf(matrix), 'Ridge')).toBe(matrix);
  });

  it('matches by position what comes without names, and gives it the names of fit', () => {
    const cells = [[100, 'wood', false, new Date(0), 'new', 94110]];
    expect(shape(conform(cells, schema, 'Ridge'))).toEqual(wanted);
    const numbers = schemaOf(Matrix.zeros(1, 2, ['a', 'b']));
    expect(conform([[1, 2]], numbers, 'Ridge').columnNames).toEqual(['a', 'b']);
    expect(conform(SparseMatrix.fromDense(Matrix.zeros(1, 2)), numbers, 'Ridge').columnNames).toEqual([
      'a',
      'b',
    ]);
  });

  it('lets names go where fit saw none', () => {
    const unnamed = schemaOf(Matrix.zeros(1, 2));
    expect(conform([{ q: 1, r: 2 }], unnamed, 'Ridge').toArray()).toEqual([[1, 2]]);
    expect(failure([{ q: 1, r: 2, s: 3 }], unnamed).message).toBe('Ridge: X has 3 columns, but fit saw 2.');
  });

  it('knows the type of a column that is missing altogether', () => {
    const nothing = { area: null, wall: null, sold: null, built: null, note: null, zip: null };
    for (const data of [[nothing], [Object.values(nothing)], Frame.fromRows([nothing])]) {
      const table = conform(data, schema, 'Ridge') as Frame;
      expect(shape(table)).toEqual(wanted);
      expect(table.toArray()).toEqual([[null, null, null, null, null, null]]);
    }
    expect(shape(conform([{ ...row, wall: undefined }], schema, 'Ridge'))).toEqual(wanted);
  });

  it('reads what JSON and arrays of numbers make of a column', () => {
    const json = JSON.parse(JSON.stringify(row));
    const fromJson = conform([json], schema, 'Ridge') as Frame;
    expect(shape(fromJson)).toEqual(wanted);
    expect(fromJson.at(0, 'built')).toEqual(row.built);
    const milliseconds = conform([{ ...row, built: row.built.getTime() }], schema, 'Ridge') as Frame;
    expect(milliseconds.at(0, 'built')).toEqual(row.built);

    const flags = schemaOf(Frame.fromRows([{ a: 1.5, b: true }]));
    const numbers = conform(
      [
        [2, 1],
        [3, null],
      ],
      flags,
      'Ridge',
    ) as Frame;
    expect(numbers.toArray()).toEqual([
      [2, true],
      [3, null],
    ]);
    const booleans = conform([{ a: true, b: false }], flags, 'Ridge') as Frame;
    expect(booleans.toArray()).toEqual([[1, false]]);

    const zips = schemaOf(houses.select(['zip']));
    expect((conform([[1234]], zips, 'Ridge') as Frame).values('zip')).toEqual(['1234']);
    expect((conform([['x1']], zips, 'Ridge') as Frame).values('zip')).toEqual(['x1']);
    const notes = conform([{ ...row, wall: 'stone' }], schema, 'Ridge') as Frame;
    expect([notes.at(0, 'note'), notes.at(0, 'wall')]).toEqual(['new', 'stone']);
    const text = Frame.fromRows([row], { types: { wall: 'text' } });
    expect((conform(text, schema, 'Ridge') as Frame).at(0, 'wall')).toBe('wood');
  });

  it('names columns that are absent', () => {
    const { wall: _, area: __, ...rest } = row;
    for (const data of [[row, rest], [rest], Frame.fromRows([rest])]) {
      const error = failure(data) as SchemaError;
      expect(error).toBeInstanceOf(SchemaError);
      expect(error.missing).toEqual(['area', 'wall']);
    }
    expect([
      failure([row, rest]).message,
      failure(Frame.fromRows([rest])).message,
      failure([[1, 2]]).message,
      failure([{}]).message,
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: Row 1 lacks the columns 'area', 'wall', which fit saw. It has 'sold', 'built', 'note', 'zip'. Give null for a value that is missing.",
        "Ridge: X lacks the columns 'area', 'wall', which fit saw. It has 'sold', 'built', 'note', 'zip'. Give null for a value that is missing.",
        "Ridge: X has 2 columns, but fit saw 6 ('area', 'wall', 'sold', 'built', 'note', 'zip').",
        "Ridge: Row 0 lacks the columns 'area', 'wall', 'sold', 'built', 'note', 'zip', which fit saw. It has none. Give null for a value that is missing.",
      ]
    `);
  });

  it('names columns of another type', () => {
    const wrong = [
      { ...row, area: '100' },
      { ...row, wall: 5 },
      { ...row, sold: 'yes' },
      { ...row, sold: 2 },
      { ...row, built: 'May 5' },
      { ...row, note: 7 },
      { ...row, area: true, wall: true, zip: true },
    ];
    expect(wrong.map((each) => (failure([each]) as SchemaError).mistyped)).toEqual([
      ['area'],
      ['wall'],
      ['sold'],
      ['sold'],
      ['built'],
      ['note'],
      ['wall', 'zip'],
    ]);
    expect(wrong.map((each) => failure([each]).message)).toMatchInlineSnapshot(`
      [
        "Ridge: X has columns of another type than fit saw: 'area' is of type category (row 0 holds "100"), fit saw number.",
        "Ridge: X has columns of another type than fit saw: 'wall' is of type number (row 0 holds 5), fit saw category.",
        "Ridge: X has columns of another type than fit saw: 'sold' is of type category (row 0 holds "yes"), fit saw boolean.",
        "Ridge: X has columns of another type than fit saw: 'sold' is of type number (row 0 holds 2), fit saw boolean.",
        "Ridge: X has columns of another type than fit saw: 'built' is of type category (row 0 holds "May 5"), fit saw date.",
        "Ridge: X has columns of another type than fit saw: 'note' is of type number (row 0 holds 7), fit saw text.",
        "Ridge: X has columns of another type than fit saw: 'wall' is of type boolean (row 0 holds true), fit saw category; 'zip' is of type boolean (row 0 holds true), fit saw category.",
      ]
    `);
    const { mistyped } = failure([[1, 2, 3, 4, 5, 6]]) as SchemaError;
    expect(mistyped).toEqual(['wall', 'sold', 'note']);
    const sparse = SparseMatrix.fromDense(Matrix.zeros(1, 6));
    expect(failure(sparse).message).toMatchInlineSnapshot(
      `"Ridge: fit saw a Frame whose column 'wall' is of type category, but X holds only numbers."`,
    );
    const flags = schemaOf(Frame.fromRows([{ a: 1, b: true }]));
    const zeros = SparseMatrix.fromDense(Matrix.zeros(1, 2));
    expect(conform(zeros, flags, 'Ridge')).toBeInstanceOf(SparseMatrix);
  });

  it('names cells that cannot be read', () => {
    expect(failure([{ ...row, area: 5n }])).toBeInstanceOf(InvalidDataError);
    expect(failure([{ ...row, area: 5n }]).message).toMatch(
      /^Ridge: Column 'area', row 0 holds the bigint 5n/,
    );
    expect(failure([row, null])).toBeInstanceOf(InvalidDataError);
    expect(failure([row, [1, 2, 3]]).message).toMatch(
      /^Ridge: Row 1 is \[1, 2, 3\] where an object is needed/,
    );
    expect(failure([])).toBeInstanceOf(InvalidDataError);
  });

  it('keeps columns with dangerous names apart', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const text = '{"__proto__": 1, "constructor": 2, "toString": 3}';
    const seen = schemaOf(Frame.fromRows([JSON.parse(text)]));
    expect(conform([JSON.parse(text)], seen, 'Ridge').toArray()).toEqual([[1, 2, 3]]);
    // What every object inherits is no column.
    expect((failure([{ a: 1 }], seen) as SchemaError).missing).toEqual(names);
    expect((failure([JSON.parse('{"constructor": 1}')], seen) as SchemaError).missing).toEqual([
      '__proto__',
      'toString',
    ]);
  });

  it('reads each row as it reads it alone', () => {
    const cells = fc.record({ a: fc.option(fc.integer()), b: fc.option(fc.constantFrom('x', 'y')) });
    const seen = schemaOf(Frame.fromRows([{ a: 1, b: 'x' }]));
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 6 }), (rows) => {
        const together = conform(rows, seen, 'Ridge').toArray();
        const alone = rows.flatMap((each) => conform([each], seen, 'Ridge').toArray());
        const asArrays = conform(
          rows.map(({ a, b }) => [a, b]),
          seen,
          'Ridge',
        ).toArray();
        expect(together).toEqual(rows.map(({ a, b }) => [a, b]));
        expect(alone).toEqual(together);
        expect(asArrays).toEqual(together);
      }),
    );
  });
});

describe('conformColumns', () => {
  const some = Int32Array.of(2, 0);

  it('needs only the columns that are asked for, where there are names', () => {
    const table = conformColumns([{ area: 3, sold: true }], schema, some, 'Ridge') as Frame;
    expect(shape(table)).toEqual([
      ['sold', 'boolean'],
      ['area', 'number'],
    ]);
    expect(conformColumns(houses, schema, some, 'Ridge').toArray()).toEqual([
      [true, 120],
      [false, 80],
    ]);
  });

  it('needs all where there are none', () => {
    const cells = [[100, 'wood', false, null, 'new', 94110]];
    expect(conformColumns(cells, schema, some, 'Ridge').toArray()).toEqual([[false, 100]]);
    expect(() => conformColumns([[1, 2]], schema, some, 'Ridge')).toThrow(SchemaError);
  });
});

describe('readAs', () => {
  it('gives known columns the types of fit, and leaves the rest to those who use it', () => {
    const table = readAs([{ built: '2020-01-01', other: 'x', wall: null }], schema, 'Pipeline') as Frame;
    expect(shape(table)).toEqual([
      ['built', 'date'],
      ['other', 'category'],
      ['wall', 'category'],
    ]);
    expect(readAs(houses, schema, 'Pipeline')).toBe(houses);
    expect(readAs([[1, 2]], schema, 'Pipeline')).toBeInstanceOf(Matrix);
    expect(shape(readAs([[1, null, 0, '2020-01-01', 'x', 5]], schema, 'Pipeline'))).toEqual([
      ['x0', 'number'],
      ['x1', 'category'],
      ['x2', 'boolean'],
      ['x3', 'date'],
      ['x4', 'text'],
      ['x5', 'category'],
    ]);
  });

  it('refuses rows of which some lack a known column', () => {
    expect(() => readAs([{ area: 1, more: 1 }, { area: 2 }], schema, 'Pipeline')).not.toThrow();
    expect(() => readAs([{ area: 1 }, { wall: 'x' }], schema, 'Pipeline')).toThrowErrorMatchingInlineSnapshot(
      `[SchemaError: Pipeline: rows 0 and 1 of X do not both have 'area'. Give null for a value that is missing.]`,
    );
  });
});

describe('checkValues', () => {
  it('names the row and the column of what is missing or infinite', () => {
    const message = (table: Table, missing: boolean): string => {
      try {
        checkValues(table, 'Ridge', { missing });
      } catch (error) {
        return `${(error as Error).message} ${JSON.stringify((error as InvalidDataError).place)}`;
      }
      return 'fine';
    };
    const matrix = (value: number) =>
      Matrix.fromArrays(
        [
          [0, 1],
          [value, 2],
        ],
        ['a', 'b'],
      );
    const holes = Frame.fromRows([
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ]);
    const infinite = Number.POSITIVE_INFINITY;
    expect([
      message(matrix(Number.NaN), false),
      message(matrix(Number.NaN), true),
      message(matrix(infinite), true),
      message(SparseMatrix.fromDense(matrix(-infinite)), true),
      message(SparseMatrix.fromDense(matrix(Number.NaN)), false),
      message(holes, false),
      message(holes, true),
      message(Frame.fromRows([{ a: infinite }]), true),
      message(Frame.fromColumns({ d: [new Date(Number.NaN)] }), false),
      message(Frame.fromColumns({ t: ['x', null] }, { types: { t: 'text' } }), false),
      message(Frame.fromColumns({ t: [true, null] }), false),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: row 1, column 'a' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":1,"column":"a"}",
        "fine",
        "Ridge: row 1, column 'a' is Infinity. Replace infinite values before. {"row":1,"column":"a"}",
        "Ridge: row 1, column 'a' is -Infinity. Replace infinite values before. {"row":1,"column":"a"}",
        "Ridge: row 1, column 'a' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":1,"column":"a"}",
        "Ridge: row 1, column 'b' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":1,"column":"b"}",
        "fine",
        "Ridge: row 0, column 'a' is Infinity. Replace infinite values before. {"row":0,"column":"a"}",
        "Ridge: row 0, column 'd' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":0,"column":"d"}",
        "Ridge: row 1, column 't' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":1,"column":"t"}",
        "Ridge: row 1, column 't' is missing (NaN or null), which Ridge does not accept. Fill it first, for example with SimpleImputer in a pipeline, or drop the row. {"row":1,"column":"t"}",
      ]
    `);
  });
});
