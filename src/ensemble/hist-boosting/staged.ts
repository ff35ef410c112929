import type { Matrix } from '../../data/index.js';
import { addScores, rawScores } from '../../kernels/boosting/raw-scores.js';
import type { BoostingState } from './train.js';

/** Raw predictions after each iteration, score after score; each is a copy of its own. */
export function* stagedRaw({ trees, baseline }: BoostingState, X: Matrix): Generator<Float64Array> {
  const width = baseline.length;
  const none = { baseline, trees: { ...trees, roots: new Int32Array(0) } };
  const raw = rawScores(none, X.data, X.rows, X.cols);
  for (let t = 0; t < trees.roots.length; t += width) {
    addScores(trees, t, t + width, X.data, X.rows, X.cols, width, raw);
    yield raw.slice();
  }
}
