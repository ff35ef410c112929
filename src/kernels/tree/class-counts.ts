import { ClassScores } from './class-scores.js';
import { Criterion, copyRows, type NodeCategories } from './criterion.js';

/** The part shared by criteria of classes: the weight of each class in a node and on both sides of a cut. */
export abstract class ClassCounts extends Criterion {
  override readonly width: number;
  protected readonly codes: Int32Array;
  protected readonly counts: Float64Array;
  protected readonly left: Float64Array;
  protected readonly right: Float64Array;
  /** The codes and the weights in the order of the node's rows. */
  #arranged = new Int32Array(0);
  #arrangedWeights = new Float64Array(0);
  #scores: ClassScores | null = null;

  constructor(codes: Int32Array, classes: number) {
    super();
    this.width = classes;
    this.codes = codes;
    this.counts = new Float64Array(classes);
    this.left = new Float64Array(classes);
    this.right = new Float64Array(classes);
  }

  protected override get capacity(): number {
    return this.codes.length;
  }

  override take(from: this, rows: Int32Array, start: number, end: number): void {
    super.take(from, rows, start, end);
    copyRows(from.codes, this.codes, rows, start, end);
  }

  override enter(rows: Int32Array, start: number, end: number): void {
    const { weights, codes } = this;
    const counts = this.counts.fill(0);
    let weight = 0;
    let pure = true;
    const code = codes[rows[start]!]!;
    for (let i = start; i < end; i++) {
      const row = rows[i]!;
      const w = weights === null ? 1 : weights[row]!;
      counts[codes[row]!]! += w;
      weight += w;
      if (codes[row] !== code) pure = false;
    }
    this.weight = weight;
    this.pure = pure;
    this.impurity = pure ? 0 : this.impurityOf(counts, weight);
    this.setTolerance(weight);
  }

  override writeValue(values: Float64Array, at: number): void {
    for (let c = 0; c < this.width; c++) values[at + c] = this.counts[c]! / this.weight;
  }

  override arrange(rows: Int32Array, start: number, end: number): void {
    const { weights, codes, capacity } = this;
    if (this.#arranged.length === 0) this.#arranged = new Int32Array(capacity);
    copyRows(codes, this.#arranged, rows, start, end);
    if (weights === null) return;
    if (this.#arrangedWeights.length === 0) this.#arrangedWeights = new Float64Array(capacity);
    copyRows(weights, this.#arrangedWeights, rows, start, end);
  }

  override scoreCategories(categories: NodeCategories): void {
    this.#scores ??= new ClassScores();
    this.#scores.score(categories, this.codes, this.weights, this.counts);
  }

  protected override measureSides(goesLeft: Uint8Array, leftRows: number, count: number): void {
    const { left, right, counts, weight, width, weights, minWeight } = this;
    const codes = this.#arranged;
    left.fill(0);
    if (weights === null) for (let k = 0; k < count; k++) left[codes[k]!]! += goesLeft[k]!;
    else for (let k = 0; k < count; k++) left[codes[k]!]! += goesLeft[k]! * this.#arrangedWeights[k]!;
    let leftWeight = 0;
    for (let c = 0; c < width; c++) {
      leftWeight += left[c]!;
      right[c] = counts[c]! - left[c]!;
    }
    const rightWeight = weight - leftWeight;
    if (leftWeight < minWeight || rightWeight < minWeight) return;
    if (this.sign !== 0 && !this.allows(left[1]! / leftWeight, right[1]! / rightWeight)) return;
    const lost =
      leftWeight * this.impurityOf(left, leftWeight) + rightWeight * this.impurityOf(right, rightWeight);
    this.cut = leftRows;
    this.gain = weight * this.impurity - lost;
  }

  protected abstract impurityOf(counts: Float64Array, weight: number): number;

  /** Puts all rows on the right, those without a value on the left where they go there; the weight on the left. */
  protected startSides(rows: Int32Array, present: number, count: number, missingLeft: boolean): number {
    const { weights, codes, left, right } = this;
    left.fill(0);
    right.set(this.counts);
    let weight = 0;
    if (!missingLeft) return weight;
    for (let k = present; k < count; k++) {
      const row = rows[k]!;
      const w = weights === null ? 1 : weights[row]!;
      left[codes[row]!]! += w;
      right[codes[row]!]! -= w;
      weight += w;
    }
    return weight;
  }
}
