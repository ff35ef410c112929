import { describe, expect, it } from 'vitest';
import { binaryLogLoss, multinomialLogLoss } from '../../src/kernels/logistic-loss.js';
import { logisticLoss } from '../../src/kernels/logistic-rows.js';
import { withWorkspace } from '../../src/kernels/wasm/workspace.js';
import { RandomState } from '../../src/random/index.js';
import { expectClose } from '../support/fixture.js';

const random = new RandomState(3);
const normal = (length: number) => Float64Array.from({ length }, () => random.normal());

interface Problem {
  readonly rows: number;
  readonly cols: number;
  readonly outputs: number;
  readonly weighted: boolean;
  readonly size: number;
}

/** Loss and gradient by the plain loops. */
function plainly(
  { rows, cols, outputs }: Problem,
  data: Float64Array,
  codes: Int32Array,
  weights: Float64Array | null,
  coef: Float64Array,
) {
  const scores = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < outputs; k++) {
      let sum = coef[outputs * cols + k]!;
      for (let j = 0; j < cols; j++) sum += data[i * cols + j]! * coef[k * cols + j]!;
      scores[i * outputs + k] = sum;
    }
  }
  const loss =
    outputs === 1
      ? binaryLogLoss(scores, rows, codes, weights, 0)
      : multinomialLogLoss(scores, rows, outputs, codes, weights, 0);
  const gradient = new Float64Array(coef.length);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < outputs; k++) {
      for (let j = 0; j < cols; j++)
        gradient[k * cols + j]! += scores[i * outputs + k]! * data[i * cols + j]!;
      gradient[outputs * cols + k]! += scores[i * outputs + k]!;
    }
  }
  return { loss, gradient };
}

const problems: Problem[] = [1, 2, 3, 5].flatMap((outputs) =>
  [1, 2, 7, 8, 19, 300].flatMap((cols) =>
    [1, 2, 3, 5, 1000].map((rows, i) => ({
      rows,
      cols,
      outputs,
      weighted: i % 2 === 0,
      size: 1 + (cols % 3),
    })),
  ),
);

describe('logisticLoss', () => {
  it.each(problems)('is the loss of the plain loops: %o', (problem) => {
    const { rows, cols, outputs, weighted, size } = problem;
    const data = normal(rows * cols);
    const codes = random.integers(0, Math.max(2, outputs), rows);
    const weights = weighted ? random.randomSample(rows) : null;
    const coef = normal(outputs * (cols + 1)).map((value) => value * size);
    const expected = plainly(problem, data, codes, weights, coef);
    // The second time the rows do not fit into what may stay in memory, and come block by block.
    for (const resident of [undefined, 3 * cols]) {
      const { loss, gradient } = withWorkspace((workspace) => {
        const evaluate = logisticLoss(workspace, { data, rows, cols, outputs, codes, weights }, resident);
        const gradient = new Float64Array(coef.length);
        evaluate(new Float64Array(coef.length), gradient);
        return { loss: evaluate(coef, gradient), gradient };
      });
      expectClose(loss, expected.loss, 1e-13);
      const scale = Math.max(...expected.gradient.map(Math.abs), 1);
      expectClose(
        gradient.map((value) => value / scale),
        expected.gradient.map((value) => value / scale),
        1e-13,
      );
    }
  });

  /** Loss and derivative of a single row whose score is given. */
  function ofScore(score: number, code: number): { loss: number; derivative: number } {
    const gradient = new Float64Array(2);
    const row = {
      data: Float64Array.of(0),
      rows: 1,
      cols: 1,
      outputs: 1,
      codes: Int32Array.of(code),
      weights: null,
    };
    const loss = withWorkspace((workspace) =>
      logisticLoss(workspace, row)(Float64Array.of(0, score), gradient),
    );
    return { loss, derivative: gradient[1]! };
  }

  it('has all digits of losses and derivatives, also of very small ones', () => {
    for (let t = -700; t <= 40; t += 0.173) {
      const { loss, derivative } = ofScore(t, 0);
      const e = Math.exp(-Math.abs(t));
      expect(Math.abs(loss / (Math.max(t, 0) + Math.log1p(e)) - 1)).toBeLessThan(6e-16);
      expect(Math.abs(derivative / ((t < 0 ? e : 1) / (1 + e)) - 1)).toBeLessThan(6e-16);
    }
  });

  it('holds at scores beyond any exponential, and lets no NaN pass as a number', () => {
    expect(ofScore(1e300, 0)).toEqual({ loss: 1e300, derivative: 1 });
    expect(ofScore(1e300, 1)).toEqual({ loss: 0, derivative: 0 });
    expect(ofScore(-1e4, 1)).toEqual({ loss: 1e4, derivative: -1 });
    expect(ofScore(Number.POSITIVE_INFINITY, 0).loss).toBe(Number.POSITIVE_INFINITY);
    expect(ofScore(Number.NaN, 0).loss).toBeNaN();
  });
});
