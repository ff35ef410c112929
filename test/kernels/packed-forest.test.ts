import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addValues } from '../../src/kernels/tree/leaf-values.js';
import { forestCells, meanOfRow, packForest, writeCells } from '../../src/kernels/tree/packed-forest.js';
import { type Tree, TreeNodes } from '../../src/kernels/tree/tree-nodes.js';

const COLUMNS = 4;
const thresholds = [-1, -0, 0, 0.5, 2, Number.POSITIVE_INFINITY, -Number.MAX_VALUE, Number.MAX_VALUE];

/** A tree grown by coin flips: which leaf is split next, at what, and where missing values go. */
function treeOf(
  splits: readonly (readonly [leaf: number, feature: number, threshold: number, left: boolean])[],
  width: number,
): Tree {
  const nodes = new TreeNodes(width, 1);
  nodes.add(-1, false, 100, 100, 1);
  const leaves = [0];
  for (const [pick, feature, threshold, left] of splits) {
    const [leaf] = leaves.splice(pick % leaves.length, 1);
    nodes.split(leaf!, feature, thresholds[threshold]!, left);
    leaves.push(nodes.add(leaf!, true, 1 + (pick % 7), 1, 1), nodes.add(leaf!, false, 3, 1, 1));
  }
  const tree = nodes.finish();
  for (let p = 0; p < tree.value.length; p++) tree.value[p] = Math.sin(p) / 3;
  return tree;
}

const splits = fc.array(
  fc.tuple(fc.nat(), fc.nat(COLUMNS - 1), fc.nat(thresholds.length - 1), fc.boolean()),
  { maxLength: 40 },
);
const cell = fc.oneof(
  fc.constantFrom(...thresholds.filter(Number.isFinite), Number.NaN),
  fc.double({ noDefaultInfinity: true }),
);
const row = fc.array(cell, { minLength: COLUMNS, maxLength: COLUMNS });

describe('packed forests', () => {
  it('give to the last bit the mean that the trees themselves give', () => {
    fc.assert(
      fc.property(
        fc.array(splits, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(row, { minLength: 1 }),
        (shapes, width, rows) => {
          const trees = shapes.map((shape) => treeOf(shape, width));
          const forest = packForest(trees, COLUMNS, width)!;
          const cells = forestCells(COLUMNS);
          const ends = new Int32Array(forest.roots.length);
          const mean = new Float64Array(width);
          for (const values of rows) {
            const data = Float64Array.from(values);
            const expected = new Float64Array(width);
            addValues(trees, data, 1, COLUMNS, width, expected);
            if (trees.length > 1) for (let c = 0; c < width; c++) expected[c]! /= trees.length;
            writeCells(data, cells);
            meanOfRow(forest, cells, ends, mean);
            expect(mean).toEqual(expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are not made of trees that say more than is known here', () => {
    const tree = treeOf([[0, 0, 1, true]], 1);
    expect(packForest([tree], COLUMNS, 1)).not.toBeNull();
    expect(packForest([tree, { ...tree, ...{ leftCategories: [1] } }], COLUMNS, 1)).toBeNull();
    expect(packForest([{ ...tree, ...{ leftCategories: null } }], COLUMNS, 1)).not.toBeNull();
  });
});
