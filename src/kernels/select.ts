/** A step that leaves more than this share of the values has a poor pivot. */
const POOR_SHARE = 0.9;

/**
 * Reorders `values` so that what stands at `nth` is what sorting would put there, with nothing greater before it and
 * nothing smaller behind: Hoare's selection (1961), pivot of three. There must be no NaN. O(values); after
 * `mostPoor` poor pivots what is left is sorted, so that no order of the values takes quadratic time.
 */
export function selectNth(values: Float64Array, nth: number, mostPoor = 32): number {
  let low = 0;
  let high = values.length - 1;
  let poor = 0;
  while (low < high) {
    if (poor > mostPoor) {
      values.subarray(low, high + 1).sort();
      break;
    }
    const size = high - low;
    const pivot = middle(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (values[j]! > pivot) j--;
      if (i > j) break;
      const kept = values[i]!;
      values[i++] = values[j]!;
      values[j--] = kept;
    }
    if (nth <= j) high = j;
    else if (nth >= i) low = i;
    else break;
    if (high - low > POOR_SHARE * size) poor++;
  }
  return values[nth]!;
}

function middle(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
