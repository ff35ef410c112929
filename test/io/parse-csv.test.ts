import { InvalidParameterError } from 'pipefit';
import { type CsvOptions, missingWords, parseCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { collector, csvErrorOf, plain, rowsOf } from './support.js';

describe('parseCsv reads RFC 4180', () => {
  const table: [what: string, text: string, names: string[], rows: unknown[][]][] = [
    [
      'LF',
      'a,b\n1,x\n2,y\n',
      ['a', 'b'],
      [
        [1, 'x'],
        [2, 'y'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,x\r\n2,y\r\n',
      ['a', 'b'],
      [
        [1, 'x'],
        [2, 'y'],
      ],
    ],
    [
      'CR',
      'a,b\r1,x\r2,y\r',
      ['a', 'b'],
      [
        [1, 'x'],
        [2, 'y'],
      ],
    ],
    [
      'line ends of several kinds',
      'a,b\r\n1,x\n2,y\r3,z',
      ['a', 'b'],
      [
        [1, 'x'],
        [2, 'y'],
        [3, 'z'],
      ],
    ],
    ['no line end after the last row', 'a,b\n1,x', ['a', 'b'], [[1, 'x']]],
    ['a quoted delimiter', 'a,b\n1,"x,y"\n', ['a', 'b'], [[1, 'x,y']]],
    ['a quoted LF', 'a,b\n1,"x\ny"\n', ['a', 'b'], [[1, 'x\ny']]],
    ['a quoted CRLF', 'a,b\r\n1,"x\r\ny"\r\n', ['a', 'b'], [[1, 'x\r\ny']]],
    ['a quote written twice', 'a,b\n1,"say ""x"""\n', ['a', 'b'], [[1, 'say "x"']]],
    ['a cell of one quote', 'a,b\n1,""""\n', ['a', 'b'], [[1, '"']]],
    [
      'quoted and empty cells',
      'a,b\n1,""\n2,\n',
      ['a', 'b'],
      [
        [1, null],
        [2, null],
      ],
    ],
    ['quoted names', '"a","b, c","d ""e"""\n1,2,3\n', ['a', 'b, c', 'd "e"'], [[1, 2, 3]]],
    ['a name with a line break', '"a\nb",c\n1,2\n', ['a\nb', 'c'], [[1, 2]]],
    [
      'JSON in a cell',
      'key,geojson\n1,"{""type"": ""Point"", ""at"": [102.0, 0.5]}"\n',
      ['key', 'geojson'],
      [[1, '{"type": "Point", "at": [102.0, 0.5]}']],
    ],
    [
      'UTF-8',
      'a,b\né,ʤ\n😀,漢字\n',
      ['a', 'b'],
      [
        ['é', 'ʤ'],
        ['😀', '漢字'],
      ],
    ],
    ['a byte order mark', '\ufeffa,b\n1,2\n', ['a', 'b'], [[1, 2]]],
    ['a byte order mark before a quote', '\ufeff"a",b\n1,2\n', ['a', 'b'], [[1, 2]]],
    ['a header and nothing else', 'a,b\n', ['a', 'b'], []],
    ['a header without a line end', 'a,b', ['a', 'b'], []],
    [
      'blank lines',
      '\n\na,b\n\n1,2\n\r\n3,4\n\n\n',
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'lines of blanks',
      'a,b\n1,2\n  \t \n3,4\n   ',
      ['a', 'b'],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ['blanks around cells', 'a,b\n 1 , x \n', ['a', 'b'], [[1, ' x ']]],
    ['names as they are written', ' a ,,B\n1,2,3\n', [' a ', '', 'B'], [[1, 2, 3]]],
    ['a quote that is not the delimiter of anything', "a,b\n1,it's\n", ['a', 'b'], [[1, "it's"]]],
    ['one column', 'a\n1\n2\n', ['a'], [[1], [2]]],
    [
      'blank lines within one column, which are missing values',
      'a\n\n1\n\n""\n2\n\n',
      ['a'],
      [[null], [1], [null], [null], [2]],
    ],
  ];

  it.each(table)('%s', (_, text, names, rows) => {
    for (const input of [text, Buffer.from(text), new Uint8Array(Buffer.from(text))]) {
      const frame = parseCsv(input);
      expect(frame.columnNames).toEqual(names);
      expect(rowsOf(frame)).toEqual(rows);
    }
  });

  it('in a view of part of a larger buffer', () => {
    const bytes = Buffer.from('junka\n1\njunk');
    expect(plain(parseCsv(new Uint8Array(bytes.buffer, bytes.byteOffset + 4, 4)))).toEqual([
      ['a', 'number', [1]],
    ]);
  });

  it('of one megabyte in a cell, and 5,000 columns', () => {
    const long = 'x'.repeat(2 ** 20);
    expect(parseCsv(`a,b\n${long},1\n`).at(0, 'a')).toBe(long);
    const wide = parseCsv(
      `${Array.from({ length: 5000 }, (_, j) => `c${j}`).join(',')}\n${'1,'.repeat(4999)}1\n`,
    );
    expect([wide.rows, wide.cols]).toEqual([1, 5000]);
  });
});

describe('parseCsv keeps every name an ordinary one', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'length'];

  it('of columns, types, categories and missing words', () => {
    const frame = parseCsv(`${names.join(',')}\n${names.join(',')}\n`, {
      types: new Map([['__proto__', 'text']]),
      missing: ['toString'],
    });
    expect(frame.columnNames).toEqual(names);
    expect(frame.types).toEqual([
      'text',
      ...Array(2).fill('category').slice(1),
      'number',
      'category',
      'category',
    ]);
    expect(rowsOf(frame)).toEqual([['__proto__', 'constructor', null, 'hasOwnProperty', 'length']]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('when they are not known', () => {
    for (const name of names) {
      const error = csvErrorOf(() => parseCsv('a,b\n1,2\n', { columns: [name] }));
      expect(error.message).toContain(`there is no column "${name}"`);
    }
  });
});

describe('options of parseCsv', () => {
  it('delimiter', () => {
    for (const delimiter of [';', '\t', '|', ' ', "'"]) {
      const frame = parseCsv(`a${delimiter}b\n1,5${delimiter}"x${delimiter}y"\n`, { delimiter });
      expect(rowsOf(frame)).toEqual([['1,5', `x${delimiter}y`]]);
    }
  });

  it('delimiter: a header that is one name with semicolons in it deserves a warning', () => {
    const { warnings, onWarning } = collector();
    expect(parseCsv('a;b\n1;2\n', { onWarning }).columnNames).toEqual(['a;b']);
    expect(warnings).toEqual(['The only column is named "a;b". Should it be several, say delimiter: ";".']);
  });

  it('header: false names the columns x0, x1, ...', () => {
    const frame = parseCsv('1,a\n2,b\n', { header: false, types: { x1: 'text' } });
    expect(plain(frame)).toEqual([
      ['x0', 'number', [1, 2]],
      ['x1', 'text', ['a', 'b']],
    ]);
  });

  it('header: a list, for text without one, or in its place', () => {
    expect(plain(parseCsv('1,a\n', { header: ['n', 's'] }))).toEqual([
      ['n', 'number', [1]],
      ['s', 'category', ['a']],
    ]);
    expect(rowsOf(parseCsv('x,x\n1,a\n', { header: ['n', 's'], skipRows: 1 }))).toEqual([[1, 'a']]);
    expect(plain(parseCsv('', { header: ['n'] }))).toEqual([['n', 'number', []]]);
  });

  it('types: as an object or a Map, also for a header alone', () => {
    const text = 'a,b,c,d,e\n1,2,true,2024-02-29,x\n';
    const types = { a: 'category', b: 'text', c: 'boolean', d: 'date', e: 'text' } as const;
    const rows = [['1', '2', true, new Date('2024-02-29'), 'x']];
    expect(rowsOf(parseCsv(text, { types }))).toEqual(rows);
    expect(rowsOf(parseCsv(text, { types: new Map(Object.entries(types)) }))).toEqual(rows);
    expect(parseCsv('a,b,c,d,e\n', { types }).types).toEqual(Object.values(types));
  });

  it('missing: other words; blank cells stay missing', () => {
    const frame = parseCsv('a,b\n5,NA\n-99,\n?,x\n -99,y\n', { missing: ['-99', '?'] });
    expect(plain(frame)).toEqual([
      ['a', 'number', [5, null, null, null]],
      ['b', 'category', ['NA', null, 'x', 'y']],
    ]);
    const never = parseCsv('d,b\n2024-01-01,true\n9999-12-31,false\n', { missing: ['9999-12-31', 'false'] });
    expect(rowsOf(never)).toEqual([
      [new Date('2024-01-01'), true],
      [null, null],
    ]);
    expect(rowsOf(parseCsv('a\n1\n0\n', { missing: ['0'], types: { a: 'number' } }))).toEqual([[1], [null]]);
    expect(rowsOf(parseCsv('a\nNA\n \n', { missing: [] }))).toEqual([['NA'], [null]]);
  });

  it('columns: chosen ones, in the order wanted', () => {
    const frame = parseCsv('a,b,c\n1,2,3\n4,5,6\n', { columns: ['c', 'a'], types: { b: 'text' } });
    expect(plain(frame)).toEqual([
      ['c', 'number', [3, 6]],
      ['a', 'number', [1, 4]],
    ]);
  });

  it('quote and escape', () => {
    expect(rowsOf(parseCsv("a,b\n'x,y','it''s'\n", { quote: "'" }))).toEqual([['x,y', "it's"]]);
    expect(rowsOf(parseCsv('a,b\n5" pipe,"x\n', { quote: null }))).toEqual([['5" pipe', '"x']]);
    expect(rowsOf(parseCsv('a,b\n"say \\"x\\", \\\\",1\n', { escape: '\\' }))).toEqual([['say "x", \\', 1]]);
  });

  it('comment: lines that begin with it, not cells that hold it', () => {
    const text = '# it\'s "made\na,b\n#1,2\n1,#2\n3,"#4"\n# end';
    expect(rowsOf(parseCsv(text, { comment: '#' }))).toEqual([
      [1, '#2'],
      [3, '#4'],
    ]);
    expect(rowsOf(parseCsv('//x\na\n1\n', { comment: '//' }))).toEqual([[1]]);
  });

  it('skipRows: lines before the header, whatever is in them', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const text = [`made "by hand, 1998`, '', 'a,b', '1,2', ''].join(end);
      expect(rowsOf(parseCsv(text, { skipRows: 2 }))).toEqual([[1, 2]]);
    }
    const latin = Buffer.concat([Buffer.from([0xe9, 10]), Buffer.from('a\n1\n')]);
    expect(rowsOf(parseCsv(latin, { skipRows: 1 }))).toEqual([[1]]);
  });

  it("onBadRow: 'skip' leaves rows out and counts them in one warning", () => {
    const { warnings, onWarning } = collector();
    const text = 'a,b,c\n1,2,x\n1,2\n3,oops,y\n1,2,3,4\n5,6,z\n';
    const frame = parseCsv(text, { onBadRow: 'skip', onWarning, types: { a: 'number', b: 'number' } });
    expect(rowsOf(frame)).toEqual([
      [1, 2, 'x'],
      [5, 6, 'z'],
    ]);
    expect(warnings).toEqual([
      '3 rows were left out. The first: Line 3: found 2 cells where 3 were expected.',
    ]);
  });

  it("onBadRow: 'skip' leaves no trace of the rows left out", () => {
    const { onWarning } = collector();
    const options: CsvOptions = { onBadRow: 'skip', onWarning, types: { n: 'number', m: 'number' } };
    const frame = parseCsv('k,c,n,m\n1,x,1,1\nodd,y,2,odd\n3,x,3,3\n', options);
    expect(frame.types).toEqual(['number', 'category', 'number', 'number']);
    expect(frame.column('c')).toMatchObject({ categories: ['x'] });
    expect(rowsOf(frame)).toEqual([
      [1, 'x', 1, 1],
      [3, 'x', 3, 3],
    ]);
  });

  it.each([
    [{ delimeter: ';' }, "parseCsv has no option 'delimeter'. Did you mean 'delimiter'?"],
    [{ signal: null }, /has no option 'signal'/],
    [{ delimiter: ';;' }, /'delimiter' of parseCsv must be one ASCII character/],
    [{ delimiter: '\n' }, /'delimiter'/],
    [{ header: ['a', 'a'] }, /'header' of parseCsv must be true, false or a list of different names/],
    [{ types: { a: 'float' } }, /'types' of parseCsv must be .*"category"/],
    [{ types: null }, /'types'/],
    [{ missing: [1] }, /'missing'/],
    [{ columns: ['a', 'a'] }, /'columns'/],
    [{ quote: ',' }, /'quote' of parseCsv must differ/],
    [{ comment: '"' }, /'comment' of parseCsv must differ/],
    [{ comment: '' }, /'comment'/],
    [{ skipRows: -1 }, /'skipRows' of parseCsv must be an integer of at least 0. Got -1/],
    [{ onBadRow: 'ignore' }, /'onBadRow'/],
    [{ onWarning: 1 }, /'onWarning'/],
    [{ maxRows: 0 }, /'maxRows'/],
    [{ maxBytes: Number.NaN }, /'maxBytes'/],
  ])('%o is refused', (options, message) => {
    const call = () => parseCsv('a\n1\n', options as CsvOptions);
    expect(call).toThrow(InvalidParameterError);
    expect(call).toThrow(message);
  });

  it('undefined is as if not given', () => {
    expect(
      rowsOf(parseCsv('a\n1\n', { delimiter: undefined, types: undefined, onWarning: undefined })),
    ).toEqual([[1]]);
  });

  it('text that is none is refused', () => {
    for (const text of [null, 12, ['a'], new Float64Array(2)]) {
      expect(() => parseCsv(text as never)).toThrow(InvalidParameterError);
    }
  });

  it('the words for missing values cannot be changed for others', () => {
    expect(Object.isFrozen(missingWords)).toBe(true);
  });
});
