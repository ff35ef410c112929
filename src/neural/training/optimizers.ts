import type { Tensor1D } from '@tensorflow/tfjs-core';
import type { NeuralBackend } from '../backend/index.js';
import { OptimizerMemory } from './memory.js';
import type { Optimizer } from './optimizer.js';

type Tf = NeuralBackend['tf'];

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

/** What a step is made of: operations within a tidy, on vectors of all parameters. */
type Rule = (gradient: Tensor1D, rate: number, memory: OptimizerMemory) => Tensor1D;

/** An optimiser for so many parameters. */
export function makeOptimizer(
  { tf }: NeuralBackend,
  options: OptimizerOptions,
  parameters: number,
): Optimizer {
  const { starts, rule } = ruleOf(tf, options);
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

function ruleOf(tf: Tf, options: OptimizerOptions): { starts: readonly number[]; rule: Rule } {
  switch (options.kind) {
    case 'sgd':
      return sgd(tf, options.momentum ?? 0, options.nesterov ?? false);
    case 'adam':
      return adam(tf, options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-8);
    case 'adamax':
      return adamax(tf, options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-7);
    case 'nadam':
      return nadam(tf, options.beta1 ?? 0.9, options.beta2 ?? 0.999, options.epsilon ?? 1e-7);
    case 'rmsprop':
      return rmsprop(tf, {
        rho: options.rho ?? 0.9,
        momentum: options.momentum ?? 0,
        epsilon: options.epsilon ?? 1e-7,
        centered: options.centered ?? false,
      });
    case 'adagrad':
      return adagrad(tf, options.initialAccumulator ?? 0.1, options.epsilon ?? 1e-7);
    case 'adadelta':
      return adadelta(tf, options.rho ?? 0.95, options.epsilon ?? 1e-7);
  }
}

/** Gradient descent; its velocity holds steps, so that a change of the rate does not change what is under way. */
function sgd(tf: Tf, momentum: number, nesterov: boolean): { starts: readonly number[]; rule: Rule } {
  if (momentum === 0) {
    return { starts: [], rule: (gradient, rate) => tf.mul(gradient, rate) };
  }
  return {
    starts: [0],
    rule: (gradient, rate, memory) => {
      const push = tf.mul(gradient, rate) as Tensor1D;
      const share = memory.constant(momentum);
      const velocity = memory.replace(0, tf.add(tf.mul(memory.vector(0), share), push));
      return nesterov ? tf.add(tf.mul(velocity, share), push) : velocity.clone();
    },
  };
}

/**
 * Kingma and Ba, "Adam", 2014, with its second form of the rate (end of section 2), as scikit-learn and Keras have it.
 * What is remembered are sums m / (1 - beta1) and v / (1 - beta2), which saves two operations a step.
 */
function adam(tf: Tf, beta1: number, beta2: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const t = memory.steps;
    const first = memory.replace(0, tf.add(tf.mul(memory.vector(0), memory.constant(beta1)), gradient));
    const second = memory.replace(
      1,
      tf.add(tf.mul(memory.vector(1), memory.constant(beta2)), tf.square(gradient)),
    );
    const spread = Math.sqrt(1 - beta2);
    const corrected = ((rate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * ((1 - beta1) / spread);
    const below = tf.add(tf.sqrt(second), memory.constant(epsilon / spread));
    return tf.mul(tf.div(first, below), corrected);
  };
  return { starts: [0, 0], rule };
}

/** Adam with the largest gradient so far in place of the mean square; section 7.1 of the same paper. */
function adamax(tf: Tf, beta1: number, beta2: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const first = memory.replace(0, blend(tf, memory, 0, beta1, gradient));
    const faded = tf.mul(memory.vector(1), memory.constant(beta2));
    const most = memory.replace(1, tf.maximum(faded, tf.abs(gradient)) as Tensor1D);
    const ratio = tf.div(first, tf.add(most, memory.constant(epsilon)));
    return tf.mul(ratio, rate / (1 - beta1 ** memory.steps));
  };
  return { starts: [0, 0], rule };
}

/** Adam with Nesterov's look ahead: Dozat, "Incorporating Nesterov momentum into Adam", 2016, without its schedule. */
function nadam(tf: Tf, beta1: number, beta2: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const t = memory.steps;
    const first = memory.replace(0, blend(tf, memory, 0, beta1, gradient));
    const second = memory.replace(1, blend(tf, memory, 1, beta2, tf.square(gradient)));
    const ahead = tf.add(
      tf.mul(first, beta1 / (1 - beta1 ** (t + 1))),
      tf.mul(gradient, (1 - beta1) / (1 - beta1 ** t)),
    );
    const spread = tf.sqrt(tf.div(second, 1 - beta2 ** t));
    return tf.mul(tf.div(ahead, tf.add(spread, memory.constant(epsilon))), rate);
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
function rmsprop(tf: Tf, { rho, momentum, epsilon, centered }: Rmsprop) {
  const rule: Rule = (gradient, rate, memory) => {
    const square = memory.replace(0, blend(tf, memory, 0, rho, tf.square(gradient)));
    const spread = centered
      ? tf.sub(square, tf.square(memory.replace(2, blend(tf, memory, 2, rho, gradient))))
      : square;
    const scaled = tf.div(gradient, tf.sqrt(tf.add(spread, memory.constant(epsilon))));
    const push = tf.mul(scaled, rate) as Tensor1D;
    if (momentum === 0) return push;
    return memory.replace(1, tf.add(tf.mul(memory.vector(1), memory.constant(momentum)), push)).clone();
  };
  return { starts: [0, 0, ...(centered ? [0] : [])], rule };
}

/** Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 12 (2011). */
function adagrad(tf: Tf, initial: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const sum = memory.replace(0, tf.add(memory.vector(0), tf.square(gradient)));
    return tf.mul(tf.div(gradient, tf.sqrt(tf.add(sum, memory.constant(epsilon)))), rate);
  };
  return { starts: [initial], rule };
}

/** Zeiler, "ADADELTA: an adaptive learning rate method", 2012. */
function adadelta(tf: Tf, rho: number, epsilon: number) {
  const rule: Rule = (gradient, rate, memory) => {
    const little = memory.constant(epsilon);
    const square = memory.replace(0, blend(tf, memory, 0, rho, tf.square(gradient)));
    const ratio = tf.sqrt(tf.div(tf.add(memory.vector(1), little), tf.add(square, little)));
    const change = tf.mul(ratio, gradient) as Tensor1D;
    memory.replace(1, blend(tf, memory, 1, rho, tf.square(change)));
    return tf.mul(change, rate);
  };
  return { starts: [0, 0], rule };
}

/** The running mean at a place of the memory, with a new value in it. */
function blend(tf: Tf, memory: OptimizerMemory, place: number, share: number, value: Tensor1D): Tensor1D {
  const before = tf.mul(memory.vector(place), memory.constant(share));
  return tf.add(before, tf.mul(value, memory.constant(1 - share)));
}
