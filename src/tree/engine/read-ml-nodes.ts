import { ModelFileError } from '../../errors/index.js';
import { asObject, isIndex, MOST_COLUMNS, misfit, own } from './foreign-parts.js';

/** The nodes of a tree of ml-cart, in the order in which a Tree has them. */
export interface MlNodes {
  /** Numbers of the children; -1 in a leaf. */
  readonly left: number[];
  readonly right: number[];
  readonly column: number[];
  readonly splitValue: number[];
  /** The shares of the classes, or one number, in a leaf; null in a split. */
  readonly leaf: (ArrayLike<number> | null)[];
  /** One more than the highest class code in a leaf. */
  readonly classCount: number;
  /** One more than the highest column asked for. */
  readonly columnCount: number;
}

/** What the reader of a tree is told. */
export interface MlSource {
  readonly owner: string;
  readonly isClassifier: boolean;
  /** Keys that lead to the root. */
  readonly place: string;
  /** The columns of X that the columns of this tree are; null where they are the same. */
  readonly columns: readonly number[] | null;
  /** Objects met so far in the whole model. */
  readonly seen: Set<object>;
}

/** Engines keep at most 2 ** 24 members in a Set. */
const MOST_NODES = 2 ** 24 - 1;

/** Shares are sums of 1 / n; what is farther off than rounding was not written by ml-cart. */
const ROUNDING = 1e-6;

/**
 * Reads and checks the nodes below a root: of ml-cart's objects, or of their JSON. Loops, so that the depth is no
 * matter, and meets no object twice, so that cycles and shared branches come to an end.
 */
export function readMlNodes(root: unknown, source: MlSource): MlNodes {
  const { owner, isClassifier, columns, seen } = source;
  const nodes = {
    left: [] as number[],
    right: [] as number[],
    column: [] as number[],
    splitValue: [] as number[],
    leaf: [] as (ArrayLike<number> | null)[],
    classCount: 0,
    columnCount: 0,
  };
  const parents: number[] = [];
  const placeOf = (node: number) => pathTo(node, parents, nodes.left, source.place);
  const pending: { given: unknown; parent: number; isLeft: boolean }[] = [
    { given: root, parent: -1, isLeft: false },
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { given, parent, isLeft } = next;
    const node = parents.length;
    parents.push(parent);
    if (parent >= 0) (isLeft ? nodes.left : nodes.right)[parent] = node;
    nodes.left.push(-1);
    nodes.right.push(-1);
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    const object = isObject ? given : asObject(owner, placeOf(node), given);
    if (seen.has(object)) {
      throw new ModelFileError(
        `${owner}: ${placeOf(node)} is a node that the model has elsewhere too.`,
        placeOf(node),
      );
    }
    if (seen.size >= MOST_NODES) {
      throw new ModelFileError(`${owner}: the model has more than ${MOST_NODES} nodes.`, placeOf(node));
    }
    seen.add(object);
    const distribution = own(object, 'distribution');
    const left = own(object, 'left');
    const right = own(object, 'right');
    if (distribution !== undefined) {
      if (left !== undefined || right !== undefined) {
        throw new ModelFileError(`${owner}: ${placeOf(node)} is both a leaf and a split.`, placeOf(node));
      }
      const values = isClassifier ? readShares(distribution) : readNumber(distribution);
      if (typeof values === 'string') {
        throw misfit(owner, `${placeOf(node)}.distribution`, values, distribution);
      }
      nodes.classCount = Math.max(nodes.classCount, values.length);
      nodes.leaf.push(values);
      nodes.column.push(-1);
      nodes.splitValue.push(Number.NaN);
      continue;
    }
    const column = own(object, 'splitColumn');
    const known = columns?.length ?? MOST_COLUMNS;
    if (!isIndex(column) || column >= known) {
      throw misfit(owner, `${placeOf(node)}.splitColumn`, `a whole number from 0 to ${known - 1}`, column);
    }
    const splitValue = own(object, 'splitValue');
    if (typeof splitValue !== 'number' || !Number.isFinite(splitValue)) {
      throw misfit(owner, `${placeOf(node)}.splitValue`, 'a finite number', splitValue);
    }
    const ownColumn = columns === null ? column : columns[column]!;
    nodes.columnCount = Math.max(nodes.columnCount, ownColumn + 1);
    nodes.leaf.push(null);
    nodes.column.push(ownColumn);
    nodes.splitValue.push(splitValue);
    pending.push({ given: right, parent: node, isLeft: false });
    pending.push({ given: left, parent: node, isLeft: true });
  }
  return nodes;
}

/** The columns that a tree of a forest saw. */
export function readColumns(owner: string, place: string, given: readonly unknown[]): number[] {
  return Array.from(given, (column, i) => {
    if (isIndex(column) && column < MOST_COLUMNS) return column;
    throw misfit(owner, `${place}[${i}]`, `a whole number from 0 to ${MOST_COLUMNS - 1}`, column);
  });
}

/** The number of a leaf, or in words what it must be. */
function readNumber(distribution: unknown): readonly number[] | string {
  const isNumber = typeof distribution === 'number' && Number.isFinite(distribution);
  return isNumber ? [distribution] : 'a finite number';
}

/** The shares of the classes in a leaf, or in words what they must be. */
function readShares(distribution: unknown): ArrayLike<number> | string {
  // JSON has the rows of the matrix, of which there is one; an object of ml-matrix has them in `data`.
  const isObject = typeof distribution === 'object' && distribution !== null;
  const rows = isObject && !Array.isArray(distribution) ? own(distribution, 'data') : distribution;
  const shares: unknown = Array.isArray(rows) && rows.length === 1 ? rows[0] : null;
  if (!Array.isArray(shares) && !ArrayBuffer.isView(shares)) return 'one row with the share of each class';
  const numbers = shares as unknown as ArrayLike<number>;
  let sum = 0;
  for (let code = 0; code < numbers.length; code++) {
    const share: unknown = numbers[code];
    if (!(typeof share === 'number' && share >= 0)) return 'shares of at least 0';
    sum += share;
  }
  return Math.abs(sum - 1) <= ROUNDING ? numbers : 'shares that add up to 1';
}

/** The keys from the top of the model to a node, the middle left out where they are many. */
function pathTo(node: number, parents: readonly number[], left: readonly number[], place: string): string {
  const keys: string[] = [];
  let child = node;
  for (let parent = parents[child]!; parent >= 0; parent = parents[child]!) {
    keys.push(left[parent] === child ? 'left' : 'right');
    child = parent;
  }
  keys.reverse();
  if (keys.length > 12) keys.splice(6, keys.length - 9, `(${keys.length - 9} more)`);
  return [place, ...keys].join('.');
}
