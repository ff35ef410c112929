import { readFileSync } from 'node:fs';
import { Matrix, SparseMatrix } from 'pipefit';
import { expect } from 'vitest';

const tagged = new Map([
  ['#NaN', Number.NaN],
  ['#Infinity', Number.POSITIVE_INFINITY],
  ['#-Infinity', Number.NEGATIVE_INFINITY],
]);

/** A file of test/fixtures, recorded by the script of the same name under test/oracle. */
export function fixture<T>(name: string): T {
  const text = readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' ? (tagged.get(value) ?? value) : value,
  ) as T;
}

type Numbers = number | ArrayLike<number> | readonly ArrayLike<number>[] | Matrix | SparseMatrix;

/** Every number agrees within `tolerance`, relative to the larger of 1 and the expected one. NaN agrees with NaN. */
export function expectClose(actual: Numbers, expected: Numbers, tolerance = 1e-9): void {
  const [got, shape] = flatten(actual);
  const [wanted, wantedShape] = flatten(expected);
  expect(shape, 'shape').toEqual(wantedShape);
  let worst = 0;
  let place = -1;
  for (let i = 0; i < wanted.length; i++) {
    if (Object.is(got[i], wanted[i]) || (got[i] === wanted[i] && Number.isFinite(got[i]!))) continue;
    const error = Math.abs(got[i]! - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!));
    if (!(error <= worst)) [worst, place] = [error, i];
    if (Number.isNaN(error)) break;
  }
  if (!(worst <= tolerance)) {
    expect.fail(
      `value ${place}: got ${got[place]}, expected ${wanted[place]} (error ${worst}, allowed ${tolerance})`,
    );
  }
}

function flatten(values: Numbers): [number[], number[]] {
  if (typeof values === 'number') return [[values], []];
  if (values instanceof Matrix || values instanceof SparseMatrix) {
    return [values.toArray().flat(), [values.rows, values.cols]];
  }
  const items = Array.from(values as ArrayLike<number | ArrayLike<number>>);
  if (items.some((item) => typeof item !== 'number')) {
    const rows = items.map((item) => Array.from(item as ArrayLike<number>));
    return [rows.flat(), [rows.length, rows[0]?.length ?? 0]];
  }
  return [items as number[], [items.length]];
}
