import { meanAndVariance } from '../math/moments.js';
import { quantileSorted } from '../math/quantile.js';
import { type Cell, type Column, type ColumnType, cellAt, columnLength, countMissing } from './column.js';
import { inspectCustom, printTable, showCell } from './print-table.js';

const MS_A_DAY = 86_400_000;

/** What is to know of one column at a glance. Numbers and dates (in ms) have moments, the others have a mode. */
export interface ColumnSummary {
  readonly name: string;
  readonly type: ColumnType;
  /** Values that are present. */
  readonly count: number;
  readonly missing: number;
  /** Distinct values that are present. */
  readonly distinct: number;
  readonly mean: number | null;
  /** Sample standard deviation (divisor n - 1), as pandas' `describe` gives it. */
  readonly std: number | null;
  readonly min: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly max: number | null;
  /** The most frequent value, and how often it comes. */
  readonly top: Cell;
  readonly topCount: number | null;
}

/** The summaries of a table's columns, printed as a table. */
export class Summary {
  readonly columns: readonly ColumnSummary[];

  constructor(columns: readonly ColumnSummary[]) {
    this.columns = columns;
  }

  toString(): string {
    const header = [
      'column',
      'type',
      'count',
      'missing',
      'distinct',
      'mean',
      'std',
      'min',
      'q25',
      'median',
      'q75',
    ];
    return printTable(
      [...header, 'max', 'top'],
      this.columns.map((c) => {
        const moment = (value: number | null) =>
          c.type === 'date' && value !== null ? new Date(value) : value;
        const spread = c.type === 'date' && c.std !== null ? `${showCell(c.std / MS_A_DAY)} days` : c.std;
        return [
          ...[c.name, c.type, c.count, c.missing, c.distinct, moment(c.mean), spread],
          ...[c.min, c.q25, c.median, c.q75, c.max].map(moment),
          c.top === null ? null : `${showCell(c.top)} (${c.topCount})`,
        ];
      }),
    );
  }

  [inspectCustom](): string {
    return this.toString();
  }
}

/** Summaries of named columns, which are asked for one after the other. */
export function summarize(columns: Iterable<readonly [string, Column]>): Summary {
  return new Summary(Array.from(columns, ([name, column]) => summarizeColumn(name, column)));
}

function summarizeColumn(name: string, column: Column): ColumnSummary {
  const missing = countMissing(column);
  const base = { name, type: column.type, count: columnLength(column) - missing, missing };
  if (column.type === 'number' || column.type === 'date') {
    const present = column.values.filter((value) => !Number.isNaN(value)).sort();
    const { mean, variance } = meanAndVariance(present);
    const n = present.length;
    const at = (q: number) => (n === 0 ? null : quantileSorted(present, q));
    return {
      ...base,
      distinct: countDistinctSorted(present),
      mean: n === 0 ? null : mean,
      std: n < 2 ? null : Math.sqrt((variance * n) / (n - 1)),
      min: at(0),
      q25: at(0.25),
      median: at(0.5),
      q75: at(0.75),
      max: at(1),
      top: null,
      topCount: null,
    };
  }
  const counts = new Map<Cell, number>();
  for (let i = 0; i < columnLength(column); i++) {
    const cell = cellAt(column, i);
    if (cell !== null) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  let top: Cell = null;
  let topCount = 0;
  for (const [cell, count] of counts) if (count > topCount) [top, topCount] = [cell, count];
  const none = { mean: null, std: null, min: null, q25: null, median: null, q75: null, max: null };
  return { ...base, ...none, distinct: counts.size, top, topCount: top === null ? null : topCount };
}

function countDistinctSorted(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}
