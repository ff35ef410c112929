import { quantileSorted as typeSevenQuantile } from 'simple-statistics';

/** Quantile of ascending values by linear interpolation between neighbours (type 7; NumPy's default). */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number {
  // simple-statistics only reads length and indices, so a typed array serves as well as an array.
  return typeSevenQuantile(sorted as readonly number[], q);
}
