import {
  custom,
  type Estimator,
  integer,
  isEstimator,
  optional,
  type ParamsOf,
  real,
} from '../../core/index.js';
import type { Schema } from '../../data/index.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { DecisionTreeRegressor } from '../../tree/decision-tree-regressor.js';
import { growthParams, maxFeaturesParam, warmStartParam } from '../../tree/tree-params.js';

// Gradients have no sign that a constraint could keep, and their trees split numbers only.
const { maxDepth: _, monotonicCst: __, categoricalFeatures: ___, ...growth } = growthParams;

/** What both kinds of exact gradient boosting have beside `loss`. */
export const gradientBoostingParams = {
  learningRate: real({ min: 0, default: 0.1, doc: 'What the step of each tree is multiplied by.' }),
  nEstimators: integer({ min: 1, default: 100, doc: 'Number of iterations.' }),
  subsample: real({
    min: 0,
    above: true,
    max: 1,
    default: 1,
    doc: 'Share of the rows, drawn without replacement, that each iteration learns from.',
  }),
  ...growth,
  maxDepth: optional(
    integer({ min: 1, default: 3, doc: 'Longest way from the root to a leaf; null for no limit.' }),
    { default: 3 },
  ),
  maxFeatures: maxFeaturesParam(null),
  init: {
    ...custom<Estimator | 'zero' | null>({
      default: null,
      describe: "an estimator, 'zero', or null",
      doc: "What predicts before the first tree: an estimator, 'zero', or null for the best constant.",
      accepts: (value) => value === null || value === 'zero' || isEstimator(value),
    }),
    holds: 'estimator' as const,
  },
  nIterNoChange: optional(
    integer({
      min: 1,
      default: 5,
      doc: 'Stop when the loss of held-out rows has not fallen for so many iterations; null goes on to the end.',
    }),
  ),
  validationFraction: real({
    min: 0,
    above: true,
    max: 1,
    below: true,
    default: 0.1,
    doc: 'Share of the rows held out for `nIterNoChange`, where fit is given no `validation`.',
  }),
  tol: real({ min: 0, default: 1e-4, doc: 'Least fall of the loss that counts for `nIterNoChange`.' }),
  warmStart: warmStartParam,
};

/** The parameters that both kinds have. */
export type GradientBoostingParams = ParamsOf<typeof gradientBoostingParams>;

/** Each tree as an estimator on the same columns, those of one iteration together. */
export function boostedEstimators(
  trees: readonly Tree[],
  width: number,
  params: GradientBoostingParams,
  schema: Schema,
): DecisionTreeRegressor[][] {
  const own: Record<string, unknown> = { maxDepth: params.maxDepth, maxFeatures: params.maxFeatures };
  for (const name of Object.keys(growth) as (keyof typeof growth)[]) own[name] = params[name];
  const fitted = trees.map((tree) => DecisionTreeRegressor.fromTree(own, schema, tree));
  return Array.from({ length: trees.length / width }, (_, stage) =>
    fitted.slice(stage * width, (stage + 1) * width),
  );
}
