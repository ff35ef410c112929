import type { CategoryCell, PackedForest } from './packed-forest.js';
import { walkCategories, walkNumbers } from './packed-lanes.js';

/** Gives 2 * leaf of a row of numbers, in which NaN is missing, in each tree. The array is the same each time. */
export type RowWalk = (row: Float64Array) => Int32Array;

/** A bit that is 0 in every node: links are even. */
const ZERO_BIT = 64;

/** What leads rows, one after another, down all trees of a forest. */
export function rowWalk(forest: PackedForest): RowWalk {
  const { columns, categoryCells } = forest;
  const ends = new Int32Array(forest.roots.length);
  const cells = new Float64Array(2 * columns + 1 + categoryCells.length).fill(Number.NEGATIVE_INFINITY);
  if (categoryCells.length === 0) {
    return (row) => {
      writeNumbers(row, cells);
      walkNumbers(forest, cells, ends);
      return ends;
    };
  }
  const bits = new Int32Array(cells.length).fill(ZERO_BIT);
  return (row) => {
    writeNumbers(row, cells);
    writeCategories(row, categoryCells, bits, 2 * columns + 1);
    walkCategories(forest, cells, bits, ends);
    return ends;
  };
}

function writeNumbers(row: Float64Array, cells: Float64Array): void {
  for (let j = 0; j < row.length; j++) {
    const value = row[j]!;
    const isMissing = Number.isNaN(value);
    cells[2 * j] = isMissing ? Number.NEGATIVE_INFINITY : value;
    cells[2 * j + 1] = isMissing ? Number.POSITIVE_INFINITY : value;
  }
}

/** Tells categories from missing values as `findLeaves` does. */
function writeCategories(
  row: Float64Array,
  categoryCells: readonly CategoryCell[],
  bits: Int32Array,
  first: number,
): void {
  for (let s = 0; s < categoryCells.length; s++) {
    const { column, firstBit, categories } = categoryCells[s]!;
    const value = row[column]!;
    const category = value | 0;
    const isKnown = category === value && category >= 0 && category < categories;
    bits[first + s] = firstBit + (isKnown ? category : categories);
  }
}

/** The mean over the trees of the values of leaves that a walk gave, added up in the order of the trees. */
export function meanOfLeaves(
  { numbers, trees, leafValues, width }: PackedForest,
  leaves: Int32Array,
  mean: Float64Array,
): void {
  mean.fill(0);
  if (width === 1) for (let t = 0; t < trees; t++) mean[0]! += numbers[leaves[t]!]!;
  else {
    for (let t = 0; t < trees; t++) {
      const at = numbers[leaves[t]!]!;
      for (let c = 0; c < width; c++) mean[c]! += leafValues[at + c]!;
    }
  }
  if (trees > 1) for (let c = 0; c < width; c++) mean[c]! /= trees;
}
