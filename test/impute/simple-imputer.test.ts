import fc from 'fast-check';
import {
  type Cell,
  DataWarning,
  Frame,
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  MissingIndicator,
  NotFittedError,
  SimpleImputer,
  type SimpleImputerParams,
  SparseMatrix,
  UnsupportedError,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

type Cells = (number | string | null)[];

interface Recorded<T = number> {
  params: SimpleImputerParams;
  statistics: (T | null)[];
  names: string[];
  transformed: T[][];
  new: T[][];
  inverse?: number[][];
}

const known = fixture<{
  X: number[][];
  new: number[][];
  marked: number[][];
  sparse: number[][];
  words: Cells[];
  newWords: Cells[];
  asked: string[][];
  dense: Recorded[];
  numbers: Recorded[];
  csr: Recorded[];
  strings: Recorded<string | number>[];
  stringMarks: Recorded<string | number>[];
  maximum: number[][];
}>('impute/simple-imputer');

const letters = ['a', 'b', 'c', 'd', 'e'];
const silent = { onWarning: () => {} };
const numbersOf = (values: readonly Cell[]) =>
  values.map((value) => (value === null ? Number.NaN : Number(value)));
const wordFrame = (rows: Cells[]) =>
  Frame.fromCells(rows, { columnNames: ['a', 'b', 'c'], types: { a: 'category', b: 'category', c: 'text' } });

describe('SimpleImputer agrees with scikit-learn', () => {
  it.each(known.dense)('on dense numbers with $params', async (recorded) => {
    const X = Matrix.fromArrays(known.X, letters);
    const imputer = await new SimpleImputer(recorded.params).fit(X, undefined, silent);
    expectClose(numbersOf(imputer.statistics), numbersOf(recorded.statistics));
    const out = imputer.transform(X);
    expect(out).toBeInstanceOf(Matrix);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out as Matrix, recorded.transformed);
    expectClose(imputer.transform(known.new) as Matrix, recorded.new);
    if (recorded.inverse) expectClose(imputer.inverseTransform(out) as Matrix, recorded.inverse);
    // A frame of numbers is a table of numbers too.
    expectClose(
      (await new SimpleImputer(recorded.params).fitTransform(
        Frame.fromMatrix(X),
        undefined,
        silent,
      )) as Matrix,
      recorded.transformed,
    );
  });

  it.each(known.numbers)('where a number stands for missing, with $params', async (recorded) => {
    const X = Matrix.fromArrays(known.marked, letters);
    const imputer = await new SimpleImputer(recorded.params).fit(X, undefined, silent);
    expectClose(numbersOf(imputer.statistics), numbersOf(recorded.statistics));
    const out = imputer.transform(X) as Matrix;
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out, recorded.transformed);
    const fresh = known.new.map((row) => row.map((value) => (Number.isNaN(value) ? -1 : value)));
    expectClose(imputer.transform(fresh) as Matrix, recorded.new);
    if (recorded.inverse) expectClose(imputer.inverseTransform(out) as Matrix, recorded.inverse);
  });

  it.each(known.csr)('on sparse data with $params', async (recorded) => {
    const X = SparseMatrix.fromDense(Matrix.fromArrays(known.sparse, letters));
    const imputer = await new SimpleImputer(recorded.params).fit(X, undefined, silent);
    expectClose(numbersOf(imputer.statistics), numbersOf(recorded.statistics));
    const out = imputer.transform(X);
    expect(out).toBeInstanceOf(SparseMatrix);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out as SparseMatrix, recorded.transformed);
    const fresh = SparseMatrix.fromDense(Matrix.fromArrays(known.new));
    expectClose(imputer.transform(fresh) as SparseMatrix, recorded.new);
  });

  it.each(known.strings)('on strings with $params', async (recorded) => {
    const X = wordFrame(known.words);
    const imputer = await new SimpleImputer(recorded.params).fit(X, undefined, silent);
    expect(imputer.statistics).toEqual(recorded.statistics);
    const out = imputer.transform(X) as Frame;
    expect(out).toBeInstanceOf(Frame);
    expect(out.columnNames).toEqual(recorded.names);
    expect(out.toArray()).toEqual(recorded.transformed.map((row) => row.map(flag)));
    expect(imputer.transform(wordFrame(known.newWords)).toArray()).toEqual(
      recorded.new.map((row) => row.map(flag)),
    );
    expect(out.types.slice(0, 2)).toEqual(
      recorded.names[1] === 'b' ? ['category', 'category'] : ['category', 'text'],
    );
    if (recorded.params.addIndicator) expect(imputer.inverseTransform(out).toArray()).toEqual(known.words);
  });

  it.each(known.stringMarks)('where a string stands for missing, with $params', async (recorded) => {
    const X = wordFrame(known.asked);
    const imputer = await new SimpleImputer(recorded.params).fit(X, undefined, silent);
    expect(imputer.statistics).toEqual(recorded.statistics);
    const out = imputer.transform(X);
    expect(out.columnNames).toEqual(recorded.names);
    expect(out.toArray()).toEqual(recorded.transformed.map((row) => row.map(flag)));
    if (recorded.params.addIndicator) expect(imputer.inverseTransform(out).toArray()).toEqual(known.asked);
  });

  it('with a function', async () => {
    const columns = [0, 2, 3];
    const maximum = new SimpleImputer({ strategy: (values) => Math.max(...values) });
    await maximum.fit(Matrix.fromArrays(known.X).selectColumns(columns));
    expectClose(
      maximum.transform(Matrix.fromArrays(known.new).selectColumns(columns)) as Matrix,
      known.maximum,
    );
  });
});

/** Marks of missing values beside strings are recorded as true and false. */
function flag(cell: string | number | boolean): string | number {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}

const cell = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 1, arbitrary: fc.constant(null) },
);
const table = fc.array(fc.tuple(cell, cell, fc.constantFrom('x', 'y', '__proto__', 'constructor', null)), {
  minLength: 1,
  maxLength: 15,
});
const strategy = fc.constantFrom(
  'mean' as const,
  'median' as const,
  'mostFrequent' as const,
  'constant' as const,
);

describe('SimpleImputer', () => {
  it('leaves nothing missing and changes nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(table, strategy, async (rows, name) => {
        const X = rows.map(([a, b]) => [a, b]);
        const imputer = await new SimpleImputer({ strategy: name, keepEmptyFeatures: true }).fit(X);
        const out = imputer.transform(X).toArray();
        const expected = X.map((row) => row.map((value, j) => value ?? imputer.statistics[j]));
        expect(out).toEqual(expected);
      }),
    );
  });

  it('is undone by inverseTransform, and marks what it filled', async () => {
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.boolean(),
        fc.constantFrom('mostFrequent' as const, 'constant' as const),
        async (rows, keepEmptyFeatures, name) => {
          const X = Frame.fromCells(rows, {
            columnNames: ['__proto__', 'toString', 'word'],
            types: { word: 'category' },
          });
          const imputer = new SimpleImputer({ strategy: name, addIndicator: true, keepEmptyFeatures });
          const out = await imputer.fitTransform(X, undefined, silent);
          expect(imputer.inverseTransform(out).toArray()).toEqual(X.toArray());
          expect([...out.missingCounts().values()].every((count) => count === 0)).toBe(true);
          const lacking = X.columnNames.filter((column) => X.missingCounts().get(column)! > 0);
          const marks = out.selectColumns(lacking.map((column) => `missingindicator_${column}`));
          const missing = X.select(lacking).toArray();
          expect(marks.toArray()).toEqual(missing.map((row) => row.map((value) => Number(value === null))));
        },
      ),
    );
  });

  it('treats columns apart and rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(table, strategy, async (rows, name) => {
        const X = rows.map(([a, b]) => [a, b]);
        const params = { strategy: name, keepEmptyFeatures: true };
        const both = await new SimpleImputer(params).fit(X);
        const alone = await new SimpleImputer(params).fit(X.map(([a]) => [a!]));
        expect(both.statistics[0]).toBe(alone.statistics[0]);
        const turned = await new SimpleImputer(params).fit([...X].reverse());
        expectClose(numbersOf(turned.statistics), numbersOf(both.statistics));
      }),
    );
  });

  it('fills sparse data as it fills dense data', async () => {
    const sparseCell = fc.constantFrom(0, 0, 0, 1, -2, 3, Number.NaN);
    const X = fc.array(fc.tuple(sparseCell, sparseCell), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(X, strategy, fc.boolean(), async (rows, name, addIndicator) => {
        const dense = Matrix.fromArrays(rows);
        const params = { strategy: name, addIndicator, fillValue: name === 'constant' ? 9 : null };
        const expected = await new SimpleImputer(params).fitTransform(dense, undefined, silent);
        const out = await new SimpleImputer(params).fitTransform(
          SparseMatrix.fromDense(dense),
          undefined,
          silent,
        );
        expectClose(out as SparseMatrix, expected as Matrix);
        expect(out.columnNames).toEqual(expected.columnNames);
      }),
    );
  });

  it('keeps the types of a frame and fills booleans', async () => {
    const X = Frame.fromColumns(
      { n: [1, null, 1], flag: [true, null, true], word: ['a', 'b', null], note: [null, 'y', 'x'] },
      { types: { note: 'text' } },
    );
    const out = (await new SimpleImputer({ strategy: 'mostFrequent' }).fitTransform(X)) as Frame;
    expect(out.types).toEqual(['number', 'boolean', 'category', 'text']);
    expect(out.toArray()[1]).toEqual([1, true, 'b', 'y']);
    expect(out.toArray()[2]).toEqual([1, true, 'a', 'x']);
    const constant = await new SimpleImputer({ strategy: 'constant' }).fit(X);
    expect(constant.statistics).toEqual([0, false, 'missing_value', 'missing_value']);
    const empty = [{ n: null, flag: null, word: null, note: null }];
    expect(constant.transform(empty).toArray()).toEqual([[0, false, 'missing_value', 'missing_value']]);
    const numbers = await new SimpleImputer().fitTransform(X.select(['n', 'flag']));
    expect(numbers).toBeInstanceOf(Matrix);
    expect(numbers.toArray()).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ]);
  });

  it('takes the smallest of several most frequent values', async () => {
    const imputer = await new SimpleImputer({ strategy: 'mostFrequent' }).fit([
      [10, 'b', true],
      [9, 'a', false],
      [9, 'b', null],
      [10, 'a', null],
    ]);
    expect(imputer.statistics).toEqual([9, 'a', false]);
  });

  it('says which empty columns it leaves out, and keeps them on demand', async () => {
    const rows = Frame.fromColumns([
      ['a', [1, null]],
      ['__proto__', [null, null]],
      ['w', ['x', 'y']],
    ]);
    const warnings: unknown[] = [];
    const options = { onWarning: (warning: unknown) => warnings.push(warning) };
    const imputer = await new SimpleImputer({ strategy: 'mostFrequent' }).fit(rows, undefined, options);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toBeInstanceOf(DataWarning);
    expect(String(warnings[0])).toContain("'__proto__'");
    expect(imputer.featureNamesOut()).toEqual(['a', 'w']);
    const words = Frame.fromColumns(
      { w: [null, null], f: [null, null] },
      { types: { w: 'text', f: 'boolean' } },
    );
    const kept = await new SimpleImputer({ strategy: 'mostFrequent', keepEmptyFeatures: true }).fit(words);
    expect(kept.statistics).toEqual(['missing_value', false]);
    const none = await new SimpleImputer({ strategy: 'constant' }).fitTransform(words, undefined, silent);
    expect([none.rows, none.cols]).toEqual([2, 0]);
  });

  it('does not take a sparse column of zeros for an empty one', async () => {
    const X = SparseMatrix.fromDense(
      Matrix.fromArrays([
        [0, 1],
        [0, Number.NaN],
      ]),
    );
    const imputer = await new SimpleImputer({ strategy: 'constant', fillValue: 5 }).fit(X);
    expect(imputer.statistics).toEqual([5, 5]);
    const all: number[][] = [];
    const strategy = (values: Float64Array) => all.push([...values]);
    await new SimpleImputer({ strategy }).fit(X);
    expect(all).toEqual([[0, 0], [1]]);
  });

  it('keeps its indicator fitted', async () => {
    const imputer = await new SimpleImputer({ addIndicator: true }).fit([
      [1, null],
      [2, 3],
    ]);
    expect(imputer.indicator).toBeInstanceOf(MissingIndicator);
    expect(imputer.indicator!.featureNamesOut()).toEqual(['missingindicator_x1']);
    expect(imputer.transform([[null, 5]]).toArray()).toEqual([[1.5, 5, 0]]);
    const plain = await new SimpleImputer().fit([[1]]);
    expect(plain.indicator).toBeNull();
    expect(() => plain.inverseTransform([[1]])).toThrow(UnsupportedError);
    expect(() => plain.inverseTransform([[1]])).toThrow(/addIndicator: true/);
    expect(() => imputer.inverseTransform([[1, 2]])).toThrow(/needs the 3 columns/);
  });

  it('names a column of strings that reaches the mean, and says what to do', async () => {
    const X = [
      { a: 1, constructor: 'x' },
      { a: null, constructor: 'y' },
    ];
    for (const strategy of ['mean' as const, 'median' as const, () => 1]) {
      const imputer = new SimpleImputer({ strategy });
      await expect(imputer.fit(X)).rejects.toThrow(InvalidDataError);
      await expect(imputer.fit(X)).rejects.toThrow(
        /column 'constructor' is of type category.*'mostFrequent'/,
      );
    }
    const dated = [{ day: new Date(0) }];
    await expect(new SimpleImputer({ strategy: 'constant' }).fit(dated)).rejects.toThrow(/'day' holds dates/);
  });

  it('refuses parameters that make no sense', async () => {
    const X = [
      { a: 1, w: 'x' },
      { a: 2, w: null },
    ];
    const cases: [object, RegExp][] = [
      [{ strategy: 'mode' }, /'strategy'/],
      [{ strategy: 'toString' }, /'strategy'/],
      [{ strategy: 'constant', fillValue: {} }, /'fillValue'/],
      [{ strategy: 'constant', fillValue: Number.NaN }, /'fillValue'/],
      [{ strategy: 'constant', fillValue: 'x' }, /is "x", which cannot fill column 'a' of type number/],
      [{ strategy: 'constant', fillValue: 1 }, /is 1, which cannot fill column 'w' of type category/],
      [{ strategy: 'mostFrequent', missingValues: true }, /'missingValues'/],
      [{ addIndicator: 'yes' }, /'addIndicator'/],
      [{ keepEmptyFeatures: 0 }, /'keepEmptyFeatures'/],
    ];
    for (const [params, message] of cases) {
      const imputer = new SimpleImputer(params as Partial<SimpleImputerParams>);
      await expect(imputer.fit(X)).rejects.toThrow(InvalidParameterError);
      await expect(imputer.fit(X)).rejects.toThrow(message);
    }
    const numbers = [[1, null]];
    await expect(new SimpleImputer({ strategy: () => Number.NaN }).fit([[1]])).rejects.toThrow(
      /must return a finite number/,
    );
    await expect(new SimpleImputer({ missingValues: '?' }).fit([[1]])).rejects.toThrow(
      /no column of X holds strings/,
    );
    await expect(new SimpleImputer({ missingValues: -1 }).fit(numbers)).rejects.toThrow(InvalidDataError);
    const sparse = SparseMatrix.fromDense(Matrix.fromArrays([[0, 1]]));
    await expect(new SimpleImputer({ missingValues: 0 }).fit(sparse)).rejects.toThrow(/toDense/);
    expect(() => new SimpleImputer().statistics).toThrow(NotFittedError);
  });
});
