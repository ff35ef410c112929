import fc from 'fast-check';
import { Frame, InvalidDataError, Matrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { asLabels, asVector, asWeights, encodeLabels } from '../../src/data/index.js';

const message = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidDataError);
    return (error as Error).message;
  }
  return expect.fail('no error');
};

describe('labels', () => {
  const decode = (labels: Parameters<typeof encodeLabels>[0]) => {
    const { classes, codes } = encodeLabels(labels, 'Ridge');
    return Array.from(codes, (code) => classes[code]);
  };

  it('come back as they went in', () => {
    const kinds = [
      fc.array(fc.string()),
      fc.array(fc.constantFrom('__proto__', 'constructor', 'toString', '1', '')),
      fc.array(fc.integer()),
      fc.array(fc.boolean()),
    ] as const;
    fc.assert(
      fc.property(fc.oneof(...kinds), (labels) => {
        expect(decode(labels as string[])).toEqual(labels);
        const { classes } = encodeLabels(labels as string[], 'Ridge');
        expect(new Set(classes).size).toBe(classes.length);
        expect([...classes].sort((a, b) => (a < b ? -1 : 1))).toEqual(classes);
      }),
    );
  });

  it('finds the same classes in a narrow range as in a wide one, in typed arrays as in plain ones', () => {
    const labels = [3, -2, 7, 3, 3, -0, 0];
    const narrow = { classes: [-2, 0, 3, 7], codes: Int32Array.of(2, 0, 3, 2, 2, 1, 1) };
    for (const given of [
      labels,
      Int32Array.from(labels),
      Float64Array.from(labels),
      Int8Array.from(labels),
    ]) {
      expect(encodeLabels(given, '')).toEqual(narrow);
    }
    const wide = labels.map((label) => label * 1e9);
    expect(encodeLabels(wide, '')).toEqual({ classes: [-2e9, 0, 3e9, 7e9], codes: narrow.codes });
    expect(encodeLabels(Uint8Array.of(5, 5, 9), '')).toEqual({
      classes: [5, 9],
      codes: Int32Array.of(0, 0, 1),
    });
  });

  it('are ordered: numbers by size, strings by code unit, false before true', () => {
    expect(encodeLabels([10, 9, -1], '').classes).toEqual([-1, 9, 10]);
    expect(encodeLabels(['b', 'B', 'a', 'é'], '').classes).toEqual(['B', 'a', 'b', 'é']);
    expect(encodeLabels([true, false], '').classes).toEqual([false, true]);
    expect(encodeLabels(['constructor', '__proto__', 'constructor'], '')).toEqual({
      classes: ['__proto__', 'constructor'],
      codes: Int32Array.of(1, 0, 1),
    });
  });

  it('come as arrays, typed arrays or columns', () => {
    const frame = Frame.fromRows([
      { word: 'b', flag: true, n: 2 },
      { word: 'a', flag: false, n: 1 },
    ]);
    expect(decode(Int8Array.of(3, 1))).toEqual([3, 1]);
    expect(decode(frame.column('word'))).toEqual(['b', 'a']);
    expect(decode(frame.column('flag'))).toEqual([true, false]);
    expect(decode(frame.column('n'))).toEqual([2, 1]);
    expect(asLabels([0.5, 1.5], '')).toEqual([0.5, 1.5]);
  });

  it('are refused when missing, mixed or no labels', () => {
    const word = Frame.fromColumns({ word: ['a', null] });
    expect([
      message(() => encodeLabels([1, '1'], 'Ridge')),
      message(() => encodeLabels([true, 1], 'Ridge')),
      message(() => encodeLabels([1, Number.NaN], 'Ridge')),
      message(() => encodeLabels(['a', null], 'Ridge')),
      message(() => encodeLabels(word.column('word'), 'Ridge')),
      message(() => encodeLabels([1, Number.POSITIVE_INFINITY], 'Ridge')),
      message(() => encodeLabels([1, 0.5], 'Ridge')),
      message(() => encodeLabels([1n as never], 'Ridge')),
      message(() => encodeLabels([[1], [2]] as never, 'Ridge')),
      message(() => encodeLabels('ab' as never, 'Ridge')),
      message(() => encodeLabels(word as never, 'Ridge')),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: y mixes labels of type number and string (row 1 holds "1").",
        "Ridge: y mixes labels of type boolean and number (row 1 holds 1).",
        "Ridge: y is missing at row 1. Drop the rows without a label.",
        "Ridge: y is missing at row 1. Drop the rows without a label.",
        "Ridge: y is missing at row 1. Drop the rows without a label.",
        "Ridge: y must hold finite numbers, strings or booleans. Row 1 holds Infinity.",
        "Ridge: y holds numbers such as 0.5, which are no classes. Use a regressor for continuous values, or turn them into classes first.",
        "Ridge: y must hold finite numbers, strings or booleans. Row 0 holds 1n. Convert bigints with Number(value) first.",
        "Ridge: y must hold finite numbers, strings or booleans. Row 0 holds [1]. It has one value a row: write rows.map((row) => row[0]) for a single column.",
        "Ridge: y must be an array of labels. Got "ab".",
        "Ridge: y must be an array of labels. Got a Frame. Take one column of it, as column(name) gives it.",
      ]
    `);
  });
});

describe('vectors', () => {
  it('are copies of arrays, typed arrays and columns', () => {
    const given = Float64Array.of(1, 2);
    const vector = asVector(given, '');
    given[0] = 9;
    expect([...vector]).toEqual([1, 2]);
    const frame = Frame.fromRows([
      { n: 2, flag: true },
      { n: 1, flag: false },
    ]);
    expect([...asVector(frame.column('n'), '')]).toEqual([2, 1]);
    expect([...asVector(frame.column('flag'), '')]).toEqual([1, 0]);
  });

  it('hold finite numbers', () => {
    const frame = Frame.fromRows([
      { n: null, word: 'x', flag: null },
      { n: 1, word: 'y', flag: true },
    ]);
    expect([
      message(() => asVector([1, null], 'Ridge')),
      message(() => asVector([Number.NaN], 'Ridge')),
      message(() => asVector([Number.NEGATIVE_INFINITY], 'Ridge')),
      message(() => asVector(['1'] as never, 'Ridge')),
      message(() => asVector([1n] as never, 'Ridge')),
      message(() => asVector([[1], [2]] as never, 'Ridge')),
      message(() => asVector(5 as never, 'Ridge')),
      message(() => asVector(frame as never, 'Ridge')),
      message(() => asVector(Matrix.zeros(1, 1) as never, 'Ridge')),
      message(() => asVector(frame.column('n'), 'Ridge')),
      message(() => asVector(frame.column('flag'), 'Ridge')),
      message(() => asVector(frame.column('word'), 'Ridge')),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: y must hold finite numbers. Row 1 is missing.",
        "Ridge: y must hold finite numbers. Row 0 is missing.",
        "Ridge: y must hold finite numbers. Row 0 is -Infinity.",
        "Ridge: y must hold finite numbers. Row 0 is "1".",
        "Ridge: y must hold finite numbers. Row 0 is 1n. Convert bigints with Number(value) first.",
        "Ridge: y must hold finite numbers. Row 0 is [1]. It has one value a row: write rows.map((row) => row[0]) for a single column.",
        "Ridge: y must be an array of numbers. Got 5.",
        "Ridge: y must be an array of numbers. Got a Frame. Take one column of it, as column(name) gives it.",
        "Ridge: y must be an array of numbers. Got a Matrix. Take one column of it, as column(name) gives it.",
        "Ridge: y must hold finite numbers. Row 0 is missing.",
        "Ridge: y must hold finite numbers. Row 0 is missing.",
        "Ridge: y must be a column of numbers, not of type category.",
      ]
    `);
  });

  it('as weights are one a row, none negative, not all 0', () => {
    expect([...asWeights([0, 2], 2, 'Ridge')]).toEqual([0, 2]);
    expect([
      message(() => asWeights([1], 2, 'Ridge')),
      message(() => asWeights([1, -1], 2, 'Ridge')),
      message(() => asWeights([0, 0], 2, 'Ridge')),
      message(() => asWeights([1, Number.NaN], 2, 'Ridge')),
    ]).toMatchInlineSnapshot(`
      [
        "Ridge: X has 2 rows but sampleWeight has 1 values. They must agree.",
        "Ridge: sampleWeight must not be negative. Row 1 has -1.",
        "Ridge: sampleWeight is zero for every row, so there is nothing to learn from.",
        "Ridge: sampleWeight must hold finite numbers. Row 1 is missing.",
      ]
    `);
  });
});
