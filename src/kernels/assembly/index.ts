export * from './binning';
export * from './boosted-scores';
export * from './boosting';
export * from './boosting-splits';
export * from './derivatives';
export * from './memory';
export * from './products';
