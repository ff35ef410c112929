import { InvalidParameterError } from '../errors/index.js';
import { isEstimator } from './estimator.js';
import type { ParamSpec } from './param-spec.js';
import { unknownParameter } from './params.js';
import { recipeOf } from './recipe.js';

/** A named step: `[name, estimator, ...more]`; the estimator may be a word such as 'passthrough'. */
export type NamedStep = readonly [name: string, estimator: unknown, ...rest: unknown[]];

/** Own parameters, named steps, and their parameters as `step__param`; the keys come from users, so no prototype. */
export function flattenParams(spec: ParamSpec, values: object): Record<string, unknown> {
  const flat: Record<string, unknown> = Object.assign(Object.create(null), values);
  for (const [name, value] of nestedEstimators(spec, values)) {
    flat[name] = value;
    if (!isEstimator(value)) continue;
    for (const [key, inner] of Object.entries(value.getParams())) flat[`${name}__${key}`] = inner;
  }
  return flat;
}

/** The values with changes applied, `step__param` reaching into copies of nested estimators; nothing given is changed. */
export function applyParams<P extends object>(owner: string, spec: ParamSpec, values: P, changes: object): P {
  const next: Record<string, unknown> = Object.assign(Object.create(null), values);
  const inner = new Map<string, Record<string, unknown>>();
  const steps = new Map<string, unknown>();
  const known = () => Object.keys(flattenParams(spec, next));
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    if (Object.hasOwn(spec, key)) next[key] = value;
    else if (key.includes('__')) {
      const [name, rest] = splitOnce(key);
      const group: Record<string, unknown> = inner.get(name) ?? Object.create(null);
      group[rest] = value;
      inner.set(name, group);
    } else steps.set(key, value);
  }
  for (const [name, value] of steps) {
    if (!replaceNested(spec, next, name, () => value)) throw unknownParameter(owner, name, known());
  }
  for (const [name, params] of inner) {
    const found = replaceNested(spec, next, name, (current) => {
      if (isEstimator(current)) return current.clone().setParams(params);
      throw new InvalidParameterError(
        owner,
        `${name}__${Object.keys(params)[0]}`,
        `The step '${name}' of ${owner} is ${JSON.stringify(current)}, which has no parameters.`,
      );
    });
    if (!found) throw unknownParameter(owner, `${name}__${Object.keys(params)[0]}`, known());
  }
  return Object.freeze(next) as P;
}

/** Nested estimators by name: parameters that hold one, and the steps of those that hold a list. */
export function nestedEstimators(spec: ParamSpec, values: object): [string, unknown][] {
  const found: [string, unknown][] = [];
  for (const [key, param] of Object.entries(spec)) {
    const value = (values as Record<string, unknown>)[key];
    if (param.holds === 'estimator' && isEstimator(value)) found.push([key, value]);
    if (param.holds === 'steps' && Array.isArray(value)) {
      for (const step of value as NamedStep[]) if (Array.isArray(step)) found.push([step[0], step[1]]);
    }
  }
  return found;
}

function replaceNested(
  spec: ParamSpec,
  values: Record<string, unknown>,
  name: string,
  replace: (current: unknown) => unknown,
): boolean {
  for (const [key, param] of Object.entries(spec)) {
    if (param.holds === 'estimator' && key === name) {
      values[key] = replace(values[key]);
      return true;
    }
    if (param.holds !== 'steps') continue;
    const list = values[key] as readonly NamedStep[];
    const position = list.findIndex((step) => step[0] === name);
    if (position < 0) continue;
    values[key] = list.map((step, i) =>
      i === position ? [step[0], replace(step[1]), ...step.slice(2)] : step,
    );
    return true;
  }
  return false;
}

/** A copy of a parameter's value for a clone: nested estimators cloned; arrays, Maps and plain objects copied. */
export function copyParam(value: unknown): unknown {
  if (isEstimator(value)) return value.clone();
  if (Array.isArray(value)) return value.map(copyParam);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return (value as Float64Array).slice();
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copyParam(item)]));
  if (typeof value !== 'object' || value === null) return value;
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return value;
  // Distributions and the like: nobody changes them, and a copy would not be known for one.
  if (recipeOf(value) !== null) return value;
  const copy = Object.create(prototype);
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, { value: copyParam(item), enumerable: true, writable: true });
  }
  return copy;
}

function splitOnce(key: string): [string, string] {
  const at = key.indexOf('__');
  return [key.slice(0, at), key.slice(at + 2)];
}
