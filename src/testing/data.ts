import type { Estimator, TargetLike } from '../core/index.js';
import { Frame, Matrix } from '../data/index.js';
import { RandomState } from '../random/index.js';

/** Data to learn from. */
export interface Problem {
  readonly X: Matrix;
  readonly y: TargetLike | undefined;
}

interface Size {
  readonly rows?: number;
  readonly cols?: number;
  readonly classes?: number;
  readonly seed?: number;
  /** Share of the labels that are wrong. */
  readonly noise?: number;
}

/** Data an estimator can learn from, by its kind; positive, complete, and of few levels for encoders. */
export function problemFor(estimator: Estimator, size: Size = {}): Problem {
  switch (estimator.kind) {
    case 'classifier':
      return blobs(size);
    case 'regressor':
      return linear(size);
    case 'clusterer':
      return { X: blobs(size).X, y: undefined };
    case 'transformer':
      return estimator.tags.mixed ? levels(size) : blobs({ ...size, classes: 2 });
  }
}

/** Points around one centre a class, well apart; labels 0, 1, ... in turn. */
export function blobs(size: Size = {}): { readonly X: Matrix; readonly y: number[] } {
  const { rows = 60, cols = 4, classes = 3, seed = 0, noise = 0 } = size;
  const random = new RandomState(seed);
  const y = Array.from({ length: rows }, (_, i) => i % classes);
  const X = Matrix.zeros(rows, cols);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, p++)
      X.data[p] = 2.5 + 1.5 * ((y[i]! + j) % classes) + 0.4 * random.normal();
  }
  return { X, y: y.map((label) => (random.random() < noise ? (label + 1) % classes : label)) };
}

/** A linear function of positive columns with a little noise. */
export function linear(size: Size = {}): { readonly X: Matrix; readonly y: number[] } {
  const { rows = 60, cols = 4, seed = 0 } = size;
  const random = new RandomState(seed);
  const X = new Matrix(
    random.randomSample(rows * cols).map((value) => 0.1 + 3 * value),
    rows,
    cols,
  );
  const slopes = [5, 3, -4, 2];
  const y = Array.from({ length: rows }, (_, i) => {
    let sum = 30 + 0.5 * random.normal();
    X.row(i).forEach((value, j) => {
      sum += value * slopes[j % slopes.length]!;
    });
    return sum;
  });
  return { X, y };
}

/** Whole numbers from 0 to 2 or 3, each of which comes up in the first rows already; y is 0 or 1. */
export function levels(size: Size = {}): { readonly X: Matrix; readonly y: number[] } {
  const { rows = 60, cols = 4, seed = 0 } = size;
  const random = new RandomState(seed);
  const X = Matrix.zeros(rows, cols);
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++, p++) {
      const count = 3 + (j % 2);
      X.data[p] = i < count ? i : random.integer(0, count);
    }
  }
  const y = Array.from({ length: rows }, (_, i) => (X.at(i, 0) + random.random() > 1.5 ? 1 : 0));
  return { X, y };
}

/** A table of a category, a number, a boolean and another category column, with their levels in the first rows. */
export function mixedFrame(rows: number): Frame {
  const word = (words: readonly string[], i: number) => words[i % words.length]!;
  return Frame.fromColumns([
    ['wall', Array.from({ length: rows }, (_, i) => word(['brick', 'wood', 'stone'], i))],
    ['rooms', Array.from({ length: rows }, (_, i) => 1 + (i % 4))],
    ['garden', Array.from({ length: rows }, (_, i) => i % 3 === 0)],
    ['constructor', Array.from({ length: rows }, (_, i) => word(['__proto__', 'toString'], i >> 1))],
  ]);
}

/** The names for named forms of a table. */
export const letters: readonly string[] = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** The table as a Frame with columns a, b, c, ... */
export function lettered(X: Matrix): Frame {
  return Frame.fromMatrix(X.withColumnNames(letters.slice(0, X.cols)));
}

/** The values of y at the given rows. */
export function takeTarget(y: TargetLike | undefined, rows: ArrayLike<number>): TargetLike | undefined {
  if (y === undefined) return undefined;
  const values = y as ArrayLike<number>;
  return Array.from(rows, (i) => values[i]!);
}
