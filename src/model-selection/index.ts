export { BaseSearch, type Refit, type SearchOptions } from './base-search.js';
export { type CvLike, checkCv, type SplitLike } from './check-cv.js';
export { type CrossValPredictOptions, crossValPredict } from './cross-val-predict.js';
export { crossValScore } from './cross-val-score.js';
export { type CrossValidateOptions, type CrossValidation, crossValidate } from './cross-validate.js';
export { CvResults, type MetricResults } from './cv-results.js';
export { type Distribution, distributions } from './distributions.js';
export type { FoldParams } from './fold-splitter.js';
export { GridSearchCV } from './grid-search-cv.js';
export type { Candidate, DistributionGrid, Grid, ValidGrid } from './grid-types.js';
export { GroupKFold } from './group-k-fold.js';
export { GroupShuffleSplit } from './group-shuffle-split.js';
export { KFold } from './k-fold.js';
export { LeaveOneGroupOut } from './leave-one-group-out.js';
export { LeaveOneOut } from './leave-one-out.js';
export { LeavePGroupsOut, type LeavePGroupsOutParams } from './leave-p-groups-out.js';
export { LeavePOut, type LeavePOutParams } from './leave-p-out.js';
export { type GridLike, ParameterGrid } from './parameter-grid.js';
export { type DistributionGridLike, ParameterSampler } from './parameter-sampler.js';
export type { CandidateOf } from './parameter-space.js';
export { PredefinedSplit, type PredefinedSplitParams } from './predefined-split.js';
export type { PredictMethod } from './predict-folds.js';
export { RandomizedSearchCV, type RandomizedSearchOptions } from './randomized-search-cv.js';
export { RepeatedKFold } from './repeated-k-fold.js';
export type { RepeatedFoldParams } from './repeated-splitter.js';
export { RepeatedStratifiedKFold } from './repeated-stratified-k-fold.js';
export type { MetricNames, ScoreFunction, Scoring, SingleScoring } from './scoring.js';
export { ShuffleSplit } from './shuffle-split.js';
export type { ShuffleSplitParams } from './shuffle-splitter.js';
export type { RowsLike, Split, Splitter } from './splitter.js';
export { StratifiedGroupKFold } from './stratified-group-k-fold.js';
export { StratifiedKFold } from './stratified-k-fold.js';
export { StratifiedShuffleSplit } from './stratified-shuffle-split.js';
export { TimeSeriesSplit, type TimeSeriesSplitParams } from './time-series-split.js';
export { type ThreeWaySplit, type TrainTestOptions, trainTestIndices } from './train-test-indices.js';
export {
  type TrainTest,
  type TrainTestX,
  type TrainValidationTest,
  type TrainValidationTestX,
  trainTestSplit,
} from './train-test-split.js';
