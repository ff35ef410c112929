import { DataWarning, emitWarning, InvalidParameterError, showValue } from '../errors/index.js';
import { RandomState, randomFrom, type Seed, sampleWithoutReplacement } from '../random/index.js';
import { type Distribution, isDistribution } from './distributions.js';
import type { DistributionGrid } from './grid-types.js';
import { type GridLike, ParameterGrid } from './parameter-grid.js';
import { type CandidateOf, candidateOf, readDistributions, type Space } from './parameter-space.js';

/** Lists and distributions by parameter name, as an object or as a Map. */
export type DistributionGridLike =
  | DistributionGrid
  | ReadonlyMap<string, ArrayLike<unknown> | Distribution<unknown>>;

/**
 * `nIter` candidates drawn at random from lists of values and distributions.
 *
 * With lists only, no combination comes twice, and when there are fewer than `nIter` all of them come, with a
 * DataWarning. With a distribution among them every parameter is drawn by itself, in the order of the names; of a list of
 * spaces one is drawn first. The same `randomState` gives the candidates that scikit-learn and SciPy give.
 *
 * Errors: InvalidParameterError for values that are neither an array nor a distribution, and for empty arrays.
 * Complexity: O(parameters) a candidate. Source: Bergstra and Bengio, "Random search for hyper-parameter
 * optimization", JMLR 13, 2012.
 *
 * @example
 * ```ts
 * import { distributions, ParameterSampler } from 'pipefit';
 *
 * const space = { depth: [2, 4, 8], rate: distributions.uniform(0, 1) };
 * for (const { depth, rate } of new ParameterSampler(space, 1, 0)) console.log(depth, rate.toFixed(4)); // 2 0.5928
 * ```
 */
export class ParameterSampler<const D extends DistributionGridLike | readonly DistributionGridLike[]>
  implements Iterable<CandidateOf<D>>
{
  readonly #spaces: readonly Space<ArrayLike<unknown> | Distribution<unknown>>[];
  readonly #grid: ParameterGrid<readonly GridLike[]> | null;
  readonly #randomState: Seed | RandomState;
  readonly #nIter: number;

  constructor(space: D, nIter: number, randomState: Seed | RandomState = null) {
    if (!Number.isSafeInteger(nIter) || nIter < 1) {
      throw new InvalidParameterError(
        'ParameterSampler',
        'nIter',
        `ParameterSampler: nIter must be an integer of at least 1. Got ${showValue(nIter)}.`,
      );
    }
    if (!(randomState instanceof RandomState)) new RandomState(randomState);
    this.#spaces = readDistributions('ParameterSampler', space);
    this.#grid = gridOf(this.#spaces);
    this.#nIter = nIter;
    this.#randomState = randomState;
  }

  /** How many candidates will be drawn. */
  get length(): number {
    return Math.min(this.#nIter, this.#grid?.length ?? this.#nIter);
  }

  [Symbol.iterator](): Generator<CandidateOf<D>> {
    const rng = randomFrom(this.#randomState);
    const drawn = this.#grid === null ? this.#drawEach(rng) : this.#drawDistinct(this.#grid, rng);
    return drawn as Generator<unknown> as Generator<CandidateOf<D>>;
  }

  *#drawDistinct(grid: ParameterGrid<readonly GridLike[]>, rng: RandomState): Generator<unknown> {
    if (grid.length < this.#nIter) {
      emitWarning(
        new DataWarning(
          `ParameterSampler: there are only ${grid.length} combinations, which is less than nIter=${this.#nIter}. ` +
            'All of them are given; GridSearchCV does the same in order.',
        ),
      );
    }
    for (const index of sampleWithoutReplacement(rng, grid.length, this.length)) yield grid.at(index);
  }

  *#drawEach(rng: RandomState): Generator<unknown> {
    for (let i = 0; i < this.#nIter; i++) {
      const space = this.#spaces[rng.integer(0, this.#spaces.length)]!;
      yield candidateOf(space.map(({ name, values }) => [name, drawFrom(values, rng)] as const));
    }
  }
}

function drawFrom(values: ArrayLike<unknown> | Distribution<unknown>, rng: RandomState): unknown {
  return isDistribution(values) ? values.sample(rng) : values[rng.integer(0, values.length)];
}

/** The grid of spaces without distributions; null where there is one, or where combinations cannot be counted exactly. */
function gridOf(
  spaces: readonly Space<ArrayLike<unknown> | Distribution<unknown>>[],
): ParameterGrid<readonly GridLike[]> | null {
  const grids: GridLike[] = [];
  for (const space of spaces) {
    const lists = new Map<string, ArrayLike<unknown>>();
    for (const { name, values } of space) {
      if (isDistribution(values)) return null;
      lists.set(name, values);
    }
    grids.push(lists);
  }
  const grid = new ParameterGrid<readonly GridLike[]>(grids);
  return Number.isSafeInteger(grid.length) ? grid : null;
}
