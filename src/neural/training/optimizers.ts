import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { OptimizerMemory } from './memory.js';
import { NativeAdam } from './native-adam.js';
import { type Operations, operations } from './operations.js';
import type { Optimizer } from './optimizer.js';
import { tensorFlow } from './tensor-flow.js';

/** How an optimiser works, as plain data; what is left out has the default of scikit-learn, else of Keras. */
export type OptimizerOptions =
  | { readonly kind: 'sgd'; readonly momentum?: number; readonly nesterov?: boolean }
  | { readonly kind: 'adam'; readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number }
  | { readonly kind: 'adamax'; readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number }
  | { readonly kind: 'nadam'; readonly beta1?: number; readonly beta2?: number; readonly epsilon?: number }
  | {
      readonly kind: 'rmsprop';
      readonly rho?: number;
      readonly momentum?: number;
      readonly epsilon?: number;
      readonly centered?: boolean;
    }
  | { readonly kind: 'adagrad'; readonly initialAccumulator?: number; readonly epsilon?: number }
  | { readonly kind: 'adadelta'; readonly rho?: number; readonly epsilon?: number };

/** From so many parameters on one pass over them in place of ten matters more than what a variable costs. */
const MANY = 20_000;

/** Defaults of 'adam'. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** What a step is made of: operations within a tidy, on vectors of all parameters. */
type Rule = (gradient: Tensor1D, rate: number, memory: OptimizerMemory) => Tensor1D;

/** An optimiser for so many parameters. */
export function makeOptimizer(
  { tf }: NeuralBackend,
  options: OptimizerOptions,
  parameters: number,
): Optimizer {
  const flow = options.kind === 'adam' && parameters >= MANY ? tensorFlow(tf) : null;
  if (flow !== null && options.kind === 'adam') {
    const { beta1, beta2, epsilon } = { ...ADAM, ...options };
    return new NativeAdam(tf, flow, { beta1, beta2, epsilon }, parameters);
  }
  const { starts, rule } = ruleOf(operations(tf), options);
  const memory = new OptimizerMemory(tf, parameters, starts);
  return {
    step: (gradient, rate) =>
      tf.tidy(() => {
        memory.steps++;
        return rule(gradient, rate, memory);
      }),
    read: () => memory.read(),
    write: (vectors) => tf.tidy(() => memory.write(vectors)),
    dispose: () => memory.dispose(),
  };
}

function ruleOf(op: Operations, options: OptimizerOptions): { starts: readonly number[]; rule: Rule } {
  switch (options.kind) {
    case 'sgd':
      return sgd(op, options.momentum ?? 0, options.nesterov ?? false);
    case 'adam':
      return adam(op, { ...ADAM, ...options });
    case 'adamax':
      return adamax(op, options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-7);
    case 'nadam':
      return nadam(op, options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-7);
    case 'rmsprop':
      return rmsprop(op, {
        rho: options.rho ?? 0.9,
        momentum: options.momentum ?? 0,
        epsilon: options.epsilon ?? 1e-7,
        centered: options.centered ?? false,
      });
    case 'adagrad':
      return adagrad(op, options.initialAccumulator ?? 0.1, options.epsilon ?? 1e-7);
    case 'adadelta':
      return adadelta(op, options.rho ?? 0.95, options.epsilon ?? 1e-7);
  }
}

/** Gradient descent; its velocity holds steps, so that a change of the rate does not change what is under way. */
function sgd(op: Operations, momentum: number, nesterov: boolean): { starts: readonly number[]; rule: Rule } {
  if (momentum === 0) {
    return { starts: [], rule: (gradient, rate, memory) => op.mul(gradient, memory.constant(rate)) };
  }
  return {
    starts: [0],
    rule: (gradient, rate, memory) => {
      const push = op.mul(gradient, memory.constant(rate));
      const share = memory.constant(momentum);
      const velocity = memory.replace(0, op.add(op.mul(memory.vector(0), share), push));
      return nesterov ? op.add(op.mul(velocity, share), push) : velocity.clone();
    },
  };
}

/**
 * Kingma and Ba, "Adam", 2014, with its second form of the rate (end of section 2), as scikit-learn and Keras have it.
 * What is remembered are sums m / (1 - beta1) and v / (1 - beta2), which saves two operations a step.
 */
function adam(op: Operations, { beta1, beta2, epsilon }: typeof ADAM) {
  const rule: Rule = (gradient, rate, memory) => {
    const t = memory.steps;
    const first = memory.replace(0, op.add(op.mul(memory.vector(0), memory.constant(beta1)), gradient));
    const second = memory.replace(
      1,
      op.add(op.mul(memory.vector(1), memory.constant(beta2)), op.square(gradient)),
    );
    const spread = Math.sqrt(1 - beta2);
    const corrected = ((rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * ((1 - beta1) / spread);
    const below = op.add(op.sqrt(second), memory.constant(epsilon / spread));
    return op.mul(op.div(first, below), memory.constant(corrected));
  };
  return { starts: [0, 0], rule };
}

/** Adam with the largest gradient so far in place of the mean square; section 7.1 of the same paper. */
function adamax(op: Operations, beta1: number, beta2: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const first = memory.replace(0, blend(op, memory, 0, beta1, gradient));
    const faded = op.mul(memory.vector(1), memory.constant(beta2));
    const most = memory.replace(1, op.maximum(faded, op.abs(gradient)));
    const ratio = op.div(first, op.add(most, memory.constant(epsilon)));
    return op.mul(ratio, memory.constant(rate / (1 - beta1 ** memory.steps)));
  };
  return { starts: [0, 0], rule };
}

/** Adam with Nesterov's look ahead: Dozat, "Incorporating Nesterov momentum into Adam", 2016, without its schedule. */
function nadam(op: Operations, beta1: number, beta2: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const t = memory.steps;
    const first = memory.replace(0, blend(op, memory, 0, beta1, gradient));
    const second = memory.replace(1, blend(op, memory, 1, beta2, op.square(gradient)));
    const ahead = op.add(
      op.mul(first, memory.constant(beta1 / (1 - beta1 ** (t + 1)))),
      op.mul(gradient, memory.constant((1 - beta1) / (1 - beta1 ** t))),
    );
    const spread = op.sqrt(op.div(second, memory.constant(1 - beta2 ** t)));
    return op.mul(op.div(ahead, op.add(spread, memory.constant(epsilon))), memory.constant(rate));
  };
  return { starts: [0, 0], rule };
}

interface Rmsprop {
  readonly rho: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly centered: boolean;
}

/** Hinton's RMSprop (lecture 6e of his course, 2012), with Graves' centred form; epsilon under the root as in Keras. */
function rmsprop(op: Operations, { rho, momentum, epsilon, centered }: Rmsprop) {
  const rule: Rule = (gradient, rate, memory) => {
    const square = memory.replace(0, blend(op, memory, 0, rho, op.square(gradient)));
    const spread = centered
      ? op.sub(square, op.square(memory.replace(2, blend(op, memory, 2, rho, gradient))))
      : square;
    const scaled = op.div(gradient, op.sqrt(op.add(spread, memory.constant(epsilon))));
    const push = op.mul(scaled, memory.constant(rate));
    if (momentum === 0) return push;
    return memory.replace(1, op.add(op.mul(memory.vector(1), memory.constant(momentum)), push)).clone();
  };
  return { starts: [0, 0, ...(centered ? [0] : [])], rule };
}

/** Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 12 (2011). */
function adagrad(op: Operations, initial: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const sum = memory.replace(0, op.add(memory.vector(0), op.square(gradient)));
    return op.mul(op.div(gradient, op.sqrt(op.add(sum, memory.constant(epsilon)))), memory.constant(rate));
  };
  return { starts: [initial], rule };
}

/** Zeiler, "ADADELTA: an adaptive learning rate method", 2012. */
function adadelta(op: Operations, rho: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const little = memory.constant(epsilon);
    const square = memory.replace(0, blend(op, memory, 0, rho, op.square(gradient)));
    const ratio = op.sqrt(op.div(op.add(memory.vector(1), little), op.add(square, little)));
    const change = op.mul(ratio, gradient);
    memory.replace(1, blend(op, memory, 1, rho, op.square(change)));
    return op.mul(change, memory.constant(rate));
  };
  return { starts: [0, 0], rule };
}

/** The running mean at a place of the memory, with a new value in it. */
function blend(
  op: Operations,
  memory: OptimizerMemory,
  place: number,
  share: number,
  value: Tensor1D,
): Tensor1D {
  const before = op.mul(memory.vector(place), memory.constant(share));
  return op.add(before, op.mul(value, memory.constant(1 - share)));
}
