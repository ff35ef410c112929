import fc from 'fast-check';
import {
  Frame,
  InvalidDataError,
  InvalidParameterError,
  NotFittedError,
  OrdinalEncoder,
  type OrdinalEncoderParams,
} from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

type Cells = (number | string | null)[];

interface Recorded {
  params: OrdinalEncoderParams;
  categories: Cells[];
  infrequent: (Cells | null)[];
  transformed: number[][];
  inverse: Cells[] | null;
  new: number[][] | null;
}

const known = fixture<{
  X: Cells[];
  new: Cells[];
  cases: Recorded[];
  numbers: number[][];
  onNumbers: Recorded[];
}>('preprocessing/ordinal-encoder');
const columnNames = ['wall', 'floor', 'heated'];
const framed = (rows: Cells[]) => Frame.fromCells(rows, { columnNames });

describe('OrdinalEncoder agrees with scikit-learn', () => {
  it.each(known.cases)('on strings and numbers with $params', async (recorded) => {
    const X = framed(known.X);
    const encoder = await new OrdinalEncoder(recorded.params).fit(X);
    expect(encoder.categories).toEqual(recorded.categories);
    expect(encoder.infrequentCategories).toEqual(recorded.infrequent);
    const out = encoder.transform(X);
    expect(out.columnNames).toEqual(columnNames);
    expectClose(out, recorded.transformed);
    const back = encoder.inverseTransform(out);
    if (recorded.inverse) expect(back.toArray()).toEqual(recorded.inverse);
    if (recorded.new) expectClose(encoder.transform(framed(known.new)), recorded.new);
    else expect(() => encoder.transform(framed(known.new))).toThrow(InvalidDataError);
  });

  it.each(known.onNumbers)('on a matrix of numbers with $params', async (recorded) => {
    const encoder = await new OrdinalEncoder(recorded.params).fit(known.numbers);
    expect(encoder.categories).toEqual(recorded.categories);
    expectClose(encoder.transform(known.numbers), recorded.transformed);
    expect(encoder.inverseTransform(recorded.transformed).toArray()).toEqual(recorded.inverse);
    if (recorded.new) expectClose(encoder.transform([[3, null]]), recorded.new);
  });
});

const rows = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', '__proto__', 'constructor', 'toString', '', null),
    fc.constantFrom(1, 2.5, -3, null),
    fc.constantFrom(true, false, null),
  ),
  { minLength: 1, maxLength: 20 },
);

describe('OrdinalEncoder', () => {
  it('is undone by inverseTransform', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(Number.NaN, -1), async (cells, encodedMissingValue) => {
        const X = framed(cells as Cells[]);
        const encoder = await new OrdinalEncoder({ encodedMissingValue }).fit(X);
        expect(encoder.inverseTransform(encoder.transform(X)).toArray()).toEqual(X.toArray());
      }),
    );
  });

  it('keeps the order of numbers, treats columns apart and rows alike', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const X = framed(cells as Cells[]);
        const out = await new OrdinalEncoder().fitTransform(X);
        const byNumber = cells.map((row, i) => [row[1], out.at(i, 1)]).filter(([value]) => value !== null);
        byNumber.sort((a, b) => Number(a[0]) - Number(b[0]));
        expect(byNumber.map(([, code]) => code)).toEqual(byNumber.map(([, code]) => code).sort());
        const alone = await new OrdinalEncoder().fitTransform(X.select(['heated']));
        expect(out.column('heated')).toEqual(alone.column(0));
        const order = cells.map((_, i) => cells.length - 1 - i);
        const turned = await new OrdinalEncoder().fitTransform(X.selectRows(order));
        expect(turned.selectRows(order).toArray()).toEqual(out.toArray());
      }),
    );
  });

  it('keeps an order that is given, of numbers too', async () => {
    const encoder = await new OrdinalEncoder({
      categories: [
        ['small', 'large'],
        [3, 1, 2],
      ],
    }).fit([
      { size: 'large', grade: 1 },
      { size: 'small', grade: 3 },
    ]);
    expect(encoder.transform([{ size: 'large', grade: 2 }]).toArray()).toEqual([[1, 2]]);
  });

  it('names the group of infrequent categories when it inverts', async () => {
    const X = [
      ['a', 1],
      ['a', 1],
      ['b', 2],
      ['c', 1],
      [null, null],
    ];
    const encoder = await new OrdinalEncoder({ minFrequency: 2 }).fit(X);
    const out = encoder.transform(X);
    expectClose(out, [
      [0, 0],
      [0, 0],
      [1, 1],
      [1, 0],
      [Number.NaN, Number.NaN],
    ]);
    expect(encoder.inverseTransform(out).toArray()).toEqual([
      ['a', '1'],
      ['a', '1'],
      ['infrequent_sklearn', 'infrequent_sklearn'],
      ['infrequent_sklearn', '1'],
      [null, null],
    ]);
  });

  it('names unknown categories, their column and their row', async () => {
    const encoder = await new OrdinalEncoder().fit([{ toString: 'a' }, { toString: 'b' }]);
    const transform = () => encoder.transform([{ toString: 'b' }, { toString: 'constructor' }]);
    expect(transform).toThrow(InvalidDataError);
    expect(transform).toThrow(
      /column 'toString' holds "constructor", which fit did not see \(first in row 1\)/,
    );
    expect(() => encoder.transform([{ toString: null }])).toThrow(/null \(missing\)/);
  });

  it('refuses codes that are none', async () => {
    const encoder = await new OrdinalEncoder().fit([['a'], ['b']]);
    for (const code of [2, -1, 0.5, Number.NaN]) {
      expect(() => encoder.inverseTransform([[0], [code]])).toThrow(/row 1, column 'x0' holds .* no code/);
    }
    expect(() => encoder.inverseTransform([[0, 1]])).toThrow(/needs the 1 columns/);
  });

  it('refuses parameters that make no sense', async () => {
    const X = [{ c: 'a' }, { c: 'b' }, { c: null }, { c: 'b' }];
    const use = { handleUnknown: 'useEncodedValue' };
    const cases: [object, RegExp][] = [
      [use, /'unknownValue' of OrdinalEncoder must be an integer or NaN with/],
      [{ unknownValue: -1 }, /only used with handleUnknown/],
      [{ ...use, unknownValue: 0.5 }, /'unknownValue'/],
      [{ ...use, unknownValue: 1 }, /is 1, which is the code of a category of column 'c'/],
      // scikit-learn lets this one pass, and unknown values cannot be told from infrequent ones.
      [{ ...use, unknownValue: 1, minFrequency: 2 }, /is 1, which is the code/],
      [{ encodedMissingValue: 0 }, /'encodedMissingValue' of OrdinalEncoder is 0/],
      [{ encodedMissingValue: null }, /'encodedMissingValue'/],
      [{ handleUnknown: 'ignore' }, /'handleUnknown'/],
      [{ categories: [['a', 'b'], ['c']] }, /one list for each/],
      [{ minFrequency: 2.5 }, /'minFrequency'/],
    ];
    for (const [params, message] of cases) {
      const encoder = new OrdinalEncoder(params as Partial<OrdinalEncoderParams>);
      await expect(encoder.fit(X)).rejects.toThrow(InvalidParameterError);
      await expect(encoder.fit(X)).rejects.toThrow(message);
    }
    expect(() => new OrdinalEncoder().categories).toThrow(NotFittedError);
    const dates = [{ day: new Date(0) }];
    await expect(new OrdinalEncoder().fit(dates)).rejects.toThrow(/'day' holds dates/);
  });
});
