import { type DataLike, type Label, Matrix } from '../../data/index.js';
import { InvalidParameterError } from '../../errors/index.js';
import { getScorer, type Scorable, type Scorer, type ScorerName } from '../../metrics/index.js';
import type { Loss } from '../losses/loss.js';
import { classProbabilities, decisionScores, predictedCodes } from './class-scores.js';
import type { ScoreRaw } from './early-stopping.js';

type Scoring = 'loss' | ScorerName | Scorer | null;

/** Scores raw predictions of a regressor. */
export function scoreOfNumbers(owner: string, scoring: Scoring, loss: Loss): ScoreRaw {
  if (scoring === 'loss') return negativeLoss(loss);
  const scorer = scorerOf(owner, scoring ?? 'r2');
  return (raw, y, weights) => {
    const predict = () => {
      const means = raw.slice();
      loss.inverseLink(means);
      return means;
    };
    return scorer.score({ name: owner, predict }, rowsWithoutData(y.length), y, weightsFor(weights));
  };
}

/** Scores raw predictions of a classifier, whose y are codes. */
export function scoreOfClasses(
  owner: string,
  scoring: Scoring,
  loss: Loss,
  classes: readonly Label[],
): ScoreRaw {
  if (scoring === 'loss') return negativeLoss(loss);
  const scorer = scorerOf(owner, scoring ?? 'accuracy');
  const labels = (codes: ArrayLike<number>) => Array.from(codes, (code) => classes[code]!);
  return (raw, y, weights) => {
    const model: Scorable = {
      name: owner,
      classes,
      predict: () => labels(predictedCodes(raw, y.length)),
      predictProba: () => classProbabilities(loss, raw, y.length, classes),
      decisionFunction: () => decisionScores(raw, y.length, classes),
    };
    return scorer.score(model, rowsWithoutData(y.length), labels(y), weightsFor(weights));
  };
}

function negativeLoss(loss: Loss): ScoreRaw {
  return (raw, y, weights) => -loss.value(y, raw, weights);
}

function scorerOf(owner: string, scoring: ScorerName | Scorer): Scorer {
  try {
    return getScorer(scoring);
  } catch (error) {
    if (!(error instanceof InvalidParameterError)) throw error;
    const message = `The parameter 'scoring' of ${owner}: ${error.message}`;
    throw new InvalidParameterError(owner, 'scoring', message, { cause: error });
  }
}

/** The models scored here know their rows, and scorers only hand X on. */
function rowsWithoutData(rows: number): DataLike {
  return Matrix.zeros(rows, 1);
}

function weightsFor(weights: Float64Array | null): { sampleWeight?: Float64Array } {
  return weights === null ? {} : { sampleWeight: weights };
}
