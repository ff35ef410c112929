import type { Scalar, Tensor, Tensor1D, Tensor2D, TensorLike } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import {
  type TensorFlowAttribute as Attribute,
  type TensorFlow,
  tensorFlow,
} from '../training/tensor-flow.js';
import type { Activation, DenseOperations } from './dense-operations.js';

/**
 * The operations of dense layers by TensorFlow's own. tfjs has none for the derivatives of activations and of
 * soft-max, multiplies by way of batches, and sends shapes and axes anew each time: each of these costs as much as
 * the arithmetic of a small layer.
 */
export class NativeOperations implements DenseOperations {
  readonly #tf: NeuralBackend['tf'];
  readonly #flow: TensorFlow;
  readonly #shapes: readonly (readonly number[])[];
  readonly #attributes: ReturnType<typeof attributesOf>;
  readonly #constants: Tensor[] = [];
  readonly #sizes: Tensor;
  readonly #pieceShapes: readonly Tensor[];
  readonly #flat: Tensor;
  readonly #axes: readonly Tensor[];
  readonly #zero: Tensor;

  /** The operations, or null when the backend in use is not tfjs-node's. */
  static of(tf: NeuralBackend['tf'], shapes: readonly (readonly number[])[]): NativeOperations | null {
    const flow = tensorFlow(tf);
    return flow === null ? null : new NativeOperations(tf, flow, shapes);
  }

  private constructor(tf: NeuralBackend['tf'], flow: TensorFlow, shapes: readonly (readonly number[])[]) {
    this.#tf = tf;
    this.#flow = flow;
    this.#shapes = shapes;
    this.#attributes = attributesOf(flow, shapes.length);
    this.#sizes = this.#constant(shapes.map((shape) => shape.reduce((size, length) => size * length, 1)));
    this.#pieceShapes = shapes.map((shape) => this.#constant(shape));
    this.#flat = this.#constant([-1]);
    this.#axes = [[], [0], [0, 1]].map((axes) => this.#constant(axes));
    this.#zero = this.#constant(0);
  }

  unpack(vector: Tensor1D): Tensor[] {
    const { splitting, reshaping } = this.#attributes;
    const inputs = [vector, this.#sizes, this.#zero];
    const pieces = this.#flow.executeMultipleOutputs('SplitV', splitting, inputs, this.#shapes.length);
    return pieces.map((piece, k) =>
      this.#shapes[k]!.length === 1
        ? piece
        : this.#flow.executeSingleOutput('Reshape', reshaping, [piece, this.#pieceShapes[k]!]),
    );
  }

  pack(pieces: readonly Tensor[]): Tensor1D {
    const { joining, reshaping } = this.#attributes;
    const flat = pieces.map((piece) =>
      piece.rank === 1 ? piece : this.#flow.executeSingleOutput('Reshape', reshaping, [piece, this.#flat]),
    );
    return this.#flow.executeSingleOutput('ConcatV2', joining, [...flat, this.#zero]) as Tensor1D;
  }

  layer(x: Tensor2D, weights: Tensor2D, bias: Tensor1D | null, activation: Activation): Tensor2D {
    const product = this.#run<Tensor2D>('MatMul', [x, weights], this.#attributes.product);
    return this.activate(bias === null ? product : this.#run('BiasAdd', [product, bias]), activation);
  }

  activate(sums: Tensor2D, activation: Activation): Tensor2D {
    if (activation === 'identity') return sums;
    return this.#run({ relu: 'Relu', tanh: 'Tanh', logistic: 'Sigmoid' }[activation], [sums]);
  }

  transposedProduct(a: Tensor2D, b: Tensor2D): Tensor2D {
    return this.#run('MatMul', [a, b], this.#attributes.transposedProduct);
  }

  productTransposed(a: Tensor2D, b: Tensor2D): Tensor2D {
    return this.#run('MatMul', [a, b], this.#attributes.productTransposed);
  }

  throughActivation(deltas: Tensor2D, outputs: Tensor2D, activation: Activation): Tensor2D {
    switch (activation) {
      case 'identity':
        return deltas;
      case 'relu':
        return this.#run('ReluGrad', [deltas, outputs]);
      case 'tanh':
        return this.#run('TanhGrad', [outputs, deltas]);
      case 'logistic':
        return this.#run('SigmoidGrad', [outputs, deltas]);
    }
  }

  columnSums(x: Tensor2D): Tensor1D {
    return this.#run('BiasAddGrad', [x]);
  }

  total(x: Tensor): Scalar {
    return this.#run('Sum', [x, this.#axes[x.rank]!], this.#attributes.summing);
  }

  halfOfSquares(x: Tensor): Scalar {
    return this.#run('L2Loss', [x]);
  }

  softmaxLoss(scores: Tensor2D, shares: Tensor2D): { losses: Tensor1D; deltas: Tensor2D } {
    const [losses, deltas] = this.#flow.executeMultipleOutputs(
      'SoftmaxCrossEntropyWithLogits',
      this.#attributes.plain,
      [scores, shares],
      2,
    );
    return { losses: losses as Tensor1D, deltas: deltas as Tensor2D };
  }

  dispose(): void {
    for (const each of this.#constants) each.dispose();
  }

  #run<T extends Tensor>(
    name: string,
    inputs: readonly Tensor[],
    attributes: readonly Attribute[] = this.#attributes.plain,
  ): T {
    return this.#flow.executeSingleOutput(name, attributes, inputs) as T;
  }

  #constant(values: TensorLike): Tensor {
    const constant = this.#tf.keep(this.#tf.tensor(values, undefined, 'int32'));
    this.#constants.push(constant);
    return constant;
  }
}

/** The attributes of the operations, as the binding wants them. */
function attributesOf({ binding }: TensorFlow, pieces: number) {
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_INT, TF_FLOAT, TF_INT32 } = binding;
  const type = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean): Attribute => ({ name, type: TF_ATTR_BOOL, value });
  const count = (name: string, value: number): Attribute => ({ name, type: TF_ATTR_INT, value });
  const float = type('T', TF_FLOAT);
  const product = (a: boolean, b: boolean) => [flag('transpose_a', a), flag('transpose_b', b), float];
  return {
    plain: [float],
    product: product(false, false),
    transposedProduct: product(true, false),
    productTransposed: product(false, true),
    reshaping: [float, type('Tshape', TF_INT32)],
    summing: [flag('keep_dims', false), float, type('Tidx', TF_INT32)],
    splitting: [count('num_split', pieces), float, type('Tlen', TF_INT32)],
    joining: [count('N', pieces), float, type('Tidx', TF_INT32)],
  } as const;
}
