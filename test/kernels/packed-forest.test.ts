import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addValues } from '../../src/kernels/tree/leaf-values.js';
import { packForest } from '../../src/kernels/tree/packed-forest.js';
import { meanOfLeaves, rowWalk } from '../../src/kernels/tree/packed-walk.js';
import { type Tree, TreeNodes } from '../../src/kernels/tree/tree-nodes.js';

const COLUMNS = 4;
const thresholds = [-1, -0, 0, 0.5, 2, Number.POSITIVE_INFINITY, -Number.MAX_VALUE, Number.MAX_VALUE];

type Split = readonly [
  leaf: number,
  feature: number,
  threshold: number,
  left: boolean,
  set: readonly number[],
];

/** A tree grown by coin flips: which leaf is split next, at what, and where missing values go. */
function treeOf(splits: readonly Split[], width: number): Tree {
  const nodes = new TreeNodes(width, 1);
  nodes.add(-1, false, 100, 100, 1);
  const leaves = [0];
  for (const [pick, feature, threshold, left, set] of splits) {
    const [leaf] = leaves.splice(pick % leaves.length, 1);
    if (set.length === 0) nodes.split(leaf!, feature, thresholds[threshold]!, left);
    else nodes.split(leaf!, feature, Number.NaN, left, Uint32Array.from(set));
    leaves.push(nodes.add(leaf!, true, 1 + (pick % 7), 1, 1), nodes.add(leaf!, false, 3, 1, 1));
  }
  const tree = nodes.finish();
  for (let p = 0; p < tree.value.length; p++) tree.value[p] = Math.sin(p) / 3;
  return tree;
}

/** Splits whose sets come from `words`. */
function splitsWith(words: fc.Arbitrary<readonly number[]>): fc.Arbitrary<readonly Split[]> {
  const split = fc.tuple(fc.nat(), fc.nat(COLUMNS - 1), fc.nat(thresholds.length - 1), fc.boolean(), words);
  return fc.array(split, { maxLength: 40 });
}

const word = fc.oneof(fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1), fc.nat(2 ** 32 - 1));
/** Sets of 32 to 320 categories, in one column too: a tree grown later may have seen more. */
const sets = [1, 2, 3, 8, 9].map((length) => fc.array(word, { minLength: 1, maxLength: length }));
const none = fc.constant<readonly number[]>([]);
const cell = fc.oneof(
  fc.constantFrom(...thresholds.filter(Number.isFinite), Number.NaN),
  fc.double({ noDefaultInfinity: true }),
  fc.nat(330),
  fc.constantFrom(1.5, 31, 32, 63, 64, 65, -3, 2 ** 31, 2 ** 32, 2 ** 32 + 1),
);
const row = fc.array(cell, { minLength: COLUMNS, maxLength: COLUMNS });

describe('packed forests', () => {
  it.each([
    ['numbers', none],
    ['a few categories', fc.oneof(none, fc.tuple(fc.nat(200)))],
    ['categories', fc.oneof(...sets)],
    ['numbers and categories', fc.oneof({ arbitrary: none, weight: 3 }, ...sets)],
  ] as const)('of splits by %s give to the last bit the mean that the trees themselves give', (_, words) => {
    fc.assert(
      fc.property(
        fc.array(splitsWith(words), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(row, { minLength: 1 }),
        (shapes, width, rows) => {
          const trees = shapes.map((shape) => treeOf(shape, width));
          const forest = packForest(trees, COLUMNS, width)!;
          const walk = rowWalk(forest);
          const mean = new Float64Array(width);
          for (const values of rows) {
            const data = Float64Array.from(values);
            const expected = new Float64Array(width);
            addValues(trees, data, 1, COLUMNS, width, expected);
            if (trees.length > 1) for (let c = 0; c < width; c++) expected[c]! /= trees.length;
            meanOfLeaves(forest, walk(data), mean);
            expect(mean).toEqual(expected);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keep sets of up to 63 categories in their nodes', () => {
    const bytes = (words: readonly number[]) =>
      packForest([treeOf([[0, 0, 0, false, words]], 1)], COLUMNS, 1)!.numbers.byteLength;
    const bare = bytes([]);
    expect(bytes([2 ** 32 - 1])).toBe(bare);
    expect(bytes([1, 2 ** 30])).toBe(bare);
    expect(bytes([1, 2 ** 31])).toBe(bare + 32);
    expect(bytes([0, 0, 0, 0, 0, 0, 0, 2 ** 30])).toBe(bare + 32);
    expect(bytes([0, 0, 0, 0, 0, 0, 0, 2 ** 31])).toBe(bare + 64);
  });

  it('are not made of trees that say more than is known here', () => {
    const tree = treeOf([[0, 0, 1, true, []]], 1);
    expect(packForest([tree], COLUMNS, 1)).not.toBeNull();
    expect(packForest([tree, { ...tree, ...{ leftCategories: [1] } }], COLUMNS, 1)).toBeNull();
    expect(packForest([{ ...tree, ...{ leftCategories: null } }], COLUMNS, 1)).not.toBeNull();
  });
});
