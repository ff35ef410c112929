import type { NamedAttrMap, NamedTensorMap, Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { type Operations, operations } from '../training/operations.js';
import type { Activation, DenseOperations } from './dense-operations.js';

/** The operations of dense layers by kernels that every backend of tfjs has. */
export class PortableOperations implements DenseOperations {
  readonly #tf: NeuralBackend['tf'];
  readonly #op: Operations;
  readonly #shapes: readonly (readonly number[])[];
  readonly #sizes: number[];
  readonly #one: Scalar;
  readonly #half: Scalar;

  constructor(tf: NeuralBackend['tf'], shapes: readonly (readonly number[])[]) {
    this.#tf = tf;
    this.#op = operations(tf);
    this.#shapes = shapes;
    this.#sizes = shapes.map((shape) => shape.reduce((size, length) => size * length, 1));
    this.#one = tf.keep(tf.scalar(1));
    this.#half = tf.keep(tf.scalar(0.5));
  }

  unpack(vector: Tensor1D): Tensor[] {
    const pieces: Tensor[] = this.#run(
      this.#tf.SplitV,
      { x: vector },
      { numOrSizeSplits: this.#sizes, axis: 0 },
    );
    return pieces.map((piece, k) => this.#reshape(piece, this.#shapes[k]!));
  }

  pack(pieces: readonly Tensor[]): Tensor1D {
    const flat = pieces.map((piece) => this.#reshape(piece, [piece.size]));
    return this.#run(this.#tf.Concat, flat as unknown as NamedTensorMap, { axis: 0 });
  }

  layer(x: Tensor2D, weights: Tensor2D, bias: Tensor1D | null, activation: Activation): Tensor2D {
    const fused = activation === 'relu' ? 'relu' : 'linear';
    const a = this.#batch(x);
    const b = this.#batch(weights);
    const sums: Tensor = this.#run(this.#tf._FusedMatMul, bias === null ? { a, b } : { a, b, bias }, {
      transposeA: false,
      transposeB: false,
      activation: fused,
    });
    const flat = this.#reshape<Tensor2D>(sums, [x.shape[0], weights.shape[1]]);
    return fused === 'relu' ? flat : this.activate(flat, activation);
  }

  activate(sums: Tensor2D, activation: Activation): Tensor2D {
    const { Relu, Tanh, Sigmoid } = this.#tf;
    if (activation === 'identity') return sums;
    const kernel = { relu: Relu, tanh: Tanh, logistic: Sigmoid }[activation];
    return this.#run(kernel, { x: sums });
  }

  transposedProduct(a: Tensor2D, b: Tensor2D): Tensor2D {
    return this.#product(this.#transposed(a), b);
  }

  productTransposed(a: Tensor2D, b: Tensor2D): Tensor2D {
    return this.#product(a, this.#transposed(b));
  }

  throughActivation(deltas: Tensor2D, outputs: Tensor2D, activation: Activation): Tensor2D {
    const op = this.#op;
    switch (activation) {
      case 'identity':
        return deltas;
      case 'relu':
        // Outputs are 0 or more, so that the step is 1 where something came through.
        return op.mul(deltas, this.#run<Tensor2D>(this.#tf.Step, { x: outputs }, { alpha: 0 }));
      case 'tanh':
        return op.mul(deltas, op.sub(this.#one as Tensor, op.square(outputs)));
      case 'logistic':
        return op.mul(deltas, op.mul(outputs, op.sub(this.#one as Tensor, outputs)));
    }
  }

  columnSums(x: Tensor2D): Tensor1D {
    return this.#run(this.#tf.Sum, { x }, { axis: [0], keepDims: false });
  }

  total(x: Tensor): Scalar {
    const flat = this.#reshape(x, [x.size]);
    return this.#run(this.#tf.Sum, { x: flat }, { axis: [0], keepDims: false });
  }

  halfOfSquares(x: Tensor): Scalar {
    return this.#op.mul(this.total(this.#op.square(x)), this.#half);
  }

  softmaxLoss(scores: Tensor2D, shares: Tensor2D): { losses: Tensor1D; deltas: Tensor2D } {
    const op = this.#op;
    const most: Tensor = this.#run(this.#tf.Max, { x: scores }, { reductionIndices: [1], keepDims: true });
    const below = op.sub(scores, this.#reshape(most, [scores.shape[0], 1]));
    const powers = op.exp(below);
    const sums: Tensor = this.#run(this.#tf.Sum, { x: powers }, { axis: [1], keepDims: false });
    const deltas = op.sub(op.div(powers, this.#reshape(sums, [scores.shape[0], 1])), shares);
    const own: Tensor = this.#run(this.#tf.Sum, { x: op.mul(below, shares) }, { axis: [1], keepDims: false });
    // The shares of a row sum to 1.
    return { losses: op.sub(op.log(sums), own) as Tensor1D, deltas };
  }

  dispose(): void {
    this.#one.dispose();
    this.#half.dispose();
  }

  /** The wasm backend multiplies well only what need not be transposed on the way. */
  #product(a: Tensor2D, b: Tensor2D): Tensor2D {
    const product: Tensor = this.#run(
      this.#tf.BatchMatMul,
      { a: this.#batch(a), b: this.#batch(b) },
      { transposeA: false, transposeB: false },
    );
    return this.#reshape(product, [a.shape[0], b.shape[1]]);
  }

  #transposed(x: Tensor2D): Tensor2D {
    return this.#run(this.#tf.Transpose, { x }, { perm: [1, 0] });
  }

  /** A matrix as the only one of a batch, which is what the kernels multiply. */
  #batch(matrix: Tensor2D): Tensor {
    return this.#reshape(matrix, [1, ...matrix.shape]);
  }

  #reshape<T extends Tensor = Tensor>(x: Tensor, shape: readonly number[]): T {
    return this.#run(this.#tf.Reshape, { x }, { shape: shape as number[] });
  }

  #run<T>(kernel: string, inputs: NamedTensorMap, attributes?: NamedAttrMap): T {
    return this.#tf.engine().runKernel(kernel, inputs, attributes) as T;
  }
}
