import type { Split } from './node-splitter.js';

/** A leaf and the split that would gain most in it. */
export interface SplittableLeaf extends Split {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Bounds of the values of its leaves, where there are monotonic constraints. */
  readonly low: number;
  readonly high: number;
}

/** The leaves that can be split, the one that gains most first; of ties the older one. A binary heap. */
export class Frontier {
  readonly #heap: SplittableLeaf[] = [];

  clear(): void {
    this.#heap.length = 0;
  }

  add(leaf: SplittableLeaf): void {
    const heap = this.#heap;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!comesFirst(leaf, heap[parent]!)) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = leaf;
  }

  /** Takes out the leaf that gains most, null when there is none. */
  take(): SplittableLeaf | null {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return null;
    if (heap.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && comesFirst(heap[child + 1]!, heap[child]!)) child++;
      if (!comesFirst(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}

function comesFirst(a: SplittableLeaf, b: SplittableLeaf): boolean {
  return a.gain > b.gain || (a.gain === b.gain && a.node < b.node);
}
