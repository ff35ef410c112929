import {
  boolean,
  custom,
  either,
  integer,
  oneOf,
  optional,
  type ParamsOf,
  randomState,
  real,
} from '../../core/index.js';
import type { Scorer, ScorerName } from '../../metrics/index.js';
import { nJobsParam } from '../../threads/index.js';

/** Columns by name or position, or one true or false for each. */
export type CategoricalFeatures = 'fromDtype' | readonly (string | number)[] | readonly boolean[] | null;

/** -1, 0 or 1: predictions may only fall, do as they like, or may only rise with a column. */
export type MonotonicCst =
  | ArrayLike<number>
  | ReadonlyMap<string, number>
  | Readonly<Record<string, number>>
  | null;

/** Groups of columns, by name or position, that may act together. */
export type InteractionCst = 'pairwise' | 'noInteractions' | readonly (readonly (string | number)[])[] | null;

const fractionDoc =
  'Share (or number) of the rows held out for early stopping; null looks at the training rows. Ignored where ' +
  '`validation` is given to fit.';

/** What both estimators have beside their losses. */
export const histBoostingParams = {
  learningRate: real({
    min: 0,
    above: true,
    default: 0.1,
    doc: 'What each leaf counts: smaller needs more trees.',
  }),
  maxIter: integer({ min: 1, default: 100, doc: 'Number of iterations, with one tree each or one a class.' }),
  maxLeafNodes: optional(integer({ min: 2, default: 31, doc: 'Most leaves of a tree; null for no limit.' }), {
    default: 31,
  }),
  maxDepth: optional(
    integer({ min: 1, default: 1, doc: 'Longest way from the root to a leaf; null for no limit.' }),
  ),
  minSamplesLeaf: integer({ min: 1, default: 20, doc: 'Fewest rows of a leaf.' }),
  l2Regularization: real({ min: 0, default: 0, doc: 'Penalty on the squares of the leaves.' }),
  maxFeatures: real({
    min: 0,
    max: 1,
    above: true,
    default: 1,
    doc: 'Share of the columns looked at for each split.',
  }),
  maxBins: integer({
    min: 2,
    max: 255,
    default: 255,
    doc: 'Most bins of a column, beside that for missing values.',
  }),
  categoricalFeatures: custom<CategoricalFeatures>({
    default: 'fromDtype',
    describe:
      "'fromDtype', a list of column names or positions, a list of true or false for each column, or null",
    doc: "Columns of categories, split by sets of them; 'fromDtype' takes the category columns of a Frame.",
    accepts: (value) =>
      value === null ||
      value === 'fromDtype' ||
      (Array.isArray(value) &&
        (value.every((each) => typeof each === 'boolean') ||
          value.every((each) => typeof each === 'string' || Number.isSafeInteger(each)))),
  }),
  monotonicCst: custom<MonotonicCst>({
    default: null,
    describe: 'one of -1, 0 and 1 for each column, as a list or by name in a Map or object, or null',
    doc: 'Whether predictions may only rise (1) or only fall (-1) with a column.',
    accepts: (value) =>
      value === null || (typeof value === 'object' && signsIn(value as object).every(isSign)),
  }),
  interactionCst: custom<InteractionCst>({
    default: null,
    describe: "'pairwise', 'noInteractions', a list of groups of columns by name or position, or null",
    doc: 'Which columns may act together: each way through a tree keeps to one group. Others form a group of their own.',
    accepts: (value) =>
      value === null ||
      value === 'pairwise' ||
      value === 'noInteractions' ||
      (Array.isArray(value) &&
        value.every(
          (group) =>
            Array.isArray(group) &&
            group.length > 0 &&
            group.every((each) => typeof each === 'string' || Number.isSafeInteger(each)),
        )),
  }),
  warmStart: boolean({
    default: false,
    doc: 'Keep the trees of the last fit and only add those that are lacking.',
  }),
  earlyStopping: either(oneOf(['auto'], { default: 'auto', doc: '' }), boolean({ default: false, doc: '' }), {
    default: 'auto',
    doc: "Stop when the score stands still; 'auto' does with more than 10,000 rows, or where `validation` is given to fit.",
  }),
  scoring: custom<'loss' | ScorerName | Scorer | null>({
    default: 'loss',
    describe: "'loss', a scorer name, a scorer, or null",
    doc: "What early stopping looks at; null is the estimator's own score.",
    accepts: (value) => value === null || typeof value === 'string' || isScorer(value),
  }),
  validationFraction: optional(
    either(
      integer({ min: 1, default: 1, doc: fractionDoc }),
      real({ min: 0, max: 1, above: true, below: true, default: 0.1, doc: fractionDoc }),
      { default: 0.1, doc: fractionDoc },
    ),
    { default: 0.1 },
  ),
  nIterNoChange: integer({
    min: 1,
    default: 10,
    doc: 'Iterations without a better score before training stops.',
  }),
  tol: real({ min: 0, default: 1e-7, doc: 'By how much a score must be better to count.' }),
  nJobs: nJobsParam,
  randomState: randomState(),
};

/** The parameters of {@link histBoostingParams}. */
export type HistBoostingParams = ParamsOf<typeof histBoostingParams>;

/** The signs of a `monotonicCst`, in its order. */
function signsIn(value: object): unknown[] {
  if (value instanceof Map) return [...value.values()];
  return 'length' in value ? Array.from(value as ArrayLike<unknown>) : Object.values(value);
}

function isSign(value: unknown): boolean {
  return value === 0 || value === 1 || value === -1;
}

function isScorer(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<Scorer>).score === 'function'
  );
}
