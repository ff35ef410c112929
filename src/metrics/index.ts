export { accuracyScore } from './accuracy-score.js';
export { adjustedMutualInfoScore } from './adjusted-mutual-info-score.js';
export { adjustedRandScore } from './adjusted-rand-score.js';
export { auc } from './auc.js';
export {
  type AveragePrecisionOptions,
  averagePrecisionScore,
  type EachAveragePrecisionOptions,
} from './average-precision-score.js';
export { balancedAccuracyScore } from './balanced-accuracy-score.js';
export { brierScoreLoss } from './brier-score-loss.js';
export { calinskiHarabaszScore } from './calinski-harabasz-score.js';
export {
  ClassificationReport,
  type ClassificationReportOptions,
  type ClassReportLine,
  classificationReport,
  type ReportLine,
} from './classification-report.js';
export { type CohenKappaOptions, cohenKappaScore } from './cohen-kappa-score.js';
export { completenessScore } from './completeness-score.js';
export { ConfusionMatrix, type ConfusionMatrixOptions, confusionMatrix } from './confusion-matrix.js';
export { d2AbsoluteErrorScore } from './d2-absolute-error-score.js';
export { d2BrierScore } from './d2-brier-score.js';
export { d2LogLossScore } from './d2-log-loss-score.js';
export { d2PinballScore } from './d2-pinball-score.js';
export { d2TweedieScore } from './d2-tweedie-score.js';
export { daviesBouldinScore } from './davies-bouldin-score.js';
export { type DetCurve, detCurve } from './det-curve.js';
export type {
  EachTargetOptions,
  TargetsOptions,
  TargetValues,
  VaryingTargetsOptions,
} from './each-target.js';
export { explainedVarianceScore } from './explained-variance-score.js';
export { f1Score } from './f1-score.js';
export { fbetaScore } from './fbeta-score.js';
export { fowlkesMallowsScore } from './fowlkes-mallows-score.js';
export type { AverageMethod } from './generalized-mean.js';
export { hammingLoss } from './hamming-loss.js';
export { homogeneityScore } from './homogeneity-score.js';
export { jaccardScore } from './jaccard-score.js';
export { logLoss } from './log-loss.js';
export { matthewsCorrcoef } from './matthews-corrcoef.js';
export { maxError } from './max-error.js';
export { meanAbsoluteError } from './mean-absolute-error.js';
export { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
export { meanGammaDeviance } from './mean-gamma-deviance.js';
export { meanPinballLoss } from './mean-pinball-loss.js';
export { meanPoissonDeviance } from './mean-poisson-deviance.js';
export { meanSquaredError } from './mean-squared-error.js';
export { meanSquaredLogError } from './mean-squared-log-error.js';
export { meanTweedieDeviance } from './mean-tweedie-deviance.js';
export { medianAbsoluteError } from './median-absolute-error.js';
export {
  type MetricAtThresholdsOptions,
  metricAtThresholds,
  type ThresholdValues,
} from './metric-at-thresholds.js';
export { mutualInfoScore } from './mutual-info-score.js';
export { normalizedMutualInfoScore } from './normalized-mutual-info-score.js';
export type {
  Average,
  ClassScoreOptions,
  EachClassOptions,
  ScoredClassOptions,
  WeightOptions,
  ZeroDivision,
} from './options.js';
export { precisionRecallCurve } from './precision-recall-curve.js';
export {
  type AveragedScores,
  type ClassScores,
  precisionRecallFscoreSupport,
} from './precision-recall-fscore-support.js';
export type { PrecisionRecallCurve } from './precision-recall-points.js';
export { precisionScore } from './precision-score.js';
export { r2Score } from './r2-score.js';
export { randScore } from './rand-score.js';
export { recallScore } from './recall-score.js';
export { type EachRocAucOptions, type RocAucOptions, rocAucScore } from './roc-auc-score.js';
export { type RocCurve, rocCurve } from './roc-curve.js';
export { rootMeanSquaredError } from './root-mean-squared-error.js';
export { rootMeanSquaredLogError } from './root-mean-squared-log-error.js';
export type { ResponseMethod, Scorable } from './scorable.js';
export {
  type MakeScorerOptions,
  makeScorer,
  type Scorer,
  type ScorerScoreOptions,
} from './scorer.js';
export { getScorer, type ScorerName, scorerNames } from './scorers.js';
export type { ScoresLike } from './scores-like.js';
export { silhouetteSamples } from './silhouette-samples.js';
export { type SilhouetteOptions, silhouetteScore } from './silhouette-score.js';
export { type TopKAccuracyOptions, topKAccuracyScore } from './top-k-accuracy-score.js';
export { vMeasureScore } from './v-measure-score.js';
export { zeroOneLoss } from './zero-one-loss.js';
