import { type Estimator, param } from '../core/index.js';
import { BaseSearch, isGrid, type SearchOptions, type SearchParams, searchParams } from './base-search.js';
import type { Candidate, DistributionGrid, ValidGrid } from './grid-types.js';
import { ParameterSampler } from './parameter-sampler.js';
import type { Scoring } from './scoring.js';

type Distributions = DistributionGrid | readonly DistributionGrid[];

const randomizedSearchParams = {
  ...searchParams,
  paramDistributions: param.custom<Distributions>({
    describe:
      'an object from parameter name to a list of values or a distribution, or a list of such objects',
    doc: 'What candidates are drawn from.',
    accepts: isGrid,
  }),
  nIter: param.integer({ min: 1, default: 10, doc: 'Number of candidates.' }),
  randomState: param.randomState(),
} satisfies param.ParamSpec;

type RandomizedSearchParams = SearchParams & {
  readonly paramDistributions: Distributions;
  readonly nIter: number;
  readonly randomState: number | null;
};

/** Options of {@link RandomizedSearchCV}. */
export interface RandomizedSearchOptions<C extends object, S extends Scoring | null>
  extends SearchOptions<C, S> {
  /** Number of candidates (10). */
  readonly nIter?: number;
  /** Seed of the candidates. */
  readonly randomState?: number | null;
}

/**
 * Tries parameters drawn at random from lists and distributions by cross-validation, and fits the best on all the data.
 *
 * Better than a grid when few of many parameters matter. With lists only, no candidate comes twice. Everything else is
 * as in {@link GridSearchCV}.
 *
 * Source: Bergstra and Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13, 2012.
 *
 * @example
 * ```ts
 * import { distributions, RandomizedSearchCV, Ridge } from 'pipefit';
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const y = X.map(([a, b]) => 2 * a - b);
 * const grid = { alpha: distributions.logUniform(1e-4, 1e2) };
 * const search = await new RandomizedSearchCV(new Ridge(), grid, { nIter: 5, randomState: 0 }).fit(X, y);
 * console.log(search.cvResults.params.length, search.bestScore > 0.99); // 5 true
 * ```
 */
export class RandomizedSearchCV<
  E extends Estimator,
  const G extends Distributions,
  const S extends Scoring | null = null,
> extends BaseSearch<RandomizedSearchParams, E, Candidate<G>, S> {
  static override readonly paramSpec = randomizedSearchParams;
  override readonly name = 'RandomizedSearchCV';

  constructor(
    estimator: E,
    paramDistributions: G & ValidGrid<E, G>,
    options: RandomizedSearchOptions<Candidate<G>, S> = {},
  ) {
    super({ ...(options as Partial<RandomizedSearchParams>), estimator, paramDistributions });
  }

  protected override candidates(): Iterable<Candidate<G>> {
    const { paramDistributions, nIter, randomState } = this.params;
    return new ParameterSampler(paramDistributions, nIter, randomState) as Iterable<unknown> as Iterable<
      Candidate<G>
    >;
  }

  protected override rebuild({ estimator, paramDistributions, ...options }: RandomizedSearchParams): this {
    type Build = new (estimator: Estimator, paramDistributions: unknown, options: object) => this;
    return new (this.constructor as unknown as Build)(estimator, paramDistributions, options);
  }
}
