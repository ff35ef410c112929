import { Describer, type Estimator, type FitOptions, type PlainForm, revive } from '../core/index.js';
import { describeError, type PlainError } from '../errors/index.js';
import type { Task } from '../threads/index.js';
import { configure } from './configure.js';
import { type Fold, type FoldResult, fitAndScore, takeFold } from './fold.js';
import { type PlainRows, reviveRows } from './plain-rows.js';
import { resolveScoring, type Scoring } from './scoring.js';
import type { Split } from './splitter.js';

/** What all fits of a cross-validation or of a search have in common, as plain data. */
export interface FitFoldCommon {
  readonly owner: string;
  readonly rows: PlainRows;
  readonly estimator: PlainForm;
  readonly candidates: readonly PlainForm[];
  readonly scoring: PlainForm;
  readonly validation: PlainForm;
  readonly returnTrainScore: boolean;
  readonly errorScore: number | 'raise';
  readonly keepEstimators: boolean;
}

/** One fit: candidate `c` on split `k`. */
export interface FitFoldInput {
  readonly split: Split;
  readonly k: number;
  readonly c: number;
}

/** How a fold went, as plain data. */
export type FitFoldOutput = Omit<FoldResult, 'estimator' | 'error'> & {
  readonly estimator: PlainForm | null;
  readonly error: PlainError | null;
};

/** Fits and scores one candidate on one split. */
export const fitFold: Task<FitFoldCommon, FitFoldInput, FitFoldOutput> = {
  name: 'fitFold',
  open(common, find) {
    const data = reviveRows(common.rows, find);
    const estimator = revive(common.estimator, find) as Estimator;
    const candidates = common.candidates.map((each) => revive(each, find) as object | null);
    const scorers = resolveScoring(revive(common.scoring, find) as Scoring | null, common.owner);
    const validation = revive(common.validation, find) as FitOptions['validation'];
    // The rows of a split are taken once for the candidates that follow each other.
    let last: { readonly k: number; readonly fold: Fold } | null = null;
    return async ({ split, k, c }, { signal, warn }) => {
      if (last?.k !== k) last = { k, fold: takeFold(data, split) };
      const { fold } = last;
      const fitOptions = { signal, onWarning: warn, ...(validation === undefined ? {} : { validation }) };
      const options = { ...common, scorers, fitOptions };
      const result = await fitAndScore(fold, () => configure(estimator, candidates[c]!), options);
      const { error } = result;
      const fitted = common.keepEstimators ? result.estimator : null;
      return {
        ...result,
        estimator: fitted && new Describer().describe(fitted, 'the fitted estimator'),
        error: error === null ? null : describeError(error),
      };
    };
  },
};
