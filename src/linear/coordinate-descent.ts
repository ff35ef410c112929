import type { Descent, SweepOptions } from '../kernels/descent.js';

/** What coordinate descent came to. */
export interface DescentResult {
  readonly coef: Float64Array;
  readonly iterations: number;
  /** How far the penalised sum of squared errors may still be from its least; NaN where numbers were too large. */
  readonly gap: number;
  readonly converged: boolean;
}

export interface DescentLimits {
  readonly maxIterations: number;
  /** A sweep whose largest step is at most this share of the largest coefficient has the gap looked at. */
  readonly tolerance: number;
  /** The gap that is small enough. */
  readonly gapTolerance: number;
}

/** Between pauses no more values are gone through: some milliseconds. */
const VALUES_AT_A_TIME = 4_000_000;

/**
 * Minimises ||r||^2 / 2 + l1 |w|_1 + l2 ||w||^2 / 2 by sweeps of coordinate descent, until the duality gap is small.
 * Columns of which the gap proves that their coefficient is 0 are left out from then on (gap safe rules). The rules of
 * stopping and leaving out are scikit-learn's, so that both take the same steps.
 * Fercoq, Gramfort and Salmon, Mind the duality gap: safer rules for the Lasso, ICML 2015; Ndiaye, Fercoq, Gramfort and
 * Salmon, Gap safe screening rules for sparsity enforcing penalties, JMLR 18 (2017).
 */
export async function coordinateDescent(
  descent: Descent,
  options: SweepOptions,
  limits: DescentLimits,
  pause: () => Promise<void>,
): Promise<DescentResult> {
  const { coef } = descent;
  const products = new Float64Array(coef.length);
  const result = (iterations: number, gap: number, converged: boolean): DescentResult => ({
    coef: coef.slice(),
    iterations,
    gap,
    converged,
  });
  if (!descent.squares.every(Number.isFinite)) return result(0, Number.NaN, false);
  let found = dualityGap(descent, options, products);
  if (found.gap >= 0 && found.gap <= limits.gapTolerance) return result(0, found.gap, true);
  let count = options.l1 === 0 ? coef.length : leaveOut(descent, options, products, found, coef.length);
  const atATime = Math.max(1, Math.floor(VALUES_AT_A_TIME / descent.size));
  for (let iteration = 1; iteration <= limits.maxIterations; iteration++) {
    descent.moves.fill(0);
    for (let first = 0; first === 0 || first < count; first += atATime) {
      await pause();
      descent.sweep(count, first, Math.min(count, first + atATime));
    }
    const [step, largest] = [descent.moves[0]!, descent.moves[1]!];
    const settled = largest === 0 || step / largest <= limits.tolerance;
    if (!settled && iteration < limits.maxIterations) continue;
    found = dualityGap(descent, options, products);
    if (found.gap <= limits.gapTolerance) return result(iteration, found.gap, true);
    if (!Number.isFinite(found.gap)) return result(iteration, found.gap, false);
    if (options.l1 !== 0) count = leaveOut(descent, options, products, found, count);
  }
  return result(limits.maxIterations, found.gap, false);
}

interface Gap {
  readonly gap: number;
  /** The largest magnitude of X'r - l2 w: how far residuals must be scaled down to be a feasible dual point. */
  readonly dualNorm: number;
}

/**
 * The duality gap; `products` becomes X'r - l2 w. Without an L1 penalty another dual is used (Dünner, Forte, Takáč and
 * Jaggi, Primal-dual rates and certificates, ICML 2016, section 5.2.3), and without any the squared gradient.
 */
function dualityGap(descent: Descent, { l1, l2, positive }: SweepOptions, products: Float64Array): Gap {
  const { coef } = descent;
  const { squares, withTarget } = descent.measure(products);
  let coefSquares = 0;
  let coefSizes = 0;
  let gradientSquares = 0;
  let dualNorm = positive ? Number.NEGATIVE_INFINITY : 0;
  for (let j = 0; j < coef.length; j++) {
    coefSquares += coef[j]! * coef[j]!;
    coefSizes += Math.abs(coef[j]!);
    gradientSquares += products[j]! * products[j]!;
    products[j]! -= l2 * coef[j]!;
    dualNorm = Math.max(dualNorm, positive ? products[j]! : Math.abs(products[j]!));
  }
  if (l1 === 0) {
    if (l2 === 0) return { gap: gradientSquares, dualNorm };
    const gap = squares + 0.5 * l2 * coefSquares - withTarget + gradientSquares / (2 * l2);
    return { gap, dualNorm };
  }
  const smooth = squares + l2 * coefSquares;
  const scale = dualNorm > l1 ? l1 / dualNorm : 1;
  const primal = 0.5 * smooth + l1 * coefSizes;
  const dual = scale * withTarget - 0.5 * scale * scale * smooth;
  return { gap: primal - dual, dualNorm };
}

/** Keeps those of the first `count` active columns that may have a coefficient; returns how many they are. */
function leaveOut(
  descent: Descent,
  { l1, l2 }: SweepOptions,
  products: Float64Array,
  { gap, dualNorm }: Gap,
  count: number,
): number {
  const { active, coef, squares } = descent;
  // Rounding can make the gap negative.
  const radius = Math.sqrt(2 * Math.abs(gap)) / l1;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const j = active[k]!;
    const correlation = Math.abs(products[j]!) / Math.max(l1, dualNorm);
    const possible = squares[j] !== 0 && (1 - correlation) / Math.sqrt(squares[j]! + l2) <= radius;
    if (possible) active[kept++] = j;
    else if (coef[j] !== 0) descent.remove(j);
  }
  return kept;
}
