import { InvalidParameterError, showValue } from '../errors/index.js';
import type { Grid } from './grid-types.js';
import { type CandidateOf, candidateOf, readGrids, type Space } from './parameter-space.js';

/** A grid, by object or by Map. */
export type GridLike = Grid | ReadonlyMap<string, ArrayLike<unknown>>;

/**
 * Every combination of the values of some parameters, without listing them: as long as you like, made one by one.
 *
 * Names count in alphabetical order, and the last changes fastest, as in scikit-learn. A list of grids gives the
 * combinations of one after those of the other. An empty grid has one combination, the empty one.
 *
 * Errors: InvalidParameterError for anything but arrays of values, and for empty ones.
 * Complexity: O(parameters) a combination, whichever it is.
 *
 * @example
 * ```ts
 * import { ParameterGrid } from 'pipefit';
 *
 * const grid = new ParameterGrid({ kernel: ['linear', 'rbf'], C: [1, 10] });
 * console.log(grid.length, grid.at(2).C, grid.at(2).kernel); // 4 10 linear
 * ```
 */
export class ParameterGrid<const G extends GridLike | readonly GridLike[]>
  implements Iterable<CandidateOf<G>>
{
  readonly #spaces: readonly Space<ArrayLike<unknown>>[];
  /** How many combinations there are. */
  readonly length: number;

  constructor(grid: G) {
    this.#spaces = readGrids('ParameterGrid', grid);
    this.length = this.#spaces.reduce((sum, space) => sum + sizeOf(space), 0);
  }

  /** The combination at a place, from 0. */
  at(index: number): CandidateOf<G> {
    if (!Number.isSafeInteger(index) || index < 0 || index >= this.length) {
      throw new InvalidParameterError(
        'ParameterGrid',
        'index',
        `ParameterGrid: there is no combination ${showValue(index)} among ${this.length} (from 0).`,
      );
    }
    let place = index;
    let s = 0;
    for (; place >= sizeOf(this.#spaces[s]!); s++) place -= sizeOf(this.#spaces[s]!);
    const entries = this.#spaces[s]!.map(({ name }): [string, unknown] => [name, null]);
    for (let axis = entries.length - 1; axis >= 0; axis--) {
      const { values } = this.#spaces[s]![axis]!;
      entries[axis]![1] = values[place % values.length];
      place = Math.floor(place / values.length);
    }
    return candidateOf(entries) as CandidateOf<G>;
  }

  *[Symbol.iterator](): Generator<CandidateOf<G>> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }
}

function sizeOf(space: Space<ArrayLike<unknown>>): number {
  return space.reduce((product, { values }) => product * values.length, 1);
}
