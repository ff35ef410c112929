import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binaryLogLoss, multinomialLogLoss } from '../../src/kernels/logistic-loss.js';
import { expectClose } from '../support/fixture.js';

const score = fc.double({ min: -20, max: 20, noNaN: true });
const STEP = 1e-5;

describe('log losses', () => {
  it('are what their formulas say, and their derivatives are those of finite differences', () => {
    fc.assert(
      fc.property(score, score, score, fc.integer({ min: 0, max: 2 }), (a, b, c, code) => {
        const weight = Float64Array.of(2.5);
        const values = [a, b, c];
        const three = (scores: number[]) => {
          const derivatives = Float64Array.from(scores);
          const loss = multinomialLogLoss(derivatives, 1, 3, Int32Array.of(code), weight, 0);
          return { loss, derivatives };
        };
        const { loss, derivatives } = three(values);
        const plain = Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0)) - values[code]!;
        expectClose(loss, 2.5 * plain, 1e-9);
        for (let k = 0; k < 3; k++) {
          const moved = (by: number) => three(values.map((value, j) => (j === k ? value + by : value))).loss;
          expectClose(derivatives[k]!, (moved(STEP) - moved(-STEP)) / (2 * STEP), 1e-7);
        }
        const positive = code === 0 ? 0 : 1;
        const two = (value: number) => {
          const derivative = Float64Array.of(value);
          return { loss: binaryLogLoss(derivative, 1, Int32Array.of(positive), weight, 0), derivative };
        };
        expectClose(two(a).loss, 2.5 * (Math.log1p(Math.exp(a)) - positive * a), 1e-9);
        expectClose(two(a).derivative[0]!, (two(a + STEP).loss - two(a - STEP).loss) / (2 * STEP), 1e-7);
      }),
    );
  });

  it('two classes by soft-max are the binary loss', () => {
    const scores = Float64Array.of(-3, 0, 4, 700);
    const codes = Int32Array.of(1, 0, 1, 0);
    const pairs = Float64Array.from([...scores].flatMap((value) => [0, value]));
    const loss = multinomialLogLoss(pairs, 4, 2, codes, null, 0);
    expectClose(binaryLogLoss(scores, 4, codes, null, 0), loss, 1e-14);
    expectClose(
      scores,
      [1, 3, 5, 7].map((p) => pairs[p]!),
      1e-14,
    );
  });

  it('hold at scores of a thousand and more, and read rows from where they are told', () => {
    const scores = Float64Array.of(1e3, -1e3, 1e300);
    expect(binaryLogLoss(scores, 3, Int32Array.of(9, 0, 1, 1), null, 1)).toBe(2e3);
    expect([...scores]).toEqual([1, -1, -0]);
    const far = Float64Array.of(1e3, 0, -1e3);
    expect(multinomialLogLoss(far, 1, 3, Int32Array.of(2), null, 0)).toBe(2e3);
    expect([...far]).toEqual([1, 0, -1]);
  });
});
