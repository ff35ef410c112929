import { InvalidParameterError, showValue, UnsupportedError } from '../../errors/index.js';
import type { Tree } from '../../kernels/tree/tree-nodes.js';
import type { MlCartNode, MlCartOptions } from './ml-cart-model.js';
import { numberAfter } from './next-numbers.js';

/** How {@link toMlCart} and {@link toMlRandomForest} export. */
export interface MlExportOptions {
  /**
   * The packages send missing values right at every split. 'refuse' (the default) makes an error of a tree that
   * is known to have learnt otherwise; 'right' exports it all the same, for rows without missing values.
   */
  readonly missing?: 'refuse' | 'right';
}

/** What the nodes of an exported tree hold: the shares of so many classes, or one number. */
export interface ExportedKind {
  readonly kind: 'classifier' | 'regressor';
  readonly width: number;
}

/**
 * A tree as nested nodes of ml-cart. Its rule is "below the split value", ours "up to the threshold", so the split
 * value is the next number after the threshold. Loops, for a tree may be deeper than the stack.
 */
export function toMlNodes(
  owner: string,
  tree: Tree,
  { kind, width }: ExportedKind,
  { missing = 'refuse' }: MlExportOptions,
): MlCartNode {
  const { childrenLeft, childrenRight, feature, threshold, value } = tree;
  const count = feature.length;
  if (value.length !== count * width) {
    throw new UnsupportedError(`${owner}: a tree that predicts several targets is no model of ml-cart.`);
  }
  if (tree.categorySets !== undefined) {
    throw new UnsupportedError(
      `${owner}: this tree splits sets of categories, which ml-cart does not know. Encode them, and fit with ` +
        'categoricalFeatures: null.',
    );
  }
  if (missing === 'refuse') refuseLearntMissing(owner, tree);
  else if (missing !== 'right') {
    const wrong = `${owner}: missing must be 'refuse' or 'right'. Got ${showValue(missing)}.`;
    throw new InvalidParameterError(owner, 'missing', wrong);
  }
  const nodes: MlCartNode[] = new Array(count);
  for (let node = count - 1; node >= 0; node--) {
    const left = childrenLeft[node]!;
    if (left < 0) {
      const own = value.subarray(node * width, (node + 1) * width);
      nodes[node] = { distribution: kind === 'classifier' ? [Array.from(own)] : own[0]! };
      continue;
    }
    const right = childrenRight[node]!;
    nodes[node] = {
      splitColumn: feature[node]!,
      // JSON has no Infinity; it stands where all values go left, as all but the largest do here.
      splitValue: Math.min(numberAfter(Math.min(threshold[node]!, Number.MAX_VALUE)), Number.MAX_VALUE),
      ...measuresOf(tree, kind, node),
      left: nodes[left]!,
      right: nodes[right]!,
    };
  }
  return nodes[0]!;
}

/** The options that train alike, without Infinity, which JSON does not have. */
export function mlCartOptions(
  kind: 'classifier' | 'regressor',
  params: { readonly maxDepth: number | null; readonly minSamplesSplit: number },
): MlCartOptions {
  const { maxDepth, minSamplesSplit } = params;
  return {
    kind: kind === 'classifier' ? 'classifier' : 'regression',
    gainFunction: kind === 'classifier' ? 'gini' : 'regression',
    splitFunction: 'mean',
    // ml-cart splits nodes of more rows than this, and knows no share of them.
    minNumSamples: Number.isInteger(minSamplesSplit) ? minSamplesSplit - 1 : 1,
    maxDepth: maxDepth ?? Number.MAX_SAFE_INTEGER,
    gainThreshold: -1,
  };
}

/** In the package's terms; nothing for a tree that was imported without them. */
function measuresOf(tree: Tree, kind: 'classifier' | 'regressor', node: number): object {
  const { childrenLeft, childrenRight, impurity, weightedNNodeSamples, nNodeSamples } = tree;
  const loss = (at: number) => weightedNNodeSamples[at]! * impurity[at]!;
  const left = loss(childrenLeft[node]!) + loss(childrenRight[node]!);
  const gain = kind === 'regressor' ? left : (loss(node) - left) / weightedNNodeSamples[node]!;
  return Number.isFinite(gain) ? { gain, numberSamples: nNodeSamples[node]! } : {};
}

/**
 * Refuses a tree with a split that needs to know where missing values go. Where fit saw none they follow the larger
 * part of the rows (see NodeSplitter), so a split that sends them to the smaller part on the left has learnt it.
 */
function refuseLearntMissing(owner: string, tree: Tree): void {
  const { childrenLeft, childrenRight, feature, threshold, missingGoLeft, nNodeSamples } = tree;
  for (let node = 0; node < feature.length; node++) {
    const left = childrenLeft[node]!;
    if (left < 0) continue;
    const learntLeft =
      missingGoLeft[node] === 1 && nNodeSamples[left]! <= nNodeSamples[childrenRight[node]!]!;
    if (!learntLeft && threshold[node]! < Number.MAX_VALUE) continue;
    const what = learntLeft ? 'sends missing values left' : 'asks whether a value is missing';
    throw new UnsupportedError(
      `${owner}: node ${node} ${what} (column ${feature[node]}), but the packages send them right at every split. ` +
        "Impute before the tree, or give { missing: 'right' } for a model of rows without missing values.",
    );
  }
}
