import { boolean, either, func, integer, optional, real } from '../core/index.js';
import type { Label } from '../data/index.js';
import { nJobsParam } from '../threads/index.js';
import { growthParams, warmStartParam } from '../tree/tree-params.js';

const samplesDoc =
  'Rows drawn for each tree: a number, or a share of all when not whole; null for as many as there are.';

const oobDoc =
  'Also predict each row by the trees that did not see it, and score that: by a metric of your own where given.';

// Interfaces, because the compiler would write out aliases in a form that TypeScript 5.0 does not read.

/** A metric of labels for the out-of-bag score, on the rows that some tree did not see. */
export interface OobLabelMetric {
  // biome-ignore lint/style/useShorthandFunctionType: see above.
  (yTrue: Label[], yPred: Label[]): number;
}

/** The same of numbers. Of several targets it gets Matrices, as pipefit's own metrics take them. */
export interface OobTargetMetric {
  // biome-ignore lint/style/useShorthandFunctionType: see above.
  (yTrue: Float64Array, yPred: Float64Array): number;
}

/** What the forests have beside `criterion`, `maxFeatures` and `classWeight`; `M` is a metric for the out-of-bag score. */
export function forestParams<M extends (...args: never[]) => number>(options: {
  readonly bootstrap: boolean;
}) {
  return {
    nEstimators: integer({ min: 1, default: 100, doc: 'Number of trees.' }),
    ...growthParams,
    bootstrap: boolean({
      default: options.bootstrap,
      doc: 'Each tree gets rows drawn with replacement; otherwise all rows.',
    }),
    maxSamples: optional(
      either(
        integer({ min: 1, default: 1, doc: samplesDoc }),
        real({ min: 0, above: true, default: 0.5, doc: samplesDoc }),
        { default: 1, doc: samplesDoc },
      ),
    ),
    oobScore: either(boolean({ default: false, doc: oobDoc }), func<M>({ doc: oobDoc }), {
      default: false,
      doc: oobDoc,
    }),
    warmStart: warmStartParam,
    nJobs: nJobsParam,
  };
}
