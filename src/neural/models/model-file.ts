import { readFile } from 'node:fs/promises';
import { ModelFileError } from '../../errors/index.js';

/** Where a model is: the path of its file, or what is in that file. */
export type ModelFile = string | Uint8Array;

/** What is in a model's file. */
export async function readModelFile(owner: string, source: ModelFile): Promise<Uint8Array> {
  if (typeof source !== 'string') return source;
  try {
    // A copy of its own: the buffers of small files are shared, and the state would keep the whole of one.
    return new Uint8Array(await readFile(source));
  } catch (error) {
    throw unreadable(owner, source, error);
  }
}

/** The error for a path that cannot be read. */
export function unreadable(owner: string, path: string, cause: unknown): ModelFileError {
  const { code } = cause as NodeJS.ErrnoException;
  const fault =
    code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `${code ?? cause}`;
  return new ModelFileError(`${owner}: cannot read '${path}': ${fault}.`, path, { cause });
}

/** How a source is called in messages. */
export function sourceName(source: ModelFile): string {
  return typeof source === 'string' ? `'${source}'` : 'the file';
}

/** The error for a file that is not what it should be, or is damaged. */
export function badFile(
  owner: string,
  source: ModelFile,
  fault: string,
  place = '',
  options?: ErrorOptions,
): ModelFileError {
  return new ModelFileError(`${owner}: ${sourceName(source)} cannot be read: ${fault}`, place, options);
}
