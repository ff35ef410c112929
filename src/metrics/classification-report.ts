import { inspectCustom, type Label, type LabelsLike } from '../data/index.js';
import { InvalidParameterError, showValue } from '../errors/index.js';
import { fixed } from './fixed.js';
import { addUp, averageScores, countSets, precisionRecallF } from './label-scores.js';
import type { Average, ClassScoreOptions } from './options.js';
import { showLabels } from './paired-labels.js';

/** Options of {@link classificationReport}. */
export interface ClassificationReportOptions extends Omit<ClassScoreOptions, 'average' | 'posLabel'> {
  /** A name for each class, in the order of `labels`. */
  readonly targetNames?: readonly string[] | undefined;
  /** Decimals in the printed table, 2 by default. */
  readonly digits?: number | undefined;
}

/** One line of a {@link ClassificationReport}. */
export interface ReportLine {
  readonly precision: number;
  readonly recall: number;
  readonly f1Score: number;
  /** Number (or weight) of the rows. */
  readonly support: number;
}

/** The line of one class. */
export interface ClassReportLine extends ReportLine {
  readonly label: Label;
  readonly name: string;
}

interface ReportParts {
  readonly classes: readonly ClassReportLine[];
  readonly accuracy: number | null;
  readonly microAverage: ReportLine | null;
  readonly macroAverage: ReportLine;
  readonly weightedAverage: ReportLine;
}

/** Precision, recall, F1 and support of each class with their averages; prints as a table. */
export class ClassificationReport implements ReportParts {
  /** One line a class, in the order of `labels`. */
  readonly classes: readonly ClassReportLine[];
  /** Share of rows predicted right; null where `labels` leaves classes out. */
  readonly accuracy: number | null;
  /** All counts together; null where it would only repeat the accuracy. */
  readonly microAverage: ReportLine | null;
  /** Mean over the classes. */
  readonly macroAverage: ReportLine;
  /** Mean over the classes, weighted by support. */
  readonly weightedAverage: ReportLine;
  readonly #digits: number;

  constructor(parts: ReportParts, digits = 2) {
    this.classes = parts.classes;
    this.accuracy = parts.accuracy;
    this.microAverage = parts.microAverage;
    this.macroAverage = parts.macroAverage;
    this.weightedAverage = parts.weightedAverage;
    this.#digits = digits;
  }

  /** The line of a class, by its label. */
  class(label: Label): ClassReportLine {
    const line = this.classes.find((each) => each.label === label);
    if (line !== undefined) return line;
    throw new InvalidParameterError(
      'ClassificationReport',
      'label',
      `The report has no class ${showValue(label)}. It has ${showLabels(this.classes.map((each) => each.label))}.`,
    );
  }

  /** The table in scikit-learn's layout; a support that is no integer is printed with decimals. */
  toString(digits: number = this.#digits): string {
    const { accuracy, microAverage, macroAverage } = this;
    const names = this.classes.map(({ name }) => name);
    const width = Math.max('weighted avg'.length, digits, ...names.map((name) => name.length));
    const whole = this.classes.every(({ support }) => Number.isInteger(support));
    const share = (value: number) => fixed(value, digits);
    const count = (value: number) => (whole ? String(value) : share(value));
    const line = (name: string, cells: readonly string[]) =>
      `${name.padStart(width)} ${cells.map((cell) => ` ${cell.padStart(9)}`).join('')}`;
    const row = (name: string, { precision, recall, f1Score, support }: ReportLine) =>
      line(name, [share(precision), share(recall), share(f1Score), count(support)]);
    return [
      line('', ['precision', 'recall', 'f1-score', 'support']),
      '',
      ...this.classes.map((each) => row(each.name, each)),
      '',
      ...(accuracy === null
        ? []
        : [line('accuracy', ['', '', share(accuracy), count(macroAverage.support)])]),
      ...(microAverage === null ? [] : [row('micro avg', microAverage)]),
      row('macro avg', macroAverage),
      row('weighted avg', this.weightedAverage),
    ].join('\n');
  }

  [inspectCustom](): string {
    return this.toString();
  }
}

/**
 * Precision, recall, F1 and support of each class, with accuracy and averages: the usual summary of a classifier.
 *
 * @param yTrue - true labels
 * @param yPred - predicted labels, one for each true one
 * @param options - `labels`: the classes and their order; `targetNames`: a name for each; `digits` (2): decimals in
 * print; `zeroDivision`: 'warn' (0 and a warning), 0, 1 or NaN; `sampleWeight`: weight of each row
 * @returns the numbers by class and average; `toString()` (and `console.log`) prints the table; O(n)
 *
 * @example
 * ```ts
 * import { classificationReport } from 'pipefit';
 *
 * const report = classificationReport(['a', 'b', 'b', 'a'], ['a', 'b', 'a', 'a']);
 * console.log(report.accuracy, report.class('b').recall); // 0.75 0.5
 * ```
 */
export function classificationReport(
  yTrue: LabelsLike,
  yPred: LabelsLike,
  options: ClassificationReportOptions = {},
): ClassificationReport {
  const owner = 'classificationReport';
  const { labels, targetNames, digits, sampleWeight, zeroDivision } = options;
  const counts = countSets(owner, yTrue, yPred, { labels, sampleWeight, zeroDivision, average: null });
  const scores = precisionRecallF(owner, counts, 1, zeroDivision, ['precision', 'recall', 'fscore']);
  const names = targetNames ?? counts.labels.map(String);
  if (names.length !== counts.labels.length) {
    throw new InvalidParameterError(
      owner,
      'targetNames',
      `${owner}: targetNames has ${names.length} names for ${counts.labels.length} classes, ` +
        `which are ${showLabels(counts.labels)}. Give one name a class, or say labels.`,
    );
  }
  const support = counts.actual.reduce((sum, count) => sum + count, 0);
  const average = (kind: Average): ReportLine => {
    const micro = kind === 'micro';
    const averaged = micro ? { ...counts, ...addUp(counts), average: kind } : counts;
    const { precision, recall, fscore } = micro ? precisionRecallF(owner, averaged, 1, zeroDivision) : scores;
    return {
      precision: averageScores(precision, kind, averaged.actual),
      recall: averageScores(recall, kind, averaged.actual),
      f1Score: averageScores(fscore, kind, averaged.actual),
      support,
    };
  };
  const micro = average('micro');
  const everyClass = counts.classes.every((label) => counts.labels.includes(label));
  return new ClassificationReport(
    {
      classes: counts.labels.map((label, i) => ({
        label,
        name: names[i]!,
        precision: scores.precision[i]!,
        recall: scores.recall[i]!,
        f1Score: scores.fscore[i]!,
        support: counts.actual[i]!,
      })),
      accuracy: everyClass ? micro.precision : null,
      microAverage: everyClass ? null : micro,
      macroAverage: average('macro'),
      weightedAverage: average('weighted'),
    },
    digits,
  );
}
