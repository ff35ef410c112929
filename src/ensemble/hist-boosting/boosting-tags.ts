import type { Tags } from '../../core/index.js';
import type { HistBoostingParams } from './params.js';

/** What histogram boosting takes. Draws are made for held-out rows, columns at splits, and bins of many rows. */
export function boostingTags({ earlyStopping, maxFeatures }: HistBoostingParams): Tags {
  return {
    missing: true,
    mixed: true,
    sampleWeight: true,
    validation: true,
    random: earlyStopping !== false || maxFeatures < 1,
  };
}
