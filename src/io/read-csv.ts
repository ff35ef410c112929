import { type FileHandle, open } from 'node:fs/promises';
import { addAbortSignal, pipeline } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { Frame } from '../data/index.js';
import { CsvError, InvalidParameterError, showValue } from '../errors/index.js';
import { type CsvOptions, csvSettings } from './csv-options.js';
import { CsvReader } from './csv-reader.js';
import { isGzip } from './gzip.js';

/** What may be said to {@link readCsv}: how to read CSV, and when to stop. */
export interface ReadCsvOptions extends CsvOptions {
  /** Stops the reading: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

const CHUNK = 2 ** 17;

/**
 * Makes a Frame of a CSV file (UTF-8), which may be gzipped whatever its name.
 *
 * The file is read and unpacked piece by piece, so that only the columns are held in memory, and other work of the
 * process goes on in between. Types, missing values, options and errors are those of {@link parseCsv}; messages begin
 * with the path. Files that cannot be read, and gzip data that end too early, are a CsvError as well: there is
 * never half a Frame. Complexity: O(bytes).
 *
 * @param path - path or file URL
 * @param options - see {@link ReadCsvOptions}
 *
 * @example
 * ```ts
 * import { mkdtemp, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { parseCsv, readCsv, writeCsv } from 'pipefit/io';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'pipefit-'));
 * const path = join(folder, 'houses.csv.gz');
 * await writeCsv(parseCsv('price,wall\n303000,brick\n92000,\n'), path);
 *
 * const houses = await readCsv(path, { types: { wall: 'text' } });
 * console.log(houses.rows, houses.types); // 2 ['number', 'text']
 * await rm(folder, { recursive: true });
 * ```
 */
export async function readCsv(path: string | URL, options: ReadCsvOptions = {}): Promise<Frame> {
  const settings = csvSettings('readCsv', options);
  const { signal } = options;
  signal?.throwIfAborted();
  const file = pathOf(path);
  const reader = new CsvReader(settings, file);
  for await (const chunk of unpackedChunks(file, signal)) {
    signal?.throwIfAborted();
    reader.write(chunk);
  }
  signal?.throwIfAborted();
  return reader.end();
}

/** The bytes of a file, unpacked if it is gzipped. */
async function* unpackedChunks(file: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  let handle: FileHandle | undefined;
  let packed = false;
  try {
    handle = await open(file);
    const head = await firstBytes(handle, 2);
    packed = isGzip(head);
    const source = handle.createReadStream({ highWaterMark: CHUNK });
    // The signal may destroy the stream while nobody reads it; the fault then waits for who does.
    source.on('error', () => {});
    if (signal) addAbortSignal(signal, source);
    if (packed) {
      const gunzip = createGunzip({ chunkSize: CHUNK });
      gunzip.write(head);
      // Faults of either stream arrive where gunzip is read.
      yield* pipeline(source, gunzip, () => {}) as AsyncIterable<Buffer>;
    } else {
      yield head;
      yield* source as AsyncIterable<Buffer>;
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    const { message, code } = cause as NodeJS.ErrnoException;
    const damaged = packed && code?.startsWith('Z_');
    const what = damaged ? 'the gzip data are damaged or cut off' : 'cannot be read';
    throw new CsvError(`${what} (${message}).`, { file }, { cause });
  } finally {
    await handle?.close();
  }
}

/** Up to `count` bytes, fewer only where the file ends before; pipes may give them one at a time. */
async function firstBytes(handle: FileHandle, count: number): Promise<Buffer> {
  const bytes = Buffer.alloc(count);
  let length = 0;
  while (length < count) {
    const { bytesRead } = await handle.read(bytes, length, count - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function pathOf(path: string | URL): string {
  if (typeof path === 'string') return path;
  if (path instanceof URL && path.protocol === 'file:') return fileURLToPath(path);
  throw new InvalidParameterError(
    'readCsv',
    'path',
    `The parameter 'path' of readCsv must be a path or a file URL. Got ${showValue(path instanceof URL ? path.href : path)}.`,
  );
}
