import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSumExp, sigmoid, softplus } from '../../src/math/log-sum-exp.js';
import { expectClose } from '../support/fixture.js';

describe('logSumExp, softplus and sigmoid', () => {
  it('agree with their definitions where those can be computed', () => {
    const moderate = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(fc.array(moderate, { minLength: 1, maxLength: 6 }), moderate, (values, t) => {
        const plain = Math.log(values.reduce((sum, value) => sum + Math.exp(value), 0));
        expectClose(logSumExp(Float64Array.from(values)), plain, 1e-12);
        expectClose(softplus(t), Math.log1p(Math.exp(t)), 1e-14);
        expectClose(sigmoid(t), 1 / (1 + Math.exp(-t)), 1e-15);
      }),
    );
  });

  it('hold at a thousand either way', () => {
    expect(logSumExp(Float64Array.of(1000, 1000))).toBe(1000 + Math.LN2);
    expect(logSumExp(Float64Array.of(-1000, -1001))).toBeCloseTo(-1000 + Math.log1p(Math.exp(-1)), 12);
    expect([softplus(1000), softplus(-1000)]).toEqual([1000, 0]);
    expect([sigmoid(1000), sigmoid(-1000), sigmoid(0)]).toEqual([1, 0, 0.5]);
    expect(sigmoid(-700)).toBe(Math.exp(-700));
  });

  it('take part of an array, and infinities', () => {
    expect(logSumExp(Float64Array.of(9, 0, 0, 9), 1, 2)).toBeCloseTo(Math.LN2, 15);
    expect(logSumExp(Float64Array.of(Number.NEGATIVE_INFINITY))).toBe(Number.NEGATIVE_INFINITY);
    expect(logSumExp(Float64Array.of(Number.POSITIVE_INFINITY, 0))).toBe(Number.POSITIVE_INFINITY);
  });
});
