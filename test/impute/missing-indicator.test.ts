import fc from 'fast-check';
import {
  Frame,
  InvalidDataError,
  InvalidParameterError,
  Matrix,
  MissingIndicator,
  type MissingIndicatorParams,
  NotFittedError,
  SparseMatrix,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

type Cells = (number | string | null)[];

interface Recorded {
  params: MissingIndicatorParams;
  features: number[];
  names: string[];
  transformed: number[][];
  new: number[][];
}

const known = fixture<{
  X: number[][];
  new: number[][];
  words: Cells[];
  asked: Cells[];
  dense: Recorded[];
  csr: Recorded[];
  strings: Recorded[];
}>('impute/missing-indicator');

/** Stand-ins for missing values are recorded on data in which 9 is written for NaN. */
function prepared(rows: number[][], { missingValues }: MissingIndicatorParams): Matrix {
  const cells = rows.map((row) =>
    row.map((value) => (missingValues != null && Number.isNaN(value) ? 9 : value)),
  );
  return Matrix.fromArrays(cells, ['a', 'b', 'c', 'd']);
}

describe('MissingIndicator agrees with scikit-learn', () => {
  it.each(known.dense)('on dense data with $params', async (recorded) => {
    const X = prepared(known.X, recorded.params);
    const indicator = await new MissingIndicator(recorded.params).fit(X);
    expect([...indicator.features]).toEqual(recorded.features);
    const out = indicator.transform(X);
    expect(out).toBeInstanceOf(recorded.params.sparse === true ? SparseMatrix : Matrix);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out, recorded.transformed);
    expectClose(indicator.transform(prepared(known.new, recorded.params)), recorded.new);
  });

  it.each(known.csr)('on sparse data with $params', async (recorded) => {
    const X = SparseMatrix.fromDense(prepared(known.X, recorded.params));
    const indicator = await new MissingIndicator(recorded.params).fit(X);
    expect([...indicator.features]).toEqual(recorded.features);
    const out = indicator.transform(X);
    expect(out).toBeInstanceOf(recorded.params.sparse === false ? Matrix : SparseMatrix);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out, recorded.transformed);
    expectClose(
      indicator.transform(SparseMatrix.fromDense(prepared(known.new, recorded.params))),
      recorded.new,
    );
  });

  it.each(known.strings)('on strings with $params', async (recorded) => {
    const rows = recorded.params.missingValues == null ? known.words : known.asked;
    const X = Frame.fromCells(rows, { columnNames: ['a', 'b'], types: { b: 'text' } });
    const indicator = await new MissingIndicator(recorded.params).fit(X);
    expect([...indicator.features]).toEqual(recorded.features);
    const out = indicator.transform(X);
    expect(out.columnNames).toEqual(recorded.names);
    expectClose(out, recorded.transformed);
  });
});

describe('MissingIndicator', () => {
  it('marks exactly what is missing, in columns of every type', async () => {
    const row = fc.record({
      ['__proto__']: fc.constant(null),
      number: fc.constantFrom(0, 1, null),
      word: fc.constantFrom('a', 'toString', null),
      flag: fc.constantFrom(true, false, null),
      day: fc.constantFrom(new Date(0), null),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 10 }), async (rows) => {
        const X = Frame.fromRows(rows, { types: { day: 'date', word: 'category' } });
        const out = await new MissingIndicator({ features: 'all' }).fitTransform(X);
        expect(out.toArray()).toEqual(
          X.toArray().map((cells) => cells.map((value) => Number(value === null))),
        );
        const some = await new MissingIndicator().fit(X);
        const lacking = X.columnNames.filter((name) => X.missingCounts().get(name)! > 0);
        expect(some.featureNamesOut()).toEqual(lacking.map((name) => `missingindicator_${name}`));
        expect([some.transform(X).rows, some.transform(X).cols]).toEqual([X.rows, lacking.length]);
      }),
    );
  });

  it('refuses values that are missing where fit saw none, by name', async () => {
    const X = [
      { a: 1, constructor: 'x' },
      { a: null, constructor: 'y' },
    ];
    const fresh = [{ a: 2, constructor: null }];
    const indicator = await new MissingIndicator().fit(X);
    expect(() => indicator.transform(fresh)).toThrow(InvalidDataError);
    expect(() => indicator.transform(fresh)).toThrow(/missing in 'constructor', where fit saw none/);
    const lenient = await new MissingIndicator({ errorOnNew: false }).fit(X);
    expect(lenient.transform(fresh).toArray()).toEqual([[0]]);
    const all = await new MissingIndicator({ features: 'all' }).fit(X);
    expect(all.transform(fresh).toArray()).toEqual([[0, 1]]);
  });

  it('refuses parameters that make no sense', async () => {
    const cases: [object, RegExp][] = [
      [{ features: 'missing-only' }, /'features'/],
      [{ sparse: 'yes' }, /'sparse'/],
      [{ errorOnNew: 1 }, /'errorOnNew'/],
      [{ missingValues: [] }, /'missingValues'/],
      [{ missingValues: '?' }, /no column of X holds strings/],
    ];
    for (const [params, message] of cases) {
      const indicator = new MissingIndicator(params as Partial<MissingIndicatorParams>);
      await expect(indicator.fit([[1]])).rejects.toThrow(InvalidParameterError);
      await expect(indicator.fit([[1]])).rejects.toThrow(message);
    }
    const words = new MissingIndicator({ missingValues: 3 });
    await expect(words.fit([['a']])).rejects.toThrow(/no column of X holds numbers/);
    const sparse = SparseMatrix.fromDense(Matrix.fromArrays([[0, 1]]));
    await expect(new MissingIndicator({ missingValues: 0 }).fit(sparse)).rejects.toThrow(/toDense/);
    expect(() => new MissingIndicator().features).toThrow(NotFittedError);
  });
});
