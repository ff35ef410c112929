import type { Contingency } from './contingency.js';

/**
 * Mutual information that two groupings with these group sizes share by chance, under random permutations of the
 * rows. O(classes * clusters * size of the groups).
 *
 * Source: Vinh, Epps and Bailey, "Information theoretic measures for clusterings comparison" (2010), equation 24a.
 */
export function expectedMutualInfo({ total, classSizes, clusterSizes }: Contingency): number {
  if (classSizes.length === 1 || clusterSizes.length === 1) return 0;
  const logFactorial = logFactorials(total);
  let expected = 0;
  for (const a of classSizes) {
    for (const b of clusterSizes) {
      const fixed =
        logFactorial[a]! +
        logFactorial[b]! +
        logFactorial[total - a]! +
        logFactorial[total - b]! -
        logFactorial[total]!;
      for (let n = Math.max(1, a + b - total); n <= Math.min(a, b); n++) {
        const logProbability =
          fixed -
          logFactorial[n]! -
          logFactorial[a - n]! -
          logFactorial[b - n]! -
          logFactorial[total - a - b + n]!;
        expected += (n / total) * Math.log((n / a) * (total / b)) * Math.exp(logProbability);
      }
    }
  }
  return expected;
}

/** log(0!), log(1!), ... log(n!), summed with compensation (Kahan, 1965). */
function logFactorials(n: number): Float64Array {
  const logs = new Float64Array(n + 1);
  let lost = 0;
  for (let k = 2; k <= n; k++) {
    const term = Math.log(k) - lost;
    const next = logs[k - 1]! + term;
    lost = next - logs[k - 1]! - term;
    logs[k] = next;
  }
  return logs;
}
