import type { NodeCategories } from './criterion.js';

/** Turns of the power iteration at most; the order of the categories settles long before the direction does. */
const TURNS = 50;
const SETTLED = 1e-9;

/** Scores categories by the classes of their rows, with room that is used again. */
export class ClassScores {
  /** The share of each class in each category that is present; with more than two classes taken from their mean. */
  #shares = new Float64Array(0);
  /** Where each category stands among those that are present. */
  #places = new Int32Array(0);

  /**
   * Two classes: by the share of the second, which is exact (Breiman et al., 1984, theorem 4.5). More: along the first
   * principal component of the shares, each category counting by its weight (Coppersmith, Hong and Hosking,
   * "Partitioning Nominal Attributes in Decision Trees", 1999).
   *
   * @param totals - weight of each class in the node
   */
  score(
    categories: NodeCategories,
    classes: Int32Array,
    rowWeights: Float64Array | null,
    totals: Float64Array,
  ): void {
    const { present, count, scores } = categories;
    const width = totals.length;
    this.#sumUp(categories, classes, rowWeights, width);
    if (width === 2) {
      for (let k = 0; k < count; k++) scores[present[k]!] = this.#shares[2 * k + 1]!;
      return;
    }
    this.#centre(categories, width);
    const direction = this.#firstComponent(categories, width);
    for (let k = 0; k < count; k++) scores[present[k]!] = this.#along(direction, k);
  }

  #sumUp(
    categories: NodeCategories,
    classes: Int32Array,
    rowWeights: Float64Array | null,
    width: number,
  ): void {
    const { rows, start, end, codes, first, missing, present, count, scores, weights } = categories;
    if (this.#shares.length < count * width) this.#shares = new Float64Array(2 * count * width);
    if (this.#places.length < scores.length) this.#places = new Int32Array(scores.length);
    const shares = this.#shares.fill(0, 0, count * width);
    const places = this.#places;
    for (let k = 0; k < count; k++) places[present[k]!] = k;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const category = codes[first + row]!;
      if (category === missing) continue;
      const weight = rowWeights === null ? 1 : rowWeights[row]!;
      weights[category]! += weight;
      shares[places[category]! * width + classes[row]!]! += weight;
    }
    for (let p = 0; p < count * width; p++) shares[p]! /= weights[present[Math.floor(p / width)]!]!;
  }

  /** Takes the shares from their mean. */
  #centre({ present, count, weights }: NodeCategories, width: number): void {
    const shares = this.#shares;
    const mean = new Float64Array(width);
    let total = 0;
    for (let k = 0; k < count; k++) {
      const weight = weights[present[k]!]!;
      total += weight;
      for (let c = 0; c < width; c++) mean[c]! += weight * shares[k * width + c]!;
    }
    for (let p = 0; p < count * width; p++) shares[p]! -= mean[p % width]! / total;
  }

  /** The direction in which the shares vary most, by power iteration. */
  #firstComponent({ present, count, weights }: NodeCategories, width: number): Float64Array {
    const shares = this.#shares;
    const direction = this.#farthest(present, count, weights, width);
    const next = new Float64Array(width);
    for (let turn = 0; turn < TURNS && normalize(direction); turn++) {
      next.fill(0);
      for (let k = 0; k < count; k++) {
        const pull = weights[present[k]!]! * this.#along(direction, k);
        for (let c = 0; c < width; c++) next[c]! += pull * shares[k * width + c]!;
      }
      if (!normalize(next)) break;
      let change = 0;
      for (let c = 0; c < width; c++) change = Math.max(change, Math.abs(next[c]! - direction[c]!));
      direction.set(next);
      if (change < SETTLED) break;
    }
    return direction;
  }

  /** The shares of the category that adds most to the variance: a start that is not at right angles to the result. */
  #farthest(present: Int32Array, count: number, weights: Float64Array, width: number): Float64Array {
    let best = 0;
    let most = -1;
    for (let k = 0; k < count; k++) {
      let squares = 0;
      for (let p = k * width; p < (k + 1) * width; p++) squares += this.#shares[p]! * this.#shares[p]!;
      const pull = squares * weights[present[k]!]!;
      if (pull > most) [best, most] = [k, pull];
    }
    return this.#shares.slice(best * width, (best + 1) * width);
  }

  #along(direction: Float64Array, k: number): number {
    const width = direction.length;
    let sum = 0;
    for (let c = 0; c < width; c++) sum += this.#shares[k * width + c]! * direction[c]!;
    return sum;
  }
}

/** False when the vector is 0. */
function normalize(vector: Float64Array): boolean {
  let squares = 0;
  for (let c = 0; c < vector.length; c++) squares += vector[c]! * vector[c]!;
  if (!(squares > 0)) return false;
  const length = Math.sqrt(squares);
  for (let c = 0; c < vector.length; c++) vector[c]! /= length;
  return true;
}
