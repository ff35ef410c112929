import { isEstimator, stateOf } from '../core/index.js';
import { showValue } from '../errors/index.js';

/**
 * Where a value is something else than plain data (numbers, strings, booleans, null, arrays, plain objects, typed
 * arrays, fitted estimators with plain states), in words; null when it is plain throughout.
 */
export function plainFault(value: unknown, place: string, above: readonly object[] = []): string | null {
  if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return null;
  if (typeof value !== 'object') return `${place} is ${showValue(value)}`;
  if (above.includes(value)) return `${place} leads back to itself`;
  const path = [...above, value];
  if (Array.isArray(value)) return firstFault(value.entries(), (i) => `${place}[${i}]`, path);
  if (ArrayBuffer.isView(value)) return value instanceof DataView ? `${place} is a DataView` : null;
  if (isEstimator(value)) {
    const inner = stateOf(value);
    return inner === null ? null : plainFault(inner.state, `${place}'s state`, path);
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${place} is ${showValue(value)}`;
  return firstFault(Object.entries(value), (key) => `${place}.${key}`, path);
}

function firstFault<K>(
  items: Iterable<readonly [K, unknown]>,
  place: (key: K) => string,
  path: readonly object[],
): string | null {
  for (const [key, item] of items) {
    const fault = plainFault(item, place(key), path);
    if (fault !== null) return fault;
  }
  return null;
}
