import { integer, optional, type ParamsOf } from '../core/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { BaseSplitter } from './base-splitter.js';
import { checkFoldCount } from './fold-splitter.js';
import { range } from './folds.js';
import type { SplitInput } from './split-input.js';
import type { Split } from './splitter.js';

const timeSeriesSplitParams = {
  nSplits: integer({ default: 5, min: 2, doc: 'Number of splits.' }),
  maxTrainSize: optional(
    integer({ min: 1, default: 1, doc: 'Most rows to train on, the latest; null for all that came before.' }),
  ),
  testSize: optional(
    integer({ min: 1, default: 1, doc: 'Rows to test on; null for rows / (nSplits + 1), rounded down.' }),
  ),
  gap: integer({ default: 0, min: 0, doc: 'Rows left out between training and test rows.' }),
};

/** Parameters of {@link TimeSeriesSplit}. */
export type TimeSeriesSplitParams = ParamsOf<typeof timeSeriesSplitParams>;

/**
 * Tests on `nSplits` blocks of rows, one after the other, and trains each time on the rows before.
 *
 * Take it when rows are in the order of time, at equal distances: the future is never trained on. Each training
 * set holds the ones before it, unless `maxTrainSize` lets old rows go. `gap` leaves out rows whose outcome would not
 * be known yet.
 *
 * Errors: InvalidParameterError when there are too few rows. Complexity: O(rows * nSplits).
 *
 * @example
 * ```ts
 * import { TimeSeriesSplit } from 'pipefit';
 *
 * const splits = [...new TimeSeriesSplit({ nSplits: 2, gap: 1 }).split(6)];
 * console.log(splits.map(({ train, test }) => [[...train], [...test]])); // [[[0], [2, 3]], [[0, 1, 2], [4, 5]]]
 * ```
 */
export class TimeSeriesSplit extends BaseSplitter<TimeSeriesSplitParams> {
  static override readonly paramSpec = timeSeriesSplitParams;
  override readonly name = 'TimeSeriesSplit';

  override getNSplits(): number {
    return this.params.nSplits;
  }

  protected override splits({ rows }: SplitInput): Generator<Split> {
    const { nSplits, gap, maxTrainSize } = this.params;
    checkFoldCount(this.name, nSplits, rows - 1, 'rows after the first');
    const testSize = this.params.testSize ?? Math.floor(rows / (nSplits + 1));
    const first = rows - nSplits * testSize;
    if (first - gap <= 0) {
      throw new InvalidParameterError(
        this.name,
        'nSplits',
        `${this.name}: ${rows} rows are too few for nSplits=${nSplits} of testSize=${testSize} with gap=${gap}: ` +
          'nothing would be left to train on. Lower one of them, or give more data.',
      );
    }
    return (function* () {
      for (let start = first; start < rows; start += testSize) {
        const trainEnd = start - gap;
        const trainStart = maxTrainSize === null ? 0 : Math.max(0, trainEnd - maxTrainSize);
        yield { train: range(trainStart, trainEnd), test: range(start, start + testSize) };
      }
    })();
  }
}
