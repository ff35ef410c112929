import {
  accuracyScore,
  type DataLike,
  f1Score,
  fbetaScore,
  getScorer,
  InvalidDataError,
  InvalidParameterError,
  type Label,
  logLoss,
  Matrix,
  makeScorer,
  type Scorable,
  type ScorerName,
  scorerNames,
  UnsupportedError,
} from 'pipefit';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { expectClose, fixture } from '../support/fixture.js';

interface Answers {
  y: Label[];
  weights: number[];
  predict: Label[];
  classes?: Label[];
  predictProba?: number[][];
  decisionFunction?: number[] | number[][];
  scores: Record<string, number>;
}

const { names, binary, strings, iris, irisNames, diabetes } = fixture<
  Record<'binary' | 'strings' | 'iris' | 'irisNames' | 'diabetes', Answers> & { names: string[] }
>('metrics/scorers');

/** An estimator that answers what scikit-learn's did. */
function replay({ classes, predict, predictProba, decisionFunction }: Answers): Scorable {
  if (classes === undefined) return { predict: () => predict };
  const decisions = decisionFunction!;
  return {
    name: 'LogisticRegression',
    classes,
    predict: () => predict,
    predictProba: () => Matrix.fromArrays(predictProba!),
    decisionFunction: () =>
      Array.isArray(decisions[0])
        ? Matrix.fromArrays(decisions as number[][])
        : Float64Array.from(decisions as number[]),
  };
}

const X: DataLike = [[0]];

beforeEach(() => {
  vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('scorers agree with scikit-learn', () => {
  it('by name', () => {
    expect([...scorerNames].sort()).toEqual([...names].sort());
    expect(scorerNames).toEqual([...scorerNames].sort());
  });

  describe.each(Object.entries({ binary, strings, iris, irisNames, diabetes }))('%s', (_, answers) => {
    it.each(Object.entries(answers.scores))('%s', (title, value) => {
      const [name, weighted] = title.split(' ') as [ScorerName, string | undefined];
      const options = weighted === undefined ? {} : { sampleWeight: answers.weights };
      expectClose(getScorer(name).score(replay(answers), X, answers.y, options), value, 1e-10);
    });
  });
});

describe('makeScorer', () => {
  it('names itself after its metric and says which way is better', () => {
    expect(makeScorer(accuracyScore)).toMatchObject({ name: 'accuracyScore', greaterIsBetter: true });
    const loss = makeScorer(logLoss, { greaterIsBetter: false, responseMethod: 'predictProba' });
    expect(loss).toMatchObject({ name: 'negLogLoss', greaterIsBetter: false });
    expect(String(loss)).toBe('Scorer negLogLoss');
  });

  it('flips the sign of losses', () => {
    const wrong = (truth: ArrayLike<Label>, guess: ArrayLike<Label>) =>
      Array.from(truth).filter((label, i) => label !== guess[i]).length;
    const scorer = makeScorer(wrong, { greaterIsBetter: false });
    expect(scorer.score({ predict: () => [1, 2, 3] }, X, [1, 2, 4])).toBe(-1);
  });

  it('takes the scores of posLabel, whichever method is there', () => {
    const y = ['benign', 'malignant', 'benign'];
    const proba = [
      [0.9, 0.1],
      [0.2, 0.8],
      [0.6, 0.4],
    ];
    const estimator: Scorable = {
      classes: ['benign', 'malignant'],
      predictProba: () => Matrix.fromArrays(proba),
      decisionFunction: () => Float64Array.from(proba, ([, p]) => p! - 0.5),
    };
    const seen: number[][] = [];
    const spy = (_: unknown, scores: ArrayLike<number>, __: { posLabel: string }) =>
      seen.push(Array.from(scores));
    for (const responseMethod of ['predictProba', 'decisionFunction'] as const) {
      makeScorer(spy, { responseMethod, metricOptions: { posLabel: 'benign' } }).score(estimator, X, y);
    }
    expectClose(
      seen[0]!,
      proba.map(([p]) => p!),
    );
    expectClose(
      seen[1]!,
      proba.map(([, p]) => 0.5 - p!),
    );
  });

  it('hands the classes to metrics of scores, so that a fold may lack one', () => {
    const rows = irisNames.y.flatMap((label, i) => (label === 'setosa' ? [] : [i]));
    const fold: Scorable = {
      classes: irisNames.classes!,
      predictProba: () => Matrix.fromArrays(rows.map((i) => irisNames.predictProba![i]!)),
    };
    const y = rows.map((i) => irisNames.y[i]!);
    const all = logLoss(irisNames.y, irisNames.predictProba!);
    expect(getScorer('negLogLoss').score(fold, X, y)).not.toBe(-all);
    expect(getScorer('topKAccuracy').score(fold, X, y)).toBeGreaterThan(0.5);
    expect(getScorer('rocAucOvo').score(fold, X, y)).toBeGreaterThan(0.5);
    expect(getScorer('rocAucOvrWeighted').score(fold, X, y)).toBeGreaterThan(0.5);
  });

  it('handles a binary fold with one class', () => {
    const fold: Scorable = { classes: ['a', 'b'], predictProba: () => Matrix.fromArrays([[0.3, 0.7]]) };
    expectClose(getScorer('negLogLoss').score(fold, X, ['b']), Math.log(0.7));
    expectClose(getScorer('negBrierScore').score(fold, X, ['a']), -0.49);
    expect(getScorer('rocAuc').score(fold, X, ['b'])).toBeNaN();
  });

  it('passes over a method that the estimator has, but cannot do', () => {
    const pipeline: Scorable = {
      ...replay(binary),
      decisionFunction: () => {
        throw new UnsupportedError('Pipeline: its last step has no decisionFunction.');
      },
    };
    const score = getScorer('rocAuc').score(pipeline, X, binary.y);
    expectClose(score, binary.scores['rocAuc']!);
    const broken = () => {
      throw new RangeError('broken');
    };
    const failing = { ...pipeline, predictProba: broken };
    expect(() => getScorer('rocAuc').score(failing, X, binary.y)).toThrow(RangeError);
  });

  it('does without classes where there are none', () => {
    const outliers: Scorable = {
      get classes(): Label[] {
        throw new UnsupportedError('This Pipeline has no classes: it is no classifier.');
      },
      predict: () => [2, 4],
      decisionFunction: () => Float64Array.of(-1, 1),
    };
    expect(getScorer('r2').score(outliers, X, [2, 4])).toBe(1);
    expect(getScorer('rocAuc').score(outliers, X, [-1, 1])).toBe(1);
  });

  it('has typed options', () => {
    makeScorer(fbetaScore, { metricOptions: { beta: 2, average: 'macro' } });
    // @ts-expect-error: beta is a number
    makeScorer(fbetaScore, { metricOptions: { beta: 'two' } });
    // @ts-expect-error: no such average
    makeScorer(f1Score, { metricOptions: { average: 'makro' } });
    expectTypeOf(f1Score([1], [1])).toEqualTypeOf<number>();
    expectTypeOf(f1Score([1], [1], { average: null })).toEqualTypeOf<Float64Array>();
    expectTypeOf<'rocAucOvr'>().toMatchTypeOf<ScorerName>();
  });
});

describe('scorers say what is wrong:', () => {
  const message = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
    return 'nothing thrown';
  };

  it('an unknown name', () => {
    expect(() => getScorer('f1_macro' as ScorerName)).toThrow(InvalidParameterError);
    expect(message(() => getScorer('rocAUC' as ScorerName))).toMatchInlineSnapshot(
      `"InvalidParameterError: There is no scorer "rocAUC". Did you mean 'rocAuc'?"`,
    );
    expect(message(() => getScorer('toString' as ScorerName))).toMatchInlineSnapshot(
      `"InvalidParameterError: There is no scorer "toString". See scorerNames."`,
    );
    expect(message(() => getScorer(accuracyScore as unknown as ScorerName))).toMatchInlineSnapshot(
      `"InvalidParameterError: A scorer must be a name or what makeScorer gives. Got function accuracyScore. Turn a metric into a scorer with makeScorer(metric)."`,
    );
  });

  it('an estimator without the method', () => {
    const { predict, name } = { predict: () => [1], name: 'KMeans' };
    expect(message(() => getScorer('rocAuc').score({ predict, name }, X, [1]))).toMatchInlineSnapshot(
      `"UnsupportedError: The scorer 'rocAuc' reads decisionFunction or predictProba, which KMeans does not have."`,
    );
  });

  it('a classifier that saw one class', () => {
    const one: Scorable = { classes: ['a'], predictProba: () => Matrix.fromArrays([[1]]) };
    expect(() => getScorer('negLogLoss').score(one, X, ['a'])).toThrow(InvalidDataError);
  });

  it('a class that the classifier never saw', () => {
    const two: Scorable = { classes: ['a', 'b'], predictProba: () => Matrix.fromArrays([[0.3, 0.7]]) };
    expect(message(() => getScorer('negLogLoss').score(two, X, ['c']))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: yTrue holds "c", which is not among labels ("a", "b")."`,
    );
  });

  it('a positive class that is none', () => {
    const two: Scorable = { classes: ['a', 'b'], predictProba: () => Matrix.fromArrays([[0.3, 0.7]]) };
    const scorer = makeScorer(logLoss, { responseMethod: 'predictProba', metricOptions: { posLabel: 'x' } });
    expect(message(() => scorer.score(two, X, ['a']))).toMatchInlineSnapshot(
      `"InvalidParameterError: logLoss: posLabel "x" is none of the classes, which are "a", "b"."`,
    );
  });
});
