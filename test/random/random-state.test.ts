import { RandomState } from 'pipefit';
import { describe, expect, it } from 'vitest';

describe("RandomState gives NumPy's legacy streams", () => {
  it('permutation', () => {
    expect([...new RandomState(0).permutation(10)]).toEqual([2, 8, 4, 9, 1, 6, 7, 3, 0, 5]);
    expect([...new RandomState(42).permutation(10)]).toEqual([8, 1, 5, 0, 7, 2, 9, 4, 3, 6]);
  });

  it('random_sample', () => {
    const drawn = [...new RandomState(42).randomSample(3)].map((value) => value.toFixed(8));
    expect(drawn).toEqual(['0.37454012', '0.95071431', '0.73199394']);
  });
});
