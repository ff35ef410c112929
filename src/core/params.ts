import { InvalidParameterError, nearestName, showValue } from '../errors/index.js';
import type { ParamSpec } from './param-spec.js';

/** Every declared parameter with its given value or its default; an unknown name is an error with the nearest known one. */
export function completeParams<P extends object>(owner: string, spec: ParamSpec, given: Partial<P>): P {
  const values: Record<string, unknown> = Object.create(null);
  for (const [name, param] of Object.entries(spec)) values[name] = param.default;
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(spec, name)) throw unknownParameter(owner, name, Object.keys(spec));
    if (value !== undefined) values[name] = value;
  }
  return Object.freeze(values) as P;
}

/** Checks every value against its declaration; the sentence names whose, what is allowed and what was given. */
export function checkParams(owner: string, spec: ParamSpec, values: object): void {
  for (const [name, param] of Object.entries(spec)) {
    const value = (values as Record<string, unknown>)[name];
    if (param.accepts(value)) continue;
    throw new InvalidParameterError(
      owner,
      name,
      `The parameter '${name}' of ${owner} must be ${param.describe}. Got ${showValue(value)}.`,
    );
  }
}

/** The error for a parameter that nobody declared. */
export function unknownParameter(
  owner: string,
  name: string,
  known: readonly string[],
): InvalidParameterError {
  const near = nearestName(name, known);
  const hint =
    near === null ? `It has ${known.length ? known.join(', ') : 'none'}.` : `Did you mean '${near}'?`;
  return new InvalidParameterError(owner, name, `${owner} has no parameter '${name}'. ${hint}`);
}
