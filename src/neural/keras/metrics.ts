import { type Param, param } from '../../core/index.js';
import type { RawMetric, TargetRows } from './train-layers.js';

/** A metric of what is and what is predicted, such as pipefit's own. */
export type MetricFunction<T> = (yTrue: readonly T[], yPred: readonly T[]) => number;

/** Metrics to take down after each epoch: names of known ones, or functions by name. */
export type Metrics<N extends string, T> = readonly N[] | Readonly<Record<string, MetricFunction<T>>>;

/** The declaration of a `metrics` parameter. */
export function metricsParam<N extends string, T>(names: readonly N[]): Param<Metrics<N, T>> {
  return param.custom<Metrics<N, T>>({
    default: [],
    doc: 'What is computed after each epoch for `history`, of the rows trained on and of those held out.',
    describe: `a list of ${names.join(', ')}, or an object of functions (yTrue, yPred) by name`,
    accepts: (value) => {
      if (typeof value !== 'object' || value === null) return false;
      if (Array.isArray(value)) return value.every((each) => names.includes(each));
      return (
        Object.getPrototypeOf(value) === Object.prototype &&
        Object.values(value).every((each) => typeof each === 'function')
      );
    },
  });
}

/** The metrics as functions of raw outputs. */
export function metricFunctions<N extends string, T>(
  metrics: Metrics<N, T>,
  known: Readonly<Record<N, MetricFunction<T>>>,
  read: (
    raw: Float32Array,
    rows: TargetRows,
  ) => { readonly yTrue: readonly T[]; readonly yPred: readonly T[] },
): ReadonlyMap<string, RawMetric> {
  const functions: [string, MetricFunction<T>][] = Array.isArray(metrics)
    ? (metrics as readonly N[]).map((name) => [name, known[name]])
    : Object.entries(metrics as Readonly<Record<string, MetricFunction<T>>>);
  return new Map(
    functions.map(([name, metric]) => [
      name,
      (raw, rows) => {
        const { yTrue, yPred } = read(raw, rows);
        return metric(yTrue, yPred);
      },
    ]),
  );
}
