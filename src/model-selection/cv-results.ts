import { Frame, inspectCustom, printTable } from '../data/index.js';
import { showValue } from '../errors/index.js';
import type { FoldResult } from './fold.js';

/** Scores of one metric, one value a candidate. */
export interface MetricResults {
  /** Mean over the folds. */
  readonly mean: Float64Array;
  /** Standard deviation over the folds (divisor: their number). */
  readonly std: Float64Array;
  /** Rank by mean, 1 is best; equal means share the smaller rank, NaN ranks last. */
  readonly rank: Int32Array;
  /** Scores of each fold. */
  readonly splits: readonly Float64Array[];
}

/** The numbers of a search as plain data. */
export interface SearchRecord<C extends object, M extends string> {
  readonly params: readonly C[];
  readonly test: Readonly<Record<M, MetricResults>>;
  readonly train: Readonly<Record<M, MetricResults>> | null;
  readonly fitTime: Spread;
  readonly scoreTime: Spread;
}

/** Mean and standard deviation over the folds, one value a candidate. */
export interface Spread {
  readonly mean: Float64Array;
  readonly std: Float64Array;
}

/** The record of a search from the fold results of each candidate. */
export function recordSearch<C extends object, M extends string>(
  params: readonly C[],
  names: readonly string[],
  folds: readonly (readonly FoldResult[])[],
): SearchRecord<C, M> {
  const byMetric = (pick: (fold: FoldResult) => readonly number[]) => {
    const metrics: Record<string, MetricResults> = Object.create(null);
    names.forEach((name, m) => {
      metrics[name] = metricResults(folds.map((own) => own.map((fold) => pick(fold)[m]!)));
    });
    return metrics as Record<M, MetricResults>;
  };
  const hasTrain = folds[0]?.[0]?.train != null;
  return {
    params,
    test: byMetric(({ test }) => test),
    train: hasTrain ? byMetric(({ train }) => train!) : null,
    fitTime: spread(folds.map((own) => own.map(({ fitTime }) => fitTime))),
    scoreTime: spread(folds.map((own) => own.map(({ scoreTime }) => scoreTime))),
  };
}

/**
 * What a search found: one entry a candidate, in the order of the grid. Prints as a table, best candidates first.
 *
 * @typeParam C - a candidate's parameters
 * @typeParam M - names of the metrics
 */
export class CvResults<C extends object = object, M extends string = string> {
  /** Parameters of each candidate. */
  readonly params: readonly C[];
  /** Scores on the test rows, by metric: `test.score` where there is one. */
  readonly test: Readonly<Record<M, MetricResults>>;
  /** Scores on the training rows with `returnTrainScore`, else null. */
  readonly train: Readonly<Record<M, MetricResults>> | null;
  /** Seconds to fit, over the folds. */
  readonly fitTime: Spread;
  /** Seconds to score, over the folds. */
  readonly scoreTime: Spread;

  constructor(record: SearchRecord<C, M>) {
    this.params = record.params;
    this.test = record.test;
    this.train = record.train;
    this.fitTime = record.fitTime;
    this.scoreTime = record.scoreTime;
  }

  /** All of it as flat columns under scikit-learn's names in camelCase: `meanTestScore`, `split0TestScore`, `param_model__alpha`, ... */
  columns(): Map<string, Float64Array | Int32Array | readonly unknown[]> {
    const columns = new Map<string, Float64Array | Int32Array | readonly unknown[]>();
    columns.set('meanFitTime', this.fitTime.mean).set('stdFitTime', this.fitTime.std);
    columns.set('meanScoreTime', this.scoreTime.mean).set('stdScoreTime', this.scoreTime.std);
    for (const name of this.parameterNames()) columns.set(`param_${name}`, this.valuesOf(name));
    columns.set('params', this.params);
    for (const part of ['test', 'train'] as const) {
      for (const [name, { mean, std, rank, splits }] of Object.entries<MetricResults>(this[part] ?? {})) {
        const suffix = capitalised(part) + capitalised(name);
        splits.forEach((scores, k) => {
          columns.set(`split${k}${suffix}`, scores);
        });
        columns.set(`mean${suffix}`, mean).set(`std${suffix}`, std);
        if (part === 'test') columns.set(`rank${suffix}`, rank);
      }
    }
    return columns;
  }

  /** Parameters (as text where they are no numbers), mean, deviation and rank of each metric as a Frame. */
  toFrame(): Frame {
    const columns: [string, ArrayLike<unknown>][] = [];
    for (const name of this.parameterNames()) {
      const values = this.valuesOf(name);
      const isNumeric = values.every((value) => value === undefined || typeof value === 'number');
      columns.push([
        name,
        isNumeric ? values : values.map((value) => (value === undefined ? null : showParam(value))),
      ]);
    }
    for (const [name, { mean, std, rank }] of Object.entries<MetricResults>(this.test)) {
      columns.push([`mean ${name}`, mean], [`std ${name}`, std], [`rank ${name}`, rank]);
    }
    return Frame.fromColumns(columns);
  }

  /** The best candidates as a table, ordered by the first metric. */
  toString(): string {
    const [first] = Object.values<MetricResults>(this.test);
    const order = this.params.map((_, c) => c).sort((a, b) => first!.rank[a]! - first!.rank[b]! || a - b);
    const frame = this.toFrame();
    const shown = order.slice(0, 20).map((c) => frame.columnNames.map((name) => frame.at(c, name)));
    const rest = order.length > 20 ? `\n... ${order.length - 20} more candidates` : '';
    return printTable(frame.columnNames, shown) + rest;
  }

  [inspectCustom](): string {
    return this.toString();
  }

  private parameterNames(): string[] {
    return [...new Set(this.params.flatMap((candidate) => Object.keys(candidate)))];
  }

  private valuesOf(name: string): unknown[] {
    return this.params.map((candidate) =>
      Object.hasOwn(candidate, name) ? (candidate as Record<string, unknown>)[name] : undefined,
    );
  }
}

/** A candidate's parameters in words: `alpha=1, model=Ridge()`. */
export function showCandidate(candidate: object): string {
  return Object.entries(candidate)
    .map(([name, value]) => `${name}=${showParam(value)}`)
    .join(', ');
}

function showParam(value: unknown): string {
  if (typeof value === 'string') return value;
  const isEstimator = typeof value === 'object' && value !== null && 'getParams' in value;
  return isEstimator ? String(value).replace(/\s+/g, ' ') : showValue(value);
}

/** Scores with one row a candidate, one column a fold. */
function metricResults(scores: readonly (readonly number[])[]): MetricResults {
  const { mean, std } = spread(scores);
  const nSplits = scores[0]?.length ?? 0;
  const splits = Array.from({ length: nSplits }, (_, k) => Float64Array.from(scores, (own) => own[k]!));
  return { mean, std, rank: ranks(mean), splits };
}

function spread(values: readonly (readonly number[])[]): Spread {
  const mean = Float64Array.from(values, (own) => own.reduce((sum, value) => sum + value, 0) / own.length);
  const std = Float64Array.from(values, (own, c) =>
    Math.sqrt(own.reduce((sum, value) => sum + (value - mean[c]!) ** 2, 0) / own.length),
  );
  return { mean, std };
}

function ranks(means: Float64Array): Int32Array {
  return Int32Array.from(means, (own) => {
    if (Number.isNaN(own)) return 1 + means.filter((other) => !Number.isNaN(other)).length;
    return 1 + means.filter((other) => other > own).length;
  });
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
