import type { DeepParams, Estimator, Transformer } from '../core/index.js';

/** An estimator, or 'passthrough' for a step that leaves the data as they are. */
export type StepEstimator = Estimator | 'passthrough';

/** A step with its name. */
export type NamedPipelineStep<N extends string = string> = readonly [name: N, estimator: StepEstimator];

/** A step of a pipeline: an estimator, which is named after its class, or `[name, estimator]`. */
export type Step<N extends string = string> = Estimator | NamedPipelineStep<N>;

/**
 * A list of steps whose names are kept as literals, and its places apart: `const` type parameters do that since
 * TypeScript 5.3; before it, the type parameter N keeps the literals and the tuple of at least one step the places.
 */
export type StepList<N extends string> = readonly Step<N>[] | readonly [Step<N>, ...Step<N>[]];

/** The name of a step that has none of its own: its class's, with a number from the second of the same class on. */
type DefaultName<E, Used extends string> = E extends { readonly name: infer N extends string }
  ? Free<Uncapitalize<N>, Used, [1]>
  : string;

type Free<N extends string, Used extends string, Count extends readonly 1[]> = string extends N
  ? string
  : Numbered<N, Count> extends Used
    ? Free<N, Used, readonly [...Count, 1]>
    : Numbered<N, Count>;

type Numbered<N extends string, Count extends readonly 1[]> = Count['length'] extends 1
  ? N
  : `${N}${Count['length'] & number}`;

/** The steps with their names: the form in which `pipeline.steps` holds them. */
export type NamedSteps<S extends readonly Step[], Used extends string = never> = S extends readonly [
  infer First,
  ...infer Rest extends readonly Step[],
]
  ? First extends readonly [infer N extends string, infer E]
    ? readonly [readonly [N, E], ...NamedSteps<Rest, Used | N>]
    : readonly [
        readonly [DefaultName<First, Used>, First],
        ...NamedSteps<Rest, Used | DefaultName<First, Used>>,
      ]
  : S extends readonly []
    ? readonly []
    : readonly NamedPipelineStep[];

/** The estimator of a step, named or bare. */
type EstimatorOf<T> = T extends readonly [string, infer E] ? E : T;

/** The estimator of the last step. */
export type LastEstimator<S extends readonly unknown[]> = S extends readonly [...unknown[], infer Last]
  ? EstimatorOf<Last>
  : Estimator;

/** The steps as they are when they make a pipeline, else with a sentence in the place of each faulty one. */
export type ValidSteps<S extends readonly unknown[]> = S extends readonly [...infer Head, unknown]
  ? { readonly [I in keyof S]: I extends keyof Head ? ValidHead<S[I]> : S[I] }
  : S extends readonly []
    ? 'a pipeline needs at least one step'
    : S;

type ValidHead<T> =
  EstimatorOf<T> extends Pick<Transformer, 'transform'> | 'passthrough'
    ? T
    : 'every step before the last must be a transformer: only the last one may predict';

/** Each step's estimator by the step's name. */
export type NamedEstimators<Named extends readonly NamedPipelineStep[]> = {
  readonly [T in Named[number] as T[0]]: T[1];
};

/** The parameters of a pipeline: each step by its name, and each step's own as `step__param`. */
export type StepParams<Named extends readonly NamedPipelineStep[]> = number extends Named['length']
  ? Readonly<Record<string, unknown>>
  : { readonly steps: readonly Step[] } & Flat<Named[number]>;

type Flat<T extends readonly [name: string, estimator: unknown, ...rest: unknown[]]> = UnionToIntersection<
  T extends readonly [infer N extends string, infer E, ...unknown[]] ? Replaceable<N> & Prefixed<N, E> : never
>;

/** A step may be swapped as a whole. */
type Replaceable<N extends string> = { readonly [K in N]: StepEstimator | 'drop' };

type Prefixed<N extends string, E> = {
  readonly [K in keyof DeepParams<E> & string as `${N}__${K}`]: DeepParams<E>[K];
};

export type UnionToIntersection<U> = (U extends unknown ? (value: U) => void : never) extends (
  value: infer I,
) => void
  ? I
  : never;

/** The parameters of a list of named transformers, whatever follows the transformer in each item. */
export type TransformerParams<
  T extends readonly (readonly [name: string, estimator: unknown, ...rest: unknown[]])[],
> = number extends T['length'] ? Readonly<Record<string, unknown>> : Flat<T[number]>;
