import { ModelFileError, showValue } from '../../errors/index.js';

/** An object of a foreign model, of which nothing is known yet. */
export type Foreign = Readonly<Record<string, unknown>>;

/** Far more than trees are trained on; a column beyond it is an error, and not the width of a table. */
export const MOST_COLUMNS = 2 ** 20;

/** A property of the object itself; what its prototype has does not count, so `__proto__` is a name like others. */
export function own(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Foreign)[key] : undefined;
}

/** The error for a part of a model that is not what it must be. */
export function misfit(owner: string, place: string, wanted: string, got: unknown): ModelFileError {
  return new ModelFileError(`${owner}: ${place} must be ${wanted}. Got ${showValue(got)}.`, place);
}

/** The value as an object, no array. */
export function asObject(owner: string, place: string, value: unknown): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw misfit(owner, place, 'an object', value);
}

/** The value as an array. */
export function asArray(owner: string, place: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw misfit(owner, place, 'an array', value);
}

export function isIndex(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** Whether a model is of classes, by its name in JSON or, for an object of the package, by what `fallback` says. */
export function isClassifierModel(
  owner: string,
  model: object,
  names: { readonly classifier: string; readonly regressor: string },
  fallback: boolean | null,
): boolean {
  const name = own(model, 'name');
  const { classifier, regressor } = names;
  const told = name === classifier ? true : name === regressor ? false : null;
  if (told === null && (name !== undefined || fallback === null)) {
    throw misfit(owner, 'name', `'${classifier}' or '${regressor}'`, name);
  }
  if (told !== null && fallback !== null && told !== fallback) {
    throw new ModelFileError(
      `${owner}: the model's name is '${name}', but it says of itself that it ${fallback ? 'has' : 'does not have'} classes.`,
      'name',
    );
  }
  return told ?? fallback!;
}
