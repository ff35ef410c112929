import { gzipSync } from 'node:zlib';
import { type CsvOptions, parseCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { csvErrorOf } from './support.js';

describe('parseCsv stops at its limits', () => {
  const limits: [what: string, text: string, options: CsvOptions, line: number | null, says: string][] = [
    ['maxFieldBytes', 'a,b\n1,12345678901\n', { maxFieldBytes: 10 }, 2, 'a cell of more than 10 bytes'],
    [
      'maxFieldBytes, which are not characters',
      'a\nxxx\néé€€\n',
      { maxFieldBytes: 9 },
      3,
      'a cell of more than 9 bytes',
    ],
    [
      'maxFieldBytes in a quoted cell',
      'a\n"1234\n67890"\n',
      { maxFieldBytes: 9 },
      2,
      "raise the option 'maxFieldBytes'",
    ],
    [
      'maxColumns in the header',
      'a,b,c\n',
      { maxColumns: 2 },
      1,
      "more than 2 columns. If that is meant, raise the option 'maxColumns'.",
    ],
    ['maxColumns with quotes', '"a","b","c","d"\n', { maxColumns: 2 }, 1, 'more than 2 columns'],
    [
      'maxColumns in a row',
      'a,b\n1,2\n1,2,3,4,5\n',
      { maxColumns: 2 },
      3,
      'found more than 2 cells where 2 were expected.',
    ],
    ['maxColumns in a row with quotes', 'a,b\n1,2,"3",4\n', { maxColumns: 2 }, 2, 'more than 2 columns'],
    [
      'maxColumns of names given',
      '1\n',
      { maxColumns: 2, header: ['a', 'b', 'c'] },
      null,
      'more than 2 columns',
    ],
    [
      'maxRows',
      'a\n1\n2\n3\n',
      { maxRows: 2 },
      4,
      "more than 2 rows. If that is meant, raise the option 'maxRows'.",
    ],
    [
      'maxRows, of which blank lines of one column are some',
      'a\n1\n\n3\n',
      { maxRows: 2 },
      4,
      'more than 2 rows',
    ],
    [
      'maxBytes',
      'a\n1\n2\n3\n',
      { maxBytes: 7 },
      null,
      "more than 7 bytes. If that is meant, raise the option 'maxBytes'.",
    ],
  ];

  it.each(limits)('%s', (_, text, options, line, says) => {
    const error = csvErrorOf(() => parseCsv(text, options));
    expect(error.line).toBe(line);
    expect(error.message).toContain(says);
  });

  it('and not before', () => {
    const options = { maxFieldBytes: 4, maxColumns: 2, maxRows: 2, maxBytes: 21 };
    expect(parseCsv('abcd,é2\n"""""",\n1,2\n', options).rows).toBe(2);
    const none = { maxFieldBytes: Infinity, maxColumns: Infinity, maxRows: Infinity, maxBytes: Infinity };
    expect(parseCsv('a,b\n1,2\n', none).rows).toBe(1);
  });

  it('long before a row without end fills the memory', () => {
    const commas = Buffer.alloc(2 ** 22, ',');
    expect(csvErrorOf(() => parseCsv(commas)).message).toContain('more than 100000 columns');
    const long = csvErrorOf(() => parseCsv(Buffer.alloc(2 ** 22, 'x')));
    expect(long.message).toContain('a cell of more than 1048576 bytes begins here. If');
    expect(csvErrorOf(() => parseCsv(Buffer.alloc(2 ** 21, 'x'))).line).toBe(1);
    const open = Buffer.concat([Buffer.from('a,b\n1,"'), Buffer.alloc(2 ** 22, 'x,y\n')]);
    const error = csvErrorOf(() => parseCsv(open));
    expect(error.line).toBe(2);
    expect(error.message).toContain('perhaps its quote is never closed');
  });

  it('but not for many lines between rows', () => {
    const lines = '# a long comment\n'.repeat(20_000);
    const text = `a,b\n${lines}1,2\n${'\n'.repeat(400_000)}3,4\n${lines}`;
    expect(parseCsv(text, { comment: '#', maxFieldBytes: 100 }).rows).toBe(2);
  });

  it('when gzip data unpack to more', () => {
    const bomb = gzipSync(Buffer.alloc(2 ** 24, '0\n'));
    expect(bomb.length).toBeLessThan(20_000);
    const error = csvErrorOf(() => parseCsv(bomb, { maxBytes: 2 ** 20 }));
    expect(error.message).toContain(
      "more than 1048576 bytes once unpacked. If that is meant, raise the option 'maxBytes'.",
    );
  });
});

describe('hostile cells of 100,000 characters', () => {
  const n = 100_000;
  const cells = [
    '1'.repeat(n),
    `-${'0'.repeat(n)}`,
    `${'0'.repeat(n)}x`,
    `${'1'.repeat(n)}.${'1'.repeat(n)}e`,
    `${' '.repeat(n)}x`,
    `${' '.repeat(n)}`,
    `1${' '.repeat(n)}1`,
    `1e${'9'.repeat(n)}`,
    `0.${'0'.repeat(n)}1`,
    `${'\t'.repeat(n)}1${'\t'.repeat(n)}.`,
    `2024-01-01T12:30:15.${'1'.repeat(n)}`,
    `2024-01-01T12:30:15.${'1'.repeat(n)}x`,
    `+${'+'.repeat(n)}`,
    'true'.repeat(n / 4),
    `inf${'inity'.repeat(n / 5)}`,
    '.'.repeat(n),
    '\u3000'.repeat(n / 2),
    `${'NA '.repeat(n / 3)}`,
    '-'.repeat(n),
    'e'.repeat(n),
  ];

  it.each(cells.map((cell) => [cell.slice(0, 24), cell] as const))(
    '%o... are read in linear time',
    (_, cell) => {
      const rows = `1,${cell}\n`.repeat(5);
      expect(parseCsv(`a,b\n${rows}`).rows).toBe(5);
      expect(parseCsv(`a,b\n${rows}`, { types: { b: 'text' } }).rows).toBe(5);
      for (const type of ['number', 'date', 'boolean'] as const) {
        const options: CsvOptions = { types: { b: type }, onBadRow: 'skip', onWarning: () => {} };
        expect(parseCsv(`a,b\n${rows}`, options).cols).toBe(2);
      }
      expect(csvErrorOf(() => parseCsv(`a,b\n1,${cell},2\n`)).line).toBe(2);
    },
  );

  it('of quotes are read in linear time', () => {
    expect(parseCsv(`a\n"${'""'.repeat(n)}"\n`).at(0, 'a')).toBe('"'.repeat(n));
    expect(csvErrorOf(() => parseCsv(`a\n"${'""'.repeat(n)}\n`)).line).toBe(2);
    expect(csvErrorOf(() => parseCsv(`a\n"${'""'.repeat(n)}"x\n`)).line).toBe(2);
  });
});
