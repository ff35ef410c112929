import fc from 'fast-check';
import { CsvError } from 'pipefit';
import { type CsvOptions, parseCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { csvSettings } from '../../src/io/csv-options.js';
import { CsvReader } from '../../src/io/csv-reader.js';
import { plain } from './support.js';

/** What comes of a text: the table and the warnings, or the error. */
function outcome(read: (options: CsvOptions) => ReturnType<typeof parseCsv>, options: CsvOptions): unknown {
  const warnings: string[] = [];
  try {
    const frame = read({ ...options, onWarning: (warning) => warnings.push(warning.message) });
    return [plain(frame), warnings];
  } catch (error) {
    if (error instanceof CsvError) return [error.line, error.column, error.message];
    throw error;
  }
}

function inPieces(bytes: Buffer, sizes: readonly number[], options: CsvOptions) {
  const reader = new CsvReader(csvSettings('readCsv', options));
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!;
    reader.write(bytes.subarray(at, at + size));
    at += size;
  }
  return reader.end();
}

describe('CsvReader', () => {
  const piece = fc.constantFrom(
    'a',
    '1',
    '-2.5',
    ',',
    ',',
    '"',
    '"',
    '""',
    '\n',
    '\n',
    '\r\n',
    '\r',
    '#',
    'é',
    '😀',
    '\ufeff',
    ' ',
    '\\',
  );
  const options: fc.Arbitrary<CsvOptions> = fc.record({
    header: fc.constantFrom(true, false),
    comment: fc.constantFrom(null, '#'),
    escape: fc.constantFrom(null, '\\'),
    quote: fc.constantFrom('"', null),
    skipRows: fc.constantFrom(0, 0, 1, 2),
    onBadRow: fc.constantFrom('error', 'skip'),
  });
  const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });

  it('gives the same table, or the same error, however the bytes arrive', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), options, sizes, (pieces, options, sizes) => {
        const text = pieces.join('');
        const whole = outcome((given) => parseCsv(text, given), options);
        expect(outcome((given) => inPieces(Buffer.from(text), sizes, given), options)).toEqual(whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('finds bytes that are not UTF-8 however they arrive', () => {
    const bytes = fc.uint8Array({ maxLength: 12 }).filter((bytes) => !bytes.includes(0) && bytes[0] !== 0x1f);
    fc.assert(
      fc.property(bytes, sizes, (bytes, sizes) => {
        const buffer = Buffer.concat([Buffer.from('a,b\n'), bytes]);
        const options = { quote: null, onBadRow: 'skip' } as const;
        const whole = outcome((given) => parseCsv(buffer, given), options);
        expect(outcome((given) => inPieces(buffer, sizes, given), options)).toEqual(whole);
        if (Buffer.from(buffer.toString()).equals(buffer)) expect(whole).not.toContain('UTF-8');
        else expect(String(whole)).toContain('not UTF-8');
      }),
      { numRuns: 1000 },
    );
  });

  it('gets along with portions that end within a row, a cell and a character', () => {
    const row = `${'é'.repeat(997)},"😀\r\n${'x'.repeat(500)}",1.5\n`;
    const text = `a,b,c\n${row.repeat(400)}oops\n`;
    expect(outcome((given) => parseCsv(text, given), {})).toEqual([
      802,
      null,
      'Line 802: found 1 cell where 3 were expected.',
    ]);
    const { rows } = parseCsv(text, { onBadRow: 'skip', onWarning: () => {} });
    expect(rows).toBe(400);
  });
});
