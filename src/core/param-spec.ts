import { showValue } from '../errors/index.js';

/** Values a search may draw from when it samples a parameter: what the declaration knows of its range. */
export type ParamDomain =
  | { readonly type: 'real'; readonly min: number; readonly max: number }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly options: readonly unknown[] };

/** The declaration of one parameter: type, default, check, wording and range in one place. */
export interface Param<T> {
  /** Used when the parameter is not given; absent when it must be given. */
  readonly default?: T;
  /** What is allowed, as it continues the sentence "must be ...". */
  readonly describe: string;
  /** What the parameter does, for the tables in the documentation. */
  readonly doc: string;
  accepts(value: unknown): value is T;
  readonly domain?: ParamDomain;
  /** Whether the value is an estimator, or a list of named ones, whose parameters are parameters too. */
  readonly holds?: 'estimator' | 'steps';
}

export type ParamSpec = Readonly<Record<string, Param<unknown>>>;

/** The parameter values an estimator with this spec has. */
export type ParamsOf<S extends ParamSpec> = {
  readonly [K in keyof S]: S[K] extends Param<infer T> ? T : never;
};

interface Wording<T> {
  readonly default: T;
  readonly doc: string;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
  /** Whether `min` itself is refused. */
  readonly above?: boolean;
  /** Whether `max` itself is refused. */
  readonly below?: boolean;
}

/** A finite number within a range. */
export function real(options: Range & Wording<number>): Param<number> {
  const {
    min = Number.NEGATIVE_INFINITY,
    max = Number.POSITIVE_INFINITY,
    above = false,
    below = false,
  } = options;
  return {
    default: options.default,
    doc: options.doc,
    describe: `a number${range(options)}`,
    domain: { type: 'real', min, max },
    accepts: (value): value is number =>
      Number.isFinite(value) &&
      (above ? (value as number) > min : (value as number) >= min) &&
      (below ? (value as number) < max : (value as number) <= max),
  };
}

/** An integer within a range. */
export function integer(options: Range & Wording<number>): Param<number> {
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = options;
  return {
    default: options.default,
    doc: options.doc,
    describe: `an integer${range(options)}`,
    domain: { type: 'integer', min, max },
    accepts: (value): value is number =>
      Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max,
  };
}

/** true or false. */
export function boolean(options: Wording<boolean>): Param<boolean> {
  return {
    ...options,
    describe: 'true or false',
    domain: { type: 'choice', options: [true, false] },
    accepts: (value): value is boolean => typeof value === 'boolean',
  };
}

/** One of the given words or numbers. */
export function oneOf<const T extends string | number | boolean>(
  values: readonly T[],
  options: Wording<NoInferred<T>>,
): Param<T> {
  return {
    ...options,
    describe: values.length === 1 ? showValue(values[0]) : `one of ${values.map(showValue).join(', ')}`,
    domain: { type: 'choice', options: values },
    accepts: (value): value is T => values.includes(value as T),
  };
}

/** What a parameter allows, or null, which is then the default unless another is given. */
export function optional<T>(param: Param<T>, options: { readonly default?: T | null } = {}): Param<T | null> {
  return {
    ...param,
    default: options.default ?? null,
    describe: `${param.describe} or null`,
    accepts: (value): value is T | null => value === null || param.accepts(value),
  };
}

/** What either of two parameters allows. */
export function either<A, B>(
  first: Param<A>,
  second: Param<B>,
  options: Wording<NoInferred<A | B>>,
): Param<A | B> {
  return {
    ...options,
    describe: `${first.describe} or ${second.describe}`,
    accepts: (value): value is A | B => first.accepts(value) || second.accepts(value),
  };
}

/** A list whose every item is what the given parameter allows. */
export function listOf<T>(item: Param<T>, options: Wording<readonly T[]>): Param<readonly T[]> {
  return {
    ...options,
    describe: `a list, each item of it ${item.describe}`,
    accepts: (value): value is readonly T[] =>
      Array.isArray(value) && value.every((each) => item.accepts(each)),
  };
}

/** A function. */
export function func<T extends (...args: never[]) => unknown>(
  options: Omit<Wording<T>, 'default'>,
): Param<T> {
  return { ...options, describe: 'a function', accepts: (value): value is T => typeof value === 'function' };
}

/** A value checked by a function of your own. */
export function custom<T>(
  options: { readonly describe: string; readonly accepts: (value: unknown) => boolean } & Omit<
    Wording<T>,
    'default'
  > & {
      readonly default?: T;
    },
): Param<T> {
  return { ...options, accepts: (value): value is T => options.accepts(value) };
}

/** The seed of an estimator's randomness: the same seed gives the same model. */
export function randomState(): Param<number | null> {
  return optional(
    integer({ min: 0, max: 0xffffffff, default: 0, doc: 'Seed; null draws a fresh one at each fit.' }),
  );
}

/** Keeps a type parameter from being inferred from this place (TypeScript 5.4 has NoInfer; 5.0 must do). */
type NoInferred<T> = [T][T extends unknown ? 0 : never];

function range({ min, max, above, below }: Range): string {
  if (min === undefined && max === undefined) return '';
  if (max === undefined) return ` ${above ? 'greater than' : 'of at least'} ${min}`;
  if (min === undefined) return ` ${below ? 'less than' : 'of at most'} ${max}`;
  return ` in ${above ? '(' : '['}${min}, ${max}${below ? ')' : ']'}`;
}
