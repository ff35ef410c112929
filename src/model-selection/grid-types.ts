import type { DeepParams } from '../core/index.js';
import type { Distribution } from './distributions.js';

/** Values to try, by parameter name. */
export type Grid = Readonly<Record<string, readonly unknown[]>>;

/** Values or distributions to draw from, by parameter name. */
export type DistributionGrid = Readonly<Record<string, readonly unknown[] | Distribution<unknown>>>;

type ValuesOf<T> = T extends readonly (infer V)[] ? V : T extends Distribution<infer V> ? V : never;

/** One candidate of a grid, or of one of a list of grids. */
export type Candidate<G> = G extends readonly (infer Each)[]
  ? Candidate<Each>
  : { readonly [K in keyof G]: ValuesOf<G[K]> };

type AllKeys<T> = T extends unknown ? keyof T : never;
type ValueAt<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** What a parameter of the estimator E, or of a step that the grid itself puts in, may be. */
type Allowed<E, G, K> = K extends keyof DeepParams<E>
  ? DeepParams<E>[K]
  : K extends `${infer Step}__${infer Param}`
    ? Step extends keyof G
      ? Param extends AllKeys<DeepParams<ValuesOf<G[Step]>>>
        ? ValueAt<DeepParams<ValuesOf<G[Step]>>, Param>
        : Unknown<K>
      : Unknown<K>
    : Unknown<K>;

declare const unknown: unique symbol;
interface Unknown<K> {
  readonly [unknown]: K;
}

/** The grid as it is when every name and value fits, else with a sentence in the place of each faulty one. */
type ValidOne<E, G> = {
  readonly [K in keyof G]: [Allowed<E, G, K>] extends [Unknown<infer N extends string>]
    ? `${N} is not a parameter of this estimator`
    : G[K] extends readonly unknown[]
      ? readonly Allowed<E, G, K>[]
      : Distribution<Allowed<E, G, K>>;
};

/** A grid, or a list of grids, checked against the parameters of the estimator E. */
export type ValidGrid<E, G> = string extends keyof DeepParams<E>
  ? unknown
  : G extends readonly unknown[]
    ? { readonly [I in keyof G]: ValidOne<E, G[I]> }
    : ValidOne<E, G>;
