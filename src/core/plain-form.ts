import { describeTable, isTable, type PlainTable, reviveTable, type Schema } from '../data/index.js';
import { BaseEstimator, rebuildOf, restore, stateOf } from './base-estimator.js';
import { isEstimator } from './estimator.js';
import { fingerprint } from './fingerprint.js';
import type { ParamSpec } from './param-spec.js';
import { recipeOf } from './recipe.js';

/**
 * Any value an estimator is made of, as data that threads can send and files can hold: values that are plain
 * already stand for themselves, and every other object is told apart by its one key.
 */
export type PlainForm =
  | null
  | undefined
  | string
  | number
  | boolean
  | bigint
  | Date
  | RegExp
  | ArrayBufferView
  | { readonly list: readonly PlainForm[] }
  | { readonly object: PlainEntries }
  /** An object without a prototype: its keys may be anything. */
  | { readonly dictionary: PlainEntries }
  | { readonly map: readonly (readonly [PlainForm, PlainForm])[] }
  | { readonly set: readonly PlainForm[] }
  | { readonly table: PlainTable }
  | { readonly estimator: PlainEstimator }
  | { readonly declared: PlainDeclared }
  | { readonly made: { readonly maker: string; readonly args: readonly PlainForm[] } };

type PlainEntries = readonly (readonly [string, PlainForm])[];

/** An object that its declared parameters make: a splitter. */
export interface PlainDeclared {
  readonly name: string;
  readonly params: PlainEntries;
  /** What its class looks like, see `fingerprint`. */
  readonly looks: string;
}

/** An estimator with what it learnt, null before `fit`. */
export interface PlainEstimator extends PlainDeclared {
  readonly fitted: { readonly schema: Schema; readonly state: PlainForm } | null;
}

/** Something has no plain form, or there is no class here to make it of; the message says what, as a clause. */
export class NoPlainForm extends Error {}

/** Finds what a name means: a class, or a function that makes things. */
export type Find = (name: string) => unknown;

/** A class whose objects are made of declared parameters. */
type DeclaredClass = NewableFunction & { readonly paramSpec: ParamSpec };

type Declared = { readonly name: string; readonly params: object; readonly constructor: DeclaredClass };

/**
 * Makes plain forms, and remembers the classes of what it saw, so that copies that learnt elsewhere can be made
 * the same objects here.
 */
export class Describer {
  readonly #classes = new Map<string, DeclaredClass>();
  readonly #makers = new Map<string, unknown>();

  /** The plain form of a value; `what` names it where it has none. */
  describe(value: unknown, what: string): PlainForm {
    if (typeof value === 'symbol') throw new NoPlainForm(`${what} is a symbol`);
    if (typeof value !== 'object' && typeof value !== 'function') return value as PlainForm;
    if (value === null || value instanceof Date || value instanceof RegExp) return value;
    if (ArrayBuffer.isView(value)) return value;
    const recipe = recipeOf(value);
    if (recipe !== null) {
      this.#makers.set(recipe.maker, recipe.make);
      return { made: { maker: recipe.maker, args: recipe.args.map((each) => this.describe(each, what)) } };
    }
    if (typeof value === 'function') throw new NoPlainForm(`${what} is a function`);
    if (Array.isArray(value)) return { list: value.map((each) => this.describe(each, what)) };
    if (isTable(value)) return { table: describeTable(value) };
    if (value instanceof Map) {
      const pairs = [...value].map(([key, each]) => [this.describe(key, what), this.describe(each, what)]);
      return { map: pairs as [PlainForm, PlainForm][] };
    }
    if (value instanceof Set) return { set: [...value].map((each) => this.describe(each, what)) };
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype) return { object: this.#entries(value, () => what) };
    if (prototype === null) return { dictionary: this.#entries(value, () => what) };
    return this.#describeDeclared(value, what);
  }

  /** Finds the classes and makers of what was described. */
  readonly find: Find = (name) => this.#classes.get(name) ?? this.#makers.get(name);

  #describeDeclared(value: object, what: string): PlainForm {
    if (!isDeclared(value)) {
      const name: unknown = value.constructor?.name;
      throw new NoPlainForm(`${what} is ${name ? `an object of the class ${name}` : 'an object of a class'}`);
    }
    const { name, params } = value;
    const known = this.#classes.get(name);
    if (known !== undefined && known !== value.constructor) {
      throw new NoPlainForm(`there are two classes of the name ${name}`);
    }
    this.#classes.set(name, value.constructor);
    const declared = {
      name,
      params: this.#entries(params, (param) => `the parameter '${param}' of ${name}`),
      looks: fingerprint(value),
    };
    if (!isEstimator(value)) return { declared };
    const fitted = stateOf(value);
    const state = fitted && this.describe(fitted.state, `what ${name} learnt`);
    return { estimator: { ...declared, fitted: fitted && { schema: fitted.schema, state: state! } } };
  }

  #entries(value: object, what: (key: string) => string): PlainEntries {
    return Object.entries(value).map(([key, each]) => [key, this.describe(each, what(key))] as const);
  }
}

/**
 * The value of a plain form. Classes are found by name, and must look like those the form was made from; throws
 * NoPlainForm where there is none such.
 */
export function revive(plain: PlainForm, find: Find): unknown {
  if (typeof plain !== 'object' || plain === null) return plain;
  if (plain instanceof Date || plain instanceof RegExp || ArrayBuffer.isView(plain)) return plain;
  const inner = (each: PlainForm) => revive(each, find);
  if ('list' in plain) return plain.list.map(inner);
  if ('object' in plain) return filled({}, plain.object, find);
  if ('dictionary' in plain) return filled(Object.create(null), plain.dictionary, find);
  if ('map' in plain) return new Map(plain.map.map(([key, each]) => [inner(key), inner(each)]));
  if ('set' in plain) return new Set(plain.set.map(inner));
  if ('table' in plain) return reviveTable(plain.table);
  if ('made' in plain) return make(plain.made.maker, plain.made.args.map(inner), find);
  if ('declared' in plain) return reviveDeclared(plain.declared, find);
  const { fitted } = plain.estimator;
  const estimator = reviveDeclared(plain.estimator, find) as BaseEstimator<object, object>;
  if (fitted !== null) restore(estimator, fitted.schema, inner(fitted.state) as object);
  return estimator;
}

function reviveDeclared({ name, params, looks }: PlainDeclared, find: Find): object {
  const Class = find(name);
  if (!isDeclaredClass(Class)) throw new NoPlainForm(`${name} is a class of your own`);
  const given = filled(Object.create(null), params, find);
  const made: object = isEstimatorClass(Class) ? rebuildOf(Class, given) : Reflect.construct(Class, [given]);
  if (fingerprint(made as Declared) !== looks) throw new NoPlainForm(`${name} is a class of your own`);
  return made;
}

function make(maker: string, args: readonly unknown[], find: Find): unknown {
  const [whole, member] = maker.split('.');
  const found = find(maker) ?? (find(whole!) as Record<string, unknown> | undefined)?.[member!];
  if (typeof found !== 'function') throw new NoPlainForm(`${maker} is not known`);
  return found(...args);
}

/** Defines rather than sets, for keys may be of users' making. */
function filled(target: object, entries: PlainEntries, find: Find): object {
  for (const [key, each] of entries) {
    const value = revive(each, find);
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
  }
  return target;
}

function isEstimatorClass(
  Class: DeclaredClass,
): Class is DeclaredClass & { readonly prototype: BaseEstimator<object, object> } {
  return (Class.prototype as unknown) instanceof BaseEstimator;
}

function isDeclaredClass(value: unknown): value is DeclaredClass {
  return typeof value === 'function' && typeof (value as Partial<DeclaredClass>).paramSpec === 'object';
}

function isDeclared(value: object): value is Declared {
  const { name, params } = value as Partial<Declared>;
  const isMadeHere = value instanceof BaseEstimator || !isEstimator(value);
  return (
    isMadeHere && typeof name === 'string' && typeof params === 'object' && isDeclaredClass(value.constructor)
  );
}
