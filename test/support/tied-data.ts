import { RandomState } from 'pipefit';

/** Rows of small whole numbers, so that columns are full of ties, with classes and numbers that depend on them. */
export function tiedData(rows: number, cols: number, classes: number, seed: number) {
  const random = new RandomState(seed);
  const whole = (below: number) => Math.floor(random.random() * below);
  const X = Array.from({ length: rows }, () => Array.from({ length: cols }, (_, j) => whole(2 + 2 * j)));
  const y = X.map((row) => (row[0]! * 2 + row[1]! + whole(2)) % classes);
  const target = X.map((row) => row[0]! * row[1]! + row[cols - 1]! / 3 + random.random());
  return { X, y, target };
}
