import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { Constants } from './constants.js';
import type { Optimizer } from './optimizer.js';
import type { TensorFlow, TensorFlowAttribute } from './tensor-flow.js';

/** Names of variables, which TensorFlow keeps by name. */
let count = 0;

/**
 * Adam by TensorFlow's own operation, which goes over all vectors once where one operation after another goes over
 * them ten times. It works on variables: the mean gradient, the mean square, and one that is 0 before the step.
 */
export class NativeAdam implements Optimizer {
  readonly #tf: NeuralBackend['tf'];
  readonly #flow: TensorFlow;
  readonly #constants: Constants;
  readonly #options: { readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  /** What TensorFlow has for 1 - beta: it subtracts in 32 bits, where 1 - 0.999 is wrong from the fifth digit on. */
  readonly #gains: readonly [number, number];
  readonly #attributes: ReturnType<typeof attributesOf>;
  readonly #zeros: Tensor1D;
  readonly #step: Tensor;
  readonly #mean: Tensor;
  readonly #square: Tensor;
  #steps = 0;

  constructor(
    tf: NeuralBackend['tf'],
    flow: TensorFlow,
    options: { readonly beta1: number; readonly beta2: number; readonly epsilon: number },
    parameters: number,
  ) {
    this.#tf = tf;
    this.#flow = flow;
    this.#constants = new Constants(tf);
    this.#options = options;
    this.#gains = [gainOf(options.beta1), gainOf(options.beta2)];
    this.#attributes = attributesOf(flow, parameters);
    this.#zeros = tf.keep(tf.zeros([parameters]));
    [this.#step, this.#mean, this.#square] = [this.#variable(), this.#variable(), this.#variable()];
    for (const variable of [this.#mean, this.#square]) this.#assign(variable, this.#zeros);
  }

  step(gradient: Tensor1D, rate: number): Tensor1D {
    return this.#tf.tidy(() => {
      const { beta1, beta2, epsilon } = this.#options;
      const t = ++this.#steps;
      const first = this.#gains[0] / (1 - beta1);
      const second = Math.sqrt(this.#gains[1] / (1 - beta2));
      // The powers of both betas are in the rate, in 64 bits; the operation subtracts, and the step is to be added.
      const corrected = (-(rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * (second / first);
      const zero = this.#constants.of(0);
      this.#assign(this.#step, this.#zeros);
      this.#run('ResourceApplyAdam', this.#attributes.applying, [
        this.#step,
        this.#mean,
        this.#square,
        zero,
        zero,
        this.#tf.scalar(corrected),
        this.#constants.of(beta1),
        this.#constants.of(beta2),
        this.#constants.of(epsilon * second),
        gradient,
      ]);
      return this.#value(this.#step);
    });
  }

  /** Sums of gradients as the portable form keeps them, so that either goes on with the memory of the other. */
  read(): Float32Array[] {
    const [first, second] = this.#gains;
    const [mean, square] = this.#tf.tidy(() =>
      [this.#mean, this.#square].map((each) => this.#value(each).dataSync<'float32'>().slice()),
    );
    return [
      Float32Array.of(this.#steps),
      mean!.map((value) => value / first),
      square!.map((value) => value / second),
    ];
  }

  write([steps, mean, square]: readonly Float32Array[]): void {
    const [first, second] = this.#gains;
    this.#steps = steps![0]!;
    this.#tf.tidy(() => {
      this.#assign(this.#mean, this.#tf.tensor1d(mean!.map((value) => value * first)));
      this.#assign(this.#square, this.#tf.tensor1d(square!.map((value) => value * second)));
    });
  }

  dispose(): void {
    for (const variable of [this.#step, this.#mean, this.#square]) {
      this.#run('DestroyResourceOp', this.#attributes.destroying, [variable]);
      variable.dispose();
    }
    this.#zeros.dispose();
    this.#constants.dispose();
  }

  #variable(): Tensor {
    const attributes = this.#attributes.variable(`pipefit-adam-${count++}`);
    return this.#tf.keep(this.#flow.executeSingleOutput('VarHandleOp', attributes, []));
  }

  #assign(variable: Tensor, value: Tensor): void {
    this.#run('AssignVariableOp', this.#attributes.typed, [variable, value]);
  }

  #value(variable: Tensor): Tensor1D {
    return this.#flow.executeSingleOutput('ReadVariableOp', this.#attributes.typed, [variable]) as Tensor1D;
  }

  /** Runs an operation that gives nothing. */
  #run(name: string, attributes: readonly TensorFlowAttribute[], inputs: readonly Tensor[]): void {
    this.#flow.binding.executeOp(name, attributes, this.#flow.getInputTensorIds(inputs), 0);
  }
}

function gainOf(beta: number): number {
  return Math.fround(1 - Math.fround(beta));
}

function attributesOf({ binding }: TensorFlow, parameters: number) {
  const { TF_ATTR_TYPE, TF_ATTR_BOOL, TF_ATTR_STRING, TF_ATTR_SHAPE, TF_FLOAT } = binding;
  const flag = (name: string): TensorFlowAttribute => ({ name, type: TF_ATTR_BOOL, value: false });
  const text = (name: string, value: string): TensorFlowAttribute => ({ name, type: TF_ATTR_STRING, value });
  const typed: TensorFlowAttribute[] = [{ name: 'dtype', type: TF_ATTR_TYPE, value: TF_FLOAT }];
  return {
    typed,
    applying: [
      { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT },
      flag('use_locking'),
      flag('use_nesterov'),
    ] as TensorFlowAttribute[],
    destroying: [flag('ignore_lookup_error')],
    variable: (name: string): TensorFlowAttribute[] => [
      text('container', ''),
      text('shared_name', name),
      ...typed,
      { name: 'shape', type: TF_ATTR_SHAPE, value: [parameters] },
    ],
  };
}
