import { describe, expect, it } from 'vitest';
import { addTransposedProducts, subtractProducts } from '../../src/kernels/compensated.js';

describe('compensated products', () => {
  it('keep what rounding drops', () => {
    // (1 + 2^-30)^2 = 1 + 2^-29 + 2^-60: the last term does not fit into the product.
    const near = 1 + 2 ** -30;
    const high = Float64Array.of(1 + 2 ** -29);
    const low = new Float64Array(1);
    subtractProducts(Float64Array.of(near), 1, Float64Array.of(near), high, low);
    expect(high[0]! + low[0]!).toBe(-(2 ** -60));
  });

  it('add what a plain sum would lose, and the low part of the vector', () => {
    const sumHigh = new Float64Array(1);
    const sumLow = new Float64Array(1);
    const vector = Float64Array.of(1e16, 1, -1e16);
    addTransposedProducts(Float64Array.of(1, 1, 1), 3, vector, Float64Array.of(0, 0.25, 0), sumHigh, sumLow);
    expect(sumHigh[0]! + sumLow[0]!).toBe(1.25);
  });
});
