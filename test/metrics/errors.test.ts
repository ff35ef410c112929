import {
  accuracyScore,
  auc,
  averagePrecisionScore,
  balancedAccuracyScore,
  brierScoreLoss,
  classificationReport,
  cohenKappaScore,
  confusionMatrix,
  detCurve,
  f1Score,
  fbetaScore,
  type Label,
  logLoss,
  meanGammaDeviance,
  meanPinballLoss,
  meanSquaredError,
  meanSquaredLogError,
  meanTweedieDeviance,
  normalizedMutualInfoScore,
  PipefitError,
  precisionScore,
  rocAucScore,
  rocCurve,
  silhouetteScore,
  topKAccuracyScore,
} from 'pipefit';
import { afterEach, describe, expect, it, vi } from 'vitest';

function message(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof PipefitError) return `${error.name}: ${error.message}`;
    throw error;
  }
  return 'nothing thrown';
}

const wrong = <T>(value: unknown) => value as T;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('metrics of labels say what is wrong:', () => {
  it('lengths', () => {
    expect(message(() => accuracyScore([1, 0], [1]))).toMatchInlineSnapshot(
      `"InvalidDataError: accuracyScore: yTrue has 2 rows but yPred has 1. They must agree."`,
    );
    expect(message(() => f1Score([1, 0], [1, 0], { sampleWeight: [1] }))).toMatchInlineSnapshot(
      `"InvalidDataError: f1Score: yTrue has 2 rows but sampleWeight has 1. They must agree."`,
    );
  });

  it('nothing at all', () => {
    expect(message(() => accuracyScore([], []))).toMatchInlineSnapshot(
      `"InvalidDataError: accuracyScore: yTrue is empty, and at least one row is needed."`,
    );
  });

  it('continuous values', () => {
    expect(message(() => accuracyScore([1, 0], [0.7, 0.2]))).toMatchInlineSnapshot(
      `"InvalidDataError: accuracyScore: yPred must hold class labels, but row 0 is 0.7, a continuous value. For scores or probabilities use a metric such as rocAucScore or logLoss, for numbers one such as meanSquaredError."`,
    );
  });

  it('labels of two types', () => {
    expect(message(() => precisionScore(['1', '0'], [1, 0]))).toMatchInlineSnapshot(
      `"InvalidDataError: precisionScore: yTrue holds labels of type string (such as "1"), but yPred of type number (such as 1). They must be of one type."`,
    );
    expect(message(() => confusionMatrix([1, 0], [1, 0], { labels: ['1'] }))).toMatchInlineSnapshot(
      `"InvalidDataError: confusionMatrix: yTrue holds labels of type number (such as 0), but labels of type string (such as "1"). They must be of one type."`,
    );
  });

  it('missing labels', () => {
    expect(message(() => accuracyScore(['a', null], ['a', 'b']))).toMatchInlineSnapshot(
      `"InvalidDataError: accuracyScore: yTrue is missing at row 1. Drop the rows without a label."`,
    );
  });

  it('an average for two classes with more', () => {
    expect(message(() => f1Score(['a', 'b', 'c'], ['a', 'b', 'c']))).toMatchInlineSnapshot(
      `"InvalidParameterError: f1Score: there are 3 classes ("a", "b", "c"), and average 'binary' is for two. Say average: 'micro', 'macro' or 'weighted', or null for one value a class."`,
    );
  });

  it('an unknown positive class', () => {
    expect(message(() => precisionScore(['no', 'yes'], ['no', 'no']))).toMatchInlineSnapshot(
      `"InvalidParameterError: precisionScore: the labels are "no", "yes", so say which one is positive, such as posLabel: "yes", or another average than 'binary' (for a scorer: makeScorer(metric, { metricOptions: { posLabel } }), or one such as f1Macro)."`,
    );
    const options = { posLabel: 'maybe' };
    expect(message(() => precisionScore(['no', 'yes'], ['no', 'no'], options))).toMatchInlineSnapshot(
      `"InvalidParameterError: precisionScore: posLabel "maybe" is none of the labels, which are "no", "yes"."`,
    );
    expect(message(() => precisionScore([0, 2], [0, 2]))).toMatchInlineSnapshot(
      `"InvalidParameterError: precisionScore: the labels are 0, 2, so say which one is positive, such as posLabel: 2, or another average than 'binary' (for a scorer: makeScorer(metric, { metricOptions: { posLabel } }), or one such as f1Macro)."`,
    );
  });

  it('unknown options', () => {
    const average = wrong<'macro'>('makro');
    expect(message(() => f1Score([1, 0], [1, 0], { average }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'average' of f1Score must be 'binary', 'micro', 'macro', 'weighted' or null. Got "makro"."`,
    );
    const samples = wrong<'macro'>('samples');
    expect(message(() => f1Score([1, 0], [1, 0], { average: samples }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'average' of f1Score must be 'binary', 'micro', 'macro', 'weighted' or null. Got "samples". 'samples' is for targets with several labels a row, which are not supported."`,
    );
    expect(message(() => f1Score([1, 0], [1, 0], { zeroDivision: 0.5 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'zeroDivision' of f1Score must be 'warn', 0, 1 or NaN. Got 0.5."`,
    );
    expect(message(() => fbetaScore([1, 0], [1, 0], { beta: -1 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'beta' of fbetaScore must be a number of at least 0. Got -1."`,
    );
    const normalize = wrong<'all'>('rows');
    expect(message(() => confusionMatrix([1, 0], [1, 0], { normalize }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'normalize' of confusionMatrix must be 'true', 'pred', 'all' or null. Got "rows"."`,
    );
    const weights = wrong<'linear'>('cubic');
    expect(message(() => cohenKappaScore([1, 0], [1, 0], { weights }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'weights' of cohenKappaScore must be 'linear', 'quadratic' or null. Got "cubic"."`,
    );
  });

  it('labels that do not fit', () => {
    expect(message(() => confusionMatrix([1, 0], [1, 0], { labels: [] }))).toMatchInlineSnapshot(
      `"InvalidParameterError: confusionMatrix: labels must name at least one class."`,
    );
    expect(message(() => confusionMatrix([1, 0], [1, 0], { labels: [1, 1] }))).toMatchInlineSnapshot(
      `"InvalidParameterError: confusionMatrix: labels holds 1 twice."`,
    );
    expect(message(() => confusionMatrix([1, 0], [1, 0], { labels: [7] }))).toMatchInlineSnapshot(
      `"InvalidParameterError: confusionMatrix: none of labels (7) is in yTrue. The labels are 0, 1."`,
    );
    expect(message(() => confusionMatrix(['a'], ['b']).count('a', 'x'))).toMatchInlineSnapshot(
      `"InvalidParameterError: The confusion matrix has no class "x". It has "a", "b"."`,
    );
    expect(message(() => classificationReport(['a', 'b'], ['a', 'b']).class('x'))).toMatchInlineSnapshot(
      `"InvalidParameterError: The report has no class "x". It has "a", "b"."`,
    );
    const targetNames = ['one'];
    expect(message(() => classificationReport([1, 0], [1, 0], { targetNames }))).toMatchInlineSnapshot(
      `"InvalidParameterError: classificationReport: targetNames has 1 names for 2 classes, which are 0, 1. Give one name a class, or say labels."`,
    );
  });
});

describe('metrics of scores say what is wrong:', () => {
  const three: Label[] = ['a', 'b', 'c'];

  it('too many classes for a vector', () => {
    expect(message(() => rocCurve(three, [0.1, 0.2, 0.3]))).toMatchInlineSnapshot(
      `"InvalidDataError: rocCurve: there are 3 classes ("a", "b", "c"). Say posLabel to look at one of them against the rest."`,
    );
    expect(message(() => logLoss(three, [0.1, 0.2, 0.3]))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: there are 3 classes ("a", "b", "c"), so yProba must have one column a class. Got one number a row."`,
    );
    expect(message(() => topKAccuracyScore(three, [0.1, 0.2, 0.3]))).toMatchInlineSnapshot(
      `"InvalidDataError: topKAccuracyScore: there are 3 classes ("a", "b", "c"), so yScore must have one column a class. Got one number a row."`,
    );
  });

  it('columns that do not fit the classes', () => {
    const proba = three.map(() => [0.5, 0.5]);
    expect(message(() => logLoss(three, proba))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: yProba has 2 columns, but there are 3 classes ("a", "b", "c"). Say labels with the class of each column."`,
    );
    expect(message(() => logLoss(['a', 'b', 'a'], proba, { labels: ['a', 'c'] }))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: yTrue holds "b", which is not among labels ("a", "c")."`,
    );
    expect(message(() => logLoss(['a', 'a', 'a'], proba))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: yProba has 2 columns, but there are 1 classes ("a"). Say labels with the class of each column."`,
    );
    expect(message(() => averagePrecisionScore(three, proba))).toMatchInlineSnapshot(
      `"InvalidDataError: averagePrecisionScore: yScore has 2 columns, but there are 3 classes ("a", "b", "c"). Say labels with the class of each column."`,
    );
  });

  it('rows of other lengths, and values that are no numbers', () => {
    expect(message(() => logLoss([0, 1], [[0.5, 0.5], [1]]))).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: row 1 of yProba must have 2 values, as row 0 has. Got [1]."`,
    );
    expect(
      message(() =>
        logLoss(
          [0, 1],
          [
            [0.5, 0.5],
            [1, Number.NaN],
          ],
        ),
      ),
    ).toMatchInlineSnapshot(
      `"InvalidDataError: logLoss: yProba must hold finite numbers. Row 1, column 1 is missing."`,
    );
    expect(message(() => rocCurve([0, 1], [0.1, Number.POSITIVE_INFINITY]))).toMatchInlineSnapshot(
      `"InvalidDataError: rocCurve: yScore must hold finite numbers. Row 1 is Infinity."`,
    );
    expect(message(() => rocCurve([0, 1], [0.1]))).toMatchInlineSnapshot(
      `"InvalidDataError: rocCurve: yTrue has 2 rows but yScore has 1. They must agree."`,
    );
  });

  it('values that are no probabilities', () => {
    expect(message(() => brierScoreLoss([0, 1], [0.1, 1.5]))).toMatchInlineSnapshot(
      `"InvalidDataError: brierScoreLoss: yProba must hold probabilities from 0 to 1. Row 1 holds 1.5."`,
    );
    const scores = three.map(() => [1, 2, 3]);
    expect(message(() => rocAucScore(three, scores, { multiClass: 'ovr' }))).toMatchInlineSnapshot(
      `"InvalidDataError: rocAucScore: for more than two classes yScore must hold probabilities that sum to 1 in each row. Row 0 sums to 6."`,
    );
  });

  it('several classes without a way to compare them', () => {
    const proba = three.map(() => [0.2, 0.3, 0.5]);
    expect(message(() => rocAucScore(three, proba))).toMatchInlineSnapshot(
      `"InvalidParameterError: rocAucScore: there are more than two classes. Say multiClass: 'ovr' (each class against the rest) or 'ovo' (each pair of classes), or score with 'rocAucOvr' or 'rocAucOvo'."`,
    );
    const micro = { multiClass: 'ovo', average: 'micro' } as const;
    expect(message(() => rocAucScore(three, proba, micro))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'average' of rocAucScore must be "macro", "weighted" with multiClass 'ovo'. Got "micro"."`,
    );
    const weighted = { multiClass: 'ovo', sampleWeight: [1, 2, 3] } as const;
    expect(message(() => rocAucScore(three, proba, weighted))).toMatchInlineSnapshot(
      `"InvalidParameterError: rocAucScore: sampleWeight is not defined for multiClass 'ovo'. Use 'ovr', or leave it out."`,
    );
    const partial = { multiClass: 'ovr', maxFpr: 0.5 } as const;
    expect(message(() => rocAucScore(three, proba, partial))).toMatchInlineSnapshot(
      `"InvalidParameterError: rocAucScore: maxFpr is for two classes only. Leave it out, or say posLabel."`,
    );
    const average = wrong<'macro'>('all');
    expect(message(() => averagePrecisionScore(three, proba, { average }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'average' of averagePrecisionScore must be 'micro', 'macro', 'weighted', 'samples' or null. Got "all"."`,
    );
  });

  it('other options', () => {
    expect(message(() => rocAucScore([0, 1], [0.1, 0.2], { maxFpr: 0 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'maxFpr' of rocAucScore must be a number in (0, 1] or null. Got 0."`,
    );
    expect(message(() => rocCurve([0, 1], [0.1, 0.2], { posLabel: 2 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: rocCurve: posLabel 2 is none of the classes, which are 0, 1."`,
    );
    expect(message(() => topKAccuracyScore([0, 1], [0.1, 0.2], { k: 0 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'k' of topKAccuracyScore must be an integer of at least 1. Got 0."`,
    );
  });

  it('a single class', () => {
    expect(message(() => rocCurve(['a', 'a'], [0.1, 0.2]))).toMatchInlineSnapshot(
      `"InvalidDataError: rocCurve: yTrue holds only the class "a", so it is unknown which one is positive. Say labels with both classes, or posLabel."`,
    );
    expect(message(() => detCurve([0, 0], [0.1, 0.2]))).toMatchInlineSnapshot(
      `"InvalidDataError: detCurve: the curve needs rows of the positive class 1 and of another. yTrue holds none of it."`,
    );
  });

  it('a curve that turns back', () => {
    expect(message(() => auc([0, 2, 1], [0, 1, 1]))).toMatchInlineSnapshot(
      `"InvalidDataError: auc: x must only ascend or only descend, but it turns at row 2. Sort the points by x first."`,
    );
    expect(message(() => auc([0], [0]))).toMatchInlineSnapshot(
      `"InvalidDataError: auc: an area needs at least two points. Got 1."`,
    );
  });
});

describe('metrics of numbers and groupings say what is wrong:', () => {
  it('lengths and values', () => {
    expect(message(() => meanSquaredError([1, 2], [1]))).toMatchInlineSnapshot(
      `"InvalidDataError: meanSquaredError: yTrue has 2 rows but yPred has 1. They must agree."`,
    );
    expect(message(() => meanSquaredError([], []))).toMatchInlineSnapshot(
      `"InvalidDataError: meanSquaredError: yTrue is empty, and at least one row is needed."`,
    );
    expect(message(() => meanSquaredError([1, Number.NaN], [1, 2]))).toMatchInlineSnapshot(
      `"InvalidDataError: meanSquaredError: yTrue must hold finite numbers. Row 1 is missing."`,
    );
    expect(message(() => meanSquaredError(wrong<number[]>(['a', 'b']), [1, 2]))).toMatchInlineSnapshot(
      `"InvalidDataError: meanSquaredError: yTrue must hold finite numbers. Row 0 is "a"."`,
    );
  });

  it('values out of range', () => {
    expect(message(() => meanSquaredLogError([1, -1], [1, 2]))).toMatchInlineSnapshot(
      `"InvalidDataError: meanSquaredLogError: yTrue must be greater than -1. Row 1 is -1."`,
    );
    expect(message(() => meanGammaDeviance([1, 2], [1, 0]))).toMatchInlineSnapshot(
      `"InvalidDataError: meanGammaDeviance: yPred must be greater than 0 (power 2). Row 1 is 0."`,
    );
    expect(message(() => meanTweedieDeviance([1, -2], [1, 1], { power: 1.5 }))).toMatchInlineSnapshot(
      `"InvalidDataError: meanTweedieDeviance: yTrue must be 0 or more (power 1.5). Row 1 is -2."`,
    );
  });

  it('options out of range', () => {
    expect(message(() => meanTweedieDeviance([1, 2], [1, 1], { power: 0.5 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'power' of meanTweedieDeviance must be a number of at most 0 or at least 1. Got 0.5."`,
    );
    expect(message(() => meanPinballLoss([1, 2], [1, 1], { alpha: 2 }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'alpha' of meanPinballLoss must be a number in [0, 1]. Got 2."`,
    );
    const averageMethod = wrong<'min'>('mean');
    expect(message(() => normalizedMutualInfoScore([1, 2], [1, 1], { averageMethod }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'averageMethod' of normalizedMutualInfoScore must be 'min', 'geometric', 'arithmetic' or 'max'. Got "mean"."`,
    );
  });

  it('clusters that cannot be compared', () => {
    expect(message(() => silhouetteScore([[1], [2], [3]], [0, 0, 0]))).toMatchInlineSnapshot(
      `"InvalidDataError: silhouetteScore: labels must hold from 2 to 2 clusters (one fewer than rows). Got 1."`,
    );
    expect(message(() => silhouetteScore([[1], [2], [3]], [0, 1]))).toMatchInlineSnapshot(
      `"InvalidDataError: silhouetteScore: X has 3 rows but labels has 2. They must agree."`,
    );
    const sampleSize = 0;
    expect(message(() => silhouetteScore([[1], [2]], [0, 1], { sampleSize }))).toMatchInlineSnapshot(
      `"InvalidParameterError: The option 'sampleSize' of silhouetteScore must be an integer of at least 1 or null. Got 0."`,
    );
  });
});

describe('metrics warn', () => {
  it('of what was left out, or put in', () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    balancedAccuracyScore(['a', 'b'], ['a', 'c']);
    cohenKappaScore(['a', 'a'], ['a', 'a']);
    cohenKappaScore(['a', 'b'], ['b', 'b'], { labels: ['a'] });
    confusionMatrix(['a', 'a'], ['a', 'a']);
    f1Score(['a', 'b'], ['b', 'b'], { average: 'macro', posLabel: 'b', zeroDivision: 0 });
    topKAccuracyScore([0, 1], [0.1, 0.9]);
    rocAucScore([1, 1], [0.1, 0.9]);
    rocCurve([1, 1], [0.1, 0.9]);
    const texts = warn.mock.calls.map(([warning]) => String(warning));
    expect(texts.join('\n')).toMatchInlineSnapshot(`
      "DataWarning: balancedAccuracyScore: yPred holds classes that yTrue does not; they are left out.
      UndefinedMetricWarning: cohenKappaScore is undefined, because y1 and y2 have one label only. It is set to NaN; replaceUndefinedBy says another value.
      UndefinedMetricWarning: cohenKappaScore is undefined, because no row has its two labels among labels. It is set to NaN; replaceUndefinedBy says another value.
      DataWarning: confusionMatrix: there is one class only. Name all classes in labels to see the others.
      DataWarning: f1Score: posLabel is only used with average: 'binary', not with "macro". Say labels: [...] to look at some of the classes.
      UndefinedMetricWarning: topKAccuracyScore: with k 2 and 2 classes every row counts as right.
      UndefinedMetricWarning: rocAucScore is undefined (NaN) for the class 1: yTrue holds nothing else.
      UndefinedMetricWarning: rocCurve: yTrue holds no negative rows, so their rate is NaN."
    `);
  });
});

describe('metrics print', () => {
  it('a confusion matrix', () => {
    const counts = confusionMatrix(['cat', 'dog', 'dog', 'a bird'], ['cat', 'cat', 'dog', 'dog']);
    expect(`\n${counts}`).toMatchInlineSnapshot(`
      "
      Confusion matrix (rows: true, columns: predicted)
              a bird  cat  dog
      ------  ------  ---  ---
      a bird       0    0    1
      cat          0    1    0
      dog          0    1    1"
    `);
    const shares = confusionMatrix([true, false, true], [true, true, false], { normalize: 'true' });
    expect(`\n${shares}`).toMatchInlineSnapshot(`
      "
      Confusion matrix (rows: true, columns: predicted)
             false  true
      -----  -----  ----
      false      0     1
      true     0.5   0.5"
    `);
  });

  it('a report', () => {
    expect(`\n${classificationReport(['cat', 'dog', 'dog'], ['cat', 'cat', 'dog'])}`).toMatchInlineSnapshot(`
      "
                    precision    recall  f1-score   support

               cat       0.50      1.00      0.67         1
               dog       1.00      0.50      0.67         2

          accuracy                           0.67         3
         macro avg       0.75      0.75      0.67         3
      weighted avg       0.83      0.67      0.67         3"
    `);
  });
});
