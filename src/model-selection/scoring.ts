import type { Delegate, Estimator, TargetLike } from '../core/index.js';
import type { DataLike, LabelsLike, VectorLike } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { getScorer, type Scorer, type ScorerName, scorerNames } from '../metrics/index.js';

/** A function that scores a fitted estimator on held-out data; larger is better. */
export type ScoreFunction = (estimator: Delegate, X: DataLike, y: TargetLike) => number;

/** One way to score: a scorer's name, a scorer, or a function. */
export type SingleScoring = ScorerName | Scorer | ScoreFunction;

/** One way to score, a list of scorer names, or several ways under names of your own. Larger is always better. */
export type Scoring = SingleScoring | readonly ScorerName[] | Readonly<Record<string, SingleScoring>>;

/** The names under which the scores come back: 'score' for a single one. */
export type MetricNames<S> = S extends readonly (infer N extends string)[]
  ? N
  : S extends null | undefined | string | Scorer | ScoreFunction
    ? 'score'
    : keyof S & string;

/** A way to score with the name its results bear. */
export interface NamedScorer {
  readonly name: string;
  score(estimator: Estimator, X: DataLike, y: TargetLike | undefined, sampleWeight?: VectorLike): number;
}

/** Scorers by name; without any, the estimator's own `score`. */
export function resolveScoring(scoring: Scoring | null | undefined, owner: string): readonly NamedScorer[] {
  if (scoring === null || scoring === undefined) return [ownScore(owner)];
  if (isSingle(scoring)) return [named('score', scoring, owner)];
  const entries: [string, SingleScoring][] = Array.isArray(scoring)
    ? scoring.map((name: ScorerName) => [name, name])
    : Object.entries(scoring as Record<string, SingleScoring>);
  if (entries.length === 0) {
    throw new InvalidParameterError(
      owner,
      'scoring',
      `${owner}: scoring is empty. Name at least one scorer.`,
    );
  }
  return entries.map(([name, single]) => named(name, single, owner));
}

/** The scoring with scorers that have a name of ours told by it: threads are sent names. */
export function byName(scoring: Scoring | null | undefined): unknown {
  if (isScorer(scoring)) return nameOf(scoring);
  if (typeof scoring !== 'object' || scoring === null || Array.isArray(scoring)) return scoring;
  return Object.fromEntries(
    Object.entries(scoring).map(([name, each]) => [name, isScorer(each) ? nameOf(each) : each]),
  );
}

function nameOf(scorer: Scorer): string | Scorer {
  const isOurs = (scorerNames as readonly string[]).includes(scorer.name);
  return isOurs && getScorer(scorer.name as ScorerName) === scorer ? scorer.name : scorer;
}

function isSingle(scoring: Scoring): scoring is SingleScoring {
  return typeof scoring === 'string' || typeof scoring === 'function' || isScorer(scoring);
}

function isScorer(value: unknown): value is Scorer {
  return (
    typeof value === 'object' && value !== null && typeof (value as Partial<Scorer>).score === 'function'
  );
}

function ownScore(owner: string): NamedScorer {
  return {
    name: 'score',
    score(estimator, X, y, sampleWeight) {
      const { score } = estimator as Partial<Delegate>;
      if (score === undefined) {
        throw new InvalidParameterError(
          owner,
          'scoring',
          `${owner}: ${estimator.name} has no score of its own. Say how to score it with the option 'scoring'.`,
        );
      }
      return score.call(estimator, X, y as TargetLike, { sampleWeight });
    },
  };
}

function named(name: string, scoring: SingleScoring, owner: string): NamedScorer {
  if (typeof scoring === 'function') {
    return {
      name,
      score(estimator, X, y) {
        const value: unknown = scoring(estimator as Delegate, X, y as TargetLike);
        if (typeof value === 'number') return value;
        throw new InvalidParameterError(
          name,
          'scoring',
          `The scoring function '${name}' must return a number. Got ${showValue(value)}.`,
        );
      },
    };
  }
  const scorer = scorerOf(scoring, owner);
  return {
    name,
    score: (estimator, X, y, sampleWeight) =>
      scorer.score(
        estimator as unknown as Parameters<Scorer['score']>[0],
        X,
        y as LabelsLike,
        sampleWeight === undefined ? {} : { sampleWeight },
      ),
  };
}

/** The scorer, or an error that says whose scoring is wrong. */
function scorerOf(scoring: ScorerName | Scorer, owner: string): Scorer {
  try {
    return getScorer(scoring);
  } catch (error) {
    if (!(error instanceof InvalidParameterError)) throw error;
    throw new InvalidParameterError(
      owner,
      'scoring',
      `The parameter 'scoring' of ${owner}: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}
