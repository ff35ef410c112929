import type { Estimator, FitContext, TargetLike } from '../../core/index.js';
import { InvalidDataError, InvalidParameterError } from '../../errors/index.js';
import type { BoostingRows } from '../boosting-rows.js';
import type { Loss } from '../losses/loss.js';
import type { ExactBoostingState, Start } from './exact-boosting-state.js';

/** What predicts before the first tree: the best constant, nothing, or a fitted clone of the estimator given. */
export async function startOf<P extends object>(
  init: Estimator | 'zero' | null,
  loss: Loss,
  { X, y, weights }: BoostingRows,
  target: TargetLike,
  context: FitContext<P>,
): Promise<Start> {
  if (init === null) return { constant: loss.initial(y, weights) };
  if (init === 'zero') return { constant: new Float64Array(loss.width) };
  const { signal, onWarning } = context.options;
  const estimator = init.clone();
  const sampleWeight = estimator.tags.sampleWeight && weights !== null ? weights : undefined;
  await estimator.fit(X, target, { signal, onWarning, sampleWeight });
  return { estimator };
}

/** Refuses an estimator that does not predict what is boosted. */
export function checkInit(
  owner: string,
  init: Estimator | 'zero' | null,
  kind: 'classifier' | 'regressor',
): void {
  if (init === null || init === 'zero') return;
  const fits = init.kind === kind && (kind === 'regressor' || 'predictProba' in init);
  if (fits) return;
  const wanted = kind === 'regressor' ? 'a regressor' : 'a classifier that gives probabilities';
  throw new InvalidParameterError(
    owner,
    'init',
    `${owner}: init must be ${wanted}, 'zero' or null. Got ${init.name}.`,
  );
}

/** The iterations of the last fit, where they are to be kept and fit the data. */
export function iterationsToKeep(
  owner: string,
  warmStart: boolean,
  last: { readonly state: ExactBoostingState; readonly columns: number } | null,
  columns: number,
  width: number,
): ExactBoostingState | null {
  if (!warmStart || last === null) return null;
  if (last.columns === columns && last.state.width === width) return last.state;
  throw new InvalidDataError(
    `${owner}: warmStart goes on from a fit with ${last.columns} columns and ${last.state.width} scores a row, but ` +
      `these data have ${columns} and ${width}. Set warmStart: false.`,
  );
}
