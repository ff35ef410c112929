/** Runs workloads with several contestants in turns, and keeps medians and qualities. */
import { median } from './machine.js';
import type { Answer, Contestant, Request } from './protocol.js';
import type { Workload } from './workloads.js';

/** What was measured of one contestant in one row. */
export interface Measured {
  /** Median seconds, or null where there was no answer. */
  readonly seconds: number | null;
  readonly quality: number | null;
  readonly skipped: string | null;
}

/** One row of the tables. */
export interface Row {
  readonly workload: string;
  readonly what: 'fit' | 'predict' | 'one';
  readonly rows: number;
  readonly cols: number;
  readonly measured: Readonly<Record<string, Measured>>;
}

/** How often many rows are predicted; single rows are repeated by the contestants themselves. */
const PREDICTIONS = 5;

/** All rows of one workload. */
export async function compare(
  workload: Workload,
  cols: number,
  contestants: readonly Contestant[],
): Promise<Row[]> {
  const size = { workload: workload.name, cols };
  const fits = await inTurns(contestants, workload.fits, { do: 'fit', workload: workload.name });
  const rows: Row[] = [{ ...size, what: 'fit', rows: workload.rows, measured: fits }];
  if (!workload.predicts) return rows;
  const fitted = contestants.filter(({ name }) => fits[name]!.skipped === null);
  const many = await inTurns(fitted, PREDICTIONS, { do: 'predict' });
  const one = await inTurns(fitted, 1, { do: 'one' });
  return [
    ...rows,
    { ...size, what: 'predict', rows: workload.testRows, measured: many },
    { ...size, what: 'one', rows: 1, measured: one },
  ];
}

/** Asks everyone the same, one after the other, several times. */
export async function inTurns(
  contestants: readonly Contestant[],
  times: number,
  request: Request,
): Promise<Record<string, Measured>> {
  const answers = new Map<string, Answer[]>(contestants.map(({ name }) => [name, []]));
  for (let turn = 0; turn < times; turn++) {
    for (const contestant of contestants) {
      const given = answers.get(contestant.name)!;
      if (given.at(-1)?.skipped === undefined) given.push(await contestant.ask(request));
    }
  }
  return Object.fromEntries([...answers].map(([name, given]) => [name, summary(given)]));
}

function summary(answers: readonly Answer[]): Measured {
  const skipped = answers.find((answer) => answer.skipped !== undefined)?.skipped ?? null;
  const seconds = answers.flatMap((answer) => answer.seconds ?? []);
  return {
    seconds: seconds.length === 0 ? null : median(seconds),
    quality: answers.at(-1)?.quality ?? null,
    skipped,
  };
}

/** A line for the terminal. */
export function showRow({ workload, what, rows, cols, measured }: Row): string {
  const own = measured['pipefit']!.seconds!;
  const others = Object.entries(measured).map(([name, { seconds, quality, skipped }]) => {
    if (seconds === null) return `${name}: skipped (${skipped})`;
    const ratio = name === 'pipefit' ? '' : ` (pipefit takes ${(own / seconds).toFixed(2)} of it)`;
    return `${name} ${showSeconds(seconds)}${quality === null ? '' : ` score ${quality.toFixed(4)}`}${ratio}`;
  });
  return `${workload}, ${what} ${rows} x ${cols}: ${others.join('; ')}`;
}

/** Seconds in a unit that suits them. */
export function showSeconds(seconds: number): string {
  if (seconds >= 1) return `${seconds.toFixed(2)} s`;
  if (seconds >= 1e-3) return `${(seconds * 1e3).toFixed(seconds >= 0.1 ? 0 : 1)} ms`;
  return `${(seconds * 1e6).toFixed(1)} µs`;
}
