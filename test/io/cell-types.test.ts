import fc from 'fast-check';
import type { ColumnType } from 'pipefit';
import { missingWords, parseCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { notation, scanNumber } from '../../src/io/scan-number.js';
import { collector, csvErrorOf } from './support.js';

/** A column of cells, each quoted so that blank ones make a row too. */
function column(cells: readonly string[], type?: ColumnType) {
  const { warnings, onWarning } = collector();
  const text = `c\n${cells.map((cell) => `"${cell}"\n`).join('')}`;
  const frame = parseCsv(text, { onWarning, ...(type && { types: { c: type } }) });
  return { type: frame.types[0], cells: frame.values(0), warnings };
}

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['-0', -0],
    ['7', 7],
    ['-12.5', -12.5],
    ['+3', 3],
    ['.5', 0.5],
    ['5.', 5],
    ['0.1', 0.1],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['-1.5e-3', -0.0015],
    [' 12 ', 12],
    ['\t12', 12],
    ['1e-999', 0],
    ['5e-324', 5e-324],
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['0.30000000000000004', 0.30000000000000004],
    ['123456789012345.678901', 123456789012345.67],
    ['9007199254740992', 2 ** 53],
    ['10000000000000000', 1e16],
    ['-1152921504606846976', -(2 ** 60)],
    ['1152921504606847000', 2 ** 60],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['inf', Number.POSITIVE_INFINITY],
    ['+INF', Number.POSITIVE_INFINITY],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
  ])('%o is one', (cell, value) => {
    expect(column([cell])).toEqual({ type: 'number', cells: [value], warnings: [] });
    expect(column([cell], 'number').cells).toEqual([value]);
  });

  const none = [
    '0x1F',
    '0b1',
    '1_000',
    '1,000',
    '12abc',
    '1e',
    'e5',
    '1e+',
    '1.2.3',
    '--1',
    '+-1',
    '+',
    '.',
    '-.',
    '1 2',
  ];
  it.each([...none, '1e999', '-1e999', '∞', '１２', '12%', '$5', 'infinite', 'true', "1'000", '1e5.5', '1n'])(
    '%o is none, and refused where a number must be',
    (cell) => {
      expect(column(['5', cell])).toMatchObject({ type: 'category', cells: ['5', cell] });
      expect(csvErrorOf(() => column(['5', cell], 'number'))).toMatchObject({ line: 3, column: 'c' });
    },
  );

  it.each(['00501', '007', '-01', '+05', '00.5', ' 08 '])(
    '%o keeps its zeros as a category, and is one when told',
    (cell) => {
      expect(column(['43615', cell])).toEqual({ type: 'category', cells: ['43615', cell], warnings: [] });
      expect(column(['43615', cell], 'number').cells).toEqual([43615, Number(cell)]);
    },
  );

  it.each(['9007199254740993', '-9007199254740993', '12345678901234567890'])(
    '%o keeps its digits as a category, with a warning, and is rounded when told',
    (cell) => {
      const { type, cells, warnings } = column(['1', cell]);
      expect([type, cells]).toEqual(['category', ['1', cell]]);
      expect(warnings).toEqual([
        expect.stringContaining(`"${cell}" on line 3 has more digits than a number can hold`),
      ]);
      expect(column(['1', cell], 'number').cells).toEqual([1, Number(cell)]);
    },
  );

  it('agree with JavaScript, bit by bit, in any notation', () => {
    const written = fc
      .tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 1, max: 21 }), fc.nat(2))
      .map(([x, digits, form]) =>
        form === 0 ? String(x) : form === 1 ? x.toExponential(digits - 1) : x.toPrecision(digits),
      )
      .filter((text) => Number.isFinite(Number(text)));
    fc.assert(
      fc.property(written, (text) => {
        expect(Object.is(scanNumber(text), Number(text))).toBe(true);
      }),
    );
    const decimal = fc
      .stringMatching(/^[-+]?[0-9]{0,12}\.?[0-9]{0,12}$/)
      .filter((text) => /[0-9]/.test(text));
    fc.assert(
      fc.property(decimal, (text) => {
        expect(Object.is(scanNumber(text), Number(text))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('are plain only where JavaScript writes them so', () => {
    const decimal = fc
      .stringMatching(/^[-+]?[0-9]{0,10}\.?[0-9]{0,9}(e[0-9])?$/)
      .filter((text) => /^[^e]*[0-9]/.test(text));
    fc.assert(
      fc.property(decimal, (text) => {
        const value = scanNumber(text);
        if (notation(text, value) === 'plain') expect(String(value)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    for (const text of ['0', '-7', '12.5', '0.000001', '-0.25', '123456789012345']) {
      expect(notation(text, Number(text))).toBe('plain');
    }
  });
});

describe('missing values', () => {
  it.each(['', ' ', '\t', ' \u00a0\u3000', ...missingWords, ' NA ', ' null'])(
    '%o is one in a column of any type, never 0',
    (cell) => {
      expect(column(['1', cell, '2'])).toEqual({ type: 'number', cells: [1, null, 2], warnings: [] });
      expect(column([cell, '2']).cells).toEqual([null, 2]);
      expect(column([cell, 'x', cell]).cells).toEqual([null, 'x', null]);
      expect(column(['true', cell]).cells).toEqual([true, null]);
      expect(column(['2024-01-01', cell]).cells).toEqual([new Date('2024-01-01'), null]);
      for (const type of ['number', 'boolean', 'date', 'category', 'text'] as const) {
        expect(column([cell], type)).toEqual({ type, cells: [null], warnings: [] });
      }
    },
  );

  it('are all that a column of numbers needs', () => {
    expect(column(['', 'NA', ' '])).toEqual({ type: 'number', cells: [null, null, null], warnings: [] });
  });

  it.each(['None', '-', '?', 'missing', 'na', 'Null', 'NAN'])('%o is none unless told', (cell) => {
    expect(column([cell])).toMatchObject({ type: 'category', cells: [cell] });
  });
});

describe('booleans', () => {
  it('are true and false in three spellings', () => {
    const { type, cells } = column(['true', 'TRUE', 'True', 'false', 'FALSE', 'False', ' true ']);
    expect([type, cells]).toEqual(['boolean', [true, true, true, false, false, false, true]]);
  });

  it.each(['yes', 'T', 'tRUE', '1', '0'])('%o is none', (cell) => {
    expect(column(['true', cell])).toMatchObject({ type: 'category', cells: ['true', cell] });
    expect(csvErrorOf(() => column([cell], 'boolean')).message).toBe(
      `Line 2, column "c": expected true or false. Got "${cell}".`,
    );
  });
});

describe('dates', () => {
  it.each([
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2024-02-29T12:30', '2024-02-29T12:30:00Z'],
    ['2024-02-29 12:30:15', '2024-02-29T12:30:15Z'],
    ['2024-02-29T12:30:15.5', '2024-02-29T12:30:15.500Z'],
    ['2024-02-29T12:30:15,125', '2024-02-29T12:30:15.125Z'],
    ['2024-02-29T12:30:15.123456789Z', '2024-02-29T12:30:15.123Z'],
    ['2024-02-29T12:30Z', '2024-02-29T12:30:00Z'],
    ['2024-02-29T12:30:15+02:00', '2024-02-29T10:30:15Z'],
    ['2024-02-29T00:30-0530', '2024-02-29T06:00:00Z'],
    ['2024-02-29T12:30+02', '2024-02-29T10:30:00Z'],
    ['2024-02-29t12:30z', '2024-02-29T12:30:00Z'],
    [' 2024-02-29 ', '2024-02-29T00:00:00Z'],
    ['0001-01-01', '0001-01-01T00:00:00Z'],
    ['1600-02-29', '1600-02-29T00:00:00Z'],
    ['+012345-06-07', '+012345-06-07T00:00:00.000Z'],
    ['-000044-03-15', '-000044-03-15T00:00:00.000Z'],
  ])('%o is one, in UTC where it names no zone', (cell, iso) => {
    expect(column([cell])).toEqual({ type: 'date', cells: [new Date(iso)], warnings: [] });
  });

  it.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-01-00',
    '2024-04-31',
    '2024-1-1',
    '24-01-01',
    '01/02/2024',
    '2024-01',
    '20240101',
    '2024-01-01T',
    '2024-01-01T24:00',
    '2024-01-01T12',
    '2024-01-01T12:60',
    '2024-01-01T12:30:60',
    '2024-01-01T12:30:15.',
    '2024-01-01T12:30+2',
    '2024-01-01T12:30+24:00',
    '2024-01-01Z',
    '2024-01-01 x',
    '2024-01-01T12:30:15ZZ',
    '+999999-01-01',
    'Jan 1 2024',
  ])('%o is none', (cell) => {
    expect(column([cell]).type).not.toBe('date');
    expect(csvErrorOf(() => column(['2024-01-01', cell], 'date')).message).toMatch(
      /^Line 3, column "c": expected a date/,
    );
  });

  it('agree with Date wherever both read the same form', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        expect(column([date.toISOString()]).cells).toEqual([date]);
      }),
    );
  });
});

describe('a column that holds several types', () => {
  it('becomes one of categories with every cell as it was written', () => {
    const cells = [
      '1',
      '2.50',
      '',
      '+3',
      '1e3',
      ' 4 ',
      '-0',
      '0.1',
      '12345678901234.25',
      '1.000000000000000000',
      '007',
      'x',
      '5',
    ];
    expect(column(cells).cells).toEqual(cells.map((cell) => cell || null));
    const flags = ['true', 'TRUE', '', ' False', 'maybe'];
    expect(column(flags).cells).toEqual(flags.map((cell) => cell || null));
    const dates = [
      '2024-01-01',
      '',
      '2024-01-01T12:00:00+02:00',
      ' 2024-01-02',
      '0099-01-01',
      '+012345-06-07',
      'later',
    ];
    expect(column(dates).cells).toEqual(dates.map((cell) => cell || null));
    expect(column(['1', 'true', '2024-01-01']).type).toBe('category');
  });

  it('does so wherever the odd cell comes', () => {
    const cell = fc.oneof(
      fc.double().map(String),
      fc.constantFrom('1.50', '', 'true', '2024-01-01', '00', '1e5', '-0', 'inf', '0.10'),
      fc.double({ min: 0, max: 9, noNaN: true }).map((x) => x.toFixed(3)),
    );
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 200 }), (cells) => {
        expect(column([...cells, 'odd']).cells).toEqual(
          [...cells, 'odd'].map((each) => (each === '' || each === 'NaN' ? null : each)),
        );
      }),
    );
  });

  it('is worth a warning when nearly all cells are numbers', () => {
    const numbers = Array.from({ length: 50 }, (_, i) => String(i));
    const { type, warnings } = column([...numbers.slice(0, 9), '?', ...numbers.slice(9)]);
    expect(type).toBe('category');
    expect(warnings).toEqual([
      'Column "c" holds numbers, but "?" on line 11 is not a number, so all its values are categories. ' +
        "If that is not meant, list such cells in the option 'missing' or give the column a type in 'types'.",
    ]);
    expect(column(['?', ...numbers]).warnings).toHaveLength(1);
    expect(column(['12', '14a', '3', 'x']).warnings).toEqual([]);
    expect(column(['red', 'blue']).warnings).toEqual([]);
  });
});

describe('categories', () => {
  it('are sorted, and told apart exactly', () => {
    const frame = parseCsv('c\nb\nB\n b\né\na\nb\n');
    expect(frame.column('c')).toEqual({
      type: 'category',
      categories: [' b', 'B', 'a', 'b', 'é'],
      codes: Int32Array.of(3, 1, 0, 4, 2, 3),
    });
  });
});
