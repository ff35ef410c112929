/**
 * Row numbers in ascending order of their values, equal ones in their order.
 *
 * Sorting plain numbers and then finding each row's place is several times faster than sorting with a comparator.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const sorted = values.slice().sort();
  const order = new Uint32Array(values.length);
  const taken = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const first = countBelow(sorted, values[i]!);
    order[first + taken[first]!] = i;
    taken[first]! += 1;
  }
  return order;
}

/** Row numbers in descending order of their values, equal ones in their order. */
export function descendingOrder(values: Float64Array): Uint32Array {
  return ascendingOrder(values.map((value) => -value));
}

/** How many of the ascending values are less than the given one. */
function countBelow(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
