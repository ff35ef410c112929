import { LinearRegression, Matrix } from 'pipefit';
import { describe, expect, it } from 'vitest';
import { logRelativeError, readLinearSet } from './nist-file.js';

/** The digits that the worst coefficient must have, and the powers of x that are the columns (none: as given). */
const exam: readonly (readonly [name: string, digits: number, powers: number])[] = [
  ['Norris', 12, 1],
  ['Pontius', 11, 2],
  ['NoInt1', 14, 1],
  ['NoInt2', 14, 1],
  ['Filip', 7, 10],
  ['Longley', 12, 0],
  ['Wampler1', 9, 5],
  ['Wampler2', 12, 5],
  ['Wampler3', 9, 5],
  ['Wampler4', 7.5, 5],
  ['Wampler5', 5.5, 5],
];

function columns(x: readonly number[][], powers: number): number[][] {
  if (powers === 0) return x.map((row) => [...row]);
  return x.map(([value]) => {
    const row = [value!];
    while (row.length < powers) row.push(row.at(-1)! * value!);
    return row;
  });
}

/** The right digits of the worst coefficient, for the rows in their order or reversed. */
async function worstDigits(name: string, powers: number, reversed: boolean): Promise<number> {
  const { certified, x, y } = readLinearSet(name);
  const fitIntercept = certified.has('B0');
  const X = columns(x, powers);
  const model = await new LinearRegression({ fitIntercept }).fit(
    reversed ? [...X].reverse() : X,
    reversed ? [...y].reverse() : y,
  );
  const estimates = fitIntercept ? [model.intercept, ...model.coef] : [...model.coef];
  if (estimates.length !== certified.size || model.rank !== X[0]!.length) return 0;
  return Math.min(...[...certified.values()].map((value, k) => logRelativeError(estimates[k]!, value)));
}

const results = await Promise.all(
  exam.map(async ([name, wanted, powers]) => ({
    name,
    wanted,
    digits: [await worstDigits(name, powers, false), await worstDigits(name, powers, true)] as const,
  })),
);

describe('LinearRegression with defaults on the NIST sets', () => {
  for (const { name, wanted, digits } of results) {
    const [forward, backward] = digits;
    it(`${name}: ${forward.toFixed(1)} digits, rows reversed ${backward.toFixed(1)}, wanted ${wanted}`, () => {
      expect(forward).toBeGreaterThanOrEqual(wanted);
      expect(backward).toBeGreaterThanOrEqual(wanted);
    });
  }
});

/** The rows so often that the fit takes the way of tall data (or finds that it must not). */
async function worstDigitsRepeated(name: string, powers: number): Promise<number> {
  const { certified, x, y } = readLinearSet(name);
  const fitIntercept = certified.has('B0');
  const rows = columns(x, powers);
  const times = Math.ceil(110_000 / (rows.length * rows[0]!.length));
  const X = Matrix.fromArrays(Array.from({ length: times }, () => rows).flat());
  const model = await new LinearRegression({ fitIntercept }).fit(
    X,
    Array.from({ length: times }, () => y).flat(),
  );
  const estimates = fitIntercept ? [model.intercept, ...model.coef] : [...model.coef];
  if (model.rank !== X.cols) return 0;
  return Math.min(...[...certified.values()].map((value, k) => logRelativeError(estimates[k]!, value)));
}

describe('LinearRegression on the NIST sets, each repeated to more than 100,000 values', () => {
  it.each(exam)('%s: %d digits', async (name, wanted, powers) => {
    expect(await worstDigitsRepeated(name, powers)).toBeGreaterThanOrEqual(wanted);
  });
});
