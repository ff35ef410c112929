/** Neumaier's compensated sum (1974): as if added with twice the precision. */
export function compensatedSum(values: ArrayLike<number>): number {
  let sum = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  // An overflow or an infinite value makes the compensation NaN, while the plain sum is right.
  return Number.isFinite(sum) ? sum + lost : sum;
}
