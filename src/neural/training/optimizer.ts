import type { Tensor1D } from '@tensorflow/tfjs-core';

/** Makes steps of gradients; everything is one vector of all parameters, so that a step is a handful of operations. */
export interface Optimizer {
  /** The step to subtract for a gradient, at a learning rate. The caller disposes of it. */
  step(gradient: Tensor1D, rate: number): Tensor1D;
  /** What it remembers between steps, so that training can go on later. */
  read(): Float32Array[];
  write(memory: readonly Float32Array[]): void;
  dispose(): void;
}
