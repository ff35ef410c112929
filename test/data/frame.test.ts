import { inspect } from 'node:util';
import fc from 'fast-check';
import { type Cell, type Column, type ColumnType, Frame, InvalidDataError, Matrix } from 'pipefit';
import { describe, expect, it } from 'vitest';

const houses = Frame.fromRows([
  { price: 303_000, wall: 'brick', sold: true, built: new Date('1990-01-01'), note: null },
  { price: 92_000.5, wall: null, sold: false, built: new Date('2001-05-06T07:08:09Z'), note: null },
  { price: null, wall: 'wood', sold: null, built: null, note: null },
  { price: 120_000, wall: 'brick', sold: true, built: new Date('1990-01-01'), note: null },
]);

const column = (values: ArrayLike<unknown>, type?: ColumnType): Column =>
  Frame.fromColumns({ v: values }, type === undefined ? {} : { types: { v: type } }).column('v');

describe('Frame is made', () => {
  it('of rows, each column of the type its values share', () => {
    expect(houses.types).toEqual(['number', 'category', 'boolean', 'date', 'number']);
    expect([houses.rows, houses.cols, houses.named]).toEqual([4, 5, true]);
    expect(houses.column('wall')).toEqual({
      type: 'category',
      codes: Int32Array.of(0, -1, 1, 0),
      categories: ['brick', 'wood'],
    });
    expect(houses.column('sold')).toEqual({ type: 'boolean', values: Int8Array.of(1, 0, -1, 1) });
  });

  it('of rows that lack properties, which are then missing', () => {
    const frame = Frame.fromRows([{ a: 1 }, { b: 'x', a: 2 }, { b: 'y' }]);
    expect(frame.columnNames).toEqual(['a', 'b']);
    expect(frame.toArray()).toEqual([
      [1, null],
      [2, 'x'],
      [null, 'y'],
    ]);
  });

  it('of columns: an object, pairs, a Map, typed arrays, columns of another frame', () => {
    const a = Float32Array.of(1, 2);
    const object = Frame.fromColumns({ a, b: ['x', 'y'] });
    const pairs = Frame.fromColumns([
      ['a', a],
      ['b', object.column('b')],
    ]);
    const map = Frame.fromColumns(
      new Map<string, ArrayLike<unknown>>([
        ['a', a],
        ['b', ['x', 'y']],
      ]),
    );
    for (const frame of [object, pairs, map])
      expect(frame.toArray()).toEqual([
        [1, 'x'],
        [2, 'y'],
      ]);
  });

  it('of cells, with names or without', () => {
    expect(Frame.fromCells([[1, 'x']], { columnNames: ['a', 'b'] }).row(0)).toEqual({ a: 1, b: 'x' });
    expect(Frame.fromCells([[1, 'x']]).named).toBe(false);
    expect(Frame.fromCells([], { columnNames: ['a'] }).cols).toBe(1);
  });

  it('of a matrix', () => {
    const frame = Frame.fromMatrix(Matrix.fromArrays([[1, Number.NaN]], ['a', 'b']));
    expect(frame.row(0)).toEqual({ a: 1, b: null });
    expect(Frame.fromMatrix(Matrix.fromArrays([[1]])).named).toBe(false);
  });

  it('of nothing, and grown column by column', () => {
    const frame = Frame.fromColumns({})
      .withColumn('a', [1, 2])
      .withColumn('b', ({ a }) => -(a as number));
    expect(frame.toArray()).toEqual([
      [1, -1],
      [2, -2],
    ]);
    expect(Frame.fromRows([]).rows).toBe(0);
  });

  it('with types that are named', () => {
    expect(column([94110, '02139', true], 'category')).toMatchObject({
      categories: ['02139', '94110', 'true'],
    });
    expect(column(['a', null, 'b'], 'text')).toEqual({ type: 'text', values: ['a', null, 'b'] });
    expect(column([1, 0, null, true], 'boolean')).toEqual({
      type: 'boolean',
      values: Int8Array.of(1, 0, -1, 1),
    });
    expect(column([true, 2.5, undefined], 'number')).toEqual({
      type: 'number',
      values: Float64Array.of(1, 2.5, Number.NaN),
    });
    const named = Frame.fromRows([{ a: 1, b: 1 }], { types: new Map([['b', 'category']]) });
    expect(named.types).toEqual(['number', 'category']);
  });

  it('with dates in ISO 8601, UTC where no zone is given', () => {
    const texts = [
      '2024-02-29',
      '2024-02-29T10:20',
      '2024-02-29 10:20:30.5',
      '2024-02-29T10:20:30.123456Z',
      '2024-02-29T00:30+01:00',
      '2024-02-29T23:30:00-0130',
      '2024-02-29T12:00+01',
      '0099-01-01',
    ];
    expect(Frame.fromColumns({ v: texts }, { types: { v: 'date' } }).values('v')).toEqual(
      [
        '2024-02-29T00:00:00Z',
        '2024-02-29T10:20:00Z',
        '2024-02-29T10:20:30.500Z',
        '2024-02-29T10:20:30.123Z',
        '2024-02-28T23:30:00Z',
        '2024-03-01T01:00:00Z',
        '2024-02-29T11:00:00Z',
        '0099-01-01T00:00:00Z',
      ].map((text) => new Date(text)),
    );
    expect(column([0, new Date(5), null, new Date(Number.NaN)], 'date')).toEqual({
      type: 'date',
      values: Float64Array.of(0, 5, Number.NaN, Number.NaN),
    });
    const wrong = [
      '2023-02-29',
      '05/06/2024',
      'May 5',
      '2024-13-01',
      '2024-01-01T25:00',
      '2024',
      '',
      'wall 5',
    ];
    for (const text of wrong) {
      expect(() => column([text], 'date')).toThrow(
        /row 0 holds ".*", which is no date. Give a Date, milliseconds or an ISO 8601 text/,
      );
    }
  });

  it('not of what does not fit, and says why', () => {
    const text = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidDataError);
        return (error as Error).message;
      }
      return expect.fail('no error');
    };
    const badCodes = { type: 'category', codes: Int32Array.of(0, 2), categories: ['a'] } as const;
    expect([
      text(() => Frame.fromColumns({ a: [1], b: [1, 2] })),
      text(() =>
        Frame.fromColumns([
          ['a', [1]],
          ['a', [2]],
        ]),
      ),
      text(() => Frame.fromColumns([[5 as never, [1]]])),
      text(() => Frame.fromColumns({ a: 5 as never })),
      text(() => Frame.fromColumns({ a: ['x'] }, { types: { a: 'string' as never } })),
      text(() => Frame.fromRows([{ price: 1 }], { types: { prise: 'category' } })),
      text(() => Frame.fromRows([null as never])),
      text(() => Frame.fromRows([[1] as never])),
      text(() => Frame.fromCells([[1], [1, 2]])),
      text(() => Frame.fromCells([[1]], { columnNames: ['a', 'b'] })),
      text(() => Frame.fromColumns({ a: [1, 'x', 2] })),
      text(() => column(['yes'], 'boolean')),
      text(() => column(['5'], 'number')),
      text(() => column([{}], 'text')),
      text(() => column([new Date(0)], 'category')),
      text(() => Frame.fromColumns({ a: badCodes })),
      text(() => Frame.fromColumns({ a: { ...badCodes, categories: ['a', 'b', 'a'] } })),
      text(() => Frame.fromColumns({ a: { type: 'number', values: [1, 2] as never } })),
      text(() => houses.withColumnNames(['a'])),
    ]).toMatchInlineSnapshot(`
      [
        "Column 'b' has 2 values where 1 rows were expected.",
        "Columns 0 and 1 are both named 'a'. Column names must differ.",
        "The name of column 0 must be a string. Got 5.",
        "Column 'a' must be an array, a typed array or a column of a Frame. Got 5.",
        "Column 'a': there is no type "string". Types are number, category, boolean, date, text.",
        "The option 'types' names the column 'prise', which the data does not have. Did you mean 'price'?",
        "Row 0 is null where an object is needed.",
        "Row 0 is [1] where an object is needed.",
        "Row 1 has 2 values where 1 were expected.",
        "Row 0 has 1 values where 2 were expected.",
        "Column 'a' mixes types: row 1 holds "x" after values of type number. Convert them first, or make a Frame with the option 'types', which names the type.",
        "Column 'v', row 0 holds "yes", which is no boolean.",
        "Column 'v', row 0 holds "5", which is no number.",
        "Column 'v', row 0 holds an object where a number, string, boolean, date or null is needed. Take the value out of it, or leave the column out.",
        "Column 'v', row 0 holds a Date, which is no category.",
        "Column 'a', row 1: the code 2 has no category; there are 1.",
        "Column 'a' needs a list of distinct categories.",
        "Column 'a' of type number must hold its values as Float64Array. Give the plain values instead to have them converted.",
        "A frame of 5 columns got 1 column names.",
      ]
    `);
  });
});

describe('Frame gives', () => {
  it('cells, rows and columns, missing ones as null', () => {
    expect(houses.at(1, 'wall')).toBeNull();
    expect(houses.at(2, 0)).toBeNull();
    expect(houses.at(0, -2)).toEqual(new Date('1990-01-01'));
    expect(houses.values('sold')).toEqual([true, false, null, true]);
    expect(houses.has('wall')).toBe(true);
    expect(houses.has('Wall')).toBe(false);
  });

  it('rows that print like plain objects, and inherit nothing', () => {
    const row = houses.select(['price', 'wall']).row(0);
    expect(inspect(row)).toBe("{ price: 303000, wall: 'brick' }");
    expect(inspect(Frame.fromRows([JSON.parse('{"__proto__": 1}')]).row(0))).toBe("{ ['__proto__']: 1 }");
    expect(Object.keys(row)).toEqual(['price', 'wall']);
    expect('toString' in row).toBe(false);
    expect(structuredClone(row)).toEqual({ price: 303_000, wall: 'brick' });
  });

  it('chosen columns, in their order', () => {
    expect(houses.select(['wall', 0]).columnNames).toEqual(['wall', 'price']);
    expect(houses.drop(['built', -1]).columnNames).toEqual(['price', 'wall', 'sold']);
    expect(houses.selectColumns([]).cols).toBe(0);
    expect(() => houses.select(['prce'])).toThrow("There is no column 'prce'. Did you mean 'price'?");
    expect(() => houses.column(5)).toThrow('There is no column 5: the data has 5 columns.');
    expect(() => houses.drop([-6])).toThrow(InvalidDataError);
    expect(() => houses.column(0.5)).toThrow(InvalidDataError);
    expect(() => houses.select(['wall', 'wall'])).toThrow(/both named 'wall'/);
  });

  it('chosen rows, in their order', () => {
    expect(houses.selectRows([3, 0, 3]).values('price')).toEqual([120_000, 303_000, 120_000]);
    expect(houses.head(2).rows).toBe(2);
    expect(houses.head(99).rows).toBe(4);
    expect(houses.head(-1).rows).toBe(0);
    expect(houses.filter(({ wall }) => wall === 'brick').values('price')).toEqual([303_000, 120_000]);
    expect(houses.filter((_, i) => i === 2).toArray()).toEqual([[null, 'wood', null, null, null]]);
    for (const wrong of [4, -1, 0.5, Number.NaN]) {
      expect(() => houses.selectRows([0, wrong])).toThrow(`There is no row ${wrong}: the data has 4 rows`);
      expect(() => houses.row(wrong)).toThrow(InvalidDataError);
      expect(() => houses.at(wrong, 0)).toThrow(InvalidDataError);
    }
  });

  it('a column added or replaced', () => {
    const more = houses.withColumn('double', ({ price }) => (price === null ? null : 2 * (price as number)));
    expect(more.values('double')).toEqual([606_000, 184_001, null, 240_000]);
    expect(houses.has('double')).toBe(false);
    const replaced = houses.withColumn('wall', [1, 2, 3, 4]);
    expect([replaced.types[1], replaced.cols]).toEqual(['number', 5]);
    expect(houses.withColumn('when', ['2024-01-01', null, null, null], 'date').at(0, 'when')).toEqual(
      new Date('2024-01-01'),
    );
    expect(houses.withColumn('i', (_, i) => i).values('i')).toEqual([0, 1, 2, 3]);
    expect(() => houses.withColumn('x', [1])).toThrow("Column 'x' has 1 values where 4 rows were expected.");
    const unnamed = Frame.fromCells([[1, 'x']]);
    expect(unnamed.withColumn('x0', [2]).named).toBe(false);
    expect(unnamed.withColumn('c', [2]).named).toBe(true);
  });

  it('other names', () => {
    expect(houses.rename({ wall: 'walls' }).columnNames[1]).toBe('walls');
    expect(
      houses
        .rename(
          new Map([
            ['wall', 'price'],
            ['price', 'wall'],
          ]),
        )
        .columnNames.slice(0, 2),
    ).toEqual(['wall', 'price']);
    expect(() => houses.rename({ wal: 'x' })).toThrow("Did you mean 'wall'?");
    expect(() => houses.rename({ wall: 'price' })).toThrow(/both named 'price'/);
    expect(houses.withColumnNames(null).columnNames).toEqual(['x0', 'x1', 'x2', 'x3', 'x4']);
    expect(houses.withColumnNames(null).named).toBe(false);
  });

  it('groups, in order of first appearance', () => {
    const groups = houses.groupBy('wall');
    expect([...groups.keys()]).toEqual(['brick', null, 'wood']);
    expect(groups.get('brick')!.values('price')).toEqual([303_000, 120_000]);
    expect([...houses.groupBy('built').values()].map(({ rows }) => rows)).toEqual([2, 1, 1]);
    expect([...houses.groupBy('sold').keys()]).toEqual([true, false, null]);
    expect([...houses.groupBy('price').keys()]).toEqual([303_000, 92_000.5, null, 120_000]);
  });

  it('counts of missing values', () => {
    expect(Object.fromEntries(houses.missingCounts())).toEqual({
      price: 1,
      wall: 1,
      sold: 1,
      built: 1,
      note: 4,
    });
  });

  it('numbers as a matrix, and names what is none', () => {
    const matrix = houses.select(['price', 'sold']).toMatrix();
    expect(matrix.toArray()).toEqual([
      [303_000, 1],
      [92_000.5, 0],
      [Number.NaN, Number.NaN],
      [120_000, 1],
    ]);
    expect(matrix.columnNames).toEqual(['price', 'sold']);
    expect(
      Frame.fromCells([[true, 'x']])
        .select([0])
        .toMatrix().columnNames,
    ).toBeNull();
    expect(() => houses.toMatrix()).toThrowErrorMatchingInlineSnapshot(
      `[InvalidDataError: Column 'wall' holds values of type category (such as "brick") where numbers are needed. Encode it first (OneHotEncoder, OrdinalEncoder) or leave it out.]`,
    );
  });
});

describe('Frame prints', () => {
  it('its first rows', () => {
    expect(String(houses)).toMatchInlineSnapshot(`
      "Frame 4 x 5
           price  wall   sold   built                note
      -  -------  -----  -----  -------------------  ----
      0   303000  brick  true   1990-01-01           -
      1  92000.5  -      false  2001-05-06 07:08:09  -
      2        -  wood   -      -                    -
      3   120000  brick  true   1990-01-01           -"
    `);
    expect(inspect(houses)).toBe(String(houses));
  });

  it('what it leaves out', () => {
    const wide = Frame.fromCells(
      Array.from({ length: 12 }, (_, i) => Array.from({ length: 14 }, (_, j) => i * j)),
    );
    expect(String(wide)).toMatchInlineSnapshot(`
      "Frame 12 x 14
         x0  x1  x2  x3  x4  x5  x6  x7  x8  x9  x10  x11
      -  --  --  --  --  --  --  --  --  --  --  ---  ---
      0   0   0   0   0   0   0   0   0   0   0    0    0
      1   0   1   2   3   4   5   6   7   8   9   10   11
      2   0   2   4   6   8  10  12  14  16  18   20   22
      3   0   3   6   9  12  15  18  21  24  27   30   33
      4   0   4   8  12  16  20  24  28  32  36   40   44
      5   0   5  10  15  20  25  30  35  40  45   50   55
      6   0   6  12  18  24  30  36  42  48  54   60   66
      7   0   7  14  21  28  35  42  49  56  63   70   77
      8   0   8  16  24  32  40  48  56  64  72   80   88
      9   0   9  18  27  36  45  54  63  72  81   90   99
      ... 2 more rows, 2 more columns"
    `);
  });

  it('awkward texts in one line', () => {
    const awkward = Frame.fromRows([{ 'a\nb': 'tab\there', long: 'x'.repeat(40), tiny: 1e-9, big: 1 / 3 }]);
    expect(String(awkward)).toMatchInlineSnapshot(`
      "Frame 1 x 4
         a\\nb       long                              tiny       big
      -  ---------  --------------------------------  ----  --------
      0  tab\\there  xxxxxxxxxxxxxxxxxxxxxxxxxxxxx...  1e-9  0.333333"
    `);
    expect(String(Frame.fromRows([]))).toBe('Frame 0 x 0\n\n');
  });

  it('a description of its columns', () => {
    expect(String(houses.describe())).toMatchInlineSnapshot(`
      "column  type      count  missing  distinct                 mean           std         min         q25      median                      q75                  max  top
      ------  --------  -----  -------  --------  -------------------  ------------  ----------  ----------  ----------  -----------------------  -------------------  ---------
      price   number        3        1         3               171667        114596     92000.5      106000      120000                   211500               303000  -
      wall    category      3        1         2                    -             -           -           -           -                        -                    -  brick (2)
      sold    boolean       3        1         2                    -             -           -           -           -                        -                    -  true (2)
      built   date          3        1         2  1993-10-13 02:22:43  2392.13 days  1990-01-01  1990-01-01  1990-01-01  1995-09-03 15:34:04.500  2001-05-06 07:08:09  -
      note    number        0        4         0                    -             -           -           -           -                        -                    -  -"
    `);
    const { columns } = houses.describe();
    expect(columns.map(({ distinct }) => distinct)).toEqual([3, 2, 2, 2, 0]);
    expect(columns[1]).toMatchObject({ top: 'brick', topCount: 2, mean: null, missing: 1, count: 3 });
  });
});

/** Cells of one type, some missing; a column that has none at all is a number column. */
const columnCells: fc.Arbitrary<Cell[]> = fc.oneof(
  ...[
    fc.double({ noNaN: true }),
    fc.string(),
    fc.boolean(),
    fc.date({ noInvalidDate: true }),
    fc.constantFrom('__proto__', 'constructor', ''),
  ].map((cell) => fc.array(fc.option(cell as fc.Arbitrary<Cell>), { minLength: 4, maxLength: 4 })),
);
const anyColumns = fc.uniqueArray(
  fc.tuple(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toString', '0')), columnCells),
  { minLength: 1, maxLength: 5, selector: ([name]) => name },
);

describe('Frame keeps what it is given', () => {
  it('through rows, cells and columns and back', () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const frame = Frame.fromColumns(columns);
        const again = Frame.fromRows(frame.toRows());
        // Names that are whole numbers come first among an object's keys.
        expect(again.select(frame.columnNames).toArray()).toEqual(frame.toArray());
        const cells = Frame.fromCells(frame.toArray(), { columnNames: frame.columnNames });
        expect(cells.toArray()).toEqual(frame.toArray());
        columns.forEach(([name, values]) => {
          expect(frame.values(name)).toEqual(values);
        });
      }),
    );
  });

  it('in the rows it selects', () => {
    const indices = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 8 });
    fc.assert(
      fc.property(anyColumns, indices, (columns, chosen) => {
        const frame = Frame.fromColumns(columns);
        const all = frame.toArray();
        expect(frame.selectRows(chosen).toArray()).toEqual(chosen.map((i) => all[i]));
      }),
    );
  });

  it('in its groups, each row in one', () => {
    fc.assert(
      fc.property(anyColumns, (columns) => {
        const frame = Frame.fromColumns(columns).withColumn('row number', [0, 1, 2, 3]);
        const groups = frame.groupBy(0);
        const seen = [...groups.values()].flatMap((group) => group.values('row number'));
        expect(seen.sort()).toEqual([0, 1, 2, 3]);
        // Zero has two signs, which are one group.
        const unsigned = (value: unknown) => (value === 0 ? 0 : value);
        for (const [key, group] of groups) {
          for (const value of group.values(0)) expect(unsigned(value)).toEqual(unsigned(key));
        }
      }),
    );
  });

  it('when its columns are used by many frames, and arrays change that they were made of', () => {
    const given = Float64Array.of(1, 2);
    const frame = Frame.fromColumns({ a: given });
    given[0] = 9;
    expect(frame.values('a')).toEqual([1, 2]);
    expect(frame.select(['a']).column('a')).toBe(frame.column('a'));
  });
});
