import type { RandomState } from '../../random/index.js';

/** A distribution of weights to begin with, as tfjs tells it of an initialiser: its class and its settings. */
export interface WeightsRule {
  readonly className: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Weights of a shape drawn from a distribution; null where the rule is not random. */
export function drawWeights(
  { className, config }: WeightsRule,
  shape: readonly number[],
  random: RandomState,
): Float32Array | null {
  const size = shape.reduce((product, each) => product * each, 1);
  const number = (key: string, otherwise: number) => (config[key] as number | null | undefined) ?? otherwise;
  const filled = (draw: () => number) => Float32Array.from({ length: size }, draw);
  switch (className) {
    case 'VarianceScaling': {
      const spread = number('scale', 1) / Math.max(1, fanOf(shape, config['mode']));
      if (config['distribution'] === 'uniform') {
        const limit = Math.sqrt(3 * spread);
        return filled(() => random.uniform(-limit, limit));
      }
      const deviation = Math.sqrt(spread);
      return filled(() => deviation * truncated(random));
    }
    case 'RandomUniform':
      return filled(() => random.uniform(number('minval', -0.05), number('maxval', 0.05)));
    case 'RandomNormal':
      return filled(() => number('mean', 0) + number('stddev', 0.05) * random.normal());
    case 'TruncatedNormal':
      return filled(() => number('mean', 0) + number('stddev', 0.05) * truncated(random));
    case 'Orthogonal':
      return orthogonal(shape, number('gain', 1), random);
    default:
      return null;
  }
}

/** Inputs or outputs of a unit, or their mean; Glorot and Bengio, AISTATS 2010, and He et al., ICCV 2015. */
function fanOf(shape: readonly number[], mode: unknown): number {
  const [inner, outer] = fansOf(shape);
  if (mode === 'fanIn') return inner;
  return mode === 'fanOut' ? outer : (inner + outer) / 2;
}

function fansOf(shape: readonly number[]): [number, number] {
  const product = (sizes: readonly number[]) => sizes.reduce((so, each) => so * each, 1);
  if (shape.length < 2) return [Math.sqrt(product(shape)), Math.sqrt(product(shape))];
  const field = product(shape.slice(0, -2));
  return [field * shape.at(-2)!, field * shape.at(-1)!];
}

/** A normal number not further than 2 from 0. */
function truncated(random: RandomState): number {
  for (;;) {
    const value = random.normal();
    if (Math.abs(value) <= 2) return value;
  }
}

/**
 * Orthonormal columns (rows, where there are more columns): Saxe, McClelland and Ganguli, ICLR 2014. By Gram-Schmidt
 * done twice, which is orthogonal to rounding (Giraud et al., 2005), on vectors that are kept one after the other.
 */
function orthogonal(shape: readonly number[], gain: number, random: RandomState): Float32Array {
  const cols = shape.at(-1)!;
  const rows = shape.slice(0, -1).reduce((product, each) => product * each, 1);
  const [length, count] = [Math.max(rows, cols), Math.min(rows, cols)];
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) takeAway(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    vectors.push(vector.map((value) => value / norm));
  }
  const weights = new Float32Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      weights[i * cols + j] = gain * (rows >= cols ? vectors[j]![i]! : vectors[i]![j]!);
    }
  }
  return weights;
}

function takeAway(vector: Float64Array, other: Float64Array): void {
  const share = dot(vector, other);
  for (let i = 0; i < vector.length; i++) vector[i]! -= share * other[i]!;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
