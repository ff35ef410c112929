/**
 * The `count` nearest of what each query has been offered, `count` places a query in flat arrays. While a search
 * runs the places of a query are a heap with the farthest at its root; of equally far ones the higher index counts
 * as farther, so that the outcome does not depend on the order of the offers.
 */
export interface Nearest {
  readonly distances: Float64Array;
  readonly indices: Int32Array;
}

/** Empty places: anything is nearer. */
export function emptyNearest(queries: number, count: number): Nearest {
  return {
    distances: new Float64Array(queries * count).fill(Number.POSITIVE_INFINITY),
    indices: new Int32Array(queries * count).fill(0x7fffffff),
  };
}

/**
 * Offers `size` candidates to the query whose places start at `root`: candidate i lies at `found[i]` and has the
 * index `ids[from + i]`, or `from + i` without ids. The index `skip` is left out.
 */
export function offerNearest(
  { distances, indices }: Nearest,
  root: number,
  count: number,
  found: Float64Array,
  size: number,
  ids: Int32Array | null,
  from: number,
  skip: number,
): void {
  let farthest = distances[root]!;
  let farthestIndex = indices[root]!;
  for (let i = 0; i < size; i++) {
    const distance = found[i]!;
    if (distance > farthest) continue;
    const index = ids === null ? from + i : ids[from + i]!;
    if ((distance === farthest && index > farthestIndex) || index === skip) continue;
    siftDown(distances, indices, root, count, distance, index);
    farthest = distances[root]!;
    farthestIndex = indices[root]!;
  }
}

/** Puts the places of each query in order, the nearest first. */
export function sortNearest({ distances, indices }: Nearest, count: number): void {
  for (let root = 0; root < distances.length; root += count) {
    for (let last = count - 1; last > 0; last--) {
      const distance = distances[root + last]!;
      const index = indices[root + last]!;
      distances[root + last] = distances[root]!;
      indices[root + last] = indices[root]!;
      siftDown(distances, indices, root, last, distance, index);
    }
  }
}

/** Takes away the root of a heap of `size` places and lets a new entry sink to where it belongs. */
function siftDown(
  distances: Float64Array,
  indices: Int32Array,
  root: number,
  size: number,
  distance: number,
  index: number,
): void {
  let hole = 0;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    const right = child + 1;
    if (
      right < size &&
      (distances[root + right]! > distances[root + child]! ||
        (distances[root + right] === distances[root + child] &&
          indices[root + right]! > indices[root + child]!))
    ) {
      child = right;
    }
    const farther = distances[root + child]!;
    if (farther < distance || (farther === distance && indices[root + child]! < index)) break;
    distances[root + hole] = farther;
    indices[root + hole] = indices[root + child]!;
    hole = child;
  }
  distances[root + hole] = distance;
  indices[root + hole] = index;
}
