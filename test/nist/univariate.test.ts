import { describe, expect, it } from 'vitest';
import { meanAndVariance } from '../../src/math/moments.js';
import { logRelativeError, readUnivariateSet } from './nist-file.js';

/** The digits that the sample standard deviation must have; the mean must have 14. */
const exam: readonly (readonly [file: string, count: number, digits: number])[] = [
  ['Lew.dat', 200, 15],
  ['Lottery.dat', 218, 15],
  ['Mavro.dat', 50, 12],
  ['Michelso.dat', 100, 12],
  ['NumAcc1.dat', 3, 15],
  ['NumAcc2.dat', 1001, 14],
  ['NumAcc3.dat', 1001, 9],
  ['NumAcc4.dat', 1001, 8],
  ['PiDigits.txt', 5000, 14],
];

const results = exam.map(([file, count, digits]) => {
  const certified = readUnivariateSet(file);
  const { mean, variance } = meanAndVariance(certified.values);
  const deviation = Math.sqrt((variance * count) / (count - 1));
  return {
    file,
    count,
    digits,
    read: certified.values.length,
    mean: logRelativeError(mean, certified.mean),
    deviation: logRelativeError(deviation, certified.standardDeviation),
  };
});

describe('meanAndVariance on the NIST sets', () => {
  for (const { file, count, digits, read, mean, deviation } of results) {
    const title = `${file}: mean ${mean.toFixed(1)} of 14 digits, standard deviation ${deviation.toFixed(1)} of ${digits}`;
    it(title, () => {
      expect(read).toBe(count);
      expect(mean).toBeGreaterThanOrEqual(14);
      expect(deviation).toBeGreaterThanOrEqual(digits);
    });
  }
});
