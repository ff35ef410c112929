import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { CsvError, InvalidParameterError } from 'pipefit';
import { parseCsv, readCsv } from 'pipefit/io';
import { describe, expect, it } from 'vitest';
import { plain, rowsOf, temporaryFolder } from './support.js';

const inFolder = temporaryFolder();

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(inFolder(name), content);
  return inFolder(name);
}

/** The CsvError that a reading rejects with. */
async function faultOf(reading: Promise<unknown>): Promise<CsvError> {
  const error = await reading.then(
    () => expect.fail('expected a CsvError'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CsvError);
  return error as CsvError;
}

const text = `id,name,sold\n${Array.from({ length: 60_000 }, (_, i) => `${i},"n""${i % 7}é\n",2024-01-${10 + (i % 20)}\n`).join('')}`;

describe('readCsv', () => {
  it('reads what parseCsv reads, from a path or a URL', async () => {
    const path = await file('houses.csv', text);
    const frame = await readCsv(path);
    expect(plain(frame)).toEqual(plain(parseCsv(text)));
    expect([frame.rows, frame.types]).toEqual([60_000, ['number', 'category', 'date']]);
    expect((await readCsv(pathToFileURL(path), { columns: ['name'] })).cols).toBe(1);
  });

  it('knows gzip by the data, not by the name', async () => {
    const bytes = Buffer.from(text);
    const packed = Buffer.concat([
      gzipSync(bytes.subarray(0, 1_000_001)),
      gzipSync(bytes.subarray(1_000_001)),
    ]);
    expect(plain(await readCsv(await file('packed.csv', packed)))).toEqual(plain(parseCsv(text)));
    expect(plain(parseCsv(packed))).toEqual(plain(parseCsv(text)));
    expect(rowsOf(await readCsv(await file('plain.csv.gz', 'a,b\n1,2\n')))).toEqual([[1, 2]]);
  });

  it('reads the smallest files', async () => {
    expect((await readCsv(await file('name.csv', 'a'))).columnNames).toEqual(['a']);
    expect((await faultOf(readCsv(await file('empty.csv', '')))).message).toContain('the text is empty');
    expect((await faultOf(readCsv(await file('empty.gz', gzipSync(''))))).message).toContain(
      'the text is empty',
    );
  });

  it('begins its errors with the path', async () => {
    const path = await file('bad.csv', `${text}oops\n`);
    const error = await faultOf(readCsv(path));
    expect(error).toMatchObject({ file: path, line: 120_002, column: null });
    expect(error.message).toBe(`${path}, line 120002: found 1 cell where 3 were expected.`);
  });

  it('says which file cannot be read, and why', async () => {
    const missing = await faultOf(readCsv(inFolder('nowhere.csv')));
    expect(missing.message).toMatch(/nowhere\.csv: cannot be read \(ENOENT/);
    expect(missing.cause).toMatchObject({ code: 'ENOENT' });
    await mkdir(inFolder('folder.csv'));
    expect((await faultOf(readCsv(inFolder('folder.csv')))).message).toContain('EISDIR');
    await expect(readCsv(new URL('https://example.org/a.csv'))).rejects.toThrow(InvalidParameterError);
    await expect(readCsv(12 as never)).rejects.toThrow("The parameter 'path' of readCsv must be");
    await expect(readCsv('a.csv', { delimeter: ';' } as never)).rejects.toThrow("Did you mean 'delimiter'?");
  });

  it('never takes a part for the whole of a gzip file', async () => {
    const packed = gzipSync(text);
    for (const length of [3, 12, packed.length >> 1, packed.length - 9, packed.length - 1]) {
      const error = await faultOf(readCsv(await file('cut.csv.gz', packed.subarray(0, length))));
      expect(error.message).toContain('the gzip data are damaged or cut off');
    }
    packed[packed.length >> 1]! ^= 0xff;
    await faultOf(readCsv(await file('flipped.csv.gz', packed)));
  });

  it('stops a gzip bomb at maxBytes', async () => {
    const bomb = await file('bomb.csv.gz', gzipSync(Buffer.alloc(2 ** 26, '0,0\n')));
    const error = await faultOf(readCsv(bomb, { maxBytes: 2 ** 20, header: false }));
    expect(error.message).toContain(
      "more than 1048576 bytes. If that is meant, raise the option 'maxBytes'.",
    );
    expect((await faultOf(readCsv(bomb, { maxRows: 10, header: false }))).line).toBe(11);
  });

  it('lets other work go on', async () => {
    const path = await file('long.csv', text);
    let turns = 0;
    const count = () => {
      turns++;
      next = setImmediate(count);
    };
    let next = setImmediate(count);
    await readCsv(path);
    clearImmediate(next);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('a signal', () => {
  it('stops readCsv before it begins', async () => {
    const reason = new Error('no longer needed');
    await expect(readCsv(inFolder('nowhere.csv'), { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });

  it.each(['signal.csv', 'signal.csv.gz'])('stops readCsv on its way through %s', async (name) => {
    const long = `a;b\n${'1;2\n'.repeat(500_000)}`;
    const path = await file(name, name.endsWith('gz') ? gzipSync(long) : long);
    const reason = new Error('no longer needed');
    const abort = new AbortController();
    // The warning about the delimiter comes with the header, when nearly all is yet to be read.
    const onWarning = () => abort.abort(reason);
    await expect(readCsv(path, { signal: abort.signal, onWarning })).rejects.toBe(reason);
    for (let turns = 0; turns < 20; turns++) {
      const later = new AbortController();
      const reading = readCsv(path, { signal: later.signal, onWarning: () => {} });
      const outcome = expect(reading).rejects.toBe(reason);
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      later.abort(reason);
      await outcome;
    }
  });
});

it.skipIf(!existsSync('/proc/self/fd'))('readCsv leaves no file open', () => {
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  expect(open.filter((path) => path.startsWith(inFolder('')))).toEqual([]);
});
