/**
 * How far apart two rows are; `p` is the exponent of 'minkowski' and unused elsewhere. For 'cosine' the last of
 * `cols` values of a row is the sum of the squares of the others.
 */
export interface Distance {
  readonly name: 'euclidean' | 'manhattan' | 'chebyshev' | 'minkowski' | 'cosine';
  readonly p: number;
}

/*
 * Comparing needs no roots, so the loops work with "reduced" distances: the square of the euclidean, the p-th
 * power of the minkowski. Each adds its terms from the first column to the last, so that the same two rows are
 * equally far apart whichever loop asks, and neighbours found by a tree and by brute force are the same.
 */

/** Reduced distances from the row of `query` that starts at `q` to the rows `from` to `to - 1`, put into `out` from 0 on. */
export function reducedDistances(
  distance: Distance,
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
): void {
  switch (distance.name) {
    case 'euclidean':
      squaredEuclidean(query, q, rows, from, to, cols, out);
      break;
    case 'manhattan':
      manhattan(query, q, rows, from, to, cols, out);
      break;
    case 'chebyshev':
      chebyshev(query, q, rows, from, to, cols, out);
      break;
    case 'minkowski':
      minkowskiPower(query, q, rows, from, to, cols, out, distance.p);
      break;
    case 'cosine':
      cosine(query, q, rows, from, to, cols, out);
      break;
  }
}

/**
 * The least reduced distance from a row to anything within the box of a node, whose bounds start at `at`; 0 for
 * 'cosine', of which a box says nothing.
 */
export function reducedToBox(
  distance: Distance,
  query: Float64Array,
  q: number,
  lower: Float64Array,
  upper: Float64Array,
  at: number,
  cols: number,
): number {
  let total = 0;
  for (let j = 0; j < cols; j++) {
    const value = query[q + j]!;
    const gap = Math.max(lower[at + j]! - value, value - upper[at + j]!, 0);
    switch (distance.name) {
      case 'euclidean':
        total += gap * gap;
        break;
      case 'manhattan':
        total += gap;
        break;
      case 'chebyshev':
        total = Math.max(total, gap);
        break;
      case 'minkowski':
        total += gap ** distance.p;
    }
  }
  return total;
}

/** Turns reduced distances into distances, in place. */
export function finishDistances(distance: Distance, reduced: Float64Array): void {
  if (distance.name === 'euclidean') {
    for (let i = 0; i < reduced.length; i++) reduced[i] = Math.sqrt(reduced[i]!);
  } else if (distance.name === 'minkowski') {
    for (let i = 0; i < reduced.length; i++) reduced[i] = reduced[i]! ** (1 / distance.p);
  }
}

/** Four rows at a time, because one sum alone leaves the processor waiting for the addition before. */
function squaredEuclidean(
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
): void {
  let row = from;
  for (; row + 3 < to; row += 4) {
    const first = row * cols;
    const second = first + cols;
    const third = second + cols;
    const fourth = third + cols;
    let d1 = 0;
    let d2 = 0;
    let d3 = 0;
    let d4 = 0;
    for (let j = 0; j < cols; j++) {
      const value = query[q + j]!;
      const e1 = value - rows[first + j]!;
      const e2 = value - rows[second + j]!;
      const e3 = value - rows[third + j]!;
      const e4 = value - rows[fourth + j]!;
      d1 += e1 * e1;
      d2 += e2 * e2;
      d3 += e3 * e3;
      d4 += e4 * e4;
    }
    const at = row - from;
    out[at] = d1;
    out[at + 1] = d2;
    out[at + 2] = d3;
    out[at + 3] = d4;
  }
  for (; row < to; row++) {
    let total = 0;
    for (let j = 0; j < cols; j++) {
      const difference = query[q + j]! - rows[row * cols + j]!;
      total += difference * difference;
    }
    out[row - from] = total;
  }
}

function manhattan(
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
): void {
  for (let row = from; row < to; row++) {
    let total = 0;
    for (let j = 0; j < cols; j++) total += Math.abs(query[q + j]! - rows[row * cols + j]!);
    out[row - from] = total;
  }
}

function chebyshev(
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
): void {
  for (let row = from; row < to; row++) {
    let largest = 0;
    for (let j = 0; j < cols; j++) {
      const difference = Math.abs(query[q + j]! - rows[row * cols + j]!);
      if (difference > largest) largest = difference;
    }
    out[row - from] = largest;
  }
}

function minkowskiPower(
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
  p: number,
): void {
  for (let row = from; row < to; row++) {
    let total = 0;
    for (let j = 0; j < cols; j++) total += Math.abs(query[q + j]! - rows[row * cols + j]!) ** p;
    out[row - from] = total;
  }
}

/**
 * 1 less the cosine. The root is taken of the product of both squared lengths, which makes it exact for equal and
 * for parallel rows of whole numbers: those are at distance 0. A row of zeros has a cosine of 0 with any other.
 */
function cosine(
  query: Float64Array,
  q: number,
  rows: Float64Array,
  from: number,
  to: number,
  cols: number,
  out: Float64Array,
): void {
  const last = cols - 1;
  for (let row = from; row < to; row++) {
    const start = row * cols;
    let total = 0;
    for (let j = 0; j < last; j++) total += query[q + j]! * rows[start + j]!;
    const lengths = Math.sqrt(query[q + last]! * rows[start + last]!);
    out[row - from] = lengths === 0 ? 1 : Math.max(0, 1 - total / lengths);
  }
}
