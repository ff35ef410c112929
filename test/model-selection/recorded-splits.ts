import type { Label, Split, Splitter } from 'pipefit';
import { expect, it, vi } from 'vitest';
import { fixture } from '../support/fixture.js';

interface Case {
  splitter: string;
  data: string;
  params: Record<string, unknown>;
  nSplits: number;
  test: number[][];
  train: number[][] | null;
}

const known = fixture<{ data: Record<string, { y: Label[]; groups: Label[] }>; cases: Case[] }>(
  'model-selection/splitters',
);

/** Checks a splitter on everything that scikit-learn was recorded to do with it. */
export function itGivesRecordedSplits(name: string, make: (params: never) => Splitter): void {
  const cases = known.cases.filter(({ splitter }) => splitter === name);
  it.each(cases.map((each) => ({ ...each, shown: JSON.stringify(each.params) })))(
    'on $data with $shown',
    ({ data, params, nSplits, test, train }) => {
      const { y, groups } = known.data[data]!;
      const splitter = make(params as never);
      expect(splitter.name).toBe(name);
      expect(splitter.getNSplits(y.length, y, groups)).toBe(nSplits);
      const companions = name.includes('Group') ? groups : undefined;
      const splits: Split[] = [];
      warningsOf(() => splits.push(...splitter.split(y.length, y, companions)));
      expect(splits.map((split) => [...split.test])).toEqual(test);
      expect(splits.map((split) => [...split.train])).toEqual(
        train ?? test.map((tested) => others(tested, y.length)),
      );
    },
  );
  it('has been recorded', () => expect(cases.length).toBeGreaterThan(0));
}

/** The rows that are not among the given ones, in order. */
export function others(rows: readonly number[], count: number): number[] {
  const given = new Set(rows);
  return Array.from({ length: count }, (_, row) => row).filter((row) => !given.has(row));
}

/** The test sets of the splits are disjoint and cover all rows, and training sets are the rest. */
export function expectPartition(splits: readonly Split[], rows: number): void {
  const tested = splits.flatMap(({ test }) => [...test]);
  expect(tested.sort((a, b) => a - b)).toEqual(Array.from({ length: rows }, (_, row) => row));
  for (const { train, test } of splits) expect([...train]).toEqual(others([...test], rows));
}

/** Training and test rows share nothing and are distinct. */
export function expectDisjoint({ train, test }: Split): void {
  const all = [...train, ...test];
  expect(new Set(all).size).toBe(all.length);
}

/** How many rows of each label there are among the given rows. */
export function countLabels(labels: readonly Label[], rows: Iterable<number>): Map<Label, number> {
  const counts = new Map<Label, number>();
  for (const row of rows) counts.set(labels[row]!, (counts.get(labels[row]!) ?? 0) + 1);
  return counts;
}

/** The warnings that a piece of work hands to the process. */
export function warningsOf(work: () => void): string[] {
  const emit = vi.spyOn(process, 'emitWarning').mockReturnValue();
  try {
    work();
    return emit.mock.calls.map(([warning]) => String(warning));
  } finally {
    emit.mockRestore();
  }
}
