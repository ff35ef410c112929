import { InvalidParameterError, nearestName, showValue } from '../errors/index.js';
import { accuracyScore } from './accuracy-score.js';
import { adjustedMutualInfoScore } from './adjusted-mutual-info-score.js';
import { adjustedRandScore } from './adjusted-rand-score.js';
import { averagePrecisionScore } from './average-precision-score.js';
import { balancedAccuracyScore } from './balanced-accuracy-score.js';
import { brierScoreLoss } from './brier-score-loss.js';
import { completenessScore } from './completeness-score.js';
import { d2AbsoluteErrorScore } from './d2-absolute-error-score.js';
import { d2BrierScore } from './d2-brier-score.js';
import { d2LogLossScore } from './d2-log-loss-score.js';
import { explainedVarianceScore } from './explained-variance-score.js';
import { f1Score } from './f1-score.js';
import { fowlkesMallowsScore } from './fowlkes-mallows-score.js';
import { homogeneityScore } from './homogeneity-score.js';
import { jaccardScore } from './jaccard-score.js';
import { logLoss } from './log-loss.js';
import { matthewsCorrcoef } from './matthews-corrcoef.js';
import { maxError } from './max-error.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanAbsolutePercentageError } from './mean-absolute-percentage-error.js';
import { meanGammaDeviance } from './mean-gamma-deviance.js';
import { meanPoissonDeviance } from './mean-poisson-deviance.js';
import { meanSquaredError } from './mean-squared-error.js';
import { meanSquaredLogError } from './mean-squared-log-error.js';
import { medianAbsoluteError } from './median-absolute-error.js';
import { mutualInfoScore } from './mutual-info-score.js';
import { normalizedMutualInfoScore } from './normalized-mutual-info-score.js';
import { precisionScore } from './precision-score.js';
import { r2Score } from './r2-score.js';
import { randScore } from './rand-score.js';
import { recallScore } from './recall-score.js';
import { rocAucScore } from './roc-auc-score.js';
import { rootMeanSquaredError } from './root-mean-squared-error.js';
import { rootMeanSquaredLogError } from './root-mean-squared-log-error.js';
import { type MakeScorerOptions, makeScorer, type NoInferred, type Scorer } from './scorer.js';
import { topKAccuracyScore } from './top-k-accuracy-score.js';
import { vMeasureScore } from './v-measure-score.js';

/** A metric whose smaller values are better. */
const loss = { greaterIsBetter: false } as const;
/** A metric of probabilities. */
const proba = { responseMethod: 'predictProba' } as const;
/** A metric of anything that ranks rows. */
const ranking = { responseMethod: ['decisionFunction', 'predictProba'] } as const;

/** How each scorer is made, by its name. */
const recipes = {
  accuracy: of(accuracyScore),
  adjustedMutualInfoScore: of(adjustedMutualInfoScore),
  adjustedRandScore: of(adjustedRandScore),
  averagePrecision: of(averagePrecisionScore, ranking),
  balancedAccuracy: of(balancedAccuracyScore),
  completenessScore: of(completenessScore),
  d2AbsoluteErrorScore: of(d2AbsoluteErrorScore),
  d2BrierScore: of(d2BrierScore, proba),
  d2LogLossScore: of(d2LogLossScore, proba),
  explainedVariance: of(explainedVarianceScore),
  f1: of(f1Score),
  f1Macro: of(f1Score, { metricOptions: { average: 'macro' } }),
  f1Micro: of(f1Score, { metricOptions: { average: 'micro' } }),
  f1Weighted: of(f1Score, { metricOptions: { average: 'weighted' } }),
  fowlkesMallowsScore: of(fowlkesMallowsScore),
  homogeneityScore: of(homogeneityScore),
  jaccard: of(jaccardScore),
  jaccardMacro: of(jaccardScore, { metricOptions: { average: 'macro' } }),
  jaccardMicro: of(jaccardScore, { metricOptions: { average: 'micro' } }),
  jaccardWeighted: of(jaccardScore, { metricOptions: { average: 'weighted' } }),
  matthewsCorrcoef: of(matthewsCorrcoef),
  mutualInfoScore: of(mutualInfoScore),
  negBrierScore: of(brierScoreLoss, { ...loss, ...proba }),
  negLogLoss: of(logLoss, { ...loss, ...proba }),
  negMaxError: of(maxError, loss),
  negMeanAbsoluteError: of(meanAbsoluteError, loss),
  negMeanAbsolutePercentageError: of(meanAbsolutePercentageError, loss),
  negMeanGammaDeviance: of(meanGammaDeviance, loss),
  negMeanPoissonDeviance: of(meanPoissonDeviance, loss),
  negMeanSquaredError: of(meanSquaredError, loss),
  negMeanSquaredLogError: of(meanSquaredLogError, loss),
  negMedianAbsoluteError: of(medianAbsoluteError, loss),
  negRootMeanSquaredError: of(rootMeanSquaredError, loss),
  negRootMeanSquaredLogError: of(rootMeanSquaredLogError, loss),
  normalizedMutualInfoScore: of(normalizedMutualInfoScore),
  precision: of(precisionScore),
  precisionMacro: of(precisionScore, { metricOptions: { average: 'macro' } }),
  precisionMicro: of(precisionScore, { metricOptions: { average: 'micro' } }),
  precisionWeighted: of(precisionScore, { metricOptions: { average: 'weighted' } }),
  r2: of(r2Score),
  randScore: of(randScore),
  recall: of(recallScore),
  recallMacro: of(recallScore, { metricOptions: { average: 'macro' } }),
  recallMicro: of(recallScore, { metricOptions: { average: 'micro' } }),
  recallWeighted: of(recallScore, { metricOptions: { average: 'weighted' } }),
  rocAuc: of(rocAucScore, ranking),
  rocAucOvo: of(rocAucScore, { ...proba, metricOptions: { multiClass: 'ovo' } }),
  rocAucOvoWeighted: of(rocAucScore, { ...proba, metricOptions: { multiClass: 'ovo', average: 'weighted' } }),
  rocAucOvr: of(rocAucScore, { ...proba, metricOptions: { multiClass: 'ovr' } }),
  rocAucOvrWeighted: of(rocAucScore, { ...proba, metricOptions: { multiClass: 'ovr', average: 'weighted' } }),
  topKAccuracy: of(topKAccuracyScore, ranking),
  vMeasureScore: of(vMeasureScore),
} as const;

/** The name of a scorer that comes with pipefit: scikit-learn's in camelCase. */
export type ScorerName = keyof typeof recipes;

/**
 * The names that `scoring` takes wherever models are scored, in alphabetical order. Larger is always better:
 * errors and losses come as `neg...`.
 *
 * @example
 * ```ts
 * import { scorerNames } from 'pipefit';
 *
 * console.log(scorerNames.slice(0, 2), scorerNames.includes('rocAuc')); // ['accuracy', 'adjustedMutualInfoScore'] true
 * ```
 */
export const scorerNames: readonly ScorerName[] = Object.keys(recipes) as ScorerName[];

const made = new Map<string, Scorer>();

/**
 * The scorer of a name; a scorer of your own passes through.
 *
 * @param scoring - one of `scorerNames`, or what `makeScorer` gave
 * @returns a scorer; InvalidParameterError for a name that is unknown, with the nearest known one
 *
 * @example
 * ```ts
 * import { getScorer } from 'pipefit';
 *
 * const always = { predict: () => ['a', 'a', 'a', 'a'] };
 * console.log(getScorer('accuracy').score(always, [[0], [1], [2], [3]], ['a', 'b', 'a', 'a'])); // 0.75
 * ```
 */
export function getScorer(scoring: ScorerName | Scorer): Scorer {
  if (typeof scoring === 'string') return byName(scoring);
  if (typeof (scoring as Partial<Scorer> | null)?.score === 'function') return scoring;
  const hint =
    typeof scoring === 'function'
      ? 'Turn a metric into a scorer with makeScorer(metric).'
      : 'See scorerNames.';
  throw new InvalidParameterError(
    'getScorer',
    'scoring',
    `A scorer must be a name or what makeScorer gives. Got ${showValue(scoring)}. ${hint}`,
  );
}

function byName(name: string): Scorer {
  if (!Object.hasOwn(recipes, name)) {
    const near = nearestName(name, scorerNames);
    throw new InvalidParameterError(
      'getScorer',
      'scoring',
      `There is no scorer ${showValue(name)}. ${near === null ? 'See scorerNames.' : `Did you mean '${near}'?`}`,
    );
  }
  const scorer = made.get(name) ?? recipes[name as ScorerName](name);
  made.set(name, scorer);
  return scorer;
}

/** A scorer that waits for its name. */
function of<Y, P, O>(
  metric: (yTrue: Y, yPred: P, options: O) => number,
  options: MakeScorerOptions<NoInferred<O>> = {},
): (name: string) => Scorer {
  return (name) => makeScorer(metric, { ...options, name } as MakeScorerOptions<NoInferred<O>>);
}
