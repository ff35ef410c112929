import type { RandomState } from '../../random/index.js';
import type { Activation } from './dense-operations.js';

/**
 * The shapes of a network's parameters in the order in which one vector holds them: weights of each layer (inputs x
 * units), constants of each layer, and where hidden layers are normalised a factor for each of their units.
 */
export function parameterShapes(sizes: readonly number[], normalized: boolean): number[][] {
  const units = sizes.slice(1);
  return [
    ...units.map((count, k) => [sizes[k]!, count]),
    ...units.map((count) => [count]),
    ...(normalized ? units.slice(0, -1).map((count) => [count]) : []),
  ];
}

/** The pieces of a vector of parameters, as views. */
export function parameterPieces(
  vector: Float32Array,
  sizes: readonly number[],
  normalized: boolean,
): { weights: Float32Array[]; constants: Float32Array[]; factors: Float32Array[] } {
  let at = 0;
  const pieces = parameterShapes(sizes, normalized).map((shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const piece = vector.subarray(at, at + size);
    at += size;
    return piece;
  });
  const layers = sizes.length - 1;
  return {
    weights: pieces.slice(0, layers),
    constants: pieces.slice(layers, 2 * layers),
    factors: pieces.slice(2 * layers),
  };
}

/**
 * Parameters to start from, drawn as scikit-learn draws them: uniform within a bound by the units on both sides, layer
 * by layer, weights before constants. Glorot and Bengio, AISTATS 2010.
 */
export function initialParameters(
  sizes: readonly number[],
  activation: Activation,
  normalized: boolean,
  random: RandomState,
): Float32Array {
  const count = parameterShapes(sizes, normalized).reduce(
    (sum, shape) => sum + shape.reduce((product, length) => product * length, 1),
    0,
  );
  const vector = new Float32Array(count);
  const { weights, constants, factors } = parameterPieces(vector, sizes, normalized);
  for (const [k, matrix] of weights.entries()) {
    const bound = Math.sqrt((activation === 'logistic' ? 2 : 6) / (sizes[k]! + sizes[k + 1]!));
    for (const piece of [matrix, constants[k]!]) {
      for (let i = 0; i < piece.length; i++) piece[i] = random.uniform(-bound, bound);
    }
  }
  for (const factor of factors) factor.fill(1);
  return vector;
}
