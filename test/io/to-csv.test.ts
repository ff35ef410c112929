import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import {
  type Column,
  type ColumnType,
  CsvError,
  Frame,
  InvalidDataError,
  InvalidParameterError,
} from 'pipefit';
import { parseCsv, readCsv, toCsv, writeCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { plain, temporaryFolder } from './support.js';

const frame = Frame.fromColumns({
  number: [1, -0.5, null, 1e21],
  boolean: [true, null, false, true],
  category: ['x', 'a,b', null, 'say "x"'],
  day: [new Date('2024-02-29'), null, new Date('1969-12-31'), new Date(0)],
  time: [new Date('2024-02-29T12:30:15.125Z'), new Date(0), null, new Date(-1)],
});

describe('toCsv', () => {
  it('writes every type', () => {
    expect(toCsv(frame)).toBe(
      [
        'number,boolean,category,day,time',
        '1,true,x,2024-02-29,2024-02-29T12:30:15.125Z',
        '-0.5,,"a,b",,1970-01-01T00:00:00.000Z',
        ',false,,1969-12-31,',
        '1e+21,true,"say ""x""",1970-01-01,1969-12-31T23:59:59.999Z',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [{ a: ['x\ny', 'x\ry', ' x '] }, 'a\n"x\ny"\n"x\ry"\n x \n'],
    [{ a: [null, 1] }, 'a\n""\n1\n'],
    [{ '': [1] }, '""\n1\n'],
    [{ 'a,b': [], 'c"d': [] }, '"a,b","c""d"\n'],
    [
      { a: [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324] },
      'a\nInfinity\n-Infinity\n-0\n5e-324\n',
    ],
    [{ '\ufeffa': [1] }, '"\ufeffa"\n1\n'],
  ])('writes %o', (columns, text) => {
    expect(toCsv(Frame.fromColumns(columns))).toBe(text);
  });

  it('parts cells by another delimiter', () => {
    const text = toCsv(Frame.fromColumns({ a: ['x;y'], b: ['x,y'] }), { delimiter: ';' });
    expect(text).toBe('a;b\n"x;y";x,y\n');
  });

  it('writes more rows than fit in one piece', () => {
    const long = Frame.fromColumns({ n: Float64Array.from({ length: 10_000 }, (_, i) => i / 8) });
    expect(plain(parseCsv(toCsv(long)))).toEqual(plain(long));
  });

  it.each([
    [{ delimiter: '"' }, /'delimiter' of toCsv/],
    [{ delimiter: ';;' }, /'delimiter' of toCsv must be one ASCII character/],
    [{ excelSafe: 1 }, /'excelSafe' of toCsv must be true or false. Got 1/],
  ])('refuses %o', (options, message) => {
    expect(() => toCsv(frame, options as never)).toThrow(InvalidParameterError);
    expect(() => toCsv(frame, options as never)).toThrow(message);
  });

  it('refuses dates that are none', () => {
    const column: Column = { type: 'date', values: Float64Array.of(0, 1e300) };
    expect(() => toCsv(Frame.fromColumns({ when: column }))).toThrow(
      "Column 'when', row 1: 1e+300 ms since 1970 is no date.",
    );
  });
});

describe('with excelSafe, toCsv', () => {
  it('puts an apostrophe before what a spreadsheet would run', () => {
    const cells = ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', '=HYPERLINK("x","y")'];
    const written = toCsv(Frame.fromColumns([['=name', cells]]), { excelSafe: true });
    expect(parseCsv(written, { types: { "'=name": 'text' } }).values(0)).toEqual(
      cells.map((cell) => `'${cell}`),
    );
  });

  it('leaves numbers, dates and harmless text alone', () => {
    const harmless = Frame.fromColumns({
      number: [-1.5, 2, null],
      written: ['-1.5', '+3', '-1e5'],
      text: ['a=b', "it's", 'x-y'],
      date: [new Date(0), new Date(-1e15), null],
    });
    expect(toCsv(harmless, { excelSafe: true })).toBe(toCsv(harmless));
    expect(toCsv(frame, { excelSafe: true })).toBe(toCsv(frame));
  });
});

/** Any text that UTF-8 can hold, with what matters in CSV more often than by chance. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        ',',
        ';',
        '\n',
        '\r',
        '\r\n',
        ' ',
        '#',
        '=',
        "'",
        '\\',
        '\ufeff',
        '😀',
        'é',
        'NA',
        '1',
        '0',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));
const anyName = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'toString', '', 'a'), anyText);
const cellsOf: Record<ColumnType, fc.Arbitrary<unknown>> = {
  number: fc.oneof(fc.double(), fc.integer(), fc.constant(null)),
  boolean: fc.option(fc.boolean()),
  date: fc.option(fc.date({ noInvalidDate: true })),
  category: fc.option(anyText.filter((text) => text.trim() !== '')),
  text: fc.option(anyText.filter((text) => text.trim() !== '')),
};
const types = Object.keys(cellsOf) as ColumnType[];
const anyFrame = fc
  .tuple(
    fc.uniqueArray(fc.tuple(anyName, fc.constantFrom(...types)), {
      minLength: 1,
      maxLength: 6,
      selector: ([name]) => name,
    }),
    fc.nat(8),
  )
  .chain(([columns, rows]) =>
    fc.tuple(
      ...columns.map(([name, type]) =>
        fc
          .array(cellsOf[type], { minLength: rows, maxLength: rows })
          .map((cells) => [name, type, cells] as const),
      ),
    ),
  )
  .map((columns) =>
    Frame.fromColumns(
      columns.map(([name, , cells]) => [name, cells] as const),
      {
        types: new Map(columns.map(([name, type]) => [name, type])),
      },
    ),
  );

function typesOf(frame: Frame): Map<string, ColumnType> {
  return new Map(frame.columnNames.map((name, j) => [name, frame.types[j]!]));
}

describe('a frame that was written and read again', () => {
  it('is the same frame, whatever it holds', () => {
    fc.assert(
      fc.property(anyFrame, fc.constantFrom(',', ';', '\t', "'", '='), (frame, delimiter) => {
        const again = parseCsv(toCsv(frame, { delimiter }), {
          delimiter,
          types: typesOf(frame),
          missing: [],
        });
        expect(plain(again)).toEqual(plain(frame));
        for (const name of frame.columnNames) expect(again.column(name)).toEqual(frame.column(name));
      }),
      { numRuns: 500 },
    );
  });

  it('needs no types for numbers, booleans, dates and words', () => {
    const cells = fc.record({
      number: cellsOf.number.filter((cell) => cell !== null),
      boolean: fc.boolean(),
      date: fc.date({ noInvalidDate: true }),
      word: fc.stringMatching(/^[b-d]{1,3}$/),
    });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1 }), (rows) => {
        const written = Frame.fromRows(rows);
        expect(plain(parseCsv(toCsv(written)))).toEqual(plain(written));
      }),
    );
  });
});

describe('writeCsv', () => {
  const inFolder = temporaryFolder();
  const small = Frame.fromColumns({ a: [1, 2], b: ['x', null] });

  it('writes what toCsv writes, to a path or a URL, in place of what was there', async () => {
    const path = inFolder('small.csv');
    await writeFile(path, 'old and longer than what comes in its place');
    await writeCsv(small, path);
    expect(await readFile(path, 'utf8')).toBe(toCsv(small));
    await writeCsv(frame, pathToFileURL(path), { delimiter: ';', excelSafe: true });
    expect(await readFile(path, 'utf8')).toBe(toCsv(frame, { delimiter: ';' }));
    expect(await readdir(inFolder(''))).toEqual(['small.csv']);
  });

  it('packs files whose names end in .gz, unless told otherwise', async () => {
    const long = Frame.fromColumns({ n: Float64Array.from({ length: 50_000 }, (_, i) => i) });
    await writeCsv(long, inFolder('long.csv.gz'));
    expect(gunzipSync(await readFile(inFolder('long.csv.gz'))).toString()).toBe(toCsv(long));
    expect(plain(await readCsv(inFolder('long.csv.gz')))).toEqual(plain(long));
    await writeCsv(small, inFolder('plain.gz'), { gzip: false });
    expect(await readFile(inFolder('plain.gz'), 'utf8')).toBe(toCsv(small));
  });

  it('leaves the old file as it was when it cannot write the new one', async () => {
    const path = inFolder('kept.csv');
    await writeCsv(small, path);
    const before = await readdir(inFolder(''));
    const broken = Frame.fromColumns({ a: [...Array(5000).fill('x'), 'half \ud83d'] });
    await expect(writeCsv(broken, path)).rejects.toThrow(InvalidDataError);
    await expect(writeCsv(broken, path, { gzip: true })).rejects.toThrow('cannot be written in UTF-8');
    await expect(writeCsv(small, path, { delimiter: '' })).rejects.toThrow(/'delimiter' of writeCsv/);
    expect(await readFile(path, 'utf8')).toBe(toCsv(small));
    expect(await readdir(inFolder(''))).toEqual(before);
  });

  it('says what cannot be written, and why', async () => {
    const missing = writeCsv(small, inFolder('nowhere/small.csv'));
    await expect(missing).rejects.toThrow(CsvError);
    await expect(missing).rejects.toThrow(/nowhere\/small\.csv: cannot be written \(ENOENT/);
    await mkdir(inFolder('folder'));
    await expect(writeCsv(small, inFolder('folder'))).rejects.toThrow(CsvError);
    expect((await readdir(inFolder(''))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
