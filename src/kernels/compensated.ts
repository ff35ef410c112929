/*
 * Sums of products as if in twice the precision: each rounding error is computed and kept. Ogita, Rump and
 * Oishi, Accurate sum and dot product, SIAM J. Sci. Comput. 26 (2005), 1955-1988; the exact product is
 * Dekker's (1971), for numbers below 2^970. Matrices are column-major.
 */

/** 2^27 + 1 cuts a number into two halves of 26 bits, whose products are exact. */
const SPLITTER = 134_217_729;

/** Subtracts block * coef from the vector high + low. */
export function subtractProducts(
  block: Float64Array,
  rows: number,
  coef: Float64Array,
  high: Float64Array,
  low: Float64Array,
): void {
  for (let j = 0; j < coef.length; j++) {
    const factor = -coef[j]!;
    const cut = SPLITTER * factor;
    const factorHead = cut - (cut - factor);
    const factorTail = factor - factorHead;
    for (let i = 0, p = j * rows; i < rows; i++, p++) {
      const value = block[p]!;
      const product = value * factor;
      const valueCut = SPLITTER * value;
      const head = valueCut - (valueCut - value);
      const tail = value - head;
      const productError =
        tail * factorTail - (product - head * factorHead - tail * factorHead - head * factorTail);
      const before = high[i]!;
      const sum = before + product;
      const added = sum - before;
      high[i] = sum;
      low[i]! += before - (sum - added) + (product - added) + productError;
    }
  }
}

/** Adds block' * (high + low) to the vector sumHigh + sumLow. */
export function addTransposedProducts(
  block: Float64Array,
  rows: number,
  high: Float64Array,
  low: Float64Array,
  sumHigh: Float64Array,
  sumLow: Float64Array,
): void {
  for (let j = 0; j < sumHigh.length; j++) {
    let total = sumHigh[j]!;
    let error = sumLow[j]!;
    for (let i = 0, p = j * rows; i < rows; i++, p++) {
      const value = block[p]!;
      const factor = high[i]!;
      const product = value * factor;
      const valueCut = SPLITTER * value;
      const head = valueCut - (valueCut - value);
      const tail = value - head;
      const cut = SPLITTER * factor;
      const factorHead = cut - (cut - factor);
      const factorTail = factor - factorHead;
      const productError =
        tail * factorTail - (product - head * factorHead - tail * factorHead - head * factorTail);
      const sum = total + product;
      const added = sum - total;
      error += total - (sum - added) + (product - added) + productError + value * low[i]!;
      total = sum;
    }
    sumHigh[j] = total;
    sumLow[j] = error;
  }
}
