import type { Tags } from '../core/index.js';

/** What trees and forests take: ml-cart knows neither weights nor missing values nor categories. */
export function treeTags(params: { readonly engine?: 'fast' | 'ml' }, random: boolean): Tags {
  const fast = params.engine !== 'ml';
  return { sparse: true, mixed: fast, missing: fast, sampleWeight: fast, random };
}
