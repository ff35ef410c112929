import type { ParamSpec } from './param-spec.js';

/**
 * What an object and its classes look like from outside: own properties, methods, declared parameters. Two
 * copies of one class (in a bundle, in a worker thread) look the same whatever a minifier made of them; a class
 * of a user that only bears the same name does not.
 */
export function fingerprint(value: object): string {
  const parts: unknown[] = [Object.keys(value)];
  for (let step = Object.getPrototypeOf(value); step !== Object.prototype && step !== null; ) {
    parts.push(Object.getOwnPropertyNames(step));
    step = Object.getPrototypeOf(step);
  }
  const { paramSpec } = value.constructor as unknown as { readonly paramSpec: ParamSpec };
  for (const [name, { describe, doc }] of Object.entries(paramSpec)) parts.push([name, describe, doc]);
  return JSON.stringify(parts);
}
