import type { DataType, Tensor } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../../backend/index.js';
import type { Feed } from '../runners.js';

/** Types of tensors that tfjs can be given. */
const types: readonly string[] = ['float32', 'int32', 'bool', 'string'];

/** Why an input of a type cannot be given, as the end of a sentence; null for those that can. */
export function typeObstacle(type: string): string | null {
  return types.includes(type) ? null : `is of the type ${type}, which is not supported`;
}

/** The tensor of an input. */
export function tensorOf(tf: NeuralBackend['tf'], { type, shape, values }: Feed): Tensor {
  if (!(values instanceof Float64Array)) return tf.tensor([...values], [...shape], 'string');
  const written =
    type === 'int32'
      ? Int32Array.from(values)
      : type === 'bool'
        ? Uint8Array.from(values, (value) => (value === 0 ? 0 : 1))
        : Float32Array.from(values);
  return tf.tensor(written, [...shape], type as DataType);
}
