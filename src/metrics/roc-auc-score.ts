import { type LabelsLike, Matrix } from '../data/index.js';
import { InvalidDataError, InvalidParameterError, showValue } from '../errors/index.js';
import { binaryAuc, checkMaxFpr } from './binary-auc.js';
import { binaryScores, type ColumnScores, columnScores, labelRows } from './labelled-rows.js';
import { averageOverClasses } from './one-vs-rest.js';
import type { ScoredClassOptions } from './options.js';
import type { ScoresLike } from './scores-like.js';
import { weightedMean } from './weighted-mean.js';

/** Options of {@link rocAucScore}. */
export interface RocAucOptions extends ScoredClassOptions {
  /** For more than two classes: each against the rest, or each pair. */
  readonly multiClass?: 'raise' | 'ovr' | 'ovo' | undefined;
  /** For more than two classes: 'macro' (default), 'weighted' by support, or (ovr only) 'micro'. */
  readonly average?: 'micro' | 'macro' | 'weighted' | undefined;
  /** For two classes: the area up to this false positive rate, scaled so that chance gives 0.5. */
  readonly maxFpr?: number | null | undefined;
}

/** The same options where every class keeps its own value. */
export interface EachRocAucOptions extends Omit<RocAucOptions, 'average'> {
  /** null gives one value a class (ovr only). */
  readonly average: null;
}

/**
 * Area under the ROC curve: the chance that a positive row scores higher than a negative one.
 *
 * For more than two classes say `multiClass` and give one column of probabilities a class: 'ovr' takes each class
 * against the rest, 'ovo' each pair of classes (Hand and Till, 2001), which does not depend on their sizes.
 *
 * @param yTrue - true labels
 * @param yScore - two classes: score of the larger one (or of `posLabel`), or two columns; else one column a class
 * @param options - `multiClass`: 'ovr' or 'ovo'; `average`: 'macro', 'weighted', 'micro', or null for one value a
 * class; `maxFpr`: partial area; `labels`: the class of each column; `posLabel`; `sampleWeight` (not for 'ovo')
 * @returns 1 for a perfect ranking, 0.5 for chance, NaN (with a warning) if a class has no rows; O(n log n) a class
 *
 * @example
 * ```ts
 * import { rocAucScore } from 'pipefit';
 *
 * console.log(rocAucScore([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])); // 0.75
 * const proba = [[0.8, 0.1, 0.1], [0.3, 0.6, 0.1], [0.2, 0.3, 0.5], [0.5, 0.3, 0.2]];
 * console.log(rocAucScore(['a', 'b', 'c', 'b'], proba, { multiClass: 'ovr' })); // 0.9583333333333334
 * ```
 */
export function rocAucScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: EachRocAucOptions,
): number | Float64Array;
export function rocAucScore(yTrue: LabelsLike, yScore: ScoresLike, options?: RocAucOptions): number;
export function rocAucScore(
  yTrue: LabelsLike,
  yScore: ScoresLike,
  options: RocAucOptions | EachRocAucOptions = {},
): number | Float64Array {
  const owner = 'rocAucScore';
  const { multiClass = 'raise', average = 'macro', maxFpr = null, posLabel, sampleWeight } = options;
  checkMaxFpr(owner, maxFpr);
  const rows = labelRows(owner, yTrue, yScore, options);
  const many = rows.classes.length > 2 || (rows.scores instanceof Matrix && rows.scores.cols > 2);
  if (!many || posLabel !== undefined) return binaryAuc(owner, binaryScores(owner, rows, posLabel), maxFpr);
  checkManyClasses(owner, multiClass, average, maxFpr);
  const columns = columnScores(owner, rows);
  checkSums(owner, columns.scores);
  if (multiClass === 'ovr') {
    return averageOverClasses(columns, average, (binary) => binaryAuc(owner, binary));
  }
  if (sampleWeight !== undefined) {
    throw new InvalidParameterError(
      owner,
      'sampleWeight',
      `${owner}: sampleWeight is not defined for multiClass 'ovo'. Use 'ovr', or leave it out.`,
    );
  }
  return pairwiseAuc(owner, columns, average === 'weighted');
}

function checkManyClasses(
  owner: string,
  multiClass: string,
  average: string | null,
  maxFpr: number | null,
): void {
  if (multiClass !== 'ovr' && multiClass !== 'ovo') {
    throw new InvalidParameterError(
      owner,
      'multiClass',
      `${owner}: there are more than two classes. Say multiClass: 'ovr' (each class against the rest) or ` +
        `'ovo' (each pair of classes), or score with 'rocAucOvr' or 'rocAucOvo'.` +
        (multiClass === 'raise' ? '' : ` Got ${showValue(multiClass)}.`),
    );
  }
  if (maxFpr !== null && maxFpr !== 1) {
    throw new InvalidParameterError(
      owner,
      'maxFpr',
      `${owner}: maxFpr is for two classes only. Leave it out, or say posLabel.`,
    );
  }
  const known = multiClass === 'ovr' ? ['macro', 'weighted', 'micro', null] : ['macro', 'weighted'];
  if (!known.includes(average)) {
    throw new InvalidParameterError(
      owner,
      'average',
      `The option 'average' of ${owner} must be ${known.map(showValue).join(', ')} with multiClass ` +
        `'${multiClass}'. Got ${showValue(average)}.`,
    );
  }
}

function checkSums(owner: string, scores: Matrix): void {
  for (let i = 0; i < scores.rows; i++) {
    const sum = scores.row(i).reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) <= 1e-5) continue;
    throw new InvalidDataError(
      `${owner}: for more than two classes yScore must hold probabilities that sum to 1 in each row. ` +
        `Row ${i} sums to ${sum}.`,
      { row: i },
    );
  }
}

/** Mean area over all pairs of the classes that have rows, each pair seen from both sides. */
function pairwiseAuc(owner: string, { classes, truth, scores }: ColumnScores, byPrevalence: boolean): number {
  const present = Array.from(classes.keys()).filter((code) => truth.includes(code));
  const areas: number[] = [];
  const prevalence: number[] = [];
  for (const a of present) {
    for (const b of present.filter((code) => code > a)) {
      const members = Array.from(truth.keys()).filter((i) => truth[i] === a || truth[i] === b);
      const area = (code: number) =>
        binaryAuc(owner, {
          positive: classes[code]!,
          negative: null,
          truth: Uint8Array.from(members, (i) => (truth[i] === code ? 1 : 0)),
          scores: Float64Array.from(members, (i) => scores.at(i, code)),
          weights: null,
        });
      areas.push((area(a) + area(b)) / 2);
      prevalence.push(members.length);
    }
  }
  return weightedMean(areas, byPrevalence ? prevalence : null);
}
