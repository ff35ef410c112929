import { boolean, either, integer, optional, real } from '../core/index.js';
import { nJobsParam } from '../threads/index.js';
import { growthParams, warmStartParam } from '../tree/tree-params.js';

const samplesDoc =
  'Rows drawn for each tree: a number, or a share of all when not whole; null for as many as there are.';

/** What the forests have beside `criterion`, `maxFeatures` and `classWeight`. */
export const forestParams = {
  nEstimators: integer({ min: 1, default: 100, doc: 'Number of trees.' }),
  ...growthParams,
  bootstrap: boolean({
    default: true,
    doc: 'Each tree gets rows drawn with replacement; otherwise all rows.',
  }),
  maxSamples: optional(
    either(
      integer({ min: 1, default: 1, doc: samplesDoc }),
      real({ min: 0, above: true, default: 0.5, doc: samplesDoc }),
      { default: 1, doc: samplesDoc },
    ),
  ),
  oobScore: boolean({
    default: false,
    doc: 'Also predict each row by the trees that did not see it, and score that.',
  }),
  warmStart: warmStartParam,
  nJobs: nJobsParam,
};
