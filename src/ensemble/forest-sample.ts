import { drawnRows } from './bootstrap.js';
import type { ForestState } from './grow-forest.js';

/** Which rows the trees of a forest grew on, as far as their seeds do not say it. */
export interface ForestSample {
  /** Rows of the training data. */
  readonly rows: number;
  /** How many rows each tree drew and by which weights; null where all trees grew on all rows. */
  readonly draw: { readonly size: number; readonly weights: Float64Array | null } | null;
}

/** The rows that each tree grew on, as often as they were drawn; null where the forest does not know. */
export function samplesOf({ seeds, sample }: ForestState): readonly Int32Array[] | null {
  if (sample === null) return null;
  const { rows, draw } = sample;
  return Array.from(seeds, (seed) =>
    draw === null
      ? Int32Array.from({ length: rows }, (_, row) => row)
      : drawnRows(seed, rows, draw.size, draw.weights),
  );
}
