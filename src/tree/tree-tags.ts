import type { Tags } from '../core/index.js';

/** What trees and forests take: ml-cart knows neither weights nor missing values. */
export function treeTags(params: { readonly engine?: 'fast' | 'ml' }, random: boolean): Tags {
  const fast = params.engine !== 'ml';
  return { sparse: true, missing: fast, sampleWeight: fast, random };
}
