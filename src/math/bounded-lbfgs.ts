import { dot } from '../kernels/dot.js';
import { type LbfgsOptions, type LbfgsResult, type Objective, StepMemory } from './lbfgs.js';

/** Share of the fall that the slope promises which a step must bring (Armijo). */
const DECREASE = 1e-4;
const MAX_HALVINGS = 60;

/**
 * Minimises a smooth function over x >= 0: L-BFGS among the variables that are free to move, those that the
 * gradient presses against the bound go to it, and steps are projected back. Two-metric projection: Bertsekas,
 * SIAM J. Control Optim. 20 (1982), 221-246. `start` must not be negative.
 */
export async function nonNegativeLbfgs(
  objective: Objective,
  start: Float64Array,
  options: LbfgsOptions,
): Promise<LbfgsResult> {
  const { maxIterations, gradientTolerance, valueTolerance, pause } = options;
  const size = start.length;
  const memory = new StepMemory(size);
  const direction = new Float64Array(size);
  const bound = new Uint8Array(size);
  let x = start.slice();
  let gradient = new Float64Array(size);
  let nextX = new Float64Array(size);
  let nextGradient = new Float64Array(size);
  let value = objective(x, gradient);
  let iterations = 0;
  const result = (ended: LbfgsResult['ended']): LbfgsResult => ({ x, value, iterations, ended });

  while (iterations < maxIterations) {
    const violation = projectedGradient(x, gradient);
    if (violation <= gradientTolerance) return result('gradient');
    await pause(iterations);
    markBound(x, gradient, Math.min(violation, 1e-3), bound);
    memory.descent(gradient, direction, bound);
    for (let j = 0; j < size; j++) if (bound[j]) direction[j] = -x[j]!;
    const slope = dot(direction, 0, gradient, 0, size);
    let step = memory.size === 0 ? 1 / Math.max(1, Math.sqrt(Math.abs(slope))) : 1;
    let nextValue = Number.POSITIVE_INFINITY;
    let found = false;
    for (let halving = 0; halving < MAX_HALVINGS && !found; halving++, step /= 2) {
      let promised = 0;
      for (let j = 0; j < size; j++) {
        nextX[j] = Math.max(0, x[j]! + step * direction[j]!);
        promised += gradient[j]! * (nextX[j]! - x[j]!);
      }
      nextValue = objective(nextX, nextGradient);
      found = promised < 0 && nextValue <= value + DECREASE * promised;
    }
    if (!found) {
      if (memory.size === 0) return result('stuck');
      memory.forget();
      continue;
    }
    memory.remember(x, nextX, gradient, nextGradient);
    [x, nextX] = [nextX, x];
    [gradient, nextGradient] = [nextGradient, gradient];
    const fall = value - nextValue;
    const scale = Math.max(Math.abs(value), Math.abs(nextValue), 1);
    value = nextValue;
    iterations++;
    if (fall <= valueTolerance * scale) return result('value');
  }
  return result(projectedGradient(x, gradient) <= gradientTolerance ? 'gradient' : 'limit');
}

/** The largest element of the gradient, as far as the bound lets x follow it. */
function projectedGradient(x: Float64Array, gradient: Float64Array): number {
  let most = 0;
  for (let j = 0; j < x.length; j++) {
    const g = gradient[j]!;
    most = Math.max(most, g > 0 ? Math.min(g, x[j]!) : -g);
  }
  return most;
}

/** Marks the variables that are at the bound, or nearly, and pressed against it. */
function markBound(x: Float64Array, gradient: Float64Array, near: number, bound: Uint8Array): void {
  for (let j = 0; j < x.length; j++) bound[j] = x[j]! <= near && gradient[j]! > 0 ? 1 : 0;
}
