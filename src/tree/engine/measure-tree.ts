import type { Matrix } from '../../data/index.js';
import type { Criterion } from '../../kernels/tree/criterion.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import { divide } from './convert-ml-tree.js';

/**
 * The tree with the counts and impurities of the rows of `X`, of which `criterion` holds the targets, and with the
 * values of its splits; those of the leaves stay.
 */
export function measureTree(tree: Tree, X: Matrix, criterion: Criterion): Tree {
  const { childrenLeft, childrenRight, feature, threshold, missingGoLeft } = tree;
  const count = feature.length;
  const nNodeSamples = new Int32Array(count);
  const weightedNNodeSamples = new Float64Array(count);
  const impurity = new Float64Array(count);
  const value = tree.value.slice();
  const rows = Int32Array.from({ length: X.rows }, (_, i) => i);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  ends[0] = X.rows;
  criterion.begin(null);
  for (let node = 0; node < count; node++) {
    const start = starts[node]!;
    const end = ends[node]!;
    const left = childrenLeft[node]!;
    nNodeSamples[node] = end - start;
    if (end > start) {
      criterion.enter(rows, start, end);
      weightedNNodeSamples[node] = criterion.weight;
      impurity[node] = criterion.impurity;
      if (left >= 0) criterion.writeValue(value, node * criterion.width);
    }
    if (left < 0) continue;
    const column = feature[node]!;
    const isLeft = (row: number) => {
      const asked = X.at(row, column);
      return asked <= threshold[node]! || (Number.isNaN(asked) && missingGoLeft[node] === 1);
    };
    const middle = divide(rows, start, end, isLeft);
    const right = childrenRight[node]!;
    starts[left] = start;
    ends[left] = middle;
    starts[right] = middle;
    ends[right] = end;
  }
  return { ...tree, nNodeSamples, weightedNNodeSamples, impurity, value };
}
