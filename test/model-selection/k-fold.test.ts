import fc from 'fast-check';
import { Frame, InvalidDataError, InvalidParameterError, KFold, Matrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { expectPartition, itGivesRecordedSplits, warningsOf } from './recorded-splits.js';

describe('KFold gives the splits of scikit-learn', () => {
  itGivesRecordedSplits('KFold', (params) => new KFold(params));

  it('in the check value of its documentation', () => {
    const [first] = new KFold({ nSplits: 4, shuffle: true, randomState: 0 }).split(150);
    expect([...first!.test.subarray(0, 10)]).toEqual([7, 8, 16, 18, 22, 24, 26, 27, 33, 37]);
  });
});

describe('KFold', () => {
  it('partitions the rows into folds of equal size, the first of them longer', () => {
    const sizes = fc.integer({ min: 2, max: 12 }).chain((nSplits) =>
      fc.record({
        nSplits: fc.constant(nSplits),
        rows: fc.integer({ min: nSplits, max: 80 }),
        shuffle: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(sizes, ({ nSplits, rows, shuffle }) => {
        const splits = [...new KFold({ nSplits, shuffle }).split(rows)];
        expectPartition(splits, rows);
        expect(splits.map(({ test }) => test.length)).toEqual(
          Array.from(
            { length: nSplits },
            (_, k) => Math.floor(rows / nSplits) + (k < rows % nSplits ? 1 : 0),
          ),
        );
      }),
    );
  });

  it('gives the same splits at each call with a seed, others without', () => {
    const tests = (splitter: KFold) => [...splitter.split(50)].map(({ test }) => [...test]);
    const seeded = new KFold({ shuffle: true, randomState: 5 });
    expect(tests(seeded)).toEqual(tests(seeded));
    const free = new KFold({ shuffle: true });
    expect(tests(free)).not.toEqual(tests(free));
  });

  it('counts the rows of data in any form', () => {
    const forms = [
      4,
      [[1], [2], [3], [4]],
      [{ a: 1 }, { a: 2 }, { a: 'x' }, {}],
      Matrix.zeros(4, 2),
      Frame.fromColumns({ a: ['p', 'q', 'r', 's'] }),
      { data: new Float32Array(8), rows: 4, cols: 2 },
      { data: new Float32Array(8), shape: [4, 2] as const },
      { rows: 4, columns: 1, get: () => 0 },
      { numRows: 4, schema: { fields: [] }, getChildAt: () => null },
    ];
    for (const X of forms) {
      const [first] = new KFold({ nSplits: 2 }).split(X);
      expect([...first!.train]).toEqual([2, 3]);
    }
  });

  it('prints itself with what differs from the defaults', () => {
    expect(String(new KFold())).toBe('KFold()');
    expect(String(new KFold({ shuffle: true, randomState: 0 }))).toBe(
      'KFold({ shuffle: true, randomState: 0 })',
    );
  });

  it('says that groups make no difference', () => {
    const work = () => void new KFold({ nSplits: 2 }).split(4, undefined, [1, 1, 2, 2]);
    expect(warningsOf(work)).toEqual([expect.stringMatching(/^DataWarning: KFold pays no heed to groups/)]);
  });

  it.each([
    [{ nSplits: 1 }, "The parameter 'nSplits' of KFold must be an integer of at least 2. Got 1."],
    [{ nSplits: 2.5 }, "The parameter 'nSplits' of KFold must be an integer of at least 2. Got 2.5."],
    [{ nSplits: Number.NaN }, "The parameter 'nSplits' of KFold must be an integer of at least 2. Got NaN."],
    [{ shuffle: 1 }, "The parameter 'shuffle' of KFold must be true or false. Got 1."],
    [{ randomState: 0 }, /KFold: randomState has no effect while shuffle is false\. Set shuffle: true/],
    [{ shuffle: true, randomState: -1 }, /'randomState' of KFold must be an integer in \[0, 4294967295\]/],
    [{ splits: 3 }, "KFold has no parameter 'splits'. Did you mean 'nSplits'?"],
    [3, 'KFold takes its parameters in one object, such as { nSplits: ... }. Got 3.'],
  ])('refuses %j at construction', (params, message) => {
    const construct = () => new KFold(params as object);
    expect(construct).toThrow(InvalidParameterError);
    expect(construct).toThrow(message);
  });

  it('refuses data that it cannot split, at the call', () => {
    const splitter = new KFold();
    expect(() => splitter.split(4)).toThrow('KFold: nSplits=5 is more than there are rows (4).');
    expect(() => splitter.split(4)).toThrow(InvalidParameterError);
    expect(() => splitter.split(0)).toThrow(InvalidDataError);
    expect(() => splitter.split([])).toThrow(InvalidDataError);
    for (const rows of [-1, 1.5, Number.NaN, '10', null, {}]) {
      expect(() => splitter.split(rows as number)).toThrow(InvalidDataError);
    }
    expect(() => splitter.split(6, [1, 2])).toThrow('KFold: X has 6 rows but y has 2 values.');
    expect(() => splitter.split(6, 7 as never)).toThrow(InvalidDataError);
    expect(() => splitter.split(6, undefined, [1])).toThrow(/groups has 1 values/);
  });
});
