import type { NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';

/** The arithmetic of tensors that steps are made of. */
export interface Operations {
  add<T extends Tensor>(a: T, b: Tensor): T;
  sub<T extends Tensor>(a: T, b: Tensor): T;
  mul<T extends Tensor>(a: T, b: Tensor): T;
  div<T extends Tensor>(a: T, b: Tensor): T;
  maximum<T extends Tensor>(a: T, b: Tensor): T;
  sqrt<T extends Tensor>(x: T): T;
  square<T extends Tensor>(x: T): T;
  abs<T extends Tensor>(x: T): T;
  exp<T extends Tensor>(x: T): T;
  log<T extends Tensor>(x: T): T;
}

/**
 * The operations of tfjs without what it does around them: its public functions check and convert their arguments and
 * watch for gradients, which takes longer than the work on a few thousand numbers.
 */
export function operations(tf: NeuralBackend['tf']): Operations {
  const engine = tf.engine();
  const unary =
    (kernel: string) =>
    <T extends Tensor>(x: T): T =>
      engine.runKernel(kernel, { x });
  const binary =
    (kernel: string) =>
    <T extends Tensor>(a: T, b: Tensor): T =>
      engine.runKernel(kernel, { a, b } satisfies NamedTensorMap);
  return {
    add: binary(tf.Add),
    sub: binary(tf.Sub),
    mul: binary(tf.Multiply),
    div: binary(tf.RealDiv),
    maximum: binary(tf.Maximum),
    sqrt: unary(tf.Sqrt),
    square: unary(tf.Square),
    abs: unary(tf.Abs),
    exp: unary(tf.Exp),
    log: unary(tf.Log),
  };
}
