import type { Tensor } from '@tensorflow/tfjs-core';
import { activate, activationObstacle } from './activations.js';
import {
  type Config,
  flagOf,
  type KerasLayer,
  type LayerCall,
  type LayerKind,
  type LayerKinds,
  type Tf,
  type Value,
  wordOf,
} from './layer.js';

/** One step in time: from what comes in, already multiplied by the kernel, and the states to the new states. */
type Step = (input: Tensor, states: readonly Tensor[]) => Tensor[];

interface Cell {
  /** How many vectors are handed from step to step; the first one is the output. */
  readonly states: number;
  /** Whether the kernel's bias has a second row, for the recurrent part. */
  step(tf: Tf, config: Config, weight: (name: string) => Tensor, units: number): Step;
}

const cells: Readonly<Record<'SimpleRNN' | 'LSTM' | 'GRU', Cell>> = {
  SimpleRNN: {
    states: 1,
    step:
      (tf, config, weight) =>
      (input, [hidden]) => [
        activate(
          tf,
          tf.add(input, tf.matMul(hidden!, weight('recurrent_kernel'))),
          config,
          'activation',
          'tanh',
        ),
      ],
  },
  LSTM: {
    states: 2,
    step:
      (tf, config, weight) =>
      (input, [hidden, carry]) => {
        const sum = tf.add(input, tf.matMul(hidden!, weight('recurrent_kernel')));
        const [i, f, c, o] = tf.split(sum, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
        const gate = (x: Tensor) => activate(tf, x, config, 'recurrent_activation', 'sigmoid');
        const within = (x: Tensor) => activate(tf, x, config, 'activation', 'tanh');
        const next = tf.add(tf.mul(gate(f), carry!), tf.mul(gate(i), within(c)));
        return [tf.mul(gate(o), within(next)), next];
      },
  },
  GRU: {
    states: 1,
    step: (tf, config, weight, units) => {
      const kernel = weight('recurrent_kernel');
      const gate = (x: Tensor) => activate(tf, x, config, 'recurrent_activation', 'sigmoid');
      const within = (x: Tensor) => activate(tf, x, config, 'activation', 'tanh');
      const mix = (update: Tensor, old: Tensor, fresh: Tensor) =>
        tf.add(tf.mul(update, old), tf.mul(tf.sub(1, update), fresh));
      if (resetsAfter(config)) {
        const bias = flagOf(config, 'use_bias', true)
          ? tf.slice(weight('bias'), [1, 0], [1, 3 * units])
          : null;
        return (input, [hidden]) => {
          const product = tf.matMul(hidden!, kernel);
          const recurrent = bias === null ? product : tf.add(product, bias);
          const [xz, xr, xh] = tf.split(input, 3, 1) as [Tensor, Tensor, Tensor];
          const [hz, hr, hh] = tf.split(recurrent, 3, 1) as [Tensor, Tensor, Tensor];
          const fresh = within(tf.add(xh, tf.mul(gate(tf.add(xr, hr)), hh)));
          return [mix(gate(tf.add(xz, hz)), hidden!, fresh)];
        };
      }
      const gates = tf.slice(kernel, [0, 0], [units, 2 * units]);
      const candidate = tf.slice(kernel, [0, 2 * units], [units, units]);
      return (input, [hidden]) => {
        const [xz, xr, xh] = tf.split(input, 3, 1) as [Tensor, Tensor, Tensor];
        const [hz, hr] = tf.split(tf.matMul(hidden!, gates), 2, 1) as [Tensor, Tensor];
        const reset = tf.mul(gate(tf.add(xr, hr)), hidden!);
        const fresh = within(tf.add(xh, tf.matMul(reset, candidate)));
        return [mix(gate(tf.add(xz, hz)), hidden!, fresh)];
      };
    },
  },
};

export const recurrentLayers: LayerKinds = {
  SimpleRNN: recurrent('SimpleRNN'),
  LSTM: recurrent('LSTM'),
  GRU: recurrent('GRU'),
  Bidirectional: {
    run: (call) => {
      const { tf, layer, inputs } = call;
      const [forward, backward] = layer.inner.map((inner) => call.run(inner, inputs[0]!)) as [Value, Value];
      const returned = forward.tensor.rank === 3 ? tf.reverse(backward.tensor, 1) : backward.tensor;
      return { tensor: merged(tf, layer, forward.tensor, returned), mask: forward.mask };
    },
    obstacle: (config) => (config.merge_mode === null ? 'has no merge_mode, which is not supported' : null),
  },
  TimeDistributed: {
    keepsMask: true,
    run: (call) => {
      const { tf, layer, x } = call;
      const [rows, steps, ...rest] = x.shape as [number, number, ...number[]];
      const flat = tf.reshape(x, [rows * steps, ...rest]);
      const { tensor } = call.run(layer.inner[0]!, { tensor: flat, mask: null });
      return tf.reshape(tensor, [rows, steps, ...tensor.shape.slice(1)]);
    },
  },
};

function recurrent(kind: keyof typeof cells): LayerKind {
  return {
    hasCell: true,
    weights: (config) => [
      'kernel',
      'recurrent_kernel',
      ...(flagOf(config, 'use_bias', true) ? ['bias'] : []),
    ],
    obstacle: (config) => {
      if (flagOf(config, 'stateful', false)) return 'is stateful, which is not supported: rows stand alone';
      if (flagOf(config, 'return_state', false)) return 'returns its state, which is not supported';
      return activationObstacle(config);
    },
    run: (call) => overTime(call, cells[kind]),
  };
}

/** Steps through time, remembering what counts: a step that does not leaves everything as it was. */
function overTime({ tf, layer, x, mask, weight }: LayerCall, cell: Cell): Value {
  const { config } = layer;
  const units = Number(config.units);
  const backwards = flagOf(config, 'go_backwards', false);
  const inOrder = <T extends Tensor>(values: T): T => (backwards ? tf.reverse(values, 1) : values);
  const [rows, steps] = x.shape as [number, number];
  const inputs = tf.unstack(inOrder(kernelOf(tf, config, x, weight)), 1);
  const counts = mask === null ? null : tf.unstack(tf.expandDims(inOrder(mask), -1), 1);
  const step = cell.step(tf, config, weight, units);
  const nothing = tf.zeros([rows, units]);
  let states: Tensor[] = new Array<Tensor>(cell.states).fill(nothing);
  let output: Tensor = nothing;
  const outputs: Tensor[] = [];
  for (let t = 0; t < steps; t++) {
    const next = step(inputs[t]!, states);
    if (counts === null) {
      states = next;
      output = next[0]!;
    } else {
      const count = counts[t]!;
      const where = (fresh: Tensor, old: Tensor) => tf.add(old, tf.mul(count, tf.sub(fresh, old)));
      const before = flagOf(config, 'zero_output_for_mask', false) ? nothing : output;
      output = where(next[0]!, before);
      states = next.map((fresh, k) => where(fresh, states[k]!));
    }
    outputs.push(output);
  }
  if (flagOf(config, 'return_sequences', false)) return { tensor: tf.stack(outputs, 1), mask };
  return { tensor: output, mask: null };
}

/** All steps times the kernel, with the bias, in one product. */
function kernelOf(tf: Tf, config: Config, x: Tensor, weight: (name: string) => Tensor): Tensor {
  const kernel = weight('kernel');
  const [rows, steps, inputs] = x.shape as [number, number, number];
  const width = kernel.shape[1]!;
  const product = tf.matMul(tf.reshape(x, [rows * steps, inputs]), kernel);
  const flat = flagOf(config, 'use_bias', true)
    ? tf.add(product, resetsAfter(config) ? tf.slice(weight('bias'), [0, 0], [1, width]) : weight('bias'))
    : product;
  return tf.reshape(flat, [rows, steps, width]);
}

function resetsAfter(config: Config): boolean {
  return flagOf(config, 'reset_after', false);
}

function merged(tf: Tf, layer: KerasLayer, forward: Tensor, backward: Tensor): Tensor {
  switch (wordOf(layer.config, 'merge_mode', 'concat')) {
    case 'sum':
      return tf.add(forward, backward);
    case 'mul':
      return tf.mul(forward, backward);
    case 'ave':
      return tf.div(tf.add(forward, backward), 2);
    default:
      return tf.concat([forward, backward], forward.rank - 1);
  }
}
