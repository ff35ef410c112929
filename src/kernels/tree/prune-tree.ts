import { setAt, type Tree, TreeNodes } from './tree-nodes.js';
import { parentsOf } from './walk-tree.js';

/** The trees that pruning leads through, from the whole tree to its root. */
export interface PruningPath {
  /** The penalties at which the next subtree becomes a leaf, ascending; the first is 0. */
  readonly ccpAlphas: Float64Array;
  /** Impurity of the leaves, weighted by their share of the data, of the tree that each penalty leaves. */
  readonly impurities: Float64Array;
}

/**
 * Minimal cost-complexity pruning (Breiman et al., 1984, chapter 3): the subtree whose collapse costs least
 * impurity for each leaf saved, the first of them on ties, becomes a leaf, again and again.
 * O(nodes * depth * log nodes).
 */
class WeakestLinks {
  readonly ccpAlphas: number[] = [0];
  readonly impurities: number[];
  /** Whether a node has become a leaf. */
  readonly collapsed: Uint8Array;

  readonly #tree: Tree;
  readonly #parent: Int32Array;
  /** Weighted impurity of each node as a leaf, and that of the leaves below it. */
  readonly #ownLoss: Float64Array;
  readonly #leafLoss: Float64Array;
  readonly #leaves: Int32Array;
  /** A tournament of the nodes by `alpha`: entry 1 is the winner, entries from `base` on are the nodes. */
  readonly #winners: Int32Array;
  readonly #base: number;
  readonly #alpha: Float64Array;

  constructor(tree: Tree) {
    const { childrenLeft, childrenRight, impurity, weightedNNodeSamples } = tree;
    const count = childrenLeft.length;
    this.#tree = tree;
    this.collapsed = new Uint8Array(count);
    this.#parent = parentsOf(tree);
    this.#ownLoss = impurity.map(
      (own, node) => (weightedNNodeSamples[node]! * own) / weightedNNodeSamples[0]!,
    );
    this.#leafLoss = new Float64Array(count);
    this.#leaves = new Int32Array(count);
    for (let node = count - 1; node >= 0; node--) {
      const left = childrenLeft[node]!;
      const right = childrenRight[node]!;
      if (left < 0) {
        this.#leafLoss[node] = this.#ownLoss[node]!;
        this.#leaves[node] = 1;
        continue;
      }
      this.#leafLoss[node] = this.#leafLoss[left]! + this.#leafLoss[right]!;
      this.#leaves[node] = this.#leaves[left]! + this.#leaves[right]!;
    }
    this.impurities = [this.#leafLoss[0]!];
    this.#base = 1 << (32 - Math.clz32(count - 1));
    this.#alpha = new Float64Array(this.#base).fill(Number.POSITIVE_INFINITY);
    for (let node = 0; node < count; node++) this.#alpha[node] = this.#alphaOf(node);
    this.#winners = new Int32Array(2 * this.#base);
    for (let i = 0; i < this.#base; i++) this.#winners[this.#base + i] = i;
    for (let i = this.#base - 1; i > 0; i--) this.#play(i);
  }

  /** Collapses the weakest subtree, unless that costs more than `limit`; false when it did nothing. */
  collapseNext(limit: number): boolean {
    const node = this.#winners[1]!;
    const alpha = this.#alpha[node]!;
    if (!(alpha <= limit) || alpha === Number.POSITIVE_INFINITY) return false;
    const gained = this.#ownLoss[node]! - this.#leafLoss[node]!;
    const saved = this.#leaves[node]! - 1;
    this.#removeBelow(node);
    for (let at = node; at >= 0; at = this.#parent[at]!) {
      this.#leafLoss[at]! += gained;
      this.#leaves[at]! -= saved;
      this.#rate(at);
    }
    this.ccpAlphas.push(alpha);
    this.impurities.push(this.#leafLoss[0]!);
    return true;
  }

  #removeBelow(top: number): void {
    const { childrenLeft, childrenRight } = this.#tree;
    const pending = [top];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (childrenLeft[node]! < 0 || this.collapsed[node] === 1) continue;
      this.collapsed[node] = 1;
      pending.push(childrenLeft[node]!, childrenRight[node]!);
      this.#rate(node);
    }
  }

  /** Impurity that collapsing a node would cost for each leaf it saves. */
  #alphaOf(node: number): number {
    if (this.#tree.childrenLeft[node]! < 0 || this.collapsed[node] === 1) return Number.POSITIVE_INFINITY;
    return (this.#ownLoss[node]! - this.#leafLoss[node]!) / (this.#leaves[node]! - 1);
  }

  #rate(node: number): void {
    this.#alpha[node] = this.#alphaOf(node);
    for (let i = (this.#base + node) >> 1; i > 0; i >>= 1) this.#play(i);
  }

  #play(match: number): void {
    const left = this.#winners[2 * match]!;
    const right = this.#winners[2 * match + 1]!;
    this.#winners[match] = this.#alpha[right]! < this.#alpha[left]! ? right : left;
  }
}

/** All steps of pruning. */
export function pruningPath(tree: Tree): PruningPath {
  const links = new WeakestLinks(tree);
  while (links.collapseNext(Number.MAX_VALUE));
  return {
    ccpAlphas: Float64Array.from(links.ccpAlphas),
    impurities: Float64Array.from(links.impurities),
  };
}

/** The tree that is left when every subtree is collapsed that costs at most `ccpAlpha` a leaf. */
export function pruneTree(tree: Tree, ccpAlpha: number): Tree {
  if (ccpAlpha === 0) return tree;
  const links = new WeakestLinks(tree);
  while (links.collapseNext(ccpAlpha));
  const width = tree.value.length / tree.feature.length;
  const pruned = new TreeNodes(width, 64);
  // The nodes to copy with their new parents (doubled, plus 1 on the left); left before right.
  const pending = [0, -2];
  while (pending.length > 0) {
    const link = pending.pop()!;
    const node = pending.pop()!;
    const copy = pruned.add(
      link >> 1,
      (link & 1) === 1,
      tree.nNodeSamples[node]!,
      tree.weightedNNodeSamples[node]!,
      tree.impurity[node]!,
    );
    for (let c = 0; c < width; c++) pruned.value[copy * width + c] = tree.value[node * width + c]!;
    if (tree.childrenLeft[node]! < 0 || links.collapsed[node] === 1) continue;
    const missingLeft = tree.missingGoLeft[node] === 1;
    pruned.split(copy, tree.feature[node]!, tree.threshold[node]!, missingLeft, setAt(tree, node));
    pending.push(tree.childrenRight[node]!, 2 * copy, tree.childrenLeft[node]!, 2 * copy + 1);
  }
  return pruned.finish();
}
