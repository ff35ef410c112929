import { isEstimator } from '../core/index.js';
import { isTable } from '../data/index.js';
import { showValue } from '../errors/index.js';

/**
 * The first difference of two values in words, or null when they are equal. Arrays and typed arrays are equal by
 * their items, tables by names and values, estimators by class and parameters, NaN to NaN and 0 to -0.
 * Numbers may differ by `tolerance`, relative to the larger of 1 and the expected one.
 */
export function difference(actual: unknown, expected: unknown, tolerance = 0, place = ''): string | null {
  if (Object.is(actual, expected) || actual === expected) return null;
  if (typeof actual === 'number' && typeof expected === 'number') {
    const close = Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
    return close ? null : told(actual, expected, place);
  }
  if (typeof actual !== 'object' || typeof expected !== 'object' || actual === null || expected === null) {
    return told(actual, expected, place);
  }
  if (isList(actual) || isList(expected)) {
    if (!isList(actual) || !isList(expected)) return told(actual, expected, place);
    if (actual.length !== expected.length) {
      return `${at(place)}${actual.length} values where ${expected.length} were expected`;
    }
    for (let i = 0; i < actual.length; i++) {
      const found = difference(actual[i], expected[i], tolerance, `${place}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  const [a, b] = [parts(actual), parts(expected)];
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const inner = place === '' ? String(key) : `${place}.${String(key)}`;
    if (!a.has(key)) return `${inner} is absent`;
    if (!b.has(key)) return `${inner} is there, unexpectedly`;
    const found = difference(a.get(key), b.get(key), tolerance, inner);
    if (found !== null) return found;
  }
  return null;
}

/** What makes up a value that is not a list, by name. */
function parts(value: object): Map<unknown, unknown> {
  if (value instanceof Map) return value;
  if (value instanceof Set) return new Map([...value].map((item) => [item, true]));
  if (value instanceof Date) return new Map([['time', value.getTime()]]);
  if (isTable(value)) return new Map<unknown, unknown>(Object.entries(tableParts(value)));
  if (isEstimator(value))
    return new Map<unknown, unknown>([['name', value.name], ...entries(value.getParams())]);
  return new Map<unknown, unknown>([['prototype of', prototypeName(value)], ...entries(value)]);
}

function tableParts(table: { toArray(): unknown[][]; columnNames: readonly string[] | null }): object {
  return { columnNames: table.columnNames, rows: table.toArray() };
}

function entries(value: object): [unknown, unknown][] {
  return Object.entries(value);
}

/** Plain objects are alike with and without a prototype. */
function prototypeName(value: object): string {
  return Object.getPrototypeOf(value)?.constructor?.name ?? 'Object';
}

function isList(value: object): value is ArrayLike<unknown> & object {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function told(actual: unknown, expected: unknown, place: string): string {
  return `${at(place)}${showValue(actual)} where ${showValue(expected)} was expected`;
}

function at(place: string): string {
  return place === '' ? '' : `${place}: `;
}
