import { f64 } from './wasm/layout.js';
import { withWorkspace } from './wasm/workspace.js';

/** A linear model on row-major data: predictions are (X - means) coef + offset. */
export interface CentredModel {
  readonly means: Float64Array;
  readonly coef: Float64Array;
  readonly offset: number;
}

/** What residuals of least squares still have in common with the columns and with the column of ones. */
export interface ResidualProducts {
  /** (X - means)'W r */
  readonly gradient: Float64Array;
  /** Sum of W r. */
  readonly sum: number;
}

/** A block of rows stays in the second-level cache. */
const BLOCK_VALUES = 32_768;

/** Residuals r = y - (X - means) coef - offset times the columns, a block of rows at a time. O(rows * cols). */
export function residualProducts(
  data: Float64Array,
  target: Float64Array,
  weights: Float64Array | null,
  { means, coef, offset }: CentredModel,
  pause: () => Promise<void>,
): Promise<ResidualProducts> {
  const rows = target.length;
  const cols = coef.length;
  const most = Math.max(1, Math.min(rows, Math.floor(BLOCK_VALUES / cols)));
  return withWorkspace(async (workspace) => {
    const own = workspace.allocate({
      rows: f64(most * cols),
      target: f64(most),
      weights: f64(weights === null ? 0 : most),
      means: f64(cols),
      coef: f64(cols),
      gradient: f64(cols),
    });
    own.means.set(means);
    own.coef.set(coef);
    own.gradient.fill(0);
    let sum = 0;
    for (let start = 0; start < rows; start += most) {
      const count = Math.min(most, rows - start);
      own.rows.set(data.subarray(start * cols, (start + count) * cols));
      own.target.set(target.subarray(start, start + count));
      if (weights !== null) own.weights.set(weights.subarray(start, start + count));
      sum += workspace.kernels.addResidualProducts(
        own.rows.byteOffset,
        own.target.byteOffset,
        count,
        cols,
        own.means.byteOffset,
        own.coef.byteOffset,
        offset,
        weights === null ? 0 : own.weights.byteOffset,
        own.gradient.byteOffset,
      );
      await pause();
    }
    return { gradient: own.gradient.slice(), sum };
  });
}
