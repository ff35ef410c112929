/** What pipefit is to reach, and why a row does not. */
import type { Row } from './compare.js';

export interface Aim {
  /** Most that pipefit's time may be of the other's. */
  readonly ratio: number;
  readonly says: string;
}

/** The aim of a row beside another contestant; null where none was set. */
export function aimOf({ what }: Row, other: string): Aim | null {
  if (other === 'scikit-learn') {
    if (what === 'fit') return { ratio: 1, says: 'at or below' };
    if (what === 'one') return { ratio: 0.1, says: 'a tenth' };
    return null;
  }
  if (other === 'LightGBM') return what === 'fit' ? { ratio: 1.5, says: 'within 1.5 times' } : null;
  if (other === 'XGBoost') return null;
  return { ratio: 0.1, says: 'a tenth' };
}

/** Score that speed must not cost. */
export const QUALITY = 0.005;

const CHECKED =
  'the time is a fraction of a microsecond a row, and a part of it is what the package does without: the rows are ' +
  'checked (columns, types, missing and infinite values) before they are predicted. Leaving that out was not tried.';

/** Why a row misses its aim and what was tried, by `workload, what, other`. */
export const reasons: Readonly<Record<string, string>> = {
  'Ridge, fit, scikit-learn':
    'nearly all of it is one Gram matrix of 5 GFLOP, on one thread; scikit-learn has two threads and fused ' +
    'multiply-add, which WebAssembly has not. Blocks are centred, packed and multiplied within the cache; threads for ' +
    'it were not tried.',
  'nearest neighbours, fit, scikit-learn':
    'the two take the same time, and which is ahead changes from run to run (0.96 to 1.00 in three): the search in single ' +
    'precision with exact distances for what passes leaves little to gain. Threads for it were not tried.',
  'nearest neighbours, one, scikit-learn':
    'either side compares the row with each of 100,000 rows, which is reading 16 MB of memory; approximate ' +
    'indices would answer differently, and were not tried.',
  'decision tree, fit, scikitjs':
    'its trees look at all thresholds too, and on 2,000 rows a few milliseconds are all there is. Kernels for the best ' +
    'splitter were not tried: beside scikit-learn it takes a third of the time as it is.',
  'decision tree, predict, ml-*': CHECKED,
  'decision tree, predict, scikitjs': CHECKED,
  'decision tree, one, ml-*': CHECKED,
  'decision tree, one, scikitjs': CHECKED,
  'random forest (50), predict, ml-*':
    'its trees stop early, and its score shows it; those here are grown to the end, and all of their levels are walked.',
  'random forest (50), one, ml-*':
    'its trees stop early, and its score shows it; those here are grown to the end, and all of their levels are walked.',
  'nearest neighbours, fit, scikitjs':
    'the time is that of 750 queries on 2,000 rows: some 4 microseconds each, exact distances and all.',
  'nearest neighbours, predict, scikitjs':
    'the time is that of 750 queries on 2,000 rows: some 4 microseconds each, exact distances and all.',
  'nearest neighbours, one, scikitjs':
    'one query goes through plain code; the kernels are for many at a time.',
  'logistic regression, predict, ml-*': CHECKED,
  'logistic regression, predict, scikitjs': CHECKED,
  'logistic regression, one, ml-*': CHECKED,
  'LinearRegression, fit, ml-*':
    'the package solves normal equations, which are quick and lose the digits that the NIST sets ask for; here it is a ' +
    'pivoted QR with refinement. On 20,000 values that is a millisecond or a few.',
  'LinearRegression, predict, ml-*': CHECKED,
  'LinearRegression, one, ml-*': CHECKED,
};

export function keyOf({ workload, what }: Row, other: string): string {
  return `${workload}, ${what}, ${other}`;
}
