import { holdOut } from '../../model-selection/hold-out.js';
import type { BoostingRows } from '../boosting-rows.js';
import type { ScoredRows } from './early-stopping.js';

/** So many training rows are scored, for scorers may take long. */
const MOST_SCORED = 10_000;

/** Training rows for scorers: all of them, or a fixed draw of 10,000. */
export function smallTrainRows(
  { X, y, weights }: BoostingRows,
  raw: Float64Array,
  stratify: boolean,
  seed: number,
): ScoredRows {
  if (X.rows <= MOST_SCORED) return { y, weights, raw: () => raw };
  const { validation: rows } = holdOut('training rows', y, {
    size: MOST_SCORED,
    randomState: seed,
    stratify,
  });
  const width = raw.length / X.rows;
  const own = new Float64Array(rows.length * width);
  return {
    y: Float64Array.from(rows, (row) => y[row]!),
    weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!),
    raw: () => {
      for (let k = 0; k < width; k++) {
        for (let p = 0; p < rows.length; p++) own[k * rows.length + p] = raw[k * X.rows + rows[p]!]!;
      }
      return own;
    },
  };
}
