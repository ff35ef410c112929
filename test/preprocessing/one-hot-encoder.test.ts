import fc from 'fast-check';
import {
  type Cell,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  NotFittedError,
  OneHotEncoder,
  type OneHotEncoderParams,
  SchemaError,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

type Cells = (number | string | null)[];

interface Recorded {
  params: OneHotEncoderParams;
  categories: Cells[];
  dropIdx: (number | null)[] | null;
  infrequent: (Cells | null)[];
  names: string[];
  transformed: number[][];
  inverse: Cells[];
  new: number[][] | null;
  newInverse?: Cells[];
}

const known = fixture<{
  X: Cells[];
  new: Cells[];
  names: string[];
  cases: Recorded[];
  numbers: number[][];
  onNumbers: Recorded[];
}>('preprocessing/one-hot-encoder');

const framed = (rows: Cells[]) => Frame.fromCells(rows, { columnNames: known.names });

/** Where numbers are grouped scikit-learn mixes them with a string; here the whole column becomes strings. */
function expectCells(actual: Frame, expected: Cells[]): void {
  const told = expected[0]!.map((_, j) => {
    const cells = expected.map((row) => row[j]!);
    return cells.includes('infrequent_sklearn') ? cells.map((cell) => cell && String(cell)) : cells;
  });
  expect(actual.columnNames.map((name) => actual.values(name))).toEqual(told);
}

describe('OneHotEncoder agrees with scikit-learn', () => {
  it.each(known.cases)('on strings and numbers with $params', async (recorded) => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    const X = framed(known.X);
    const encoder = await new OneHotEncoder(recorded.params).fit(X);
    expect(encoder.categories).toEqual(recorded.categories);
    expect(encoder.dropIdx).toEqual(recorded.dropIdx);
    expect(encoder.infrequentCategories).toEqual(recorded.infrequent);
    expect(encoder.featureNamesOut()).toEqual(recorded.names);
    const out = encoder.transform(X);
    expect(out).toBeInstanceOf(recorded.params.sparseOutput === false ? Matrix : SparseMatrix);
    expect(out.columnNames).toEqual(recorded.names);
    expect(out.toArray()).toEqual(recorded.transformed);
    expectCells(encoder.inverseTransform(out), recorded.inverse);
    if (recorded.new) {
      expect(encoder.transform(framed(known.new)).toArray()).toEqual(recorded.new);
      expectCells(encoder.inverseTransform(recorded.new), recorded.newInverse!);
      const { drop = null, handleUnknown } = recorded.params;
      const told = warned.mock.calls.map(([warning]) => (warning as Error).name);
      const expected = handleUnknown !== undefined && (handleUnknown === 'warn' || drop !== null);
      // One for the rows of fit where the given categories leave some out, one for the new rows.
      expect(told.length > 0).toBe(expected);
      expect(new Set(told)).toEqual(new Set(expected ? ['DataWarning'] : []));
    } else {
      expect(() => encoder.transform(framed(known.new))).toThrow(InvalidDataError);
    }
    warned.mockRestore();
  });

  it.each(known.onNumbers)('on a matrix of numbers with $params', async (recorded) => {
    const encoder = await new OneHotEncoder(recorded.params).fit(known.numbers);
    expect(encoder.categories).toEqual(recorded.categories);
    expect(encoder.dropIdx).toEqual(recorded.dropIdx);
    expect(encoder.infrequentCategories).toEqual(recorded.infrequent);
    // Python writes the number 1 as 1.0.
    expect(encoder.featureNamesOut()).toEqual(recorded.names.map((name) => name.replace(/\.0$/, '')));
    expect(encoder.transform(known.numbers).toArray()).toEqual(recorded.transformed);
    expectCells(encoder.inverseTransform(recorded.transformed), recorded.inverse);
    if (recorded.new) expect(encoder.transform([[3, null]]).toArray()).toEqual(recorded.new);
  });
});

const word = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '', null);
const rows = fc.array(fc.tuple(word, fc.constantFrom(1, 2.5, -3, null), fc.constantFrom(true, false)), {
  minLength: 1,
  maxLength: 20,
});
const columnNames = ['__proto__', 'constructor', 'n'];

describe('OneHotEncoder', () => {
  it('has one 1 a column in each row, and is undone by inverseTransform', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.boolean(), async (cells, sparseOutput) => {
        const X = Frame.fromCells(cells, { columnNames, types: { ['__proto__']: 'category' } });
        const encoder = await new OneHotEncoder({ sparseOutput }).fit(X);
        const out = encoder.transform(X);
        for (const row of out.toArray()) expect(row.reduce((sum, value) => sum + value, 0)).toBe(3);
        expect(encoder.inverseTransform(out).toArray()).toEqual(X.toArray());
      }),
    );
  });

  it('is undone with dropped categories too', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('first' as const, 'ifBinary' as const), async (cells, drop) => {
        const X = Frame.fromCells(cells, { columnNames });
        const encoder = await new OneHotEncoder({ drop }).fit(X);
        expect(encoder.inverseTransform(encoder.transform(X)).toArray()).toEqual(X.toArray());
      }),
    );
  });

  it('treats columns apart and rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const X = Frame.fromCells(cells, { columnNames });
        const whole = await new OneHotEncoder({ minFrequency: 2 }).fitTransform(X);
        const parts = await Promise.all(
          columnNames.map((name) => new OneHotEncoder({ minFrequency: 2 }).fitTransform(X.select([name]))),
        );
        expect(whole.toArray()).toEqual(cells.map((_, i) => parts.flatMap((part) => part.toArray()[i]!)));
        expect(whole.columnNames).toEqual(parts.flatMap((part) => part.columnNames!));
        const order = cells.map((_, i) => cells.length - 1 - i);
        const turned = await new OneHotEncoder({ minFrequency: 2 }).fitTransform(X.selectRows(order));
        expect(turned.selectRows(order).toArray()).toEqual(whole.toArray());
      }),
    );
  });

  it('takes every type of column but dates', async () => {
    const X = Frame.fromColumns(
      {
        flag: [true, null, false],
        size: [10, 9, 10],
        word: ['b', 'a', null],
        note: ['x', null, 'y'],
      },
      { types: { note: 'text' } },
    );
    const encoder = await new OneHotEncoder().fit(X);
    expect(encoder.categories).toEqual([
      [false, true, null],
      [9, 10],
      ['a', 'b', null],
      ['x', 'y', null],
    ]);
    expect(encoder.featureNamesOut().slice(0, 5)).toEqual([
      'flag_false',
      'flag_true',
      'flag_nan',
      'size_9',
      'size_10',
    ]);
    const back = encoder.inverseTransform(encoder.transform(X));
    expect(back.toArray()).toEqual(X.toArray());
    expect(back.types).toEqual(X.types);
    const dated = X.withColumn('day', [new Date(0), null, new Date(1)]);
    await expect(new OneHotEncoder().fit(dated)).rejects.toThrow(InvalidDataError);
    await expect(new OneHotEncoder().fit(dated)).rejects.toThrow(/'day' holds dates/);
  });

  it('takes a boolean column also as 0 and 1', async () => {
    const encoder = await new OneHotEncoder({ sparseOutput: false }).fit([
      { flag: true, size: 1 },
      { flag: false, size: 2 },
    ]);
    expect(
      encoder
        .transform([
          [1, 2],
          [0, 1],
        ])
        .toArray(),
    ).toEqual([
      [0, 1, 0, 1],
      [1, 0, 1, 0],
    ]);
    expect(() => encoder.transform([[2, 2]])).toThrow(SchemaError);
  });

  it('counts only the categories that rows hold, in whatever order the dictionary is', async () => {
    const wall = { type: 'category' as const, codes: Int32Array.of(2, 0, 2), categories: ['z', 'gone', 'b'] };
    const X = Frame.fromColumns({ wall });
    const encoder = await new OneHotEncoder().fit(X);
    expect(encoder.categories).toEqual([['b', 'z']]);
    expect(encoder.transform(X).toArray()).toEqual([
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    const unused = { ...wall, categories: ['b', 'gone', 'z'] };
    expect(encoder.transform(Frame.fromColumns({ wall: unused })).toArray()[0]).toEqual([0, 1]);
  });

  it('names unknown categories, their column and their row', async () => {
    const encoder = await new OneHotEncoder().fit([{ constructor: 'a' }, { constructor: 'b' }]);
    const transform = () =>
      encoder.transform([{ constructor: 'a' }, { constructor: 'toString' }, { constructor: '__proto__' }]);
    expect(transform).toThrow(InvalidDataError);
    expect(transform).toThrow(
      /column 'constructor' holds "__proto__", "toString", which fit did not see \(first in row 1\)/,
    );
    expect(() => encoder.transform([{ constructor: null }])).toThrow(/holds null \(missing\)/);
    const listed = new OneHotEncoder({ categories: [['a']] });
    await expect(listed.fit([{ c: 'a' }, { c: 'toString' }])).rejects.toThrow(/column 'c' holds "toString"/);
    const many = Array.from({ length: 20 }, (_, i) => ({ constructor: `u${i}` }));
    expect(() => encoder.transform(many)).toThrow(/20 in all/);
  });

  it('names columns by your function', async () => {
    const rows = [{ c: 'a' }, { c: null }];
    const featureNameCombiner = (column: string, category: Cell) => `${column}=${category}`;
    const encoder = await new OneHotEncoder({ featureNameCombiner }).fit(rows);
    expect(encoder.featureNamesOut()).toEqual(['c=a', 'c=null']);
    const wrong = new OneHotEncoder({ featureNameCombiner: () => 1 as unknown as string });
    await expect(wrong.fit(rows)).rejects.toThrow(InvalidParameterError);
    await expect(wrong.fit(rows)).rejects.toThrow(/must return a string. Got 1/);
  });

  it('keeps what fit was told when parameters change', async () => {
    const encoder = await new OneHotEncoder({ handleUnknown: 'ignore' }).fit([{ c: 'a' }, { c: 'b' }]);
    encoder.setParams({ handleUnknown: 'error', sparseOutput: false, drop: 'first' });
    const out = encoder.transform([{ c: 'z' }]);
    expect(out).toBeInstanceOf(SparseMatrix);
    expect(out.toArray()).toEqual([[0, 0]]);
  });

  it('reads scores back, the largest one wins, and refuses rows that mean nothing', async () => {
    const encoder = await new OneHotEncoder().fit([['a'], ['b']]);
    expectClose(encoder.transform([['b']]), [[0, 1]]);
    expect(encoder.inverseTransform([[0.2, 0.7]]).toArray()).toEqual([['b']]);
    expect(() =>
      encoder.inverseTransform([
        [1, 0],
        [0, 0],
      ]),
    ).toThrow(/row 1 holds no category of column 'x0'/);
    expect(() => encoder.inverseTransform([[1, 0, 0]])).toThrow(/needs the 2 columns/);
    const single = await new OneHotEncoder({ drop: 'first' }).fit([
      ['a', 'x'],
      ['a', 'y'],
    ]);
    expect(single.inverseTransform([[0], [1]]).toArray()).toEqual([
      ['a', 'x'],
      ['a', 'y'],
    ]);
  });

  it('refuses parameters that make no sense', async () => {
    const X = [{ c: 'a' }, { c: 'b' }, { c: 'b' }];
    const cases: [Partial<Record<keyof OneHotEncoderParams, unknown>>, RegExp][] = [
      [{ categories: 'all' }, /'categories'/],
      [{ categories: ['a', 'b'] }, /'categories'/],
      [{ categories: [['a', {}]] }, /'categories'/],
      [{ categories: [['a', 'b'], ['c']] }, /one list for each of the 1 columns/],
      [{ categories: [[]] }, /column 'c' is empty/],
      [{ categories: [['a', 'b', 'a']] }, /twice/],
      [{ categories: [['a', null, 'b']] }, /null last/],
      [{ categories: [['a', 1, 'b']] }, /holds 1, but the column is of type category/],
      [{ drop: 'second' }, /'drop'/],
      [{ drop: ['a', 'b'] }, /one category for each of the 1 columns/],
      [{ drop: ['constructor'] }, /names "constructor", which column 'c' does not hold/],
      [{ drop: ['a'], minFrequency: 2 }, /"a" of column 'c', which is infrequent/],
      [{ minFrequency: 0 }, /'minFrequency'/],
      [{ minFrequency: 1.5 }, /'minFrequency'/],
      [{ maxCategories: 0 }, /'maxCategories'/],
      [{ handleUnknown: 'toString' }, /'handleUnknown'/],
      [{ sparseOutput: 1 }, /'sparseOutput'/],
      [{ featureNameCombiner: 'join' }, /'featureNameCombiner'/],
    ];
    for (const [params, message] of cases) {
      const encoder = new OneHotEncoder(params as Partial<OneHotEncoderParams>);
      await expect(encoder.fit(X)).rejects.toThrow(InvalidParameterError);
      await expect(encoder.fit(X)).rejects.toThrow(message);
    }
    expect(() => new OneHotEncoder().categories).toThrow(NotFittedError);
    await expect(new OneHotEncoder().fit(SparseMatrix.fromDense(Matrix.fromArrays([[1]])))).rejects.toThrow(
      InvalidDataError,
    );
  });
});
