import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cell, CsvError, type Frame, type PipefitWarning } from 'pipefit';
import { afterAll, beforeAll, expect } from 'vitest';

/** A frame as plain data: the name, type and cells of each column. */
export function plain(frame: Frame): [name: string, type: string, cells: Cell[]][] {
  return frame.columnNames.map((name, j) => [name, frame.types[j]!, frame.values(j)]);
}

/** The cells of a frame, row by row. */
export function rowsOf(frame: Frame): Cell[][] {
  return Array.from({ length: frame.rows }, (_, i) => frame.columnNames.map((_, j) => frame.at(i, j)));
}

/** The CsvError that a call throws. */
export function csvErrorOf(call: () => unknown): CsvError {
  try {
    call();
  } catch (error) {
    if (error instanceof CsvError) return error;
    throw error;
  }
  expect.fail('expected a CsvError');
}

/** A list that collects warnings, and the option that fills it. */
export function collector(): { warnings: string[]; onWarning: (warning: PipefitWarning) => void } {
  const warnings: string[] = [];
  return { warnings, onWarning: (warning) => warnings.push(warning.message) };
}

/** A folder of this test file in the system's folder for temporary files; removed at its end. */
export function temporaryFolder(): (name: string) => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pipefit-io-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
}
