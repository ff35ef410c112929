/**
 * The weighted median of a growing set of numbers, and their weighted distance from it. The numbers are known
 * beforehand in ascending order and join in any order, by rank; weights and weighted numbers are summed in
 * binary indexed trees (Fenwick, 1994), so joining and asking take O(log n).
 */
export class RunningMedian {
  /** Of the numbers that have joined, after `measure`. */
  median = 0;
  /** Sum of the weighted distances from the median, after `measure`. */
  distance = 0;

  readonly #weights: Float64Array;
  readonly #sums: Float64Array;
  #ascending: Float64Array = new Float64Array(0);
  #size = 0;
  #topStep = 0;
  #totalWeight = 0;
  #totalSum = 0;

  constructor(capacity: number) {
    this.#weights = new Float64Array(capacity + 1);
    this.#sums = new Float64Array(capacity + 1);
  }

  /** Empties the set; `ascending[0..size)` are the numbers that may join. */
  reset(ascending: Float64Array, size: number): void {
    this.#ascending = ascending;
    this.#size = size;
    this.#weights.fill(0, 0, size + 1);
    this.#sums.fill(0, 0, size + 1);
    this.#totalWeight = 0;
    this.#totalSum = 0;
    this.#topStep = size === 0 ? 0 : 1 << (31 - Math.clz32(size));
  }

  /** The number of this rank joins. */
  add(rank: number, weight: number): void {
    const share = weight * this.#ascending[rank]!;
    this.#totalWeight += weight;
    this.#totalSum += share;
    for (let i = rank + 1; i <= this.#size; i += i & -i) {
      this.#weights[i]! += weight;
      this.#sums[i]! += share;
    }
  }

  /** Works out `median` and `distance`: the middle between two numbers that part the weight in equal halves. */
  measure(): void {
    const half = this.#totalWeight / 2;
    let rank = 0;
    let below = 0;
    let sumBelow = 0;
    for (let step = this.#topStep; step > 0; step >>= 1) {
      const next = rank + step;
      if (next > this.#size || below + this.#weights[next]! > half) continue;
      rank = next;
      below += this.#weights[next]!;
      sumBelow += this.#sums[next]!;
    }
    const upper = this.#ascending[rank]!;
    const median = below === half ? upper / 2 + this.#ascending[this.#rankAt(half)]! / 2 : upper;
    this.median = median;
    const sumAbove = this.#totalSum - sumBelow;
    const above = this.#totalWeight - below;
    this.distance = sumAbove - median * above + (median * below - sumBelow);
  }

  /** The lowest rank at which the weights of the ranks up to it reach `weight`. */
  #rankAt(weight: number): number {
    let rank = 0;
    let below = 0;
    for (let step = this.#topStep; step > 0; step >>= 1) {
      const next = rank + step;
      if (next > this.#size || below + this.#weights[next]! >= weight) continue;
      rank = next;
      below += this.#weights[next]!;
    }
    return rank;
  }
}
