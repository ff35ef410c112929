import { describe, expect, it } from 'vitest';
import { multiply } from '../../src/kernels/multiply.js';
import { expectClose } from '../support/fixture.js';

const numbers = (length: number, phase: number) =>
  Float64Array.from({ length }, (_, p) => Math.sin(p * p + p + phase));

describe('multiply', () => {
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [4, 4, 4],
    [6, 1, 9],
    [257, 3, 5],
    [5, 259, 7],
    [3, 2, 1027],
    [300, 300, 30],
  ])('%d x %d by %d columns', (rows, terms, cols) => {
    const left = numbers(rows * terms, 0);
    const right = numbers(terms * cols, 1);
    const expected = Float64Array.from({ length: rows * cols }, (_, p) => {
      const i = Math.floor(p / cols);
      let sum = 0;
      for (let k = 0; k < terms; k++) sum += left[i * terms + k]! * right[k * cols + (p % cols)]!;
      return sum;
    });
    expectClose(multiply(left, right, rows, terms, cols), expected, 1e-12);
  });

  it('of no terms is zeros, and of no rows nothing', () => {
    expect([...multiply(new Float64Array(0), new Float64Array(0), 2, 0, 3)]).toEqual([0, 0, 0, 0, 0, 0]);
    expect(multiply(new Float64Array(0), numbers(6, 0), 0, 2, 3)).toHaveLength(0);
  });
});
