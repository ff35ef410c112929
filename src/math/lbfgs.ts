import { addScaled, dot } from '../kernels/dot.js';
import { type LinePoint, lineSearch } from './line-search.js';

/** A function to minimise: returns its value at `x` and writes its gradient. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  readonly maxIterations: number;
  /** Ends when no element of the gradient is larger than this. */
  readonly gradientTolerance: number;
  /** Ends when an iteration lowers the value by no more than this, relative to the larger of the values and 1. */
  readonly valueTolerance: number;
  /** Awaited before each iteration with the number of those done. */
  readonly pause: (iterations: number) => Promise<void>;
}

export interface LbfgsResult {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Why it ended: a tolerance was met, the limit was reached, or no step went down any more. */
  readonly ended: 'gradient' | 'value' | 'limit' | 'stuck';
}

/** How many pairs of steps and gradient changes are remembered. */
const MEMORY = 10;
const MAX_EVALUATIONS = 50;

/**
 * Minimises a smooth function by L-BFGS: the direction from the two-loop recursion over the last 10 steps, the
 * step from a strong Wolfe search. Liu and Nocedal, Mathematical Programming 45 (1989), 503-528; Nocedal and
 * Wright, Numerical Optimization (2nd ed. 2006), algorithms 7.4 and 7.5.
 */
export async function lbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions,
): Promise<LbfgsResult> {
  const { maxIterations, gradientTolerance, valueTolerance, pause } = options;
  const size = start.length;
  const memory = new StepMemory(size);
  const direction = new Float64Array(size);
  let x = start.slice();
  let gradient = new Float64Array(size);
  let nextX = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  let value = objective(x, gradient);
  let iterations = 0;
  const result = (ended: LbfgsResult['ended']): LbfgsResult => ({ x, value, iterations, ended });
  if (largest(gradient) <= gradientTolerance) return result('gradient');

  while (iterations < maxIterations) {
    await pause(iterations);
    memory.descent(gradient, direction);
    const slope = dot(direction, 0, gradient, 0, size);
    const evaluate = (step: number): LinePoint => {
      for (let j = 0; j < size; j++) nextX[j] = x[j]! + step * direction[j]!;
      const nextValue = objective(nextX, nextGradient);
      return { step, value: nextValue, slope: dot(direction, 0, nextGradient, 0, size) };
    };
    // Without memory the direction is the plain gradient, whose length says nothing about the step.
    const firstStep = iterations === 0 ? 1 / Math.sqrt(-slope) : 1;
    const found =
      slope < 0 ? lineSearch(evaluate, { step: 0, value, slope }, firstStep, MAX_EVALUATIONS) : null;
    if (found === null) {
      if (memory.size === 0) return result('stuck');
      memory.forget();
      continue;
    }
    memory.remember(x, nextX, gradient, nextGradient);
    [x, nextX] = [nextX, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    const fall = value - found.value;
    const scale = Math.max(Math.abs(value), Math.abs(found.value), 1);
    value = found.value;
    iterations++;
    if (largest(gradient) <= gradientTolerance) return result('gradient');
    if (fall <= valueTolerance * scale) return result('value');
  }
  return result('limit');
}

/** The last steps with their changes of gradient: an approximation of the inverse Hessian. */
export class StepMemory {
  readonly #length: number;
  readonly #steps: Float64Array[] = [];
  readonly #changes: Float64Array[] = [];
  readonly #products: number[] = [];

  constructor(length: number) {
    this.#length = length;
  }

  get size(): number {
    return this.#steps.length;
  }

  forget(): void {
    this.#steps.length = this.#changes.length = this.#products.length = 0;
  }

  /** Takes in a step, unless the function is not convex along it. */
  remember(from: Float64Array, to: Float64Array, gradientFrom: Float64Array, gradientTo: Float64Array): void {
    const full = this.size === MEMORY;
    // The oldest pair's arrays serve again for the newest.
    const step = full ? this.#steps[0]! : new Float64Array(this.#length);
    const change = full ? this.#changes[0]! : new Float64Array(this.#length);
    let product = 0;
    let slope = 0;
    for (let j = 0; j < this.#length; j++) {
      const s = to[j]! - from[j]!;
      const y = gradientTo[j]! - gradientFrom[j]!;
      product += s * y;
      slope -= s * gradientFrom[j]!;
    }
    if (product <= Number.EPSILON * slope) return;
    for (let j = 0; j < this.#length; j++) {
      step[j] = to[j]! - from[j]!;
      change[j] = gradientTo[j]! - gradientFrom[j]!;
    }
    if (full) for (const list of [this.#steps, this.#changes, this.#products]) list.shift();
    this.#steps.push(step);
    this.#changes.push(change);
    this.#products.push(product);
  }

  /**
   * Writes minus the inverse Hessian times the gradient (two-loop recursion). Elements marked in `fixed` take
   * no part and stay 0.
   */
  descent(gradient: Float64Array, direction: Float64Array, fixed: Uint8Array | null = null): void {
    const length = this.#length;
    for (let j = 0; j < length; j++) direction[j] = fixed?.[j] ? 0 : -gradient[j]!;
    if (this.size === 0) return;
    const shares = new Float64Array(this.size);
    for (let k = this.size - 1; k >= 0; k--) {
      shares[k] = dot(this.#steps[k]!, 0, direction, 0, length) / this.#products[k]!;
      addScaled(direction, 0, -shares[k]!, this.#changes[k]!, 0, length);
      if (fixed !== null) clear(direction, fixed);
    }
    const last = this.#changes[this.size - 1]!;
    const scale = this.#products[this.size - 1]! / dot(last, 0, last, 0, length);
    for (let j = 0; j < length; j++) direction[j]! *= scale;
    for (let k = 0; k < this.size; k++) {
      const share = dot(this.#changes[k]!, 0, direction, 0, length) / this.#products[k]!;
      addScaled(direction, 0, shares[k]! - share, this.#steps[k]!, 0, length);
      if (fixed !== null) clear(direction, fixed);
    }
  }
}

function clear(vector: Float64Array, marked: Uint8Array): void {
  for (let j = 0; j < vector.length; j++) if (marked[j]) vector[j] = 0;
}

function largest(gradient: Float64Array): number {
  let most = 0;
  for (const value of gradient) most = Math.max(most, Math.abs(value));
  return most;
}
