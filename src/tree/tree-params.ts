import {
  boolean,
  either,
  integer,
  oneOf,
  optional,
  type ParamsOf,
  randomState,
  real,
} from '../core/index.js';
import { categoricalFeaturesParam, monotonicCstParam } from './column-rules.js';

const share = (options: { readonly default: number; readonly doc: string }) =>
  real({ min: 0, max: 1, above: true, below: true, ...options });

const SHARE = 'a number of rows from 1 on, or a share of all rows below 1';

/** Which implementation trains. */
export const engineParam = oneOf(['fast', 'ml'], {
  default: 'fast',
  doc: "'fast' is exact CART in TypeScript; 'ml' trains with the packages ml-cart and ml-random-forest.",
});

export const classCriterionParam = oneOf(['gini', 'entropy', 'logLoss'], {
  default: 'gini',
  doc: "What makes a node impure; 'entropy' and 'logLoss' are the same.",
});

export const targetCriterionParam = oneOf(['squaredError', 'absoluteError', 'poisson'], {
  default: 'squaredError',
  doc: "What makes a node impure; leaves predict means, with 'absoluteError' medians.",
});

/** `maxFeatures` with its default: a tree takes all columns, a forest of classifiers few. */
export function maxFeaturesParam<const D extends 'sqrt' | null>(chosen: D) {
  const doc =
    'Columns looked at for each split: a number from 1 on, a share below 1, the square root or the logarithm ' +
    'of their number, or null for all.';
  const count = either(integer({ min: 1, default: 1, doc }), share({ default: 0.5, doc }), {
    default: 1,
    doc,
  });
  const word = oneOf(['sqrt', 'log2'], { default: 'sqrt', doc });
  return optional(either(word, count, { default: 'sqrt', doc }), { default: chosen });
}

/** How far trees grow, alone or in a forest. */
export const growthParams = {
  maxDepth: optional(
    integer({ min: 1, default: 1, doc: 'Longest way from the root to a leaf; null for no limit.' }),
  ),
  minSamplesSplit: either(integer({ min: 2, default: 2, doc: SHARE }), share({ default: 0.1, doc: SHARE }), {
    default: 2,
    doc: `Fewest rows of a node that may be split: ${SHARE}.`,
  }),
  minSamplesLeaf: either(integer({ min: 1, default: 1, doc: SHARE }), share({ default: 0.1, doc: SHARE }), {
    default: 1,
    doc: `Fewest rows of a leaf: ${SHARE}.`,
  }),
  minWeightFractionLeaf: real({
    min: 0,
    max: 0.5,
    default: 0,
    doc: 'Least weight of a leaf, as a share of the weight of all rows.',
  }),
  maxLeafNodes: optional(
    integer({
      min: 2,
      default: 2,
      doc: 'Most leaves; with a limit the split that gains most is made first. Null for no limit.',
    }),
  ),
  minImpurityDecrease: real({ min: 0, default: 0, doc: 'Least decrease of impurity that is worth a split.' }),
  randomState: randomState(),
  ccpAlpha: real({
    min: 0,
    default: 0,
    doc: 'Impurity that a leaf must be worth: cheaper subtrees are pruned (minimal cost-complexity pruning).',
  }),
  monotonicCst: monotonicCstParam,
  categoricalFeatures: categoricalFeaturesParam,
};

/** How thresholds are chosen: all are tried, or one a column is drawn. */
export function splitterParam<const D extends 'best' | 'random'>(chosen: D) {
  return oneOf(['best', 'random'], {
    default: chosen,
    doc: "'best' tries every threshold of a column, 'random' one at random.",
  });
}

export const warmStartParam = boolean({
  default: false,
  doc: 'Keep the trees of the last fit and only add those that are lacking.',
});

/** The parameters of {@link growthParams}. */
export type GrowthParams = ParamsOf<typeof growthParams>;

/** What `maxFeatures` may be. */
export type MaxFeatures = number | 'sqrt' | 'log2' | null;

/** The parameters that all single trees have; some have an engine, too. */
export type TreeParams = GrowthParams & {
  readonly splitter: 'best' | 'random';
  readonly maxFeatures: MaxFeatures;
  readonly engine?: 'fast' | 'ml';
};
