import { type Estimator, param } from '../core/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { BaseSearch, isGrid, type SearchOptions, type SearchParams, searchParams } from './base-search.js';
import type { Candidate, Grid, ValidGrid } from './grid-types.js';
import { ParameterGrid } from './parameter-grid.js';
import type { Scoring } from './scoring.js';

/** A grid beyond this is a mistake: it would not be done in a lifetime, and its list alone would fill the memory. */
const MOST_CANDIDATES = 1_000_000;

const gridSearchParams = {
  ...searchParams,
  paramGrid: param.custom<Grid | readonly Grid[]>({
    describe: 'an object from parameter name to a list of values, or a list of such objects',
    doc: 'What is tried: every combination of each grid.',
    accepts: isGrid,
  }),
} satisfies param.ParamSpec;

type GridSearchParams = SearchParams & { readonly paramGrid: Grid | readonly Grid[] };

/**
 * Tries every combination of a grid of parameters by cross-validation, and fits the best one on all the data.
 *
 * Names and values are checked by the compiler against the estimator's parameters; whole steps may be tried too
 * (`model: [new Ridge(), new KNeighborsRegressor()]`), and a list of grids gives each its own values. A fit that fails gets `errorScore`
 * and a warning that names its parameters; when all fail, an error. Results do not depend on the order of evaluation.
 * After `fit` it predicts like its best estimator.
 *
 * Fitted: `cvResults` (prints as a table), `bestParams`, `bestScore`, `bestIndex`, `bestEstimator`, `refitTime`, `nSplits`.
 * Complexity: candidates x folds fits, and one on all the data.
 *
 * @example
 * ```ts
 * import { GridSearchCV, Pipeline, Ridge, StandardScaler } from 'pipefit';
 *
 * const X = Array.from({ length: 20 }, (_, i) => [i, (i * 7) % 5]);
 * const y = X.map(([a, b]) => 2 * a - b);
 * const pipe = new Pipeline([['scale', new StandardScaler()], ['ridge', new Ridge()]]);
 * const search = await new GridSearchCV(pipe, { ridge__alpha: [0.001, 10, 1000] }).fit(X, y);
 * console.log(search.bestParams.ridge__alpha, search.bestScore > 0.99); // 0.001 true
 * ```
 */
export class GridSearchCV<
  E extends Estimator,
  const G extends Grid | readonly Grid[],
  const S extends Scoring | null = null,
> extends BaseSearch<GridSearchParams, E, Candidate<G>, S> {
  static override readonly paramSpec = gridSearchParams;
  override readonly name = 'GridSearchCV';

  constructor(estimator: E, paramGrid: G & ValidGrid<E, G>, options: SearchOptions<Candidate<G>, S> = {}) {
    super({ ...(options as Partial<GridSearchParams>), estimator, paramGrid });
  }

  protected override candidates(): Iterable<Candidate<G>> {
    const grid = new ParameterGrid(this.params.paramGrid);
    if (grid.length > MOST_CANDIDATES) {
      throw new InvalidParameterError(
        this.name,
        'paramGrid',
        `${this.name}: paramGrid has ${grid.length} combinations, more than ${MOST_CANDIDATES}. ` +
          'Take fewer values, or draw some of them with RandomizedSearchCV.',
      );
    }
    return grid as Iterable<unknown> as Iterable<Candidate<G>>;
  }

  protected override rebuild({ estimator, paramGrid, ...options }: GridSearchParams): this {
    type Build = new (estimator: Estimator, paramGrid: unknown, options: object) => this;
    return new (this.constructor as unknown as Build)(estimator, paramGrid, options);
  }
}
