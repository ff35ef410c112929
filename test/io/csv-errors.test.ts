import fc from 'fast-check';
import { CsvError, PipefitError } from 'pipefit';
import { type CsvOptions, parseCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { csvErrorOf } from './support.js';

const number: CsvOptions = { types: { a: 'number' } };

/** What is wrong, the text, the line and the column that the error names, and a part of its sentence. */
const faults: [
  what: string,
  text: string | Buffer,
  line: number | null,
  column: string | null,
  says: string,
  options?: CsvOptions,
][] = [
  [
    'the same name twice',
    'a,b,c,b\n1,2,3,4\n',
    1,
    'b',
    'columns 2 and 4 (counted from 1) are both named "b"',
  ],
  ['the empty name twice', 'a,,\n1,2,3\n', 1, '', 'columns 2 and 3'],
  [
    'the same name twice, further down',
    '# x\n\n"a\nb","a\nb"\n',
    3,
    'a\nb',
    'columns 1 and 2',
    { comment: '#' },
  ],
  ['a short row', 'a,b,c\n1,2,3\n4,5\n', 3, null, 'found 2 cells where 3 were expected.'],
  ['a long row', 'a,b,c\n1,2,3,\n', 2, null, 'found 4 cells where 3 were expected.'],
  ['a long row in one column', 'a\n1\n1,2\n', 3, null, 'found 2 cells where 1 was expected.'],
  ['a long row after line breaks in cells', 'a,"b\nB"\n1,"x\n\ny"\n"2\n3"\n', 6, null, 'found 1 cell where'],
  ['the same with CRLF', 'a,"b\r\nB"\r\n1,"x\r\n\r\ny"\r\n"2\r\n3"\r\n', 6, null, 'found 1 cell where'],
  ['the same with CR', 'a,"b\rB"\r1,"x\r\ry"\r"2\r3"\r', 6, null, 'found 1 cell where'],
  ['the same at the end of the text', 'a,"b\nB"\n1,"x\n\ny"\n"2\n3"', 6, null, 'found 1 cell where'],
  ['a row of another table', 'a,b\n1,2\n\n# x\n7\n', 5, null, 'found 1 cell where', { comment: '#' }],
  ['a row unlike the first', '1,2\n3\n', 2, null, 'found 1 cell where 2 were expected.', { header: false }],
  ['more cells than names given', '1,2\n', 1, null, 'found 2 cells where 1 was expected.', { header: ['a'] }],
  ['a row after lines passed over', 'x\ny\na,b\n1\n', 4, null, 'found 1 cell where', { skipRows: 2 }],

  [
    'a quote that is never closed',
    'a,b\n1,"x\n2,y\n3,z\n',
    2,
    'b',
    'the quote that opens a cell here is never closed.',
  ],
  ['the same after quoted line breaks', 'a,b\n"1\n1","x\r\n2,y\n', 3, 'b', 'never closed'],
  ['the same at the start of a row', 'a,b\n1,2\n\r\n"x,2\n', 4, 'a', 'never closed'],
  ['the same after a comment', 'a,b\n# "\n#,\n"x,2\n', 4, 'a', 'never closed', { comment: '#' }],
  ['the same in the header', 'a,"b\n1,2\n', 1, null, 'never closed'],
  ['the same in the last cell', 'a,b\n1,"', 2, 'b', 'never closed'],
  ['text after a closing quote', 'a,b\n1,"x"y\n', 2, 'b', 'text follows the closing quote'],
  [
    'the same after a line break in the cell',
    'a,b\n"1\n""\r\n1" ,y\n',
    4,
    'a',
    'text follows the closing quote',
  ],
  ['a quote that was to be escaped', 'a,b\n1,2\n"6" x 4"",y\n', 3, 'a', 'text follows the closing quote'],
  ['an escape before the end', 'a\n"x\\"\n"y" z\n', 3, 'a', 'text follows the closing', { escape: '\\' }],
  [
    'a quote within a cell',
    'a,b\n1,2\n3,5" pipe\n',
    3,
    'b',
    'a quote stands within a cell that does not begin with one',
  ],
  ['a blank before a quote', 'a,b\n1, "x, y"\n', 2, 'b', 'say quote: null'],

  ['a word in a column of numbers', 'a,b\n1,x\nabc,y\n', 3, 'a', 'expected a number. Got "abc".', number],
  ['the same after line breaks in cells', 'b,a\n"x\ny",1\n"x\ny",2x\n', 4, 'a', 'Got "2x".', number],
  [
    'an unknown column in types',
    'age,b\n1,2\n',
    1,
    null,
    'there is no column "agee". Did you mean "age"?',
    { types: { agee: 'number' } },
  ],
  [
    'an unknown column in columns',
    'age,b\n1,2\n',
    1,
    null,
    'there is no column "Age". Did you mean "age"?',
    { columns: ['b', 'Age'] },
  ],
  [
    'an unknown column without a header',
    '1,2\n',
    null,
    null,
    'there is no column "x2"',
    { header: false, columns: ['x2'] },
  ],

  ['nothing', '', null, null, 'the text is empty'],
  ['a byte order mark and nothing', '\ufeff', null, null, 'the text is empty'],
  ['blank lines', '\n\r\n\n', null, null, 'the text is empty'],
  ['comments', '# a,b', null, null, 'the text is empty', { comment: '#' }],
  ['fewer lines than are to be passed over', 'a\n1\n', null, null, 'the text is empty', { skipRows: 5 }],
  ['nothing, and no header to expect', '', null, null, 'the text is empty', { header: false }],

  [
    'UTF-16, little end first',
    Buffer.from('\ufeffa,b\n', 'utf16le'),
    1,
    null,
    'the text is UTF-16, not UTF-8',
  ],
  ['UTF-16, big end first', Buffer.from('\ufeffa,b\n', 'utf16le').swap16(), 1, null, 'the text is UTF-16'],
  ['UTF-16 without a mark', Buffer.from('a,b\n1,2\n', 'utf16le'), 1, null, 'the text is UTF-16'],
  [
    'UTF-16 without a mark, big end first',
    Buffer.from('a,b\n1,2\n', 'utf16le').swap16(),
    1,
    null,
    'the text is UTF-16',
  ],
  [
    'Latin-1',
    Buffer.from('a,b\n1,caf\xe9\n', 'latin1'),
    2,
    null,
    'the text is not UTF-8: 0xE9 at byte 9. If it is Windows-1252',
  ],
  [
    'half a character',
    Buffer.concat([Buffer.from('\ufeffa\n\ufffd\n'), Buffer.from([0xe2, 0x82, 10])]),
    3,
    null,
    '0xE2 at byte 9',
  ],
  ['half a character at the end', Buffer.from([97, 10, 0xf0, 0x9f, 0x98]), 2, null, '0xF0 at byte 2'],
  ['a character in too many bytes', Buffer.from([97, 10, 0xc0, 0xaf]), 2, null, '0xC0 at byte 2'],
  ['a surrogate in UTF-8', Buffer.from([97, 10, 0xed, 0xa0, 0x80, 10]), 2, null, '0xED at byte 2'],
  ['half a surrogate pair', 'a\n\ufffd\nx\ud800\n', 3, null, 'half a surrogate pair (position 5)'],
  ['a NUL byte', 'a,b\n1,2\n3,\0\n', 3, null, 'a NUL byte (byte 10)'],
  [
    'damaged gzip data',
    Buffer.from([0x1f, 0x8b, 8, 0, 0]),
    null,
    null,
    'the gzip data are damaged or cut off',
  ],
];

describe('parseCsv stops with line and column at', () => {
  it.each(faults)('%s', (_, text, line, column, says, options) => {
    const error = csvErrorOf(() => parseCsv(text, options));
    expect({ line: error.line, column: error.column }).toEqual({ line, column });
    expect(error.message).toContain(says);
    if (line !== null) expect(error.message).toMatch(new RegExp(`^Line ${line}[,:]`));
  });

  it('a fault far down, whatever came before', () => {
    const cell = fc.constantFrom('1', 'x', '"a\nb"', '"a\r\nb"', '"a\rb\n"', '"""\n\n"""', '"é\n😀"', '');
    const end = fc.constantFrom('\n', '\r\n', '\r');
    const rows = fc.array(fc.tuple(cell, cell, end), { maxLength: 30 });
    const bad = fc.constantFrom('1', '1,2,3', '1,"x\ny"z', '1,x"y', '1,"x\ny', 'é,\0');
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 3 }), bad, (rows, blankLines, bad) => {
        const before = `a,b\n${rows.map(([a, b, end]) => `${a},${b}${end}`).join('')}${'\n'.repeat(blankLines)}`;
        const line = before.split(/\r\n|\r|\n/).length + (bad.endsWith('z') ? 1 : 0);
        expect(csvErrorOf(() => parseCsv(`${before}${bad}`)).line).toBe(line);
      }),
    );
  });
});

describe('a CsvError', () => {
  it('is one of ours, with a code and a place', () => {
    const error = csvErrorOf(() => parseCsv('a\nx\n', { types: { a: 'number' } }));
    expect(error).toBeInstanceOf(PipefitError);
    expect(error).toMatchObject({ name: 'CsvError', code: 'CSV', line: 2, column: 'a', file: null });
    expect(error.message).toBe('Line 2, column "a": expected a number. Got "x".');
    expect(new CsvError('no.').message).toBe('CSV: no.');
  });

  it('shortens hostile names and cells, and keeps them on one line', () => {
    const long = 'x'.repeat(1000);
    const error = csvErrorOf(() =>
      parseCsv(`"${long}\n"\n"${long}\n"\n`, { types: { [`${long}\n`]: 'number' } }),
    );
    expect(error.message.length).toBeLessThan(200);
    expect(error.message).not.toContain('\n');
  });
});
