import type { Tensor } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

/** The part of tfjs-node's backend by which it runs operations of TensorFlow. */
export interface TensorFlow {
  readonly binding: Readonly<
    Record<
      | 'TF_ATTR_TYPE'
      | 'TF_ATTR_BOOL'
      | 'TF_ATTR_INT'
      | 'TF_ATTR_STRING'
      | 'TF_ATTR_SHAPE'
      | 'TF_FLOAT'
      | 'TF_INT32',
      number
    >
  > & {
    executeOp(
      name: string,
      attributes: readonly TensorFlowAttribute[],
      inputs: readonly number[],
      outputs: number,
    ): unknown;
  };
  getInputTensorIds(inputs: readonly Tensor[]): number[];
  executeSingleOutput(
    name: string,
    attributes: readonly TensorFlowAttribute[],
    inputs: readonly Tensor[],
  ): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly TensorFlowAttribute[],
    inputs: readonly Tensor[],
    outputs: number,
  ): Tensor[];
}

/** An attribute of an operation, as the binding wants it. */
export interface TensorFlowAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** TensorFlow itself, or null when the backend in use is another. */
export function tensorFlow(tf: NeuralBackend['tf']): TensorFlow | null {
  if (tf.getBackend() !== 'tensorflow') return null;
  const backend = tf.backend() as unknown as Partial<TensorFlow>;
  return backend.executeSingleOutput === undefined ? null : (backend as TensorFlow);
}
