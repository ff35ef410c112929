import { InvalidParameterError } from '../../errors/index.js';
import { RandomState } from '../../random/index.js';

/** Rows to train on and rows to validate on, each ascending. */
export interface HeldOut {
  readonly train: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Holds out rows for early stopping: a share, or a number, of all rows, drawn at random. With `codes` each class
 * gives its share, up to rounding, but keeps a row to be trained on.
 */
export function holdOut(
  owner: string,
  rows: number,
  size: number,
  codes: Int32Array | null,
  seed: number,
): HeldOut {
  const wanted = size < 1 ? Math.ceil(size * rows) : size;
  if (wanted >= rows) {
    throw new InvalidParameterError(
      owner,
      'validationFraction',
      `${owner}: validationFraction holds out ${wanted} of ${rows} rows, and none is left to train on. ` +
        'Make it smaller, or set earlyStopping: false.',
    );
  }
  const order = new RandomState(seed).permutation(rows);
  const held = new Uint8Array(rows);
  if (codes === null) for (let p = 0; p < wanted; p++) held[order[p]!] = 1;
  else for (const row of stratified(order, codes, wanted)) held[row] = 1;
  if (!held.includes(1)) {
    throw new InvalidParameterError(
      owner,
      'validationFraction',
      `${owner}: each class has a single row, so that none can be held out. Set earlyStopping: false.`,
    );
  }
  const all = Int32Array.from(held.keys());
  return { train: all.filter((row) => held[row] === 0), validation: all.filter((row) => held[row] === 1) };
}

/** The first rows of the order, each class in its share: whole parts first, then the largest remainders. */
function stratified(order: Int32Array, codes: Int32Array, wanted: number): number[] {
  const byClass = new Map<number, number[]>();
  for (const row of order) {
    const members = byClass.get(codes[row]!);
    if (members === undefined) byClass.set(codes[row]!, [row]);
    else members.push(row);
  }
  const shares = [...byClass.values()].map((members) => {
    const exact = (members.length / order.length) * wanted;
    const whole = Math.min(Math.floor(exact), members.length - 1);
    return { members, whole, rest: exact - whole };
  });
  let lacking = wanted - shares.reduce((sum, { whole }) => sum + whole, 0);
  for (const share of [...shares].sort((a, b) => b.rest - a.rest)) {
    if (lacking === 0) break;
    if (share.whole >= share.members.length - 1) continue;
    share.whole++;
    lacking--;
  }
  return shares.flatMap(({ members, whole }) => members.slice(0, whole));
}
