import { expect } from 'vitest';

/** Test and out-of-bag scores of scikit-learn's forests for ten seeds, with the rows that were used. */
export interface RecordedScores {
  train: number[];
  test: number[];
  scores: number[];
  oobScores: number[];
}

/** The means of two sets of scores differ by no more than chance explains. */
export function expectSameBand(ours: readonly number[], theirs: readonly number[]): void {
  const difference = Math.abs(mean(ours) - mean(theirs));
  const chance = Math.sqrt(variance(ours) / ours.length + variance(theirs) / theirs.length);
  expect(difference, `${mean(ours)} against ${mean(theirs)}`).toBeLessThan(4 * chance + 0.003);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
