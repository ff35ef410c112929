import { dot } from '../kernels/dot.js';

/** A matrix known by its products alone. */
export interface LinearOperator {
  readonly rows: number;
  readonly cols: number;
  /** Adds the matrix times `vector` to `out`. */
  addProduct(vector: Float64Array, out: Float64Array): void;
  /** Adds the transposed matrix times `vector` to `out`. */
  addTransposedProduct(vector: Float64Array, out: Float64Array): void;
}

export interface LsqrOptions {
  /** Minimises ||A x - b||^2 + damp^2 ||x||^2. */
  readonly damp?: number;
  /** Relative error of A and of b that may be explained away: smaller is more exact. */
  readonly tolerance: number;
  /** Ends when the estimated condition number passes this. */
  readonly conditionLimit: number;
  readonly maxIterations: number;
  /** Awaited before each iteration. */
  readonly pause: () => Promise<void>;
}

export interface LsqrResult {
  readonly solution: Float64Array;
  readonly iterations: number;
  /** False when the limit of iterations ended it. */
  readonly converged: boolean;
}

/**
 * LSQR: least squares by Golub-Kahan bidiagonalisation, with the stopping rules of the paper. From a start at
 * zero it comes to the solution of least length. Paige and Saunders, ACM TOMS 8 (1982), 43-71 and 195-209.
 * Each iteration costs one product with A and one with its transpose.
 */
export async function lsqr(A: LinearOperator, b: Float64Array, options: LsqrOptions): Promise<LsqrResult> {
  const { damp = 0, tolerance, conditionLimit, maxIterations, pause } = options;
  const solution = new Float64Array(A.cols);
  const u = b.slice();
  const v = new Float64Array(A.cols);
  const bNorm = normalize(u);
  if (bNorm > 0) A.addTransposedProduct(u, v);
  let alpha = normalize(v);
  if (alpha * bNorm === 0) return { solution, iterations: 0, converged: true };
  const direction = v.slice();
  let rhoBar = alpha;
  let phiBar = bNorm;
  // Running estimates of the norms of A, of the inverse, of the damped part of the residual and of x.
  let aSquares = 0;
  let inverseSquares = 0;
  let dampedSquares = 0;
  let xSquares = 0;
  let [cosine2, sine2, z] = [-1, 0, 0];

  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    await pause();
    const beta = advance(u, alpha, (out) => A.addProduct(v, out));
    if (beta > 0) {
      aSquares += alpha * alpha + beta * beta + damp * damp;
      alpha = advance(v, beta, (out) => A.addTransposedProduct(u, out));
    }
    // A first rotation takes the damping away, a second one the new subdiagonal element.
    const damped = Math.hypot(rhoBar, damp);
    const psi = (damp / damped) * phiBar;
    phiBar *= rhoBar / damped;
    const rho = Math.hypot(damped, beta);
    const cosine = damped / rho;
    const sine = beta / rho;
    const theta = sine * alpha;
    const phi = cosine * phiBar;
    rhoBar = -cosine * alpha;
    phiBar *= sine;
    inverseSquares += dot(direction, 0, direction, 0, direction.length) / (rho * rho);
    for (let j = 0; j < solution.length; j++) {
      solution[j]! += (phi / rho) * direction[j]!;
      direction[j] = v[j]! - (theta / rho) * direction[j]!;
    }
    // The norm of x, by a rotation from the right.
    const gammaBar = -cosine2 * rho;
    const rest = phi - sine2 * rho * z;
    const xNorm = Math.sqrt(xSquares + (rest / gammaBar) ** 2);
    const gamma = Math.hypot(gammaBar, theta);
    cosine2 = gammaBar / gamma;
    sine2 = theta / gamma;
    z = rest / gamma;
    xSquares += z * z;

    dampedSquares += psi * psi;
    const aNorm = Math.sqrt(aSquares);
    const residual = Math.sqrt(phiBar * phiBar + dampedSquares);
    const slope = alpha * Math.abs(sine * phi);
    const size = (aNorm * xNorm) / bNorm;
    const solves = residual / bNorm <= Math.max(tolerance * (1 + size), Number.EPSILON * (1 + size));
    const minimises = slope / (aNorm * residual + Number.EPSILON) <= Math.max(tolerance, Number.EPSILON);
    const illPosed = aNorm * Math.sqrt(inverseSquares) >= conditionLimit;
    if (solves || minimises || illPosed) return { solution, iterations: iteration, converged: true };
  }
  return { solution, iterations: maxIterations, converged: false };
}

/** vector := product - factor * vector, scaled to length 1; returns its length before. */
function advance(vector: Float64Array, factor: number, addProduct: (out: Float64Array) => void): number {
  for (let i = 0; i < vector.length; i++) vector[i]! *= -factor;
  addProduct(vector);
  return normalize(vector);
}

/** Scales to length 1 and returns the length before; zeros stay zeros. */
function normalize(vector: Float64Array): number {
  const norm = Math.sqrt(dot(vector, 0, vector, 0, vector.length));
  if (norm > 0) for (let i = 0; i < vector.length; i++) vector[i]! /= norm;
  return norm;
}
