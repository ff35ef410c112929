import { InvalidDataError } from '../../errors/index.js';
import type { BoostingMemory } from './memory.js';

/** Larger derivatives have no single precision left. */
const MOST = 1e38;

/** The units in which the derivatives of a tree are counted. */
export interface Units {
  readonly gradient: number;
  readonly hessian: number;
  readonly countBits: number;
}

/**
 * Packs the derivatives of score k for a tree. Units are powers of two, so that rounding to them is exact wherever
 * there are bits enough: sums stay below 2^62, single numbers at most 2^50.
 */
export function packScore(owner: string, memory: BoostingMemory, k: number, constantHessian: boolean): Units {
  const { kernels, shape, gradient, hessian, range, packed } = memory;
  const { rows } = shape;
  const gradients = gradient.byteOffset + k * rows * 4;
  const hessians = constantHessian ? 0 : hessian.byteOffset + k * rows * 4;
  kernels.derivativeRange(gradients, hessians, rows, range.byteOffset);
  const [gradientSum, gradientMost, hessianSum, hessianMost] = range as unknown as [
    number,
    number,
    number,
    number,
  ];
  if (!(gradientSum <= MOST && hessianSum <= MOST)) {
    throw new InvalidDataError(
      `${owner}: the derivatives of the loss overflow, for some values of y, or weights, are too large. Divide them by a constant.`,
    );
  }
  const countBits = 32 - Math.clz32(rows);
  const gradientScale = powerBelow(Math.min(2 ** 62 / gradientSum, 2 ** 50 / gradientMost));
  const hessianScale = constantHessian
    ? 1
    : powerBelow(Math.min(2 ** (62 - countBits) / hessianSum, 2 ** 50 / hessianMost));
  kernels.packDerivatives(
    gradients,
    hessians,
    rows,
    gradientScale,
    hessianScale,
    countBits,
    packed.byteOffset,
  );
  return { gradient: 1 / gradientScale, hessian: 1 / hessianScale, countBits };
}

/** The power of two at or below a number, within what has a reciprocal. */
function powerBelow(value: number): number {
  return 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(value))));
}
