import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import type { Frame } from '../data/index.js';
import { CsvError, InvalidDataError } from '../errors/index.js';
import { loneSurrogate } from './encoding.js';
import { csvBlocks, type ToCsvOptions } from './to-csv.js';

/** What may be said to {@link writeCsv}. */
export interface WriteCsvOptions extends ToCsvOptions {
  /** Whether to pack the file; by default it is packed if its name ends in `.gz`. */
  readonly gzip?: boolean | undefined;
}

/**
 * Writes a Frame to a CSV file in UTF-8, in the form of {@link toCsv}.
 *
 * The text goes to a temporary file in the same folder, which is renamed when all of it is on the disk. So the file is
 * the old one or the new one, whole, whatever happens in between. Errors: those of toCsv; InvalidDataError for half a
 * surrogate pair, which UTF-8 cannot hold; CsvError if the file cannot be written. Complexity: O(cells).
 *
 * @param frame - what to write
 * @param path - path or file URL; an existing file is replaced
 * @param options - see {@link WriteCsvOptions}
 *
 * @example
 * ```ts
 * import { mkdtemp, readFile, rm } from 'node:fs/promises';
 * import { tmpdir } from 'node:os';
 * import { join } from 'node:path';
 * import { Frame } from 'pipefit';
 * import { writeCsv } from 'pipefit/io';
 *
 * const folder = await mkdtemp(join(tmpdir(), 'pipefit-'));
 * const path = join(folder, 'houses.csv');
 * await writeCsv(Frame.fromColumns({ price: [303000, 92000], wall: ['brick', null] }), path);
 * console.log(JSON.stringify(await readFile(path, 'utf8'))); // "price,wall\n303000,brick\n92000,\n"
 * await rm(folder, { recursive: true });
 * ```
 */
export async function writeCsv(
  frame: Frame,
  path: string | URL,
  options: WriteCsvOptions = {},
): Promise<void> {
  const target = typeof path === 'string' ? path : fileURLToPath(path);
  const { gzip = target.endsWith('.gz') } = options;
  const blocks = wellFormed(csvBlocks('writeCsv', frame, options));
  const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      const text = Readable.from(blocks);
      const write = async (chunks: AsyncIterable<string | Buffer>) => {
        for await (const chunk of chunks) await file.appendFile(chunk);
      };
      await (gzip ? pipeline(text, createGzip(), write) : pipeline(text, write));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (cause) {
    await rm(temporary, { force: true });
    if (cause instanceof InvalidDataError) throw cause;
    throw new CsvError(`cannot be written (${(cause as Error).message}).`, { file: target }, { cause });
  }
}

function* wellFormed(blocks: Iterable<string>): Generator<string> {
  for (const block of blocks) {
    const lone = loneSurrogate(block);
    if (lone >= 0) {
      const around = block.slice(Math.max(0, lone - 20), lone);
      throw new InvalidDataError(
        `Half a surrogate pair, after ${JSON.stringify(around)}, cannot be written in UTF-8.`,
      );
    }
    yield block;
  }
}
