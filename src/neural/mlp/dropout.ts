import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

/** Factors of a layer's outputs in training: 0 for those left out. Within a tidy. */
export type DropoutMasks = (rows: number, units: number) => Tensor2D;

/**
 * Masks that leave out a share of the outputs at random and enlarge the others so that their sum stays the same on
 * average: Srivastava et al., JMLR 15 (2014). Drawn here, from a seed, so that they are the same on every backend.
 */
export function seededMasks({ tf }: NeuralBackend, share: number, seed: number): DropoutMasks {
  const kept = 1 / (1 - share);
  // Of 2^32 numbers so many are below, and leave an output out.
  const limit = Math.round(share * 2 ** 32);
  let state = seed | 0 || 0x9e3779b9 | 0;
  return (rows, units) => {
    const mask = new Float32Array(rows * units);
    for (let i = 0; i < mask.length; i++) {
      // Marsaglia, "Xorshift RNGs", 2003.
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      mask[i] = state >>> 0 < limit ? 0 : kept;
    }
    return tf.tensor2d(mask, [rows, units]);
  };
}
