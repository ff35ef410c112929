import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';

/** The SHA-256 of a file, read in pieces. */
export async function sha256(file: string, encoding: 'hex' | 'base64url' = 'hex'): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
  return hash.digest(encoding);
}

/** The sums in the RECORD of a wheel (Python's packaging standard, "Recording installed projects"), by file. */
export function readRecord(text: string): Map<string, string> {
  const sums = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const found = /^("?)(.+)\1,sha256=([\w-]+),\d*$/.exec(line);
    if (found) sums.set(found[2]!.replaceAll('""', '"'), found[3]!);
  }
  return sums;
}

/** What is wrong with files that were taken out of a wheel: a sentence for each; none when all are as recorded. */
export async function checkFiles(
  folder: string,
  files: readonly string[],
  record: ReadonlyMap<string, string>,
): Promise<string[]> {
  const faults: string[] = [];
  for (const file of files) {
    const expected = record.get(file);
    if (expected === undefined) faults.push(`${file} is not in the wheel's record.`);
    else if ((await sha256(join(folder, file), 'base64url')) !== expected) {
      faults.push(`${file} is not what the wheel's record says (another SHA-256).`);
    }
  }
  return faults;
}
