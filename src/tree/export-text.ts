import type { Label } from '../data/index.js';
import { InvalidParameterError } from '../errors/index.js';
import { requireWeights } from '../kernels/tree/importances.js';
import { isInSet, NO_CHILD, setAt, type Tree } from '../kernels/tree/tree-nodes.js';

/** A fitted decision tree, of classes or of numbers. */
export interface FittedTree {
  readonly tree: Tree;
  readonly nFeaturesIn: number;
  readonly featureNamesIn: readonly string[] | null;
  readonly classes?: readonly Label[];
  /** The names of the categories of each column, where it has any; categories without names are numbers. */
  readonly categoriesIn?: readonly (readonly string[] | null)[];
}

/** How {@link exportText} prints. */
export interface ExportTextOptions {
  /** Names of the columns; those seen by fit, else feature_0, feature_1, ..., when not given. */
  readonly featureNames?: readonly string[];
  /** Names of the classes; the labels when not given. */
  readonly classNames?: readonly string[];
  /** Levels to print; what is below is summed up. Default 10. */
  readonly maxDepth?: number;
  /** Dashes at each branch. Default 3. */
  readonly spacing?: number;
  /** Digits after the point. Default 2. */
  readonly decimals?: number;
  /** Whether leaves say the weight of each class. Default false. */
  readonly showWeights?: boolean;
}

/**
 * The rules of a tree as text, in the form of scikit-learn's `export_text`.
 *
 * @example
 * ```ts
 * import { DecisionTreeRegressor, exportText } from 'pipefit';
 *
 * const tree = await new DecisionTreeRegressor().fit([[1], [2]], [10, 20]);
 * console.log(exportText(tree, { featureNames: ['rooms'], decimals: 1 }));
 * // |--- rooms <= 1.5
 * // |   |--- value: [10.0]
 * // |--- rooms >  1.5
 * // |   |--- value: [20.0]
 * ```
 */
export function exportText(fitted: FittedTree, options: ExportTextOptions = {}): string {
  const { tree, nFeaturesIn } = fitted;
  const { maxDepth = 10, spacing = 3, decimals = 2 } = options;
  const names = options.featureNames ?? fitted.featureNamesIn ?? genericNames(nFeaturesIn);
  checkCount('featureNames', names, nFeaturesIn, 'columns');
  const leafText = leafWriter(fitted, options, decimals);
  const heights = heightsOf(tree);
  const lines: string[] = [];
  const visit = (node: number, depth: number): void => {
    const indent = `${`|${' '.repeat(spacing)}`.repeat(depth - 1)}|${'-'.repeat(spacing)}`;
    const isLeaf = tree.childrenLeft[node] === NO_CHILD;
    if (isLeaf) lines.push(`${indent} ${leafText(node)}`);
    else if (depth > maxDepth + 1) lines.push(`${indent} truncated branch of depth ${heights[node]}`);
    else {
      const name = names[tree.feature[node]!]!;
      const [left, right] = questionText(fitted, node, decimals);
      lines.push(`${indent} ${name} ${left}`);
      visit(tree.childrenLeft[node]!, depth + 1);
      lines.push(`${indent} ${name} ${right}`);
      visit(tree.childrenRight[node]!, depth + 1);
    }
  };
  visit(0, 1);
  return `${lines.join('\n')}\n`;
}

function leafWriter(
  { tree, classes }: FittedTree,
  { classNames, showWeights = false }: ExportTextOptions,
  decimals: number,
): (node: number) => string {
  if (classes === undefined) {
    const targets = tree.value.length / tree.feature.length;
    return (node) => {
      const values = tree.value.subarray(node * targets, (node + 1) * targets);
      return `value: [${Array.from(values, (value) => fixed(value, decimals)).join(', ')}]`;
    };
  }
  const names = classNames ?? classes.map(String);
  const width = classes.length;
  checkCount('classNames', names, width, 'classes');
  if (showWeights) requireWeights(tree, 'weights to show');
  return (node) => {
    const shares = tree.value.subarray(node * width, (node + 1) * width);
    const label = `class: ${names[shares.indexOf(Math.max(...shares))]}`;
    if (!showWeights) return label;
    const weight = tree.weightedNNodeSamples[node]!;
    return `weights: [${Array.from(shares, (share) => fixed(share * weight, decimals)).join(', ')}] ${label}`;
  };
}

/** What holds on the two sides of a split, after the column's name. */
function questionText({ tree, categoriesIn }: FittedTree, node: number, decimals: number): [string, string] {
  const set = setAt(tree, node);
  if (set === null) {
    const threshold = fixed(tree.threshold[node]!, decimals);
    return [`<= ${threshold}`, `>  ${threshold}`];
  }
  const names = categoriesIn?.[tree.feature[node]!] ?? null;
  const left: string[] = [];
  const count = names?.length ?? set.length << 5;
  for (let category = 0; category < count; category++) {
    if (isInSet(set, category)) left.push(names?.[category] ?? String(category));
  }
  const listed = `{${left.join(', ')}}`;
  return [`in ${listed}`, `not in ${listed}`];
}

/** Levels of the subtree below each node, its own counted. */
function heightsOf(tree: Tree): Int32Array {
  const heights = new Int32Array(tree.feature.length).fill(1);
  for (let node = heights.length - 1; node >= 0; node--) {
    if (tree.childrenLeft[node] === NO_CHILD) continue;
    heights[node] = 1 + Math.max(heights[tree.childrenLeft[node]!]!, heights[tree.childrenRight[node]!]!);
  }
  return heights;
}

function genericNames(count: number): string[] {
  return Array.from({ length: count }, (_, j) => `feature_${j}`);
}

function checkCount(option: string, names: readonly string[], count: number, what: string): void {
  if (names.length === count) return;
  throw new InvalidParameterError(
    'exportText',
    option,
    `exportText: ${option} must hold a name for each of the ${count} ${what}. Got ${names.length}.`,
  );
}

/** A number with a fixed number of decimals, halves rounded to the even digit as Python does. */
function fixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}`;
  const exact = value.toFixed(100);
  const end = exact.length - 100 + decimals;
  const isHalf = /^50*$/.test(exact.slice(end));
  if (!isHalf) return value.toFixed(decimals);
  const down = exact.slice(0, decimals === 0 ? end - 1 : end);
  const isEven = Number(down.at(-1)) % 2 === 0;
  return isEven ? down : value.toFixed(decimals);
}
