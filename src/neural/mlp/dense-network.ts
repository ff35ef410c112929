import type { Scalar, Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { Constants } from '../training/constants.js';
import type { Batch, Network } from '../training/index.js';
import { type Operations, operations } from '../training/operations.js';
import { BatchNormalization, type Normalized } from './batch-normalization.js';
import { type Activation, type DenseOperations, denseOperations } from './dense-operations.js';
import type { DropoutMasks } from './dropout.js';
import { type OutputActivation, type OutputLoss, outputLoss, outputsOf } from './output-loss.js';
import { parameterShapes } from './parameters.js';
import { WeightPenalty } from './weight-penalty.js';

/** What a network of dense layers looks like. */
export interface DenseShape {
  /** Units of each layer, inputs first, outputs last. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  readonly output: OutputActivation;
  /** Whether the sums of hidden layers are normalised over each batch. */
  readonly batchNormalization: boolean;
  /** Strength of the penalty on squared weights, which counts once a batch as in scikit-learn. */
  readonly alpha: number;
}

/** A weaker penalty is none in 32 bits. */
const LEAST_ALPHA = 1e-30;

/** A hidden or the last layer, as a pass through the network has left it. */
interface Pass {
  readonly outputs: Tensor2D;
  readonly normalized: Normalized | null;
  readonly mask: Tensor2D | null;
  /** Outputs as the next layer gets them, some of them left out where there is a mask. */
  readonly passed: Tensor2D;
}

/**
 * A network of dense layers with its passes forwards and backwards written out. All parameters are one vector, weights
 * first, then constants, then factors of normalisations; the gradient is put together in one piece.
 */
export class DenseNetwork implements Network {
  readonly parameters: number;
  readonly #tf: NeuralBackend['tf'];
  readonly #shape: DenseShape;
  readonly #op: Operations;
  readonly #dense: DenseOperations;
  readonly #constants: Constants;
  readonly #loss: OutputLoss;
  readonly #masks: DropoutMasks | null;
  readonly #normalizations: readonly BatchNormalization[];
  readonly #penalty: WeightPenalty | null;
  #vector: Tensor1D;

  /** A network that starts at the given parameters, in the order of {@link parameterShapes}. */
  constructor(
    backend: NeuralBackend,
    shape: DenseShape,
    parameters: Float32Array,
    masks: DropoutMasks | null = null,
  ) {
    const { tf } = backend;
    this.#tf = tf;
    this.#shape = shape;
    this.#masks = masks;
    this.#op = operations(tf);
    this.#constants = new Constants(tf);
    const shapes = parameterShapes(shape.sizes, shape.batchNormalization);
    this.#dense = denseOperations(backend, shapes);
    this.#loss = outputLoss(tf, this.#dense, shape.output);
    const hidden = shape.sizes.slice(1, -1);
    this.#normalizations = shape.batchNormalization
      ? hidden.map((units) => new BatchNormalization(tf, units))
      : [];
    this.parameters = parameters.length;
    this.#vector = tf.keep(tf.tensor1d(parameters));
    const weights = shape.sizes.slice(1).reduce((sum, units, k) => sum + units * shape.sizes[k]!, 0);
    this.#penalty =
      shape.alpha < LEAST_ALPHA
        ? null
        : new WeightPenalty(tf, this.#dense, shape.alpha, weights, parameters.length);
  }

  gradient(batch: Batch): { loss: Scalar; gradient: Tensor1D } {
    return this.#tf.tidy(() => {
      const pieces = this.#pieces();
      const passes = this.#forwards(batch, pieces);
      const { sum, deltas } = this.#loss(passes.at(-1)!.outputs, batch.y as Tensor2D, batch.weights);
      const sums = this.#dense.pack(this.#backwards(batch, pieces, passes, this.#scaled(deltas, batch)));
      const loss = this.#op.mul(sum, this.#constants.of(1 / batch.totalWeight));
      if (this.#penalty === null) return { loss, gradient: sums };
      const penalty = this.#penalty.of(this.#vector, batch.totalWeight);
      return {
        loss: this.#op.add(loss, penalty.loss),
        gradient: this.#op.add(sums, penalty.gradient),
      };
    });
  }

  subtract(step: Tensor1D): void {
    const before = this.#vector;
    this.#vector = this.#tf.keep(this.#op.sub(before, step));
    before.dispose();
  }

  outputs(x: Tensor): Tensor {
    return this.#tf.tidy(() => outputsOf(this.#tf, this.#scores(x as Tensor2D), this.#shape.output));
  }

  loss({ x, y, weights, totalWeight }: Batch): Scalar {
    return this.#tf.tidy(() => {
      const { sum } = this.#loss(this.#scores(x as Tensor2D), y as Tensor2D, weights);
      const loss = this.#op.mul(sum, this.#constants.of(1 / totalWeight));
      return this.#penalty === null
        ? loss
        : this.#op.add(loss, this.#penalty.of(this.#vector, totalWeight).loss);
    });
  }

  read(): Float32Array[] {
    return [
      this.#vector.dataSync<'float32'>().slice(),
      ...this.#normalizations.flatMap((each) => each.read()),
    ];
  }

  write([vector, ...running]: readonly Float32Array[]): void {
    const before = this.#vector;
    this.#vector = this.#tf.keep(this.#tf.tensor1d(vector!));
    before.dispose();
    for (const [k, each] of this.#normalizations.entries()) each.write(running[2 * k]!, running[2 * k + 1]!);
  }

  dispose(): void {
    for (const each of [this.#vector, this.#penalty, this.#dense, this.#constants, ...this.#normalizations]) {
      each?.dispose();
    }
  }

  #forwards(batch: Batch, { weights, constants, factors }: Pieces): Pass[] {
    const dense = this.#dense;
    const { activation } = this.#shape;
    const passes: Pass[] = [];
    let x = batch.x as Tensor2D;
    for (const [k, matrix] of weights.entries()) {
      if (k === weights.length - 1) {
        const outputs = dense.layer(x, matrix, constants[k]!, 'identity');
        passes.push({ outputs, normalized: null, mask: null, passed: outputs });
        break;
      }
      const normalization = this.#normalizations[k];
      const normalized =
        normalization?.train(dense.layer(x, matrix, null, 'identity'), factors[k]!, constants[k]!, batch) ??
        null;
      const outputs =
        normalized === null
          ? dense.layer(x, matrix, constants[k]!, activation)
          : dense.activate(normalized.outputs, activation);
      const mask = this.#masks?.(batch.rows, this.#shape.sizes[k + 1]!) ?? null;
      x = kept(this.#op, outputs, mask);
      passes.push({ outputs, normalized, mask, passed: x });
    }
    return passes;
  }

  /** The gradient of the mean over rows, in pieces: of weights, of constants, of factors. */
  #backwards(batch: Batch, { weights, factors }: Pieces, passes: readonly Pass[], last: Tensor2D): Tensor[] {
    const dense = this.#dense;
    const ofWeights: Tensor[] = [];
    const ofConstants: Tensor[] = [];
    const ofFactors: Tensor[] = [];
    let deltas = last;
    for (let k = weights.length - 1; k >= 0; k--) {
      const { normalized } = passes[k]!;
      if (normalized === null) ofConstants[k] = dense.columnSums(deltas);
      else {
        const back = this.#normalizations[k]!.backward(deltas, normalized, factors[k]!, batch);
        ofConstants[k] = back.constant;
        ofFactors[k] = back.factor;
        deltas = back.sums;
      }
      const below = k === 0 ? null : passes[k - 1]!;
      const x = below === null ? (batch.x as Tensor2D) : below.passed;
      ofWeights[k] = dense.transposedProduct(x, deltas);
      if (below === null) break;
      const through = kept(this.#op, dense.productTransposed(deltas, weights[k]!), below.mask);
      deltas = dense.throughActivation(through, below.outputs, this.#shape.activation);
    }
    return [...ofWeights, ...ofConstants, ...ofFactors];
  }

  /** Scores of the last layer, not in training. */
  #scores(x: Tensor2D): Tensor2D {
    const { weights, constants, factors } = this.#pieces();
    const dense = this.#dense;
    let rows = x;
    for (const [k, matrix] of weights.entries()) {
      const activation = k === weights.length - 1 ? 'identity' : this.#shape.activation;
      const normalization = this.#normalizations[k];
      if (normalization === undefined) rows = dense.layer(rows, matrix, constants[k]!, activation);
      else {
        const sums = dense.layer(rows, matrix, null, 'identity');
        rows = dense.activate(normalization.apply(sums, factors[k]!, constants[k]!), activation);
      }
    }
    return rows;
  }

  #pieces(): Pieces {
    const pieces = this.#dense.unpack(this.#vector);
    const layers = this.#shape.sizes.length - 1;
    return {
      weights: pieces.slice(0, layers) as Tensor2D[],
      constants: pieces.slice(layers, 2 * layers) as Tensor1D[],
      factors: pieces.slice(2 * layers) as Tensor1D[],
    };
  }

  /** Derivatives of the mean from those of each row. */
  #scaled(deltas: Tensor2D, { weights, rows, totalWeight }: Batch): Tensor2D {
    const scale = this.#constants.of(1 / totalWeight);
    if (weights === null) return this.#op.mul(deltas, scale);
    return this.#op.mul(deltas, this.#tf.reshape(this.#op.mul(weights, scale), [rows, 1]));
  }
}

interface Pieces {
  readonly weights: readonly Tensor2D[];
  readonly constants: readonly Tensor1D[];
  readonly factors: readonly Tensor1D[];
}

function kept(op: Operations, outputs: Tensor2D, mask: Tensor2D | null): Tensor2D {
  return mask === null ? outputs : op.mul(outputs, mask);
}
